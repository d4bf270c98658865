// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "contract/lengths.h"
#include "little_model.h"

/* Of a function's parameters, what counts what: "1 bytes_of buf", one a line; "?" for what is a guess. */
static const struct {
	const char *name, *prototype, *facts;
} cases[] = {
	/* called after what they count */
	{ "f", "int (u32 num_ports, struct clk *ports)", "0 count_of ports\n" },
	{ "f", "int (struct clk **clks, u32 nclks)", "1 count_of clks\n" },
	{ "f", "int (u8 *key, u32 x, u32 key_len)", "2 bytes_of key\n" },
	{ "f", "int (void *vals, u32 vals_count)", "" },
	{ "f", "int (const u32 *formats, u32 format_count)", "1 count_of formats\n" },
	{ "f", "int (struct clk *obj, u32 obj_size)", "" },
	/* beside what they count */
	{ "f", "int (const void *data, size_t len)", "1 bytes_of data\n" },
	{ "f", "int (const void *data, u32 count)", "1 bytes_of data ?\n" },
	{ "f", "int (const u8 *data, u32 count)", "1 bytes_of data\n" },
	{ "f", "int (const char *name, u32 size)", "1 bytes_of name ?\n" },
	{ "f", "int (void *base, size_t n, size_t size)", "1 bytes_of base ?\n" },
	{ "f", "int (u32 (*fn)(void *x), void *data, size_t size)", "2 bytes_of data ?\n" },
	{ "f", "int (struct clk **clks, u32 n)", "1 count_of clks\n" },
	{ "f", "int (void *to, const void *from, u32 x)", "2 bytes_of from\n2 bytes_of to\n" },
	{ "f", "int (char *to, const char *from, size_t n)", "2 bytes_of from ?\n" },
	/* the only one */
	{ "f", "int (u32 at, size_t count, void *buf)", "1 bytes_of buf\n" },
	{ "f", "int (u8 len, const void *buf)", "0 bytes_of buf\n" },
	{ "f", "int (u8 size, const void *buf)", "0 bytes_of buf ?\n" },
	{ "f", "int (size_t size, void *a, u32 x, void *b)", "" },
	/* bits */
	{ "f", "int (const unsigned long *map, u32 nbits)", "1 bits_of map\n" },
	{ "find_bit", "int (const unsigned long *map, u32 size)", "1 bits_of map\n" },
	{ "find", "int (const unsigned long *map, u32 size)", "" },
	{ "f", "unsigned long *(u32 nbits, gfp_t flags)", "0 bits_of return\n" },
	/* results */
	{ "port_alloc", "void *(size_t size, gfp_t flags)", "0 bytes_of return\n" },
	{ "port_alloc", "void *(size_t n, size_t size)", "" },
	{ "port_find", "void *(size_t size, gfp_t flags)", "" },
	{ "port_ioremap", "void *(u32 at, size_t size)", "1 bytes_of return\n" },
};

static const char *lengths_text(struct little *l, const struct contract *contract)
{
	struct facts facts = { .run = &l->run };
	const char *text = "";

	facts_from(&facts, ORIGIN_NAME, contract->function->at, false);
	lengths_collect(&facts, contract);
	for (unsigned int i = 0; i < facts.list.n; i++) {
		const struct fact *fact = &facts.list.facts[i];

		text = arena_printf(&l->run.arena, "%s%u %s %s%s\n", text, fact->param,
				    fact->kind->name, fact->value, fact->sure ? "" : " ?");
	}
	return text;
}

static void by_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct contract contract = { 0 };
		struct little l;

		little_init(&l);
		contract.function = little_add(&l, cases[i].name, cases[i].prototype);
		contract.type = contract.function->type;
		assert_string_equal(lengths_text(&l, &contract), cases[i].facts);
		little_release(&l);
	}
}

/* Others know better. */
static void others(void **state)
{
	struct facts facts;
	struct contract contract = { 0 };
	struct little l;

	(void)state;
	little_init(&l);
	contract.function = little_add(&l, "f", "int (u8 *buf, u32 len, u32 room)");
	contract.type = contract.function->type;
	facts = (struct facts){ .run = &l.run };
	facts_from(&facts, ORIGIN_BODY, contract.function->at, true);
	facts_param(&facts, 2, "bytes_of", "buf");
	facts_from(&facts, ORIGIN_NAME, contract.function->at, false);
	lengths_collect(&facts, &contract);
	assert_int_equal(facts.list.n, 2);
	assert_int_equal(facts.list.facts[1].param, 1);
	assert_false(facts.list.facts[1].sure);
	little_release(&l);
}

/* A comment that counts something else. */
static void units(void **state)
{
	struct doc_param param = { "len", "number of registers", { "linux/x.h", 13, 0 } };
	struct contract contract = { 0 };
	struct function *function;
	struct doc *doc;
	struct little l;

	(void)state;
	little_init(&l);
	function = little_add(&l, "f", "int (void *buf, size_t len)");
	doc = little_doc(&l, function, NULL, NULL);
	doc->params = &param;
	doc->n_params = 1;
	contract.function = function;
	contract.type = function->type;
	assert_string_equal(lengths_text(&l, &contract), "1 bytes_of buf ?\n");
	little_release(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_names),
		cmocka_unit_test(others),
		cmocka_unit_test(units),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
