// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "contract/collect.h"
#include "little_model.h"

/* All facts of one function as text, one a line: "return returns=errno doc 12 sure". */
static char *facts_of(struct little *l, const struct function *function)
{
	struct contract contract = { .function = function, .type = function->type };
	struct facts facts = { .run = &l->run };
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	collect_prototype(&facts, &contract);
	collect_doc(&facts, &contract);
	collect_names(&facts, &contract);
	facts_sort(&facts);
	for (unsigned int i = 0; i < facts.list.n; i++) {
		const struct fact *fact = &facts.list.facts[i];

		if (fact->subject == SUBJECT_PARAM)
			fprintf(out, "%u", fact->param);
		else
			fputs(fact->subject == SUBJECT_CALL ? "call" : "return", out);
		fprintf(out, " %s=%s %s %u%s\n", fact->kind->name, fact->value,
			origin_name(fact->origin), fact->at.line, fact->sure ? "" : " ?");
	}
	fclose(out);
	return text;
}

static void assert_facts(struct little *l, const struct function *function, const char *expected)
{
	char *text = facts_of(l, function);

	assert_string_equal(text, expected);
	free(text);
}

static const struct {
	const char *prototype, *attribute, *args, *facts;
} prototypes[] = {
	{ "void (void)", NULL, NULL, "return returns=void attribute 101\n" },
	{ "_Bool (u32 x)", NULL, NULL, "return returns=bool attribute 101\n" },
	{ "u32 (void)", NULL, NULL, "return returns=value name 101\n" },
	{ "int (struct clk *clk)", "must_check", NULL, "return must_check=true attribute 101\n" },
	{ "int (void __user *to, const void __iomem *from)", NULL, NULL,
	  "0 user=true attribute 101\n1 direction=in attribute 101\n"
	  "1 iomem=true attribute 101\n" },
	{ "void *(size_t n, gfp_t flags)", "alloc_size", "1",
	  "call context=gfp name 101\n0 bytes_of=return attribute 101\n"
	  "1 gfp=true attribute 101\n" },
	{ "void *(size_t n, size_t size)", "alloc_size", "1, 2", "" },
	{ "void *(size_t n)", "alloc_size", "7", "" },
	{ "int (struct device *dev, const char *fmt, ...)", "printf", "2, 3",
	  "call printf=2, 3 attribute 101\n1 direction=in attribute 101\n" },
	{ "int (struct clk *lock)", "acquires", "lock", "call acquires=lock attribute 101\n" },
	{ "int (struct clk *lock)", "must_hold", "lock", "call holds=lock attribute 101\n" },
	{ "int (void *buf, size_t len)", NULL, NULL, "1 bytes_of=buf name 101\n" },
	{ "int (void *buf, u32 count)", NULL, NULL, "1 bytes_of=buf name 101 ?\n" },
	{ "int (int (*fn)(void *x), void *data)", NULL, NULL, "1 data_of=fn name 101 ?\n" },
	{ "int (int (*fn)(void *x), void *a, void *b)", NULL, NULL, "" },
};

static void prototypes_and_attributes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(prototypes) / sizeof(*prototypes); i++) {
		struct function *function;
		struct little l;

		little_init(&l);
		function = little_add(&l, "f", prototypes[i].prototype);
		if (prototypes[i].attribute)
			little_attribute(&l, function, prototypes[i].attribute, prototypes[i].args);
		assert_facts(&l, function, prototypes[i].facts);
		little_release(&l);
	}
}

/* What stands in a Return section, and the convention it leads to; "?" for unsure. */
static const struct {
	const char *prototype, *text, *convention;
} returned[] = {
	{ "int (void)", "0 on success or a negative error code on failure.", "errno" },
	{ "int (void)", "success (0) or negative errno.", "errno" },
	{ "int (void)", "%0 on success, -EINVAL if @x is odd,\n-ENODATA if not.", "errno" },
	{ "int (void)", "-errno, or 0 for success.", "errno" },
	{ "int (void)", "On success, 0. On failure, a negative errno.", "errno" },
	{ "int (void)", "0 on success.", "" },
	{ "int (void)", "A negative errno on failure.", "" },
	{ "int (void)", "The number of elements on success, -EINVAL otherwise", "errno_or_value" },
	{ "int (void)", "negative errno, or else the number of bytes read.", "errno_or_value" },
	{ "long (void)", "rounded rate, or negative errno.", "errno_or_value" },
	{ "int (void)", "0 on success, 1 if there was nothing to do, or a negative errno",
	  "errno_or_value" },
	{ "int (void)", "Length of the string or negative if it is too long", "errno_or_value?" },
	{ "int (void)", "<0 if a is first, 0 if same, >0 otherwise", "errno_or_value?" },
	{ "int (void)", "If @x is NULL, the number of strings or -EINVAL", "errno_or_value?" },
	{ "int (void)", "1 if the timer is pending, 0 if not.", "bool" },
	{ "int (void)", "true if it is held", "bool" },
	{ "int (void)", "The saved offset.", "" },
	{ "int (struct clk *clk)", "The original value of @clk.", "value" },
	{ "long (const struct clk *clk)", "The value loaded from @clk", "value" },
	{ "int (struct clk *clk)", "The value of @clk, or -EINVAL", "errno_or_value" },
	{ "int (struct clk *clk)", "The value of @clk->rate.", "" },
	{ "int (struct clk *clk)", "The value of @clk in its register.", "" },
	{ "int (int clk)", "The new value of @clk.", "" },
	{ "size_t (void)", "0 on success, the number of bytes not copied otherwise", "not_copied" },
	{ "u32 (void)", "The number of entries, or -EINVAL", "value" },
	{ "u32 (void)", "The id, 0 on failure", "value?" },
	{ "void *(void)", "a clock, or a valid IS_ERR() condition containing errno", "err_ptr" },
	{ "void *(void)", "pointer to a buffer or an ERR_PTR() in case of failure", "err_ptr" },
	{ "void *(void)", "the clock, NULL if there is none, or another IS_ERR() code",
	  "err_ptr_or_null" },
	{ "void *(void)", "never an ERR_PTR()", "err_ptr?" },
	{ "void *(void)", "a pointer on success, NULL on failure.", "null" },
	{ "void *(void)", "the node or NULL.", "null?" },
	{ "void *(void)", "the parent, or NULL if clk is NULL", "null?" },
	{ "void *(void)", "The name of the device.", "" },
	{ "void *(void)", "a non-NULL pointer", "" },
};

static void assert_convention(struct little *l, const struct function *function, const char *is)
{
	struct contract contract = { .function = function, .type = function->type };
	struct facts facts = { .run = &l->run };
	const char *found = "";

	collect_doc(&facts, &contract);
	collect_names(&facts, &contract);
	for (unsigned int i = 0; i < facts.list.n && !*found; i++)
		if (!strcmp(facts.list.facts[i].kind->name, "returns"))
			found = arena_printf(&l->run.arena, "%s%s", facts.list.facts[i].value,
					     facts.list.facts[i].sure ? "" : "?");
	assert_string_equal(found, is);
}

static void return_sections(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(returned) / sizeof(*returned); i++) {
		struct function *function;
		struct little l;

		little_init(&l);
		function = little_add(&l, "f", returned[i].prototype);
		little_doc(&l, function, "Return", returned[i].text);
		assert_convention(&l, function, returned[i].convention);
		little_release(&l);
	}
}

static void return_sentences(void **state)
{
	struct function *function;
	struct little l;

	(void)state;
	little_init(&l);
	function = little_add(&l, "f", "int (void)");
	little_doc(&l, function, NULL,
		   "Does much. It is not said how.\n\n"
		   "Returns 0 on success, -EERROR otherwise.  And that is all.");
	assert_facts(&l, function, "return returns=errno doc 11\n");
	little_doc(&l, function, NULL, "Uses the return value of 0 on success or -EINVAL.");
	assert_facts(&l, function, "");
	function = little_add(&l, "g", "struct clk *(void)");
	little_doc(&l, function, "Return", "a clock or IS_ERR()")->body =
		"As the other one, but it returns NULL instead of an error.";
	assert_facts(&l, function, "return returns=err_ptr_or_null doc 12\n");
	little_release(&l);
}

static const struct {
	const char *section, *text, *facts;
} contexts[] = {
	{ "Context", "May sleep.", "call context=may_sleep doc 12\n" },
	{ "Context", "Any context.", "call context=atomic doc 12\n" },
	{ "Context", "Any context. May sleep if the @gfp flags permit.",
	  "call context=gfp doc 12\n" },
	{ "Context", "Process context.", "call context=may_sleep doc 12 ?\n" },
	{ "Context", "Does not sleep", "call context=atomic doc 12 ?\n" },
	{ "Context", "Callers must not sleep", "" },
	{ NULL, "Must not be called from within\natomic context.",
	  "call context=may_sleep doc 11\n" },
	{ NULL, "Saves the context.", "" },
	{ NULL, "It may sleep if it wants to", "call context=may_sleep doc 11 ?\n" },
};

static void sleeping(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(contexts) / sizeof(*contexts); i++) {
		struct function *function;
		struct little l;
		char *text;

		little_init(&l);
		function = little_add(&l, "f", "int (void)");
		little_doc(&l, function, contexts[i].section, contexts[i].text);
		text = facts_of(&l, function);
		assert_string_equal(text, contexts[i].facts);
		free(text);
		little_release(&l);
	}
}

static const struct {
	const char *prototype, *text, *facts;
} params[] = {
	{ "int (u32 p, u8 *buf)", "desired rate in Hz, inclusive", "0 unit=Hz doc 13\n" },
	{ "int (u32 p, u8 *buf)", "number of jiffies to wait", "0 unit=jiffies doc 13\n" },
	{ "int (u32 p, u8 *buf)", "in hzzz", "" },
	{ "int (u32 p, u8 *buf)", "size of @buf in bytes", "0 bytes_of=buf doc 13\n" },
	{ "int (u32 p, u8 *buf)", "size of @buf", "0 bytes_of=buf doc 13 ?\n" },
	{ "int (u32 p, u8 *buf)", "number of elements in @buf", "0 count_of=buf doc 13\n" },
	{ "int (u32 p, u8 *buf)", "number of elements in @other", "" },
	{ "int (u32 p, u32 buf)", "number of elements in @buf", "" },
	{ "int (u32 *buf, u32 p)", "number of array elements", "1 count_of=buf doc 13\n" },
	{ "int (u32 *buf, u32 p)", "number of elements", "1 count_of=buf doc 13 ?\n" },
	{ "int (u8 *buf, u32 p)", "number of bytes to send", "1 bytes_of=buf doc 13 ?\n" },
	{ "int (u32 p, u8 *buf)", "how much, in bytes", "0 bytes_of=buf doc 13 ?\n" },
	{ "int (struct clk *buf, u32 p)", "number of bytes", "" },
	{ "int (struct clk *p)", "the clock, may be %NULL", "0 nullable=true doc 13\n" },
	{ "int (struct clk *p)", "optional clock", "0 nullable=true doc 13 ?\n" },
	{ "int (struct clk *p)", "the clock, must not be NULL", "" },
	{ "int (u32 p)", "may be NULL", "" },
};

static void parameters(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(params) / sizeof(*params); i++) {
		struct doc_param param = { "p", params[i].text, { "linux/x.h", 13, 0 } };
		struct function *function;
		struct doc *doc;
		struct little l;

		little_init(&l);
		function = little_add(&l, "f", params[i].prototype);
		doc = little_doc(&l, function, NULL, NULL);
		doc->params = &param;
		doc->n_params = 1;
		assert_facts(&l, function, params[i].facts);
		little_release(&l);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prototypes_and_attributes),
		cmocka_unit_test(return_sections),
		cmocka_unit_test(return_sentences),
		cmocka_unit_test(sleeping),
		cmocka_unit_test(parameters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
