// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "complaints.h"
#include "scratch.h"

#include "input/input.h"

#define ANNOTATIONS TEST_DATA "/generator/input/annotations.h"

static const char *const also_inner[] = { "linux/inner/*.h", "asm/*.h" };

static const struct input_header widget_h[] = {
	{ .name = "linux/widget.h", .also = also_inner, .n_also = 2 }
};

static struct model *parse(struct scratch *s, const struct input_options *options)
{
	const char *words[] = { "-nostdinc", "-std=gnu11", "--target=x86_64-linux-gnu",
				arena_printf(&s->run.arena, "-I%s/include", s->dir),
				arena_printf(&s->run.arena, "-I%s/arch", s->dir) };
	struct flags flags = { words, 5 };

	return input_parse(&s->run, options, &flags);
}

/* The model of a header with @text. */
static struct model *parse_text(struct scratch *s, const char *text)
{
	struct input_options options = { .annotations = ANNOTATIONS,
					 .headers = widget_h,
					 .n_headers = 1 };

	scratch_write(s, "include/linux/widget.h", text);
	return parse(s, &options);
}

static const struct function *only(const struct model *model, const char *name)
{
	const struct function *function = model_function(model, name);

	assert_non_null(function);
	return function;
}

static void test_function(void **state)
{
	const struct model *model = parse_text(
		*state, "/* SPDX-License-Identifier: GPL-2.0 */\n"
			"typedef unsigned int u32;\n"
			"struct widget;\n"
			"extern struct widget *widget_get(const char *name, u32 flags[4], ...);\n"
			"static inline int widget_count(void) { return undeclared(); }\n"
			"#define widget_put(w, ...) do { } while (0)\n"
			"#define WIDGET 1\n");
	const struct function *function = only(model, "widget_get");
	const struct type *type = function->type;

	assert_int_equal(model->n_functions, 3);
	assert_string_equal(function->at.file, "linux/widget.h");
	assert_int_equal(function->at.line, 4);
	assert_int_equal(function->at.column, 23);
	assert_string_equal(function->header, "linux/widget.h");
	assert_int_equal(function->form, FUNCTION_EXTERN);
	assert_int_equal(type->kind, TYPE_FUNCTION);
	assert_true(type->variadic);
	assert_int_equal(type->n_params, 2);
	assert_string_equal(type->params[0].name, "name");
	assert_int_equal(type->params[0].type->inner->quals, QUAL_CONST);
	assert_int_equal(type->params[1].type->kind, TYPE_ARRAY);
	assert_int_equal(type->params[1].type->count, 4);
	assert_string_equal(type->params[1].type->inner->name, "u32");
	assert_string_equal(type->inner->inner->name, "widget");
	assert_int_equal(type->inner->inner->size, -1);
	assert_int_equal(only(model, "widget_count")->form, FUNCTION_INLINE);
	assert_int_equal(only(model, "widget_put")->form, FUNCTION_MACRO);
	assert_int_equal(only(model, "widget_put")->n_macro_params, 2);
	assert_non_null(model_type(model, "struct widget"));
	assert_non_null(model_type(model, "u32"));
	assert_string_equal(model_header(model, "linux/widget.h")->spdx, "GPL-2.0");
}

static void check_attribute(const struct function *function, const char *name, const char *args)
{
	const struct attribute *attribute = function_attribute(function, name);

	assert_non_null(attribute);
	if (args)
		assert_string_equal(attribute->args, args);
	else
		assert_null(attribute->args);
	assert_string_equal(attribute->at.file, "linux/widget.h");
}

static void test_annotations(void **state)
{
	const struct model *model = parse_text(
		*state, "int __must_check f(void __user *to, const volatile void __iomem *from, "
			"int __percpu *p);\n"
			"__printf(2, 3)\n"
			"void g(int lock, const char *fmt, ...) __acquires(lock);\n"
			"void *h(unsigned long n, unsigned long size) __alloc_size(1, 2);\n"
			"void h2(void) __must_check;\n"
			"void g(int lock, const char *fmt, ...) __releases(&other->lock);\n"
			"void __noreturn die(void);\n");
	const struct param *params = only(model, "f")->type->params;

	check_attribute(only(model, "f"), "must_check", NULL);
	check_attribute(only(model, "g"), "printf", "2, 3");
	check_attribute(only(model, "g"), "acquires", "lock");
	check_attribute(only(model, "g"), "releases", "&other->lock");
	assert_int_equal(only(model, "g")->n_attributes, 3);
	check_attribute(only(model, "h"), "alloc_size", "1, 2");
	check_attribute(only(model, "h"), "malloc", NULL);
	check_attribute(only(model, "die"), "noreturn", NULL);
	assert_int_equal(function_attribute(only(model, "g"), "printf")->at.line, 2);
	assert_null(function_attribute(only(model, "die"), "must_check"));
	assert_string_equal(params[0].type->space, "user");
	assert_int_equal(params[0].type->inner->kind, TYPE_VOID);
	assert_string_equal(params[1].type->space, "iomem");
	assert_int_equal(params[1].type->inner->quals, QUAL_CONST | QUAL_VOLATILE);
	assert_string_equal(params[2].type->space, "percpu");
	assert_string_equal(params[2].type->inner->name, "int");
}

static void test_record(void **state)
{
	const struct model *model = parse_text(*state, "typedef struct { int counter; } atomic_t;\n"
						       "struct widget {\n"
						       "	char *name;\n"
						       "	unsigned int a:3, :5, b:8;\n"
						       "	union { int i; void *p; };\n"
						       "	atomic_t n;\n"
						       "	int len;\n"
						       "	const struct widget *next;\n"
						       "	int data[] __counted_by(len);\n"
						       "};\n"
						       "void f(const struct widget *w);\n");
	const struct type *type = only(model, "f")->type->params[0].type->inner;
	const struct record *record = type->record;

	assert_non_null(record);
	assert_ptr_equal(record, model_type(model, "struct widget")->type->record);
	assert_int_equal(record->n_fields, 9);
	assert_int_equal(type->size, 40);
	assert_int_equal(type->quals, QUAL_CONST);
	assert_true(record->fields[1].is_bitfield);
	assert_int_equal(record->fields[1].bit_width, 3);
	assert_null(record->fields[2].name);
	assert_int_equal(record->fields[3].bit_offset, 72);
	assert_null(record->fields[4].name);
	assert_int_equal(record->fields[4].type->record->n_fields, 2);
	assert_string_equal(record->fields[5].type->name, "atomic_t");
	assert_null(record->fields[5].type->inner->name);
	assert_int_equal(record->fields[5].type->inner->record->n_fields, 1);
	assert_int_equal(record->fields[7].bit_offset, 256);
	assert_string_equal(record->fields[8].counted_by, "len");
	assert_null(model_type(model, "struct atomic_t"));
}

/* Comments belong to whom they name, wherever they stand. */
static void test_docs(void **state)
{
	const struct model *model = parse_text(
		*state, "/**\n * f() - of f\n */\n#define SOMETHING\n\n__printf(1, 2) extern\n"
			"int f(const char *, ...);\n"
			"/**\n * m() - of a macro\n */\n#define m(x) x\n"
			"/**\n * g() - first\n */\n"
			"/**\n * g() - second\n */\nvoid g(void);\n"
			"/**\n * g() - below\n */\n"
			"void none(void);\n");

	assert_string_equal(only(model, "f")->doc->summary, "of f");
	assert_string_equal(only(model, "m")->doc->summary, "of a macro");
	assert_string_equal(only(model, "g")->doc->summary, "second");
	assert_null(only(model, "none")->doc);
}

static void test_empty(void **state)
{
	const struct model *model = parse_text(*state, "");

	assert_int_equal(model->n_functions, 0);
	assert_false(model->headers[0].missing);
	assert_non_null(model_type(parse_text(*state, "extern __builtin_va_list list;\n"
						      "typedef __builtin_va_list va_list;\n"),
				   "va_list"));
}

/* What a selected header names by "also" is its own; other headers' functions are only known. */
static void test_speakers(void **state)
{
	struct scratch *s = *state;
	const struct model *model;

	scratch_write(s, "include/linux/inner/a.h",
		      "void inner(void);\n#define inner_macro(x) x\n");
	scratch_write(s, "arch/asm/io.h", "void arch(void);\n");
	scratch_write(s, "include/linux/other.h", "void other(void);\nstruct other { int x; };\n");
	model = parse_text(s,
			   "#include <linux/inner/a.h>\n#include <asm/io.h>\n"
			   "#include <linux/other.h>\nvoid own(void);\n"
			   "#define own own\n#define hidden(x) hidden(x)\nvoid (hidden)(int x);\n");
	assert_string_equal(only(model, "inner")->header, "linux/widget.h");
	assert_string_equal(only(model, "inner")->at.file, "linux/inner/a.h");
	assert_string_equal(only(model, "arch")->header, "linux/widget.h");
	assert_string_equal(only(model, "arch")->at.file, "asm/io.h");
	assert_int_equal(only(model, "inner_macro")->form, FUNCTION_MACRO);
	assert_null(model_function(model, "other"));
	assert_true(model_declares(model, "other"));
	assert_non_null(model_type(model, "struct other"));
	assert_false(only(model, "own")->also_macro);
	assert_true(only(model, "hidden")->also_macro);
	assert_true(model->headers[0].selected);
	assert_false(model_header(model, "linux/other.h")->selected);
	assert_true(model->n_files >= 4);
}

/* Only macros of this configuration, and of others than functions only those asked about. */
static void test_probes(void **state)
{
	static const char *const asked[] = { "alias", "unknown" };
	struct input_options options = { .annotations = ANNOTATIONS,
					 .headers = widget_h,
					 .n_headers = 1,
					 .macros = asked,
					 .n_macros = 2 };
	struct scratch *s = *state;
	const struct model *model;

	scratch_write(s, "include/linux/widget.h",
		      "#ifdef CONFIG_WIDGET\n#define on(x) x\n#else\n#define off(x) x\n#endif\n"
		      "#define gone(x) x\n#undef gone\n#define alias off\n#define WIDGET 1\n");
	model = parse(s, &options);
	assert_int_equal(model->n_functions, 2);
	assert_non_null(model_function(model, "off"));
	assert_int_equal(only(model, "alias")->form, FUNCTION_MACRO);
	assert_int_equal(only(model, "alias")->n_macro_params, 0);
}

static void test_does_not_parse(void **state)
{
	struct scratch *s = *state;

	scratch_write(s, "include/linux/inner/a.h", "int x;\nunknown_t f(void);\n");
	assert_null(parse_text(s, "#include <linux/inner/a.h>\n"));
	assert_int_equal(s->run.diags.exit, EXIT_KERNEL);
	assert_string_equal(s->run.diags.first->place.file, "linux/inner/a.h");
	assert_int_equal(s->run.diags.first->place.line, 2);
	free(complaints(&s->run));
	assert_null(parse_text(s, "#include <linux/absent.h>\n"));
	assert_complaints(&s->run, "linux/widget.h:1:10: error: 'linux/absent.h' file not found\n");
}

static void test_missing_header(void **state)
{
	static const struct input_header both[] = { { .name = "linux/absent.h" },
						    { .name = "linux/widget.h" } };
	struct input_options options = { .headers = both, .n_headers = 2 };
	struct scratch *s = *state;
	const struct model *model;

	scratch_write(s, "include/linux/widget.h", "void f(void);\n");
	model = parse(s, &options);
	assert_non_null(model);
	assert_true(model_header(model, "linux/absent.h")->missing);
	assert_false(model_header(model, "linux/widget.h")->missing);
	assert_complaints(&s->run, "linux/absent.h: note: this kernel does not have that header\n");
	scratch_write(s, "include/linux/absend.h", "");
	options.n_headers = 1;
	assert_null(parse(s, &options));
	assert_complaints(&s->run, "sheath: error: none of the selected headers exists\n"
				   "linux/absent.h: note: this kernel does not have that header; "
				   "did you mean linux/absend.h?\n");
	assert_int_equal(s->run.diags.exit, EXIT_KERNEL);
}

static void test_exports(void **state)
{
	struct scratch *s = *state;
	struct input_options options = { .headers = widget_h, .n_headers = 1 };
	const struct model *model;

	options.symvers =
		scratch_write(s, "Module.symvers", "0x0\tf\tvmlinux\tEXPORT_SYMBOL_GPL\tNS\n");
	scratch_write(s, "include/linux/widget.h", "void f(void);\nvoid g(void);\n");
	model = parse(s, &options);
	assert_int_equal(only(model, "f")->export, EXPORT_GPL);
	assert_string_equal(only(model, "f")->symbol_namespace, "NS");
	assert_int_equal(only(model, "g")->export, EXPORT_NONE);
	scratch_write(s, "Module.symvers", "0x0\tf\tvml");
	assert_null(parse(s, &options));
}

static void test_no_libclang(void **state)
{
	struct scratch *s = *state;

	setenv("SHEATH_LIBCLANG", "/nowhere/libclang.so", 1);
	assert_null(parse_text(s, "void f(void);\n"));
	assert_null(input_clang_version(&s->run));
	setenv("SHEATH_LIBCLANG", "libc.so.6", 1);
	assert_null(parse_text(s, "void f(void);\n"));
	unsetenv("SHEATH_LIBCLANG");
	assert_complaints(&s->run,
			  "sheath: error: libclang not found, version 19 or newer is needed (on "
			  "Debian: apt install libclang1-19)\n"
			  "sheath: error: libclang 0 is too old, version 19 or newer is needed\n");
	assert_int_equal(s->run.diags.exit, EXIT_KERNEL);
	assert_non_null(input_clang_version(&s->run));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(test_function),	   scratch_test(test_annotations),
		scratch_test(test_record),	   scratch_test(test_docs),
		scratch_test(test_speakers),	   scratch_test(test_probes),
		scratch_test(test_does_not_parse), scratch_test(test_missing_header),
		scratch_test(test_exports),	   scratch_test(test_no_libclang),
		scratch_test(test_empty),
	};

	return cmocka_run_group_tests_name("clang", tests, NULL, NULL);
}
