// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* From facts to status, shape and reason; and how that is printed. */
#include "contract/decide.h"
#include "little_model.h"
#include "model/alias.h"
#include "model/inferred.h"
#include "model/ledger_json.h"
#include "spec/spec_read.h"

static struct shape shape_list[] = { { .name = "hand_written" }, { .name = "mmio" } };
static const struct shapes shapes = { shape_list, 2, NULL };

static struct ledger *decide(struct little *l, const char *rest)
{
	const char *text = arena_printf(&l->run.arena, "header: linux/x.h\n%s", rest);
	struct spec_header *file = spec_read_text(&l->run, "a.yaml", text, strlen(text));
	struct spec *spec = file ? spec_join(&l->run, &file, 1) : NULL;
	struct ledger *ledger = spec ? contract_decide(&l->run, &l->model, spec, NULL, &shapes)
				     : NULL;

	if (!ledger)
		diag_flush(&l->run, stderr);
	assert_non_null(ledger);
	return ledger;
}

/* One function, what is stated of it, and the decision: "status shape reason". */
static const struct {
	const char *name, *prototype, *stated, *decision;
} decisions[] = {
	{ "f", "void (u32 x)", "", "safe - cannot fail, arguments are typed" },
	{ "f", "u32 (u32 x)", "", "safe - its result is no error code, arguments are typed" },
	{ "f", "int (u32 x)", "", "refused - return convention not known" },
	{ "f", "void *(u32 x)", "", "refused - return convention not known" },
	{ "f", "int (u32 x)", "functions: { f: { returns: errno } }", "wrapped function -" },
	{ "f", "int (u32 x)", "functions: { f: { returns: bool } }",
	  "safe - its result is no error code, arguments are typed" },
	{ "f", "int (u32 x)", "functions: { f: { safe: because } }", "safe - because" },
	{ "f", "int (u32 x)", "functions: { f: { refuse: because } }", "refused - because" },
	{ "f", "int (u32 x)", "safe: { f: because }", "safe - because" },
	{ "f_x", "int (u32 x)", "refuse: { f_*: because }", "refused - because" },
	{ "f_x", "int (u32 x)", "refuse: { f_*: because }\nfunctions: { f_x: { returns: errno } }",
	  "wrapped function -" },
	{ "f", "int (u32 x)", "functions: { f: { shape: mmio } }", "wrapped mmio -" },
	{ "f", NULL, "", "refused - macro without a stated prototype" },
	{ "f", NULL, "functions: { f: { shape: mmio, context: may_sleep, returns: errno } }",
	  "wrapped mmio -" },
	{ "f", NULL, "functions: { f: { prototype: void (int x) } }",
	  "safe - cannot fail, arguments are typed" },
	{ "f", NULL, "functions: { f: { prototype: int (int x), returns: errno } }",
	  "wrapped function -" },
	{ "_f", "void (u32 x)", "", "refused - internal: its name begins with an underscore" },
	{ "_f", "int (u32 x)", "functions: { _f: { returns: errno } }", "wrapped function -" },
	{ "f", "struct clk *(u32 x)",
	  "owned: { clk: { type: struct clk *, release: f } }\n"
	  "functions: { f: { returns: err_ptr, gives: clk } }",
	  "wrapped acquire -" },
	{ "f", "struct clk *(u32 x)",
	  "owned: { clk: { type: struct clkk *, release: clkk_put } }\n"
	  "functions: { f: { returns: err_ptr, gives: clk }, clkk_put: {} }",
	  "refused - this kernel cannot release what it acquires" },
	{ "f", "void (struct clk *c)", "owned: { clk: { type: struct clk *, release: f } }",
	  "wrapped release -" },
	{ "f", "struct clk *(u32 x)", "functions: { f: { returns: pointer } }",
	  "safe - its result is no error code, arguments are typed" },
	{ "f", "int (u32 x, ...)", "functions: { f: { returns: errno, printf: '1, 2' } }",
	  "wrapped variadic -" },
	{ "f", "void (u32 x, ...)", "", "refused - untyped variable arguments" },
	{ "f", "void (const char *x, ...)", "functions: { f: { printf: '1, 2' } }",
	  "safe - the compiler checks its format" },
	{ "f", "void (void (*fn)(void *x), void *x)", "", "refused - untyped callback" },
	{ "f", "void (u32 a, u32 b)",
	  "functions: { f: { prototype: void (u32 a), calls: 'f(a, 0)' } }", "wrapped function -" },
	{ "f", "void (u32 *a)",
	  "functions: { f: { prototype: void (u32 a), forms: { void (u32 *): f(&a) } } }",
	  "wrapped function -" },
	{ "f", "void (u32 a)", "functions: { f: { prototype: int (u32 a), returns: errno } }",
	  "wrapped function -" },
	{ "f", "void (void (*fn)(u32 x))", "", "safe - cannot fail, arguments are typed" },
	{ "f", "void (void *buf, u32 count)", "", "refused - memory whose extent is not stated" },
	{ "f", "void (void *buf, size_t len)", "", "wrapped function -" },
	{ "f", "void (u8 *buf)", "", "refused - memory whose extent is not stated" },
	{ "f", "void (const char *name)", "", "safe - cannot fail, arguments are typed" },
	{ "f", "void (void *buf, size_t len)",
	  "functions: { f: { args: { len: { bytes_of: buf } } } }", "wrapped function -" },
	{ "f", "int (u32 n, void *cookie)",
	  "owned: { o: { members: { n: u32, cookie: void * }, release: 'f(n, cookie)' } }\n"
	  "functions: { f: { returns: errno, gives: o } }",
	  "wrapped acquire -" },
	{ "f", "void (u32 rate)", "functions: { f: { args: { rate: { unit: Hz } } } }",
	  "wrapped function -" },
	{ "f", "void (u32 x)", "functions: { f: { context: may_sleep } }", "wrapped function -" },
	{ "f", "void (u32 x)", "functions: { f: { context: atomic } }",
	  "safe - cannot fail, arguments are typed" },
	{ "f", "_Bool (u32 x)", "functions: { f: { must_check: true } }", "wrapped function -" },
	{ "f", "void (u32 x)", "functions: { f: { acquires: x } }",
	  "refused - changes which locks are held" },
	{ "f", "void (u32 x)", "functions: { f: { was: [g] } }", "wrapped function -" },
	{ "x_put", "void (struct clk *x)", "",
	  "refused - may end an ownership or a state; nobody stated which" },
	{ "f_end", "void (u32 x)", "",
	  "refused - may end an ownership or a state; nobody stated which" },
	{ "f_end", "u32 (u32 x)", "", "safe - its result is no error code, arguments are typed" },
	{ "x_put", "void (struct clk *x)", "functions: { x_put: {} }",
	  "safe - cannot fail, arguments are typed" },
	{ "x_lock", "void (struct clk *x)", "",
	  "refused - may change which locks are held; nobody stated how" },
	{ "try_x", "_Bool (struct clk *x)", "",
	  "refused - may acquire something; nobody stated what" },
	{ "find_x", "u32 (struct clk *x)", "", "refused - return convention not known" },
};

static const char *decision(struct little *l, const struct contract *contract)
{
	return arena_printf(&l->run.arena, "%s %s %s", status_name(contract->status),
			    contract->shape ? contract->shape : "-",
			    contract->reason ? contract->reason : "-");
}

static void rules(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(decisions) / sizeof(*decisions); i++) {
		struct ledger *ledger;
		struct little l;

		little_init(&l);
		little_add(&l, decisions[i].name, decisions[i].prototype);
		ledger = decide(&l, decisions[i].stated);
		assert_int_equal(ledger->n_contracts, 1);
		assert_string_equal(decision(&l, &ledger->contracts[0]), decisions[i].decision);
		little_release(&l);
	}
}

/*
 * What --all decides of a function that no contract file speaks of, by what it has seen: is it inline, was its body
 * read, calls that nothing (leaf), has it a negative number to return; and may it sleep, as facts of its body say.
 */
enum { ALL = 1, INLINE = 2, READ = 4, LEAF = 8, NEGATIVE = 16, CALLS_HIDDEN = 32 };

static const struct {
	const char *prototype;
	unsigned int seen;
	const char *context, *decision;
} surveyed[] = {
	{ "void (u32 x)", 0, NULL, "safe - cannot fail, arguments are typed" },
	{ "void (u32 x)", ALL, NULL,
	  "refused - nothing was seen of its body; nobody knows what it does" },
	{ "void (u32 x)", ALL, "atomic", "safe - cannot fail, arguments are typed" },
	{ "void (u32 x)", ALL, "may_sleep", "wrapped function -" },
	{ "void (u32 x)", ALL | INLINE | READ | LEAF, NULL,
	  "safe - cannot fail, arguments are typed" },
	{ "void (u32 x)", ALL | INLINE | READ, NULL,
	  "refused - nothing was seen of its body; nobody knows what it does" },
	{ "void (u32 x)", ALL | INLINE | READ | CALLS_HIDDEN, "may_sleep",
	  "refused - calls what is not exported to modules" },
	/* worth a wrapper: what it calls must be known */
	{ "void (u32 x)", INLINE, "may_sleep",
	  "refused - inline, and what it calls was not looked at: --all does" },
	{ "void (u32 x)", ALL | INLINE, "may_sleep",
	  "refused - a macro makes it; nobody knows what it calls" },
	{ "void (u32 x)", ALL | INLINE | READ, "may_sleep", "wrapped function -" },
	/* and if not, it adds no call */
	{ "void (u32 x)", ALL | INLINE, "atomic", "safe - cannot fail, arguments are typed" },
	{ "u32 (u32 x)", 0, "atomic", "safe - its result is no error code, arguments are typed" },
	{ "u32 (u32 x)", ALL, "atomic",
	  "refused - an unsigned result that may stand for a failure" },
	{ "u32 (u32 x)", ALL | INLINE | READ | LEAF, NULL,
	  "safe - its result is no error code, arguments are typed" },
	{ "u32 (u32 x)", ALL | INLINE | READ | LEAF | NEGATIVE, NULL,
	  "refused - an unsigned result that may stand for a failure" },
	{ "_Bool (u32 x)", ALL, "atomic",
	  "safe - its result is no error code, arguments are typed" },
	{ "void (u32 *x, u32 n)", 0, "atomic", "safe - cannot fail, arguments are typed" },
	{ "void (u32 *x, u32 n)", ALL, "atomic", "refused - memory whose extent is not stated" },
	{ "void (struct clk *x, u32 n)", ALL, "atomic", "safe - cannot fail, arguments are typed" },
};

static struct function *add_surveyed(struct little *l, size_t i)
{
	struct function *function = little_add(l, "f", surveyed[i].prototype);
	unsigned int seen = surveyed[i].seen;

	if (seen & INLINE)
		function->form = FUNCTION_INLINE;
	function->read = seen & READ;
	function->leaf = seen & LEAF;
	function->negative = seen & NEGATIVE;
	function->unlinked = seen & CALLS_HIDDEN ? "hidden" : NULL;
	l->model.links_known = seen & ALL;
	return function;
}

static void all_headers(void **state)
{
	static const struct place at = { "a.c", 1, 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(surveyed) / sizeof(*surveyed); i++) {
		struct inferred_list list = { .release = "6.0", .arch = "x86_64" };
		const struct inferred_list *lists[] = { &list };
		struct inferences inferences = { .lists = lists, .n = 1 };
		struct inferred *inferred;
		struct function *function;
		struct spec spec = { 0 };
		struct ledger *ledger;
		struct little l;

		little_init(&l);
		function = add_surveyed(&l, i);
		inferred = inferred_add(&l.run, &list, function->name, at);
		inferred->prototype = prototype_mark(&l.run, function->type);
		if (surveyed[i].context)
			inferred_fact(&l.run, inferred, SUBJECT_CALL, 0, "context",
				      surveyed[i].context, ORIGIN_BODY, at, true);
		ledger = contract_decide(&l.run, &l.model, &spec, &inferences, &shapes);
		assert_string_equal(decision(&l, &ledger->contracts[0]), surveyed[i].decision);
		little_release(&l);
	}
}

static void linkable(void **state)
{
	struct function *function;
	struct ledger *ledger;
	struct little l;

	(void)state;
	little_init(&l);
	little_add(&l, "a", "void (void)")->export = EXPORT_NONE;
	little_add(&l, "b", "void (void)")->symbol_namespace = "module:kvm";
	little_add(&l, "c", "void (void)")->symbol_namespace = "USB_STORAGE";
	little_add(&l, "d", "void (void)")->form = FUNCTION_INLINE;
	function = little_add(&l, "e", "void (void)");
	little_attribute(&l, function, "deprecated", NULL);
	ledger = decide(&l, "");
	assert_string_equal(ledger_find(ledger, "a")->reason, "not exported to modules");
	assert_string_equal(ledger_find(ledger, "b")->reason, "exported to certain modules only");
	assert_int_equal(ledger_find(ledger, "c")->status, STATUS_SAFE);
	assert_int_equal(ledger_find(ledger, "d")->status, STATUS_SAFE);
	assert_string_equal(ledger_find(ledger, "e")->reason, "deprecated");
	assert_null(ledger_find(ledger, "nobody"));
	little_release(&l);
}

static void names(void **state)
{
	const struct contract *contract;
	struct ledger *ledger;
	struct little l;

	(void)state;
	little_init(&l);
	little_add(&l, "del_timer", "int (u32 x)");
	little_add(&l, "open", "int (u32 x)");
	little_add(&l, "old_open", "int (u32 x)");
	little_add(&l, "taken", "int (u32 x)");
	little_add(&l, "safe_taken", "void (u32 x)");
	ledger = decide(&l, "functions:\n  timer_delete: { was: [del_timer], returns: bool }\n"
			    "  open: { was: [old_open], returns: errno, wrapper: safe_mine }\n"
			    "  taken: { returns: errno }\n");
	contract = ledger_find(ledger, "timer_delete");
	assert_string_equal(contract->wrapper, "safe_timer_delete");
	assert_string_equal(contract->calls, "del_timer");
	assert_ptr_equal(contract, ledger_find(ledger, "del_timer"));
	assert_string_equal(ledger_find(ledger, "open")->wrapper, "safe_mine");
	assert_string_equal(ledger_find(ledger, "old_open")->reason,
			    "another name of a function that has a wrapper");
	assert_string_equal(ledger_find(ledger, "taken")->reason,
			    "the kernel uses the wrapper's name");
	assert_null(ledger_find(ledger, "taken")->wrapper);
	assert_complaints(&l.run, "");
	little_release(&l);
}

/* What this kernel has no function for, and can do; what it cannot. */
static void made(void **state)
{
	static const char stated[] = "functions:\n"
				     "  copy: { prototype: 'int (u32 to, u32 n)', calls: "
				     "['copy(to, n)', 'copy_more(to, n, 0)'], returns: errno }\n"
				     "  move: { prototype: 'int (u32 to, u32 n)', calls: "
				     "['move(to)', 'move_more(to)'], returns: errno }\n"
				     "  new: { prototype: 'int (struct no_such *x)', calls: "
				     "'copy_more(0, 0, 0)', returns: errno }\n";
	const struct contract *contract;
	struct ledger *ledger;
	struct little l;

	(void)state;
	little_init(&l);
	little_add(&l, "copy_more", "int (u32 to, u32 n, u32 flags)");
	ledger = decide(&l, stated);
	contract = ledger_find(ledger, "copy");
	assert_string_equal(contract->wrapper, "safe_copy");
	assert_string_equal(contract->calls, "copy_more");
	assert_int_equal(contract->alternative, 1);
	assert_string_equal(contract->call, "copy_more(to, n, 0)");
	assert_null(ledger_find(ledger, "move"));
	assert_null(ledger_find(ledger, "new"));
	assert_int_equal(ledger->n_absent, 2);
	assert_int_equal(l.run.diags.errors, 0);
	little_release(&l);
}

/* Types and constants that kernels call differently. */
static void other_names(void **state)
{
	static const char stated[] =
		"names: { safe_time_t: [no_such_t, u32], safe_clock: [struct no_such, struct "
		"clk],\n"
		"  SAFE_F: [F_NEW, f_old], SAFE_G: [G_NEW, '0'], SAFE_H: [H_NEW] }\n"
		"functions: { f: { prototype: 'int (safe_time_t x, struct safe_clock *c)', "
		"returns: errno } }";
	static const struct {
		enum alias_kind kind;
		const char *of;
	} expected[] = {
		{ ALIAS_TYPE, "u32" }, { ALIAS_TAG, "clk" },	{ ALIAS_NAME, "f_old" },
		{ ALIAS_NAME, "0" },   { ALIAS_NONE, "H_NEW" },
	};
	const struct spec_name *names;
	struct ledger *ledger;
	struct little l;

	(void)state;
	little_init(&l);
	little_add(&l, "f", "int (u32 x, struct clk *c)");
	little_add(&l, "f_old", NULL);
	ledger = decide(&l, stated);
	assert_string_equal(ledger_find(ledger, "f")->shape, "function");
	assert_null(ledger_find(ledger, "f")->call);
	names = ledger_find(ledger, "f")->spec->header->names;
	assert_int_equal(ledger_find(ledger, "f_old")->status, STATUS_SAFE);
	for (unsigned int i = 0; i < 5; i++) {
		struct alias alias = alias_resolve(&l.run, &l.model, &names[i]);

		assert_int_equal(alias.kind, expected[i].kind);
		assert_string_equal(alias.of, expected[i].of);
	}
	little_release(&l);
}

static void ownership_from_doc(void **state)
{
	struct function *function;
	struct ledger *ledger;
	struct little l;

	(void)state;
	little_init(&l);
	function = little_add(&l, "clk_find", "struct clk *(u32 x)");
	little_doc(&l, function, "Return",
		   "The clock, or NULL on error.  Use clk_put() on it when done.");
	function = little_add(&l, "clk_peek", "struct clk *(u32 x)");
	little_doc(&l, function, "Return", "The clock, or NULL on error.  Do not clk_put() it.");
	little_add(&l, "clk_put", "void (struct clk *clk)");
	ledger = decide(&l, "owned: { clk: { type: struct clk *, release: clk_put } }");
	assert_string_equal(ledger_find(ledger, "clk_find")->shape, "acquire");
	assert_string_equal(ledger_find(ledger, "clk_peek")->shape, "function");
	little_release(&l);
}

static void json(void **state)
{
	struct function *function;
	struct ledger *ledger;
	struct little l;

	(void)state;
	little_init(&l);
	function = little_add(&l, "clk_get", "struct clk *(struct device *, const char *id)");
	little_doc(&l, function, "Return", "a \"clock\" or an ERR_PTR()");
	little_add(&l, "find_x", "int (u32 x)");
	ledger = decide(&l, "functions:\n  clk_get: { args: { id: { nullable: true } } }\n");
	assert_string_equal(
		contract_json(&l.run, &ledger->contracts[0]),
		"{\"function\":\"clk_get\",\"header\":\"linux/"
		"x.h\",\"params\":[\"#1\",\"id\"],\"facts\":["
		"{\"subject\":\"return\",\"fact\":\"returns\",\"value\":\"err_ptr\",\"origin\":"
		"\"doc\","
		"\"at\":\"linux/x.h:12\",\"sure\":true},"
		"{\"subject\":\"id\",\"param\":2,\"fact\":\"nullable\",\"value\":true,\"origin\":"
		"\"contract\","
		"\"at\":\"a.yaml:3\",\"sure\":true},"
		"{\"subject\":\"id\",\"param\":2,\"fact\":\"direction\",\"value\":\"in\","
		"\"origin\":"
		"\"attribute\","
		"\"at\":\"linux/x.h:101\",\"sure\":true}],\"shape\":\"function\","
		"\"wrapper\":\"safe_clk_get\",\"status\":\"wrapped\",\"reason\":null}");
	assert_string_equal(
		contract_json(&l.run, &ledger->contracts[1]),
		"{\"function\":\"find_x\",\"header\":\"linux/"
		"x.h\",\"params\":[\"x\"],\"facts\":[],\"shape\":null,"
		"\"wrapper\":null,\"status\":\"refused\",\"reason\":\"return convention not "
		"known\"}");
	little_release(&l);
}

static void json_escapes(void **state)
{
	const struct function function = { .name = "f", .header = "x.h" };
	const struct contract contract = {
		.function = &function,
		.status = STATUS_REFUSED,
		.reason = "\"a\\b\"\n\t\x01\x7f \xc3\xa9",
	};
	struct little l;

	(void)state;
	little_init(&l);
	assert_string_equal(
		contract_json(&l.run, &contract),
		"{\"function\":\"f\",\"header\":\"x.h\",\"params\":[],\"facts\":[],\"shape\":null,"
		"\"wrapper\":null,\"status\":\"refused\",\"reason\":"
		"\"\\\"a\\\\b\\\"\\u000a\\u0009\\u0001\x7f \xc3\xa9\"}");
	little_release(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules),
		cmocka_unit_test(all_headers),
		cmocka_unit_test(linkable),
		cmocka_unit_test(names),
		cmocka_unit_test(made),
		cmocka_unit_test(other_names),
		cmocka_unit_test(ownership_from_doc),
		cmocka_unit_test(json),
		cmocka_unit_test(json_escapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
