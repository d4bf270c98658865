// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Facts of several origins: which are sure in the light of the others. */
#include "contract/collect.h"
#include "contract/contradict.h"
#include "contract/decide.h"
#include "little_model.h"
#include "spec/spec_read.h"

static const struct shapes shapes = { NULL, 0, NULL };

#define HEADER "facts 1 6.0-test x86_64 a little kernel\na.c\n"

/* What is known of f(), and what becomes of it: "ORIGIN SUBJECT KIND VALUE", with "?" if not sure. */
static const struct {
	const char *prototype;
	const char *returns; /* of kernel-doc */
	const char *body;    /* facts of a facts file */
	const char *stated;
	const char *facts;
} cases[] = {
	{ "int (u32 x)", "0 on success or a negative errno", "", "", "doc return returns errno\n" },
	/* the code and its documentation */
	{ "int (u32 x)", NULL, "errno", "", "body return returns errno\n" },
	{ "int (u32 x)", NULL, "errno?", "", "body return returns errno?\n" },
	{ "int (u32 x)", "0 on success or a negative errno", "errno", "",
	  "body return returns errno\ndoc return returns errno\n" },
	{ "int (u32 x)", "0 on success or a negative errno", "errno?", "",
	  "body return returns errno\ndoc return returns errno\n" },
	{ "int (u32 x)", "0 on success or a negative errno", "bool", "",
	  "body return returns bool? kernel-doc says otherwise\n"
	  "doc return returns errno? the body says otherwise\n" },
	{ "int (u32 x)", "0 on success or a negative errno", "bool?", "",
	  "body return returns bool?\ndoc return returns errno\n" },
	{ "int (u32 x)", "0 on success, negative on failure", "errno", "",
	  "body return returns errno\ndoc return returns errno\n" },
	{ "int (u32 x)", "0 on success, negative on failure", "errno?", "",
	  "body return returns errno\ndoc return returns errno\n" },
	{ "int (u32 x)", "0 on success, negative on failure", "bool", "",
	  "body return returns bool\ndoc return returns errno?\n" },
	/* what is stated */
	{ "int (u32 x)", "0 on success or a negative errno", "bool", "returns: bool",
	  "contract return returns bool\nbody return returns bool\ndoc return returns errno\n" },
	/* what the declaration says */
	{ "void (u32 x)", NULL, "errno", "",
	  "attribute return returns void\n"
	  "body return returns errno? the declaration says otherwise\n" },
	/* names: guesses that others may bear out */
	{ "void (const void *buf, u32 count)", NULL, "", "",
	  "attribute return returns void\nattribute 0 direction in\nname 1 bytes_of buf?\n" },
	{ "void (const void *buf, u32 count)", NULL, "len.bytes_of=buf?", "",
	  "attribute return returns void\nattribute 0 direction in\nbody 1 bytes_of buf\nname 1 "
	  "bytes_of buf\n" },
	/* what its arguments are, its contract file says, whatever was read of this kernel */
	{ "void (const void *buf, size_t len)", NULL, "len.bytes_of=buf", "context: atomic",
	  "contract call context atomic\nattribute return returns void\n"
	  "attribute 0 direction in\nname 1 bytes_of buf?\n" },
	{ "void (u32 x, gfp_t flags)", NULL, "gfp", "",
	  "body call context gfp\nname call context gfp\nattribute return returns void\n"
	  "attribute 1 gfp true\n" },
	{ "void (u32 x, gfp_t flags)", NULL, "may_sleep", "",
	  "body call context may_sleep\nname call context gfp? others know better than its name\n"
	  "attribute return returns void\nattribute 1 gfp true\n" },
	/* kinds with several values */
	{ "_Bool (u32 x)", NULL, "acquires=&a acquires=&b doc:acquires=&c", "",
	  "body call acquires &a\nbody call acquires &b\ndoc call acquires &c\n"
	  "attribute return returns bool\n" },
	/* prototypes that are others: "!" */
	{ "int (u32 x)", NULL, "!errno may_sleep x.unit=ms y.unit=ms", "",
	  "body call context may_sleep? its prototype in Linux 6.0-test is another one\n"
	  "body return returns errno? its prototype in Linux 6.0-test is another one\n"
	  "body 0 unit ms? its prototype in Linux 6.0-test is another one\n" },
};

static const struct inferred_list *read_facts(struct little *l, const struct function *function,
					      const char *facts)
{
	bool other = *facts == '!';
	const char *text;

	text = arena_printf(&l->run.arena, HEADER " f 1 %s %s %s\n",
			    other ? "00000" : prototype_mark(&l->run, function->type),
			    other			    ? "(y,x)"
			    : function->type->n_params == 2 ? "(buf,len)"
							    : "(x)",
			    facts + other);
	return inferred_read(&l->run, "a.facts", text, strlen(text));
}

static const char *facts_text(struct little *l, const struct contract *contract)
{
	const char *text = "";

	for (unsigned int i = 0; i < contract->facts.n; i++) {
		const struct fact *fact = &contract->facts.facts[i];

		text = arena_printf(&l->run.arena, "%s%s %s %s %s%s%s%s\n", text,
				    origin_name(fact->origin),
				    fact->subject == SUBJECT_CALL     ? "call"
				    : fact->subject == SUBJECT_RETURN ? "return"
				    : fact->param		      ? "1"
								      : "0",
				    fact->kind->name, fact->value, fact->sure ? "" : "?",
				    fact->doubt ? " " : "", fact->doubt ? fact->doubt : "");
	}
	return text;
}

static void agreement(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct inferred_list *list;
		struct spec_header *file;
		struct ledger *ledger;
		struct function *function;
		const char *text;
		struct little l;

		little_init(&l);
		function = little_add(&l, "f", cases[i].prototype);
		if (cases[i].returns)
			little_doc(&l, function, "Return", cases[i].returns);
		list = read_facts(&l, function, cases[i].body);
		assert_non_null(list);
		text = "header: linux/x.h\n";
		if (*cases[i].stated)
			text = arena_printf(&l.run.arena, "%sfunctions: { f: { %s } }\n", text,
					    cases[i].stated);
		file = spec_read_text(&l.run, "a.yaml", text, strlen(text));
		ledger = contract_decide(&l.run, &l.model, spec_join(&l.run, &file, 1),
					 &(struct inferences){ .lists = &list, .n = 1 }, &shapes);
		assert_complaints(&l.run, "");
		assert_string_equal(facts_text(&l, &ledger->contracts[0]), cases[i].facts);
		little_release(&l);
	}
}

/* Comments before definitions: what they name is compared with types when the headers are there. */
static void comments_of_source(void **state)
{
	static const char facts[] = HEADER
		" take 1 %s doc:return.released_by=clk_put? doc:return.released_by=gone_put?\n";
	const struct inferred_list *inferred;
	struct fact_list list = { 0 };
	struct function *function;
	struct spec spec = { 0 };
	struct ledger *ledger;
	const char *text;
	struct little l;

	(void)state;
	little_init(&l);
	function = little_add(&l, "take", "struct clk *(u32 x)");
	little_add(&l, "clk_put", "void (struct clk *clk)");
	collect_doc_facts(
		&l.run, "take", function->type,
		little_doc(&l, function, NULL, "Free it with clk_put(). Or not with x_put()."),
		&list);
	function->doc = NULL;
	assert_int_equal(list.n, 1);
	assert_string_equal(list.facts[0].value, "clk_put");
	assert_false(list.facts[0].sure);
	text = arena_printf(&l.run.arena, facts, prototype_mark(&l.run, function->type));
	inferred = inferred_read(&l.run, "a.facts", text, strlen(text));
	ledger = contract_decide(&l.run, &l.model, &spec,
				 &(struct inferences){ .lists = &inferred, .n = 1 }, &shapes);
	assert_string_equal(facts_text(&l, &ledger->contracts[0]),
			    "doc return released_by clk_put\n"
			    "doc return released_by gone_put?\n");
	little_release(&l);
}

/* What each of them says, the worst first: "NAME KIND VALUE VALUE RANK". */
static void contradicting(void **state)
{
	static const char facts[] = HEADER " a 1 %s value\n b 1 %s errno\n c 1 %s errno atomic\n"
					   " d 1 %s zero may_sleep\n e 1 %s value?\n";
	static const char *const docs[] = { "0 on success or a negative errno",
					    "1 if it is so, 0 otherwise",
					    "the number of bytes or a negative errno",
					    "0 on success or a negative errno",
					    "0 on success or a negative errno" };
	struct contradictions found;
	const struct inferred_list *list;
	struct ledger *ledger;
	struct spec spec = { 0 };
	const char *mark, *text = "";
	struct little l;

	(void)state;
	little_init(&l);
	for (unsigned int i = 0; i < 5; i++)
		little_doc(&l, little_add(&l, (char[]){ 'a' + i, 0 }, "int (u32 x)"), "Return",
			   docs[i]);
	mark = prototype_mark(&l.run, l.functions[0].type);
	text = arena_printf(&l.run.arena, facts, mark, mark, mark, mark, mark);
	list = inferred_read(&l.run, "a.facts", text, strlen(text));
	ledger = contract_decide(&l.run, &l.model, &spec,
				 &(struct inferences){ .lists = &list, .n = 1 }, &shapes);
	contradictions_find(&l.run, ledger, &found);
	text = "";
	for (unsigned int i = 0; i < found.n; i++)
		text = arena_printf(&l.run.arena, "%s%s %s %s %s %u\n", text,
				    found.list[i].contract->function->name,
				    found.list[i].code->kind->name, found.list[i].code->value,
				    found.list[i].words->value, found.list[i].rank);
	assert_string_equal(text, "b returns errno bool 0\n"
				  "c returns errno errno_or_value 2\n"
				  "a returns value errno 3\n");
	little_release(&l);
}

/* Names of parameters are those of the kernel at hand. */
static void parameters(void **state)
{
	static const char text[] = HEADER " f 1 %s (to,n) n.bytes_of=to\n";
	const struct inferred_list *list;
	struct spec spec = { 0 };
	struct function *function;
	struct ledger *ledger;
	const char *facts;
	struct little l;

	(void)state;
	little_init(&l);
	function = little_add(&l, "f", "void (u8 *dest, size_t count)");
	facts = arena_printf(&l.run.arena, text, prototype_mark(&l.run, function->type));
	list = inferred_read(&l.run, "a.facts", facts, strlen(facts));
	ledger = contract_decide(&l.run, &l.model, &spec,
				 &(struct inferences){ .lists = &list, .n = 1 }, &shapes);
	assert_string_equal(facts_text(&l, &ledger->contracts[0]),
			    "attribute return returns void\nbody 1 bytes_of dest\n"
			    "name 1 bytes_of dest\n");
	little_release(&l);
}

static void nearest(void **state)
{
	static const struct {
		const char *release, *arch, *nearest;
	} asked[] = {
		{ "6.1.0-42-amd64", "x86_64", "6.1.140 x86_64" },
		{ "6.8.1", "x86_64", "6.12.38 x86_64" },
		{ "6.12.38", "arm64", "6.12.38 x86_64" },
		{ "6.19", "x86_64", "7.3.4+deb13-amd64 x86_64" },
		{ "7.3.4", "x86_64", "7.3.4+deb13-amd64 x86_64" },
		{ "7.3.4", "arm64", "7.3.4 arm64" },
		{ "8.0", "arm64", "7.3.4 arm64" },
	};
	struct inferred_list kernels[] = {
		{ .release = "6.1.140", .arch = "x86_64" },
		{ .release = "6.12.38", .arch = "x86_64" },
		{ .release = "7.3.4+deb13-amd64", .arch = "x86_64" },
		{ .release = "7.3.4", .arch = "arm64" },
	};
	struct inferred_list *lists[] = { &kernels[0], &kernels[1], &kernels[2], &kernels[3] };

	(void)state;
	assert_null(inferred_nearest(lists, 0, "6.1", "x86_64"));
	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++) {
		const struct inferred_list *list =
			inferred_nearest(lists, 4, asked[i].release, asked[i].arch);
		char name[64];

		snprintf(name, sizeof(name), "%s %s", list->release, list->arch);
		assert_string_equal(name, asked[i].nearest);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agreement),	 cmocka_unit_test(comments_of_source),
		cmocka_unit_test(contradicting), cmocka_unit_test(parameters),
		cmocka_unit_test(nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
