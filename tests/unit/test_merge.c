// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What contract files state, against a kernel: every complaint with its places. */
#include "contract/decide.h"
#include "little_model.h"
#include "spec/spec_read.h"

static struct shape shape_list[] = { { .name = "hand_written" }, { .name = "mmio" } };
static const struct shapes shapes = { shape_list, 2, NULL };

static void little_kernel(struct little *l)
{
	struct function *function;

	little_init(l);
	little_add(l, "clk_get", "struct clk *(struct device *dev, const char *id)");
	little_add(l, "clk_put", "void (struct clk *clk)");
	little_add(l, "set_rate", "int (struct clk *clk, unsigned long rate)");
	little_add(l, "count", "unsigned long (const u32 *list, size_t n)");
	function = little_add(l, "checked", "int (void __user *to)");
	little_attribute(l, function, "must_check", NULL);
	function = little_add(l, "alloc", "void *(size_t n, gfp_t flags)");
	little_attribute(l, function, "alloc_size", "1");
	little_add(l, "call", "int (int (*fn)(void *x), void *data)");
	little_add(l, "readl", NULL);
	little_add(l, "nothing", "void (int x)");
	little_add(l, "unnamed", "int (struct clk *, int)");
	little_add(l, "take_out", "int (struct clk **clk)");
}

static struct ledger *decide(struct little *l, const char *text)
{
	struct spec_header *file = spec_read_text(&l->run, "a.yaml", text, strlen(text));
	struct spec *spec = file ? spec_join(&l->run, &file, 1) : NULL;

	if (!spec)
		diag_flush(&l->run, stderr);
	assert_non_null(spec);
	return contract_decide(&l->run, &l->model, spec, NULL, &shapes);
}

#define H     "header: linux/x.h\n"
#define OWNED H "owned:\n  clk: { type: struct clk *, release: clk_put }\n"

static const struct {
	const char *text, *complaint;
} bad[] = {
	{ H "functions:\n  set_rate: { args: { rat: { unit: Hz } } }\n",
	  "a.yaml:3:23: error: 'set_rate' has no parameter 'rat'; did you mean 'rate'?\n"
	  "linux/x.h:103:5: note: declared here\n" },
	{ H "functions:\n  set_rate: { args: { rate: { bytes_of: buf } } }\n",
	  "a.yaml:3:41: error: 'set_rate' has no parameter 'buf'\n"
	  "linux/x.h:103:5: note: declared here\n" },
	{ H "functions:\n  set_rate: { returns: err_ptr }\n",
	  "a.yaml:3:24: error: returns: err_ptr wants a pointer, and 'set_rate' returns 'int'\n"
	  "linux/x.h:103:5: note: declared here\n" },
	{ H "functions:\n  clk_get: { returns: errno }\n",
	  "a.yaml:3:23: error: returns: errno wants a signed integer, and 'clk_get' returns "
	  "'struct clk *'\nlinux/x.h:101:5: note: declared here\n" },
	{ H "functions:\n  count: { returns: errno }\n",
	  "a.yaml:3:21: error: returns: errno wants a signed integer, and 'count' returns "
	  "'unsigned long'\nlinux/x.h:104:5: note: declared here\n" },
	{ H "functions:\n  clk_get: { unit: Hz }\n",
	  "a.yaml:3:20: error: unit: Hz wants an integer, and 'clk_get' returns 'struct clk *'\n"
	  "linux/x.h:101:5: note: declared here\n" },
	{ H "functions:\n  set_rate: { args: { clk: { unit: Hz } } }\n",
	  "a.yaml:3:36: error: unit: Hz wants an integer, and 'clk' is 'struct clk *'\n"
	  "linux/x.h:103:5: note: declared here\n" },
	{ H "functions:\n  set_rate: { args: { rate: { nullable: true } } }\n",
	  "a.yaml:3:41: error: nullable: true wants a pointer, and 'rate' is 'unsigned long'\n"
	  "linux/x.h:103:5: note: declared here\n" },
	{ H "functions:\n  set_rate: { args: { clk: { string: true } } }\n",
	  "a.yaml:3:38: error: string: true wants a char *, and 'clk' is 'struct clk *'\n"
	  "linux/x.h:103:5: note: declared here\n" },
	{ H "functions:\n  count: { args: { list: { bytes_of: list } } }\n",
	  "a.yaml:3:38: error: bytes_of: list wants an integer, and 'list' is 'const u32 *'\n"
	  "linux/x.h:104:5: note: declared here\n" },
	{ H "functions:\n  set_rate: { args: { rate: { bytes_of: rate } } }\n",
	  "a.yaml:3:41: error: bytes_of: 'rate' is 'unsigned long', not a pointer\n"
	  "linux/x.h:103:5: note: declared here\n" },
	{ H "functions:\n  set_rate: { args: { rate: { bytes_of: return } } }\n",
	  "a.yaml:3:41: error: bytes_of: 'return' is 'int', not a pointer\n"
	  "linux/x.h:103:5: note: declared here\n" },
	{ H "functions:\n  call: { args: { data: { data_of: data } } }\n",
	  "a.yaml:3:36: error: data_of: 'data' is 'void *', not a pointer to a function\n"
	  "linux/x.h:107:5: note: declared here\n" },
	{ H "functions:\n  count: { args: { list: { direction: out } } }\n",
	  "a.yaml:3:39: error: direction: out contradicts the declaration, which says in\n"
	  "linux/x.h:104:5: note: declared here\n" },
	{ H "functions:\n  checked: { must_check: false }\n",
	  "a.yaml:3:26: error: must_check: false contradicts the declaration, which says true\n"
	  "linux/x.h:105:5: note: declared here\n" },
	{ H "functions:\n  nothing: { must_check: true }\n",
	  "a.yaml:3:26: error: must_check: true wants a result, and 'nothing' returns 'void'\n"
	  "linux/x.h:109:5: note: declared here\n" },
	{ H "functions:\n  checked: { args: { to: { user: false } } }\n",
	  "a.yaml:3:34: error: user: false contradicts the declaration, which says true\n"
	  "linux/x.h:105:5: note: declared here\n" },
	{ H "functions:\n  clk_get: { returns: 'null', errno: NODEV }\n",
	  "a.yaml:3:38: error: 'NODEV' is not an errno such as ENODEV\n" },
	{ H "functions:\n  clk_get: { gives: clk }\n",
	  "a.yaml:3:21: error: gives: no contract file has 'clk' below owned:\n" },
	{ OWNED "functions:\n  clk_get: { gives: clkk }\n",
	  "a.yaml:5:21: error: gives: no contract file has 'clkk' below owned:; did you mean "
	  "'clk'?\n" },
	{ OWNED "functions:\n  alloc: { gives: clk }\n",
	  "a.yaml:5:19: error: gives: nothing in 'alloc' fits what is owned of 'clk', a "
	  "'struct clk *'\nlinux/x.h:106:5: note: declared here\n"
	  "a.yaml:3:3: note: 'clk' is stated here\n" },
	{ OWNED "functions:\n  set_rate: { args: { clk: { gives: clk } } }\n",
	  "a.yaml:5:37: error: gives: nothing in 'set_rate' fits what is owned of 'clk', a "
	  "'struct clk *'\nlinux/x.h:103:5: note: declared here\n"
	  "a.yaml:3:3: note: 'clk' is stated here\n" },
	{ OWNED "functions:\n  alloc: { takes: clk }\n",
	  "a.yaml:5:19: error: 'alloc' has no parameter that fits what 'clk' owns\n"
	  "linux/x.h:106:5: note: declared here\n"
	  "a.yaml:3:3: note: 'clk' is stated here\n" },
	{ OWNED "functions:\n  set_rate: { args: { rate: { takes: clk } } }\n",
	  "a.yaml:5:38: error: takes: nothing in 'set_rate' fits what is owned of 'clk', a "
	  "'struct clk *'\nlinux/x.h:103:5: note: declared here\n"
	  "a.yaml:3:3: note: 'clk' is stated here\n" },
	{ H "owned:\n  clk: { type: struct cIk *, release: clk_put }\n",
	  "a.yaml:3:3: error: this kernel has no type 'struct cIk'; did you mean 'struct clk'?\n" },
	{ H "owned:\n  c: { members: { a: u23 }, release: clk_put(a) }\n",
	  "a.yaml:3:22: error: this kernel has no type 'u23'; did you mean 'u32'?\n" },
	{ H "owned:\n  clk: { type: struct clk *, release: clk_putt }\n",
	  "a.yaml:3:39: error: 'clk' is released by 'clk_putt', which this kernel does not have; "
	  "did you mean 'clk_put'?\n" },
	{ H "functions:\n  readl: { returns: value }\n",
	  "a.yaml:3:12: error: 'readl' is a macro: 'returns' needs a prototype:\n" },
	{ H "functions:\n  readl: { args: { a: {} } }\n",
	  "a.yaml:3:20: error: 'readl' is a macro: 'args' needs a prototype:\n" },
	{ H "functions:\n  readl: { prototype: u32 (int x), args: { y: {} } }\n",
	  "a.yaml:3:44: error: 'readl' has no parameter 'y'\n"
	  "a.yaml:3:23: note: its prototype is stated here\n" },
	{ H "functions:\n  readl: { prototype: u23 (int x) }\n",
	  "a.yaml:3:23: error: this kernel has no type 'u23'; did you mean 'u32'?\n" },
	{ H "functions:\n  set_rate: { prototype: int (int x) }\n",
	  "a.yaml:3:26: error: the prototype of 'set_rate' is not that of this kernel, "
	  "'int set_rate(struct clk *clk, unsigned long rate)'\n"
	  "linux/x.h:103:5: note: declared here\n" },
	{ H "functions:\n  set_rate: { prototype: int (int x), calls: set_rate(x) }\n",
	  "a.yaml:3:3: error: no call of 'set_rate' has the arguments that this kernel wants\n"
	  "linux/x.h:103:5: note: declared here\n" },
	{ H "has: { x: a.b }\n",
	  "a.yaml:2:11: error: 'a.b' asks nothing: it is 'struct TAG.MEMBER', 'FUNCTION' or "
	  "'FUNCTION(ARGUMENT, ...)'\n" },
	{ H "has: { x.y: a }\n", "a.yaml:2:8: error: 'x.y' cannot be part of a macro's name\n" },
	{ H "functions:\n  readl: { shape: mmoi }\n",
	  "a.yaml:3:19: error: no template makes the shape 'mmoi'\n"
	  "a.yaml:3:19: note: known shapes are hand_written, mmio\n" },
	{ H "functions:\n  checked: { returns: errno_or_value, wrapper: safe_call, args: { to: { "
	    "bytes_of: to } } }\n",
	  "a.yaml:3:83: error: bytes_of: to wants an integer, and 'to' is 'void __user *'\n"
	  "linux/x.h:105:5: note: declared here\n" },
	{ H "functions:\n  set_rate: { returns: errno }\n"
	    "  take_out: { returns: errno, wrapper: safe_set_rate }\n",
	  "a.yaml:4:3: error: 'take_out' and 'set_rate' would both be wrapped as 'safe_set_rate'\n"
	  "a.yaml:3:3: note: the other one is here\n" },
};

static void mistakes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct little l;

		little_kernel(&l);
		assert_null(decide(&l, bad[i].text));
		assert_complaints(&l.run, bad[i].complaint);
		assert_int_equal(l.run.diags.exit, EXIT_CONTRACT);
		little_release(&l);
	}
}

/* What one kernel has and another has not. */
static const struct {
	const char *text, *remark;
	size_t n_absent;
} drift[] = {
	{ H "functions:\n  clk_gte: {}\n",
	  "a.yaml:3:3: note: 'clk_gte' is not in Linux 6.0-test, x86_64: no wrapper; did you mean "
	  "'clk_get'?\n",
	  1 },
	{ H "functions:\n  brand_new_thing: {}\n",
	  "a.yaml:3:3: note: 'brand_new_thing' is not in Linux 6.0-test, x86_64: no wrapper\n", 1 },
	{ H "functions:\n  clk_gett: {}\n  clk_get: {}\n",
	  "a.yaml:3:3: note: 'clk_gett' is not in Linux 6.0-test, x86_64: no wrapper\n", 1 },
	{ H "functions:\n  brand_new_thing: { was: [older, clk_put] }\n", "", 0 },
	{ H "functions:\n  far_away: {}\n",
	  "a.yaml:3:3: note: 'far_away' is declared by a header that is not selected: no "
	  "wrapper\n",
	  1 },
	{ "header: linux/other.h\nowned: { o: { type: struct nowhere *, release: r } }\n"
	  "functions:\n  unheard_of: {}\n",
	  "", 0 },
	{ H "functions:\n  nothing: { returns: errno }\n", "", 0 },
	{ H "owned: { new: { type: struct newer *, release: newer_put } }\n"
	    "functions:\n  newer_put: {}\n  set_rate: { returns: errno, gives: new }\n",
	  "a.yaml:4:3: note: 'newer_put' is not in Linux 6.0-test, x86_64: no wrapper\n", 1 },
	{ H "owned: { new: { type: struct clk *, release: newer_put } }\n"
	    "functions:\n  newer_put: { was: [clk_put] }\n",
	  "", 0 },
};

static void other_kernels(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(drift) / sizeof(*drift); i++) {
		struct ledger *ledger;
		struct little l;

		little_kernel(&l);
		table_add(&l.run.arena, &l.model.declared, "far_away", "far_away");
		ledger = decide(&l, drift[i].text);
		assert_non_null(ledger);
		assert_complaints(&l.run, drift[i].remark);
		assert_int_equal(ledger->n_absent, drift[i].n_absent);
		little_release(&l);
	}
}

static void who_wins(void **state)
{
	const struct contract *contract;
	struct ledger *ledger;
	struct little l;

	(void)state;
	little_kernel(&l);
	little_doc(&l, &l.functions[0], "Return", "a clock or an ERR_PTR()");
	ledger = decide(
		&l,
		OWNED "functions:\n"
		      "  clk_get: { returns: err_ptr_or_null, args: { id: { nullable: false } } }\n"
		      "  take_out: { returns: errno, args: { clk: { gives: clk } } }\n"
		      "  count: { returns: not_copied }\n"
		      "  unnamed: { prototype: 'int (struct clk *clk, int n)', returns: errno,"
		      " args: { n: { unit: ms } } }\n");
	assert_complaints(&l.run, "");
	contract = ledger_find(ledger, "clk_get");
	assert_string_equal(contract_returns(contract), "err_ptr_or_null");
	assert_null(contract_fact(contract, SUBJECT_PARAM, 1, "nullable"));
	contract = ledger_find(ledger, "take_out");
	assert_string_equal(contract->gives->name, "clk");
	assert_int_equal(contract->gives_param, 0);
	assert_string_equal(contract_returns(ledger_find(ledger, "count")), "not_copied");
	contract = ledger_find(ledger, "unnamed");
	assert_string_equal(contract->type->params[1].name, "n");
	assert_string_equal(contract_fact(contract, SUBJECT_PARAM, 1, "unit")->value, "ms");
	/* what an owner is released by takes it, and its place is the release: */
	contract = ledger_find(ledger, "clk_put");
	assert_string_equal(contract->takes->name, "clk");
	assert_int_equal(contract_fact(contract, SUBJECT_PARAM, 0, "takes")->at.line, 3);
	little_release(&l);
}

static void remarks(void **state)
{
	static const char text[] = H "safe: { set_*: why, zet_*: why, gone: why }\n"
				     "functions:\n  clk_get: { returns: err_ptr_or_null }\n";
	struct spec_header *file;
	struct ledger *ledger;
	struct spec *spec;
	struct little l;

	(void)state;
	little_kernel(&l);
	little_doc(&l, &l.functions[0], "Return", "a clock or an ERR_PTR()");
	file = spec_read_text(&l.run, "a.yaml", text, strlen(text));
	spec = spec_join(&l.run, &file, 1);
	ledger = contract_decide(&l.run, &l.model, spec, NULL, &shapes);
	assert_complaints(&l.run, "");
	assert_int_equal(contract_remarks(&l.run, &l.model, spec, ledger), 3);
	assert_complaints(
		&l.run,
		"a.yaml:2:21: note: no function of linux/x.h in Linux 6.0-test, x86_64 is called "
		"'zet_*'\n"
		"a.yaml:2:33: note: no function of linux/x.h in Linux 6.0-test, x86_64 is called "
		"'gone'\n"
		"a.yaml:4:23: note: returns: err_ptr_or_null is stated, kernel-doc says err_ptr\n"
		"linux/x.h:12: note: of 'clk_get', here\n");
	assert_string_equal(ledger_find(ledger, "set_rate")->reason, "why");
	little_release(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes),
		cmocka_unit_test(other_kernels),
		cmocka_unit_test(who_wins),
		cmocka_unit_test(remarks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
