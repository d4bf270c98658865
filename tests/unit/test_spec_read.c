// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "complaints.h"
#include "spec/spec_read.h"

/* A directory of contract files, made for one test. */
struct files {
	char root[64];
	struct run run;
};

static int setup(void **state)
{
	struct files *files = calloc(1, sizeof(*files));

	strcpy(files->root, "/tmp/spec-XXXXXX");
	assert_non_null(mkdtemp(files->root));
	run_init(&files->run);
	*state = files;
	return 0;
}

static int teardown(void **state)
{
	struct files *files = *state;
	char command[192];

	snprintf(command, sizeof(command), "chmod -R u+rwx %s && rm -r %s", files->root,
		 files->root);
	run_release(&files->run);
	assert_int_equal(system(command), 0);
	free(files);
	return 0;
}

static const char *path(struct files *files, const char *name)
{
	return arena_printf(&files->run.arena, "%s/%s", files->root, name);
}

static void put(struct files *files, const char *name, const char *text)
{
	const char *full = path(files, name);
	FILE *out;

	for (char *slash = strchr(full + strlen(files->root) + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(full, 0755);
		*slash = '/';
	}
	out = fopen(full, "w");
	assert_non_null(out);
	fputs(text, out);
	fclose(out);
}

static struct spec *read_dir(struct files *files, const char *name)
{
	const char *dirs[] = { path(files, name) };

	return spec_read(&files->run, dirs, 1);
}

static const char whole[] =
	"header: linux/clk.h\n"
	"also: [asm/io.h, \"linux/device/*.h\"]\n"
	"core: safe/core/unit.h\n"
	"safe: { \"PCI_DEVICE*\": an initializer }\n"
	"refuse: { clk_foo: why not }\n"
	"owned:\n"
	"  clk: { type: struct clk *, release: clk_put, nullable: true, doc: a reference }\n"
	"  irq: { members: { irq: unsigned int, dev_id: void * }, release: \"free_irq(irq, "
	"dev_id)\" }\n"
	"functions:\n"
	"  clk_get: { returns: err_ptr, gives: clk, args: { id: { nullable: true } } }\n"
	"  clk_put: { takes: clk }\n"
	"  timer_delete: { was: [del_timer] }\n"
	"  readl: { prototype: \"u32 (const volatile void __iomem *addr)\", shape: mmio, with: { "
	"type: u32 } }\n"
	"  copy: { shape: hand_written, wrapper: safe_c, note: n, use: [ \"c();\" ], misuse: [ { "
	"code: \"x\", error: \"a|b\" } ] }\n"
	"  kmalloc: { safe: why }\n"
	"  kfree: { refuse: why }\n";

/* Of no header, and joined with those of others. */
static void primitives(void **state)
{
	struct files *files = *state;
	const struct spec_function *function;
	struct spec *spec;

	put(files, "contracts/primitives.yaml",
	    "primitives: { might_sleep: { context: may_sleep }, free: { args: { p: { consumes: "
	    "true "
	    "} } } }\n");
	put(files, "contracts/a.yaml",
	    "header: linux/a.h\nprimitives: { xa_err: { returns: errno } }\n"
	    "functions: { free: { safe: x } }\n");
	spec = read_dir(files, "contracts");
	assert_complaints(&files->run, "");
	assert_non_null(spec);
	assert_int_equal(spec->n_headers, 1);
	assert_int_equal(spec->n_primitives, 3);
	assert_null(spec_find_function(spec, "might_sleep"));
	function = spec_find_primitive(spec, "free");
	assert_non_null(function);
	assert_string_equal(function->args[0].facts.items[0].key, "consumes");
	assert_string_equal(spec_find_primitive(spec, "xa_err")->facts.items[0].value, "errno");
	assert_null(spec_find_primitive(spec, "none"));
}

static void every_key(void **state)
{
	struct files *files = *state;
	const struct spec_header *header;
	const struct spec_function *function;
	struct spec *spec;

	put(files, "contracts/linux/clk.yaml", whole);
	spec = read_dir(files, "contracts");
	assert_complaints(&files->run, "");
	assert_non_null(spec);
	header = spec_find_header(spec, "linux/clk.h");
	assert_non_null(header);
	assert_string_equal(header->file, "contracts/linux/clk.yaml");
	assert_string_equal(header->path, path(files, "contracts/linux/clk.yaml"));
	assert_int_equal(header->n_also, 2);
	assert_string_equal(header->also[1], "linux/device/*.h");
	assert_int_equal(header->n_core, 1);
	assert_string_equal(header->safe.items[0].key, "PCI_DEVICE*");
	assert_string_equal(header->refuse.items[0].value, "why not");
	assert_int_equal(header->n_functions, 7);
	function = spec_find_function(spec, "clk_get");
	assert_int_equal(function->facts.n, 2);
	assert_string_equal(function->facts.items[1].key, "gives");
	assert_int_equal(function->facts.items[1].at.line, 10);
	assert_int_equal(function->facts.items[1].at.column, 39);
	assert_string_equal(function->args[0].name, "id");
	assert_string_equal(function->args[0].facts.items[0].key, "nullable");
	assert_ptr_equal(function->header, header);
	assert_string_equal(spec_find_function(spec, "clk_put")->facts.items[0].value, "clk");
	assert_string_equal(spec_find_function(spec, "timer_delete")->was[0], "del_timer");
	assert_string_equal(spec_find_function(spec, "kmalloc")->safe, "why");
	assert_null(spec_find_function(spec, "nothing"));
}

static void shapes_and_owners(void **state)
{
	struct files *files = *state;
	const struct spec_function *function;
	struct spec *spec;

	put(files, "contracts/linux/clk.yaml", whole);
	spec = read_dir(files, "contracts");
	function = spec_find_function(spec, "readl");
	assert_string_equal(function->prototype, "u32 (const volatile void __iomem *addr)");
	assert_int_equal(function->prototype_at.column, 23);
	assert_string_equal(function->shape, "mmio");
	assert_string_equal(function->with.items[0].value, "u32");
	function = spec_find_function(spec, "copy");
	assert_string_equal(function->use[0].code, "c();");
	assert_string_equal(function->misuse[0].error, "a|b");
	assert_int_equal(function->misuse[0].at.line, 14);
	assert_true(spec_find_owned(spec, "clk")->nullable);
	assert_int_equal(spec_find_owned(spec, "irq")->members.n, 2);
	assert_string_equal(spec_find_owned(spec, "irq")->members.items[1].value, "void *");
}

static void sorted_and_joined(void **state)
{
	struct files *files = *state;
	const char *dirs[] = { path(files, "contracts/"), path(files, "mine") };
	struct spec *spec;

	put(files, "contracts/linux/z.yaml", "header: linux/z.h\nfunctions: { z: {} }\n");
	put(files, "contracts/linux/a/b.yml", "header: linux/b.h\n");
	put(files, "contracts/README", "not a contract\n");
	put(files, "contracts/.z.yaml.swp.yaml", "not a contract\n");
	put(files, "mine/more.yaml",
	    "header: linux/z.h\nsafe: { Z_*: why }\nfunctions: { y: {} }\n");
	spec = spec_read(&files->run, dirs, 2);
	assert_complaints(&files->run, "");
	assert_int_equal(spec->n_headers, 2);
	assert_string_equal(spec->headers[0].header, "linux/b.h");
	assert_int_equal(spec->headers[1].n_functions, 2);
	assert_int_equal(spec->headers[1].safe.n, 1);
	assert_string_equal(spec->headers[1].functions[1].at.file, "mine/more.yaml");
	assert_ptr_equal(spec->headers[1].functions[1].header, &spec->headers[1]);
}

static void stated_twice(void **state)
{
	struct files *files = *state;
	const char *dirs[] = { path(files, "contracts"), path(files, "mine") };

	put(files, "contracts/z.yaml",
	    "header: linux/z.h\nowned: { o: { type: int, release: f } }\n"
	    "functions:\n  z: { was: [x] }\n  zz: { wrapper: safe_w }\n"
	    "ops: { p: { from: { int: arg } } }\n");
	put(files, "mine/z.yaml",
	    "header: linux/y.h\nowned: { o: { type: int, release: f } }\n"
	    "functions:\n  y: { was: [x], wrapper: safe_w }\n  z: {}\nsafe: { zz: why }\n"
	    "ops: { p: { from: { int: arg } } }\n");
	assert_null(spec_read(&files->run, dirs, 2));
	assert_complaints(&files->run, "mine/z.yaml:2:10: error: owned entry 'o' is stated twice\n"
				       "contracts/z.yaml:2:10: note: it is stated here already\n"
				       "mine/z.yaml:4:3: error: wrapper 'safe_w' is stated twice\n"
				       "contracts/z.yaml:5:3: note: it is stated here already\n"
				       "mine/z.yaml:4:3: error: former name 'x' is stated twice\n"
				       "contracts/z.yaml:4:3: note: it is stated here already\n"
				       "mine/z.yaml:5:3: error: function 'z' is stated twice\n"
				       "contracts/z.yaml:4:3: note: it is stated here already\n"
				       "mine/z.yaml:6:9: error: function 'zz' is stated twice\n"
				       "contracts/z.yaml:5:3: note: it is stated here already\n"
				       "mine/z.yaml:7:8: error: ops entry 'p' is stated twice\n"
				       "contracts/z.yaml:6:8: note: it is stated here already\n");
	assert_int_equal(files->run.diags.exit, EXIT_CONTRACT);
}

#define H "header: linux/a.h\n"

static const struct {
	const char *text, *complaint;
} bad[] = {
	{ "", "a.yaml:1:1: error: 'header' is missing in a contract file\n" },
	{ "[]\n", "a.yaml:1:1: error: a contract file is a mapping: 'header: linux/clk.h', ...\n" },
	{ "header: clk\n",
	  "a.yaml:1:9: error: 'clk' is not a header as it is included, such as linux/clk.h\n" },
	{ "header: ../clk.h\n", "a.yaml:1:9: error: '../clk.h' is not a header as it is included, "
				"such as linux/clk.h\n" },
	{ "primitives: { f: { returns: errno } }\nsafe: { g: x }\n",
	  "a.yaml:1:1: error: 'header' is missing in a contract file\n" },
	{ "primitives: { f: { shape: x } }\n",
	  "a.yaml:1:20: error: unknown key 'shape' in a primitive\n"
	  "a.yaml:1:20: note: known are args, returns, errno, gives, released_by, owned, "
	  "comes_from, nullable, "
	  "unit, "
	  "must_check, context, atomic_section, acquires, releases, holds, printf, noreturn, user, "
	  "iomem, percpu, "
	  "rcu, string\n" },
	{ "header:\n", "a.yaml:1:8: error: 'header' has no value\n" },
	{ H "function: {}\n", "a.yaml:2:1: error: unknown key 'function' in a contract file\n"
			      "a.yaml:2:1: note: did you mean 'functions'?\n" },
	{ H "zzz: {}\n",
	  "a.yaml:2:1: error: unknown key 'zzz' in a contract file\n"
	  "a.yaml:2:1: note: known are header, also, includes, core, safe, refuse, has, names, "
	  "owned, ops, functions, primitives\n" },
	{ H "functions: { f: { calls: f(a) } }\n",
	  "a.yaml:2:14: error: 'f' has calls: it needs the prototype that they have in common\n" },
	{ H "functions: [f]\n",
	  "a.yaml:2:12: error: 'functions' wants a mapping, this is a list\n" },
	{ H "functions:\n  f:\n", "a.yaml:3:5: error: 'f' wants a mapping, this is a text\n" },
	{ H "functions: { f-g: {} }\n", "a.yaml:2:14: error: 'f-g' is not a C identifier\n" },
	{ H "functions: { f: { return: errno } }\n",
	  "a.yaml:2:19: error: unknown key 'return' in a function\n"
	  "a.yaml:2:19: note: did you mean 'returns'?\n" },
	{ H "functions: { f: { returns: err_prt } }\n",
	  "a.yaml:2:28: error: 'returns' cannot be 'err_prt'; did you mean 'err_ptr'?\n" },
	{ H "functions: { f: { context: whenever } }\n",
	  "a.yaml:2:28: error: 'context' cannot be 'whenever'; it is one of may_sleep, atomic, "
	  "gfp, callback\n" },
	{ H "functions: { f: { returns: [errno] } }\n",
	  "a.yaml:2:28: error: 'returns' wants a text, this is a list\n" },
	{ H "functions: { f: { must_check: yes } }\n",
	  "a.yaml:2:31: error: 'must_check' is true or false, not 'yes'\n" },
	{ H "functions: { f: { gives: 'a b' } }\n",
	  "a.yaml:2:26: error: 'a b' is not a C identifier\n" },
	{ H "functions: { f: { args: { a: { unti: Hz } } } }\n",
	  "a.yaml:2:32: error: unknown key 'unti' in an argument\n"
	  "a.yaml:2:32: note: did you mean 'unit'?\n" },
	{ H "functions: { f: { was: { a: b } } }\n",
	  "a.yaml:2:24: error: 'was' wants a list, this is a mapping\n" },
	{ H "functions: { f: { was: [''] } }\n", "a.yaml:2:25: error: 'was' has no value\n" },
	{ H "functions: { f: { shape: a/b } }\n",
	  "a.yaml:2:26: error: 'a/b' is not a C identifier\n" },
	{ H "functions: { f: { shape: s, safe: why } }\n",
	  "a.yaml:2:14: error: 'f' can have only one of safe, refuse and shape\n" },
	{ H "functions: { f: { use: { a: b } } }\n",
	  "a.yaml:2:24: error: 'use' wants a list, this is a mapping\n" },
	{ H "functions: { f: { use: [[]] } }\n",
	  "a.yaml:2:25: error: 'use' wants a mapping, this is a list\n" },
	{ H "functions: { f: { misuse: [ x ] } }\n",
	  "a.yaml:2:29: error: 'error' is missing in a misuse\n" },
	{ H "functions: { f: { misuse: [ { code: x, error: '(' } ] } }\n",
	  "a.yaml:2:47: error: not a regular expression: Unmatched ( or \\(\n" },
	{ H "owned: { o: { release: f } }\n",
	  "a.yaml:2:10: error: 'o' needs either a type or members\n" },
	{ H "owned: { o: { type: int, members: { a: int }, release: f } }\n",
	  "a.yaml:2:10: error: 'o' needs either a type or members\n" },
	{ H "owned: { o: { type: int, release: f(o) } }\n",
	  "a.yaml:2:35: error: 'o' has one member: its release is the name of a function\n" },
	{ H "owned: { o: { members: { a: int }, release: f } }\n",
	  "a.yaml:2:45: error: 'o' has members: its release is a call such as f(a)\n" },
	{ H "owned: { o: { type: int } }\n",
	  "a.yaml:2:13: error: 'release' is missing in an entry of owned\n" },
	{ H "owned: { o: { type: int, release: f, nullable: maybe } }\n",
	  "a.yaml:2:48: error: 'nullable' is true or false, not 'maybe'\n" },
	{ H "ops: { o: { sets: { open: x } } }\n",
	  "a.yaml:2:8: error: 'o' needs from or members\n" },
	{ H "ops: { o: { members: { f: { forms: { int (void): fn() } } } } }\n",
	  "a.yaml:2:24: error: 'f' has forms: it needs the prototype of the driver's function\n" },
	{ H "ops: { o: { from: arg } }\n",
	  "a.yaml:2:19: error: 'from' wants a mapping, this is a text\n" },
	{ H "ops: { o: { from: { void *: arg }, set: {} } }\n",
	  "a.yaml:2:36: error: unknown key 'set' in an entry of ops\n"
	  "a.yaml:2:36: note: did you mean 'sets'?\n" },
	{ H "safe: [a]\n", "a.yaml:2:7: error: 'safe' wants a mapping, this is a list\n" },
	{ H "safe: { a: }\n", "a.yaml:2:12: error: 'a' has no value\n" },
};

static void broken(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct run run;

		run_init(&run);
		assert_null(spec_read_text(&run, "a.yaml", bad[i].text, strlen(bad[i].text)));
		assert_complaints(&run, bad[i].complaint);
		assert_int_equal(run.diags.exit, EXIT_CONTRACT);
		run_release(&run);
	}
}

/* The whole example cut short anywhere is an answer or a complaint. */
static void cut_short(void **state)
{
	(void)state;
	for (size_t len = 0; len < sizeof(whole); len++) {
		struct spec_header *header;
		struct run run;

		run_init(&run);
		header = spec_read_text(&run, "a.yaml", whole, len);
		assert_int_equal(!header, run.diags.errors != 0);
		run_release(&run);
	}
}

static void bad_files(void **state)
{
	struct files *files = *state;
	char *text, expected[256];

	assert_null(read_dir(files, "missing"));
	snprintf(expected, sizeof(expected), "%s/missing: error: No such file or directory\n",
		 files->root);
	assert_complaints(&files->run, expected);

	put(files, "loop/a.yaml", H);
	assert_int_equal(symlink(".", path(files, "loop/again")), 0);
	assert_null(read_dir(files, "loop"));
	text = complaints(&files->run);
	assert_non_null(strstr(text, "too many directories below each other"));
	free(text);

	put(files, "dangling/a.yaml", H);
	assert_int_equal(symlink("nothing", path(files, "dangling/b.yaml")), 0);
	assert_null(read_dir(files, "dangling"));
	text = complaints(&files->run);
	assert_non_null(strstr(text, "dangling/b.yaml: error: No such file"));
	free(text);
}

static void unreadable(void **state)
{
	struct files *files = *state;
	char *text;

	put(files, "contracts/a.yaml", H);
	chmod(path(files, "contracts/a.yaml"), 0);
	if (!access(path(files, "contracts/a.yaml"), R_OK))
		skip(); /* root reads everything */
	assert_null(read_dir(files, "contracts"));
	text = complaints(&files->run);
	assert_non_null(strstr(text, "contracts/a.yaml: error: Permission denied"));
	free(text);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_key),	  TEST(shapes_and_owners),
		TEST(primitives),	  TEST(shapes_and_owners),
		TEST(sorted_and_joined),  TEST(stated_twice),
		TEST(bad_files),	  TEST(unreadable),
		cmocka_unit_test(broken), cmocka_unit_test(cut_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
