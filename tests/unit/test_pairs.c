// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What is released by what: the headers' cleanups, comments, names. */
#include "contract/decide.h"
#include "contract/pair_names.h"
#include "little_model.h"

static const struct shapes shapes = { NULL, 0, NULL };

/* All names that are tried, in their order. */
static void assert_names(const char *name, const char *expected)
{
	struct pair_names names;
	struct text text = TEXT_INIT;
	const char *next;

	pair_names_init(&names, name);
	while ((next = pair_names_next(&names)))
		text_printf(&text, "%s%s%s", text.len ? " " : "", next,
			    pair_names_clear(&names) && pair_names_firm(&names) ? "!" : "");
	assert_string_equal(text.buf, expected);
	text_release(&text);
	pair_names_release(&names);
}

static void names(void **state)
{
	(void)state;
	assert_names("clk_get", "clk_put clk_release clk_free");
	assert_names("clk_enable", "clk_disable!");
	assert_names("clk_prepare_optional", "clk_unprepare_optional! clk_unprepare");
	assert_names("kzalloc", "kfree! kzfree! kzrelease kzput kzremove kzerase");
	assert_names("x_lock_irqsave", "x_unlock_irqrestore! x_lock_irqrestore x_unlock");
	assert_names("ioremap", "iounmap! ioreunmap!");
	assert_names("budget", "budput budrelease budfree");
	assert_names("nothing", "");
	assert_names("_x_lock", "_x_unlock");
}

static void words(void **state)
{
	static const char *const releasing[] = { "x_put",  "kfree", "free_x", "iounmap",
						 "x_fput", "x_end", NULL },
				 *const others[] = { "x_input", "send_x", "model", "x_get", NULL };

	(void)state;
	for (const char *const *name = releasing; *name; name++)
		assert_true(pair_name_releases(*name, strlen(*name)));
	for (const char *const *name = others; *name; name++)
		assert_false(pair_name_releases(*name, strlen(*name)));
	assert_true(pair_words_fit("bus_find_device", "device", "put_device"));
	assert_true(pair_words_fit("netdev_get_by_name", "net_device", "dev_put"));
	assert_true(pair_words_fit("i2c_register_driver", NULL, "i2c_del_driver"));
	assert_false(pair_words_fit("bus_find_device", "device", "put_disk_device"));
	assert_true(pair_words_firm("x_alloc", "free_x"));
	assert_false(pair_words_firm("x_alloc", "put_x"));
	assert_false(pair_words_firm("_x_alloc", "free_x"));
	assert_false(pair_words_fit("clk_get_name", NULL, "clk_put"));
	assert_false(pair_words_fit("bus_name_device", "device", "put_device"));
	assert_false(pair_words_fit("x_request_wait", "x", "x_request_free"));
	assert_string_equal(pair_words_verb("i2c_register_driver", "i2c_del_driver"), "register");
	assert_null(pair_words_verb("x_request_wait", "x_request_free"));
	assert_string_equal(pair_words_verb("ioremap_wide", "iounmap"), "remap");
	assert_true(pair_words_companions("x_lock_irqsave", "x_unlock_irqrestore"));
	assert_false(pair_words_companions("x_lock_irqsave", "x_unlock"));
	assert_true(pair_words_rest("x_add_more", "x_del", "add"));
	assert_false(pair_words_rest("x_add_numbered", "x_del", "add"));
	assert_true(pair_name_acquires("kzalloc"));
	assert_false(pair_name_acquires("x_owner"));
	assert_true(pair_name_managed("devm_x_get"));
}

/* "SUBJECT VALUE ORIGIN" of each fact that says by what something is released. */
static const char *released(struct little *l, const struct ledger *ledger, const char *name)
{
	const struct contract *contract = ledger_find(ledger, name);
	const char *text = "";

	for (unsigned int i = 0; i < contract->facts.n; i++) {
		const struct fact *fact = &contract->facts.facts[i];

		if (strcmp(fact->kind->name, "released_by") && strcmp(fact->kind->name, "consumes"))
			continue;
		text = arena_printf(&l->run.arena, "%s%s%s %s %s%s", text, *text ? ", " : "",
				    fact->subject == SUBJECT_CALL     ? "call"
				    : fact->subject == SUBJECT_RETURN ? "return"
				    : fact->param		      ? "1"
								      : "0",
				    fact->value, origin_name(fact->origin), fact->sure ? "" : "?");
	}
	return text;
}

/* Functions, what comments say, and what follows. */
static const struct {
	const char *name, *prototype, *doc, *released;
} functions[] = {
	{ "clk_put", "void (struct clk *clk)", NULL, "0 true cleanup" },
	{ "clk_get", "struct clk *(struct device *dev)", NULL, "return clk_put name" },
	{ "clk_find", "struct clk *(struct device *dev)", NULL, "return clk_put name" },
	{ "clk_find_any", "struct clk *(void)", "Free it with clk_put().",
	  "return clk_put doc, return clk_put name" },
	{ "clk_show", "struct clk *(void)", "Unlike others it is not to be clk_put().", "" },
	{ "clk_take", "struct clk *(void)", "clk_put() gives it back.", "return clk_put doc" },
	{ "clk_get_name", "int (struct clk *clk)", NULL, "" },
	{ "devm_clk_get", "struct clk *(struct device *dev)", NULL, "" },
	{ "clk_peek", "struct clk *(void)", "The clock, with its refcount incremented.", "" },
	{ "clk_get_other_of", "struct clk *(void)", NULL, "return clk_put name?" },
	{ "clk_get_counted", "struct clk *(void)", "The clock, with its refcount incremented.",
	  "return clk_put name" },
	{ "clk_alloc_more_rows", "struct device *(void)", NULL, "return clk_free name" },
	{ "clk_free", "void (struct device *d)", NULL, "" },
	{ "clk_get_by_name", "struct clk *(void)", NULL, "return clk_put name" },
	{ "clk_fd", "u32 (struct device *dev)", NULL, "return clk_fd_put cleanup" },
	{ "clk_hold", "void (struct clk *clk)", NULL, "0 clk_drop cleanup, 0 clk_put name" },
	{ "clk_drop", "void (struct clk *clk)", NULL, "" },
	{ "clk_enable", "int (struct clk *clk)", NULL, "0 clk_disable name" },
	{ "clk_disable", "void (struct clk *clk)", NULL, "" },
	{ "clk_claim_all", "void (void)", NULL, "call clk_release_all name" },
	{ "clk_release_all", "void (void)", NULL, "" },
	{ "clk_attach", "int (struct device *dev)", NULL, "" },
	{ "clk_detach", "int (struct clk *clk)", NULL, "" },
	{ "read_get", "u32 (const u32 *at)", NULL, "0 read_put name?" },
	{ "read_put", "void (u32 value, u32 *at)", NULL, "" },
	{ "clk_add_from_row", "int (struct clk *clk)", NULL, "0 clk_remove name" },
	{ "clk_remove", "void (struct clk *clk)", NULL, "" },
	{ "of_clk_add", "int (struct clk *clk)", NULL, "0 clk_remove name" },
	{ "row_clk_add", "int (struct clk *clk)", NULL, "0 clk_remove name?" },
	{ "clk_subscribe", "int (u32 *id)", NULL, "0 clk_unsubscribe name" },
	{ "clk_unsubscribe", "void (u32 id)", NULL, "" },
	{ "clk_expose_noprof", "int (struct clk *clk)", NULL, "0 clk_hide name" },
	{ "clk_hide", "void (struct clk *clk)", NULL, "" },
	{ "row_start_all", "int (struct device *dev)", NULL, "0 stop_device name?" },
	{ "stop_device", "void (struct device *dev)", NULL, "" },
	{ "out_request", "int (struct clk **out)", NULL, "0 out_release name" },
	{ "out_release", "void (struct clk *clk)", NULL, "" },
};

static void facts(void **state)
{
	struct cleanup cleanups[] = {
		{ "DEFINE_FREE",
		  "clk_put",
		  "struct clk *",
		  NULL,
		  -1,
		  "clk_put",
		  0,
		  { "linux/x.h", 5, 0 } },
		{ "DEFINE_CLASS",
		  "fd",
		  "u32",
		  "clk_fd",
		  -1,
		  "clk_fd_put",
		  0,
		  { "linux/x.h", 6, 0 } },
		{ "DEFINE_GUARD",
		  "clk",
		  "struct clk *",
		  "clk_hold",
		  0,
		  "clk_drop",
		  0,
		  { "linux/x.h", 7, 0 } },
	};
	struct spec spec = { 0 };
	struct ledger *ledger;
	struct little l;

	(void)state;
	little_init(&l);
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++) {
		struct function *function =
			little_add(&l, functions[i].name, functions[i].prototype);

		if (functions[i].doc)
			little_doc(&l, function, NULL, functions[i].doc);
	}
	l.model.cleanups = cleanups;
	l.model.n_cleanups = 3;
	ledger = contract_decide(&l.run, &l.model, &spec, NULL, &shapes);
	assert_complaints(&l.run, "");
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++)
		assert_string_equal(released(&l, ledger, functions[i].name), functions[i].released);
	little_release(&l);
}

/* What is known of others, and of what a function calls. */
static const struct {
	const char *name, *prototype, *calls, *released; /* no prototype: a macro */
} related[] = {
	{ "free_x", "void (struct clk *x)", NULL, "" },
	{ "alloc_x", "struct clk *(u32 n)", NULL, "return free_x name" },
	/* what others of its kind are given back by */
	{ "alloc_big_x", "struct clk *(struct device *dev)", NULL, "return free_x name" },
	{ "lookup_big_x", "struct clk *(struct device *dev)", NULL, "" },
	/* what it calls */
	{ "alloc_easily", "struct clk *(void)", "alloc_x", "return free_x body" },
	{ "devm_alloc_easily", "struct clk *(void)", "alloc_x", "" },
	{ "show_x", "struct clk *(void)", "alloc_x", "return free_x name?" },
	/* arguments: names must say the same */
	{ "x_register", "int (struct device *dev)", NULL, "0 x_unregister name" },
	{ "x_unregister", "void (struct device *dev)", NULL, "" },
	{ "x_register_numbered", "int (struct device *dev)", NULL, "0 x_unregister name" },
	{ "x_register_child", "int (struct device *dev)", NULL, "0 x_unregister name?" },
	/* one alone of the same words, or several */
	{ "x_setup", "int (struct clk *c)", NULL, "0 x_teardown name" },
	/* two things together */
	{ "x_prepare_enable", "int (struct clk *c)", NULL, "0 x_disable_unprepare name" },
	{ "x_disable_unprepare", "void (struct clk *c)", NULL, "" },
	{ "x_teardown", "void (struct clk *c)", NULL, "" },
	{ "y_setup", "int (struct clk *c)", NULL, "0 y_cleanup name?, 0 y_teardown name?" },
	{ "y_teardown", "void (struct clk *c)", NULL, "" },
	{ "y_cleanup", "void (struct clk *c)", NULL, "" },
	/* a reference, or a value */
	{ "ref_get", "void (struct clk *c)", NULL, "0 ref_put name" },
	{ "ref_put", "void (struct clk *c)", NULL, "" },
	{ "le_get", "u32 (struct clk *c)", NULL, "0 le_put name?" },
	{ "le_put", "void (struct clk *c)", NULL, "" },
	{ "try_got_get", "struct clk *(void)", NULL, "return got_release name?" },
	{ "got_get", "struct clk *(void)", NULL, "return got_release name" },
	{ "got_release", "void (struct clk *c)", NULL, "" },
	{ "try_get", "struct clk *(void)", NULL, "return try_release name?" },
	{ "try_release", "bool (struct clk *c)", NULL, "" },
	/* only how it is done differs; what has its own opposite, or tells of its argument, is no such thing */
	{ "ref_get_unless_zero", "bool (struct clk *c)", NULL, "0 ref_put name" },
	{ "ref_get_atomic", "void (struct clk *c)", NULL, "0 ref_put name?" },
	{ "ref_put_atomic", "u32 (int c)", NULL, "" },
	{ "ref_get_name", "const char *(struct clk *c)", NULL, "0 ref_put name?" },
	/* what a macro stands for */
	{ "m_start", NULL, NULL, "" },
	{ "__m_start", "int (struct clk *c)", NULL, "0 m_stop name" },
	{ "m_stop", "void (struct clk *c)", NULL, "" },
	{ "__n_start", "int (struct clk *c)", NULL, "0 n_stop name?" },
	{ "n_stop", "void (struct clk *c)", NULL, "" },
};

static void relations(void **state)
{
	struct spec spec = { 0 };
	struct ledger *ledger;
	struct little l;

	(void)state;
	little_init(&l);
	for (size_t i = 0; i < sizeof(related) / sizeof(*related); i++)
		little_add(&l, related[i].name, related[i].prototype)->calls = related[i].calls;
	ledger = contract_decide(&l.run, &l.model, &spec, NULL, &shapes);
	assert_complaints(&l.run, "");
	for (size_t i = 0; i < sizeof(related) / sizeof(*related); i++)
		assert_string_equal(released(&l, ledger, related[i].name), related[i].released);
	little_release(&l);
}

/* What bodies show decides between guesses. */
static const struct {
	const char *name, *prototype, *kind, *value;
	enum subject subject;
	const char *released;
} seen[] = {
	{ "find_thing", "struct clk *(void)", "owned", "true", SUBJECT_RETURN,
	  "return put_thing name" },
	{ "find_other", "struct clk *(void)", "comes_from", "find_thing", SUBJECT_RETURN,
	  "return put_thing body" },
	{ "find_thing_rcu", "struct clk *(void)", "nullable", "true", SUBJECT_RETURN,
	  "return put_thing name?" },
	{ "put_thing", "void (struct clk *clk)", "consumes", "true", SUBJECT_PARAM, "0 true body" },
	{ "make_row", "struct clk *(void)", "owned", "true", SUBJECT_RETURN,
	  "return put_row body, return install_row body?" },
	{ "put_row", "void (struct clk *clk)", NULL, NULL, SUBJECT_CALL, "" },
	{ "install_row", "void (struct clk *clk)", NULL, NULL, SUBJECT_CALL, "" },
	{ "m_lock_killable", "int (struct clk *clk)", "acquires", "&clk->lock", SUBJECT_CALL,
	  "0 m_unlock name" },
	{ "m_lock_nested_killable", "int (struct clk *clk)", "acquires", "&clk->other",
	  SUBJECT_CALL, "0 m_unlock name?" },
	{ "m_unlock", "void (struct clk *clk)", "releases", "&clk->lock", SUBJECT_CALL, "" },
};

static const struct place body_at = { "a.c", 1, 0 };

/* What callers were seen to do at last, not for sure. */
static const struct {
	const char *name, *by;
} ended[] = { { "make_row", "put_row" },
	      { "make_row", "install_row" },
	      { "row_open", "clk_put" },
	      { "row_open_one", "clk_note" } };

static void add_ended(struct little *l, struct inferred *inferred)
{
	for (size_t i = 0; i < sizeof(ended) / sizeof(*ended); i++)
		if (!strcmp(ended[i].name, inferred->name))
			inferred_fact(&l->run, inferred, SUBJECT_RETURN, 0, "released_by",
				      ended[i].by, ORIGIN_BODY, body_at, false);
}

/* A function whose body was read. */
static struct inferred *add_read(struct little *l, struct inferred_list *list, const char *name,
				 const char *prototype)
{
	struct function *function = little_add(l, name, prototype);
	struct inferred *inferred = inferred_add(&l->run, list, function->name, body_at);

	inferred->prototype = prototype_mark(&l->run, function->type);
	return inferred;
}

static void bodies(void **state)
{
	struct inferred_list list = { .release = "7.0", .arch = "x86_64" };
	const struct inferred_list *lists[] = { &list };
	struct inferences inferences = { .lists = lists, .n = 1 };
	struct spec spec = { 0 };
	struct ledger *ledger;
	struct little l;

	(void)state;
	little_init(&l);
	for (size_t i = 0; i < sizeof(seen) / sizeof(*seen); i++) {
		struct inferred *inferred = add_read(&l, &list, seen[i].name, seen[i].prototype);

		if (seen[i].kind)
			inferred_fact(&l.run, inferred, seen[i].subject, 0, seen[i].kind,
				      seen[i].value, ORIGIN_BODY, body_at, true);
		add_ended(&l, inferred);
	}
	ledger = contract_decide(&l.run, &l.model, &spec, &inferences, &shapes);
	for (size_t i = 0; i < sizeof(seen) / sizeof(*seen); i++)
		assert_string_equal(released(&l, ledger, seen[i].name), seen[i].released);
	little_release(&l);
}

/* A function whose body was read, and what is told of its result. */
struct one {
	const char *name, *prototype, *kind, *released;
};

/* Where no name fits: as such things usually are, or half of them. */
static const struct one usual[] = {
	{ "clk_put", "void (struct clk *clk)", NULL, "" },
	{ "clk_get", "struct clk *(u32 n)", "owned", "return clk_put name" },
	{ "row_pick", "struct clk *(u32 n)", "owned", "return clk_put name?" },
	{ "row_pick_one", "struct clk *(u32 n)", "nullable", "" },
	{ "row_peek", "struct clk *(u32 n)", "owned", "" },
	/* and if callers are seen to do that, too */
	{ "row_open", "struct clk *(u32 n)", "nullable", "return clk_put body" },
	{ "row_open_one", "struct clk *(u32 n)", "nullable",
	  "return clk_note body?, return clk_put name?" },
	{ "clk_note", "void (struct clk *clk)", NULL, "" },
	{ "d_put", "void (struct device *d)", NULL, "" },
	{ "d_free", "void (struct device *d)", NULL, "" },
	{ "d_drop", "void (struct device *d)", NULL, "" },
	{ "d_get", "struct device *(u32 n)", "owned", "return d_put name" },
	{ "d_alloc", "struct device *(u32 n)", "owned", "return d_free name" },
	{ "d_grab", "struct device *(u32 n)", "owned", "return d_drop name" },
	{ "row_pick_d", "struct device *(u32 n)", "owned", "" },
};

/* Nobody has read the last of these: such things are hardly ever lent. */
static const struct one handed[] = {
	{ "clk_put", "void (struct clk *clk)", NULL, "" },
	{ "clk_get", "struct clk *(u32 n)", "owned", "return clk_put name" },
	{ "clk_get_by_name", "struct clk *(u32 n)", "owned", "return clk_put name" },
	{ "clk_get_first", "struct clk *(u32 n)", "owned", "return clk_put name" },
	{ "of_clk_get_from_node", "struct clk *(u32 n)", NULL, "return clk_put name" },
	/* what another thing has in it */
	{ "row_get_node", "struct clk *(u32 n)", NULL, "return clk_put name?" },
	/* one of these lends */
	{ "d_put", "void (struct device *d)", NULL, "" },
	{ "d_get", "struct device *(u32 n)", "owned", "return d_put name" },
	{ "d_get_by_name", "struct device *(u32 n)", "owned", "return d_put name" },
	{ "d_get_first", "struct device *(u32 n)", "owned", "return d_put name" },
	{ "d_get_of_row", "struct device *(u32 n)", "nullable", "return d_put name?" },
	{ "of_d_get_node", "struct device *(u32 n)", NULL, "return d_put name?" },
};

static void assert_released(const struct one *ones, size_t n)
{
	struct inferred_list list = { .release = "7.0", .arch = "x86_64" };
	const struct inferred_list *lists[] = { &list };
	struct inferences inferences = { .lists = lists, .n = 1 };
	struct spec spec = { 0 };
	struct ledger *ledger;
	struct little l;

	little_init(&l);
	for (size_t i = 0; i < n; i++) {
		struct inferred *inferred = add_read(&l, &list, ones[i].name, ones[i].prototype);

		if (ones[i].kind)
			inferred_fact(&l.run, inferred, SUBJECT_RETURN, 0, ones[i].kind, "true",
				      ORIGIN_BODY, body_at, true);
		add_ended(&l, inferred);
	}
	ledger = contract_decide(&l.run, &l.model, &spec, &inferences, &shapes);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(released(&l, ledger, ones[i].name), ones[i].released);
	little_release(&l);
}

static void hardly_lent(void **state)
{
	(void)state;
	assert_released(handed, sizeof(handed) / sizeof(*handed));
}

static void as_usual(void **state)
{
	(void)state;
	assert_released(usual, sizeof(usual) / sizeof(*usual));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),    cmocka_unit_test(words),
		cmocka_unit_test(facts),    cmocka_unit_test(relations),
		cmocka_unit_test(bodies),   cmocka_unit_test(hardly_lent),
		cmocka_unit_test(as_usual),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
