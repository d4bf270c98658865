// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "complaints.h"
#include "spec/yaml.h"

static struct node *read_text(struct run *run, const char *text)
{
	run_init(run);
	return yaml_read(run, "a.yaml", text, strlen(text));
}

static void tree(void **state)
{
	struct run run;
	struct node *root = read_text(&run, "one: two\nlist:\n  - a\n  - {k: \"v: w\"}\nempty:\n");
	struct node *list, *map;

	(void)state;
	assert_non_null(root);
	assert_int_equal(root->kind, NODE_MAP);
	assert_int_equal(root->n, 3);
	assert_string_equal(root->first->key, "one");
	assert_string_equal(root->first->value, "two");
	assert_int_equal(root->first->at.column, 6);
	assert_int_equal(root->first->key_at.column, 1);
	list = root->first->next;
	assert_int_equal(list->kind, NODE_LIST);
	assert_int_equal(list->n, 2);
	map = list->first->next;
	assert_int_equal(map->kind, NODE_MAP);
	assert_string_equal(map->first->value, "v: w");
	assert_int_equal(map->first->at.line, 4);
	assert_int_equal(map->first->at.column, 9);
	assert_string_equal(list->next->value, "");
	assert_complaints(&run, "");
	run_release(&run);
}

static void nothing(void **state)
{
	struct run run;
	struct node *root = read_text(&run, "# only a comment\n");

	(void)state;
	assert_non_null(root);
	assert_int_equal(root->kind, NODE_MAP);
	assert_int_equal(root->n, 0);
	run_release(&run);
}

/* Several documents follow each other. */
static void documents(void **state)
{
	struct run run;
	struct node *root = read_text(&run, "a: b\n---\nc: d\n---\n- e\n");

	(void)state;
	assert_non_null(root);
	assert_string_equal(root->first->key, "a");
	root = root->next;
	assert_string_equal(root->first->key, "c");
	assert_int_equal(root->at.line, 3);
	root = root->next;
	assert_int_equal(root->kind, NODE_LIST);
	assert_null(root->next);
	run_release(&run);
}

static const struct {
	const char *text, *complaint;
} bad[] = {
	{ "a: {b: c\nd: e\n", "a.yaml:2:2: error: syntax error: did not find expected ',' or '}'\n"
			      "a.yaml:1:4: note: while parsing a flow mapping\n" },
	{ "a: \"b\n", "a.yaml:2:1: error: syntax error: found unexpected end of stream\n"
		      "a.yaml:1:4: note: while scanning a quoted scalar\n" },
	{ "a: 1\nb: 2\na: 3\n", "a.yaml:3:1: error: duplicate key 'a'\n"
				"a.yaml:1:1: note: it stands here already\n" },
	{ "a: &x 1\n",
	  "a.yaml:1:4: error: anchors (&name) are not understood in contract files\n" },
	{ "a: &x { b: *x }\n",
	  "a.yaml:1:4: error: anchors (&name) are not understood in contract files\n" },
	{ "a: *x\n", "a.yaml:1:4: error: aliases (*name) are not understood in contract files; "
		     "write the value out, or in quotes if it begins with '*'\n" },
	{ "a: !tag b\n", "a.yaml:1:4: error: tags (!name) are not understood in contract files\n" },
	{ "a: !tag {}\n",
	  "a.yaml:1:4: error: tags (!name) are not understood in contract files\n" },
	{ "{a: b}: c\n", "a.yaml:1:1: error: a key must be a word\n" },
	{ "a: \"b\\0c\"\n", "a.yaml:1:4: error: NUL in a text\n" },
	{ "a: b\nc: \xff\n",
	  "a.yaml:2:4: error: not a text in UTF-8: invalid leading UTF-8 octet\n" },
	{ "a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "a.yaml:1:35: error: nested too deeply\n" },
};

static void broken(void **state)
{
	struct run run;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_null(read_text(&run, bad[i].text));
		assert_complaints(&run, bad[i].complaint);
		assert_int_equal(run.diags.exit, EXIT_CONTRACT);
		run_release(&run);
	}
}

/* Every file cut short, and with each byte changed: an answer or a complaint, never both. */
static void mangled(void **state)
{
	static const char text[] =
		"header: linux/clk.h   # why\nowned:\n  clk: { type: struct clk *, release: "
		"clk_put }\n"
		"functions:\n  clk_get: { returns: err_ptr, args: { id: { nullable: true } } }\n"
		"  f: { use: [ \"a(\\\"b\\\");\", 'c', | ] }\n  g:\n    note: >\n      text\n";
	unsigned int seed = 1;

	(void)state;
	for (size_t cut = 0; cut < sizeof(text) * 9; cut++) {
		char copy[sizeof(text)];
		size_t len = cut < sizeof(text) ? cut : sizeof(text) - 1;
		struct node *root;
		struct run run;

		memcpy(copy, text, sizeof(text));
		if (cut >= sizeof(text)) {
			seed = seed * 1103515245 + 12345;
			copy[cut % sizeof(text)] = seed >> 16;
		}
		run_init(&run);
		root = yaml_read(&run, "a.yaml", copy, len);
		assert_int_equal(!root, run.diags.errors != 0);
		run_release(&run);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tree),	  cmocka_unit_test(nothing), cmocka_unit_test(documents),
		cmocka_unit_test(broken), cmocka_unit_test(mangled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
