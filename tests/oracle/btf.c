// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Usage: btf ANNOTATIONS CACHE TREE...
 *
 * Compares the model of the usual driver headers with an independent witness:
 * the BTF in the tree's vmlinux, which pahole made of what gcc said when it
 * compiled that kernel. Every function's prototype and every structure's layout
 * that both know must be the same; what BTF does not have is counted.
 */
#include <stdio.h>
#include <string.h>

#include <bpf/btf.h>

#include "base/file.h"
#include "base/run.h"
#include "base/table.h"
#include "input/input.h"
#include "model/declarator.h"

static const char *const also_io[] = { "asm/io.h", "asm-generic/io.h" };
static const char *const also_device[] = { "linux/device/*.h" };

#define HEADER(header) { .name = "linux/" header ".h" }

static const struct input_header headers[] = {
	HEADER("clk"),
	HEADER("regulator/consumer"),
	HEADER("gpio/consumer"),
	HEADER("reset"),
	HEADER("mutex"),
	HEADER("spinlock"),
	HEADER("completion"),
	HEADER("workqueue"),
	HEADER("timer"),
	HEADER("hrtimer"),
	HEADER("interrupt"),
	{ .name = "linux/io.h", .also = also_io, .n_also = 2 },
	HEADER("ioport"),
	HEADER("uaccess"),
	HEADER("slab"),
	HEADER("dma-mapping"),
	{ .name = "linux/device.h", .also = also_device, .n_also = 1 },
	HEADER("platform_device"),
	HEADER("pci"),
	HEADER("of"),
	HEADER("property"),
	HEADER("regmap"),
	HEADER("i2c"),
	HEADER("firmware"),
};

#define N_HEADERS (sizeof(headers) / sizeof(*headers))

/* A type of BTF, chained to another of the same name: static things may share one. */
struct candidate {
	__u32 id;
	struct candidate *next;
};

struct tally {
	unsigned int same, unknown, different;
};

struct oracle {
	struct run *run;
	struct btf *btf;
	struct table functions, structs, unions; /* name -> struct candidate */
	struct tally prototypes, layouts;
};

static bool same_type(struct oracle *o, const struct type *type, __u32 id);

static void add_candidate(struct oracle *o, struct table *table, const char *name, __u32 id)
{
	struct candidate *new = arena_new(&o->run->arena, struct candidate, 1);
	struct candidate *first = table_find(table, name);

	new->id = id;
	if (first) {
		new->next = first->next;
		first->next = new;
	} else {
		table_add(&o->run->arena, table, name, new);
	}
}

static void index_btf(struct oracle *o)
{
	__u32 n = btf__type_cnt(o->btf);

	for (__u32 id = 1; id < n; id++) {
		const struct btf_type *t = btf__type_by_id(o->btf, id);
		const char *name = btf__name_by_offset(o->btf, t->name_off);

		if (!*name)
			continue;
		if (btf_is_func(t))
			add_candidate(o, &o->functions, name, id);
		else if (btf_is_struct(t))
			add_candidate(o, &o->structs, name, id);
		else if (btf_is_union(t))
			add_candidate(o, &o->unions, name, id);
	}
}

/* Looks through names, tags and qualifiers; adds the latter up. */
static const struct btf_type *resolve(struct oracle *o, __u32 *id, unsigned int *quals)
{
	const struct btf_type *t = btf__type_by_id(o->btf, *id);

	while (btf_is_mod(t) || btf_is_typedef(t)) {
		if (btf_is_const(t))
			*quals |= QUAL_CONST;
		if (btf_is_volatile(t))
			*quals |= QUAL_VOLATILE;
		*id = t->type;
		t = btf__type_by_id(o->btf, *id);
	}
	return t;
}

static const char *name_of(struct oracle *o, const struct btf_type *t)
{
	const char *name = btf__name_by_offset(o->btf, t->name_off);

	return *name ? name : NULL;
}

/* What an integer type's name says, in whatever order and with or without "int". */
struct int_name {
	int is_unsigned, is_signed, is_char, shorts, longs, is_128;
};

static struct int_name int_name(const char *name)
{
	struct int_name said = { 0 };

	for (const char *word = name; *word; word += strspn(word, " ")) {
		size_t n = strcspn(word, " ");

		said.is_unsigned += n == 8 && !memcmp(word, "unsigned", n);
		said.is_signed += n == 6 && !memcmp(word, "signed", n);
		said.is_char += n == 4 && !memcmp(word, "char", n);
		said.shorts += n == 5 && !memcmp(word, "short", n);
		said.longs += n == 4 && !memcmp(word, "long", n);
		said.is_128 += n == 8 && !memcmp(word, "__int128", n);
		word += n;
	}
	return said;
}

static bool same_int(struct oracle *o, const struct type *type, const struct btf_type *t)
{
	struct int_name ours, theirs;

	if (!btf_is_int(t) || type->size != t->size)
		return false;
	ours = int_name(type->name);
	theirs = int_name(btf__name_by_offset(o->btf, t->name_off));
	return !memcmp(&ours, &theirs, sizeof(ours));
}

static bool same_name(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

/* An unnamed bit-field only pads: no debug information speaks of it. */
static bool is_padding(const struct field *field)
{
	return !field->name && field->is_bitfield;
}

static bool same_member(struct oracle *o, const struct field *field, const struct btf_type *record,
			__u32 index)
{
	const struct btf_member *member = &btf_members(record)[index];
	const char *name = btf__name_by_offset(o->btf, member->name_off);

	return !strcmp(field->name ? field->name : "", name) &&
	       field->bit_offset == btf_member_bit_offset(record, index) &&
	       field->bit_width == btf_member_bitfield_size(record, index) &&
	       same_type(o, field->type, member->type);
}

static bool same_layout(struct oracle *o, const struct type *type, const struct btf_type *t)
{
	const struct record *record = type->record;
	__u32 next = 0;

	if (!record || type->size != t->size)
		return false;
	for (unsigned int i = 0; i < record->n_fields; i++) {
		if (is_padding(&record->fields[i]))
			continue;
		if (next >= btf_vlen(t) || !same_member(o, &record->fields[i], t, next++))
			return false;
	}
	return next == btf_vlen(t);
}

/* Named ones are compared by themselves, so here their names will do. */
static bool same_record(struct oracle *o, const struct type *type, const struct btf_type *t)
{
	bool is_union = btf_is_union(t) || (btf_is_fwd(t) && btf_kflag(t));

	if (!btf_is_composite(t) && !btf_is_fwd(t))
		return false;
	if (is_union != (type->kind == TYPE_UNION))
		return false;
	if (type->name || name_of(o, t))
		return same_name(type->name, name_of(o, t));
	return same_layout(o, type, t);
}

static bool same_enum(struct oracle *o, const struct type *type, const struct btf_type *t)
{
	if (btf_is_fwd(t))
		return same_name(type->name, name_of(o, t));
	if (!btf_is_any_enum(t) || (type->size >= 0 && type->size != t->size))
		return false;
	return type->name || name_of(o, t) ? same_name(type->name, name_of(o, t)) : true;
}

/* Arrays and functions are pointers as parameters; a parameter's own qualifiers do not count. */
static bool same_param(struct oracle *o, const struct type *type, __u32 id)
{
	const struct type *ours = type_resolve(type, NULL);
	unsigned int quals = 0;
	const struct btf_type *t = resolve(o, &id, &quals);
	struct type bare = *ours;

	if (ours->kind == TYPE_ARRAY || ours->kind == TYPE_FUNCTION)
		return btf_is_ptr(t) &&
		       same_type(o, ours->kind == TYPE_ARRAY ? ours->inner : ours, t->type);
	bare.quals = 0;
	return same_type(o, &bare, id);
}

static bool same_function(struct oracle *o, const struct type *type, const struct btf_type *t)
{
	__u32 n;

	if (!btf_is_func_proto(t) || !same_param(o, type->inner, t->type))
		return false;
	n = btf_vlen(t);
	/* "..." is a last parameter without type */
	if (type->variadic != (n && !btf_params(t)[n - 1].type))
		return false;
	if (type->variadic)
		n--;
	if (n != type->n_params)
		return false;
	for (__u32 i = 0; i < n; i++)
		if (!same_param(o, type->params[i].type, btf_params(t)[i].type))
			return false;
	return true;
}

static bool same_array(struct oracle *o, const struct type *type, const struct btf_type *t)
{
	__s64 count = type->count < 0 ? 0 : type->count;

	return btf_is_array(t) && btf_array(t)->nelems == count &&
	       same_type(o, type->inner, btf_array(t)->type);
}

static bool same_kind(struct oracle *o, const struct type *type, const struct btf_type *t)
{
	switch (type->kind) {
	case TYPE_VOID:
		return btf_is_void(t);
	case TYPE_BOOL:
		return btf_is_int(t) && btf_int_encoding(t) & BTF_INT_BOOL;
	case TYPE_INT:
		return same_int(o, type, t);
	case TYPE_FLOAT:
		return btf_is_float(t) && type->size == t->size;
	case TYPE_POINTER:
		return btf_is_ptr(t) && same_type(o, type->inner, t->type);
	case TYPE_ARRAY:
		return same_array(o, type, t);
	case TYPE_FUNCTION:
		return same_function(o, type, t);
	case TYPE_STRUCT:
	case TYPE_UNION:
		return same_record(o, type, t);
	case TYPE_ENUM:
		return same_enum(o, type, t);
	default:
		return false;
	}
}

static bool same_type(struct oracle *o, const struct type *type, __u32 id)
{
	unsigned int ours, theirs = 0;
	const struct btf_type *t = resolve(o, &id, &theirs);

	type = type_resolve(type, &ours);
	/* an array's qualifiers are those of its elements, on whichever of the two they stand */
	if (type->kind != TYPE_ARRAY && (ours & (QUAL_CONST | QUAL_VOLATILE)) != theirs)
		return false;
	return same_kind(o, type, t);
}

static void check_function(struct oracle *o, const struct function *function)
{
	const struct candidate *candidate = table_find(&o->functions, function->name);
	const char *text = declare(o->run, function->type, function->name);

	if (!candidate) {
		o->prototypes.unknown++;
		return;
	}
	for (; candidate; candidate = candidate->next) {
		const struct btf_type *t = btf__type_by_id(o->btf, candidate->id);

		if (same_function(o, function->type, btf__type_by_id(o->btf, t->type))) {
			o->prototypes.same++;
			return;
		}
	}
	o->prototypes.different++;
	printf("%s:%u: not the prototype in BTF: %s\n", function->at.file, function->at.line, text);
}

/* Says which member is the first that differs from one of the candidates. */
static void print_difference(struct oracle *o, const struct type_decl *decl, __u32 id)
{
	const struct btf_type *t = btf__type_by_id(o->btf, id);
	const struct type *type = type_resolve(decl->type, NULL);
	__u32 next = 0;

	printf("%s:%u: not the layout in BTF: %s, size %lld, there %u\n", decl->at.file,
	       decl->at.line, decl->name, (long long)type->size, t->size);
	for (unsigned int i = 0; i < type->record->n_fields; i++) {
		const struct field *field = &type->record->fields[i];

		if (is_padding(field))
			continue;
		if (next < btf_vlen(t) && same_member(o, field, t, next)) {
			next++;
			continue;
		}
		printf("    from %s at bit %llu on\n",
		       declare(o->run, field->type, field->name ? field->name : "(unnamed)"),
		       (unsigned long long)field->bit_offset);
		return;
	}
}

static void check_record(struct oracle *o, const struct type_decl *decl)
{
	const struct type *type = type_resolve(decl->type, NULL);
	const struct table *table = type->kind == TYPE_UNION ? &o->unions : &o->structs;
	const struct candidate *candidates = table_find(table, type->name);

	if (!candidates) {
		o->layouts.unknown++;
		return;
	}
	for (const struct candidate *c = candidates; c; c = c->next) {
		if (same_layout(o, type, btf__type_by_id(o->btf, c->id))) {
			o->layouts.same++;
			return;
		}
	}
	o->layouts.different++;
	print_difference(o, decl, candidates->id);
}

static void check_model(struct oracle *o, const struct model *model)
{
	for (size_t i = 0; i < model->n_functions; i++)
		if (model->functions[i].form != FUNCTION_MACRO)
			check_function(o, &model->functions[i]);
	for (size_t i = 0; i < model->n_types; i++) {
		const struct type *type = model->types[i].type;

		if (type->kind != TYPE_TYPEDEF && type->record && type->name)
			check_record(o, &model->types[i]);
	}
}

static void print_tally(const char *what, const struct tally *tally)
{
	printf("  %-10s %5u the same, %u not in BTF, %u different\n", what, tally->same,
	       tally->unknown, tally->different);
}

/* False if the tree cannot be compared at all. */
static bool check_tree(struct run *run, const struct input_options *options, struct tally *sum)
{
	struct oracle oracle = { .run = run };
	const struct model *model = input_read(run, options);

	if (!model)
		return false;
	oracle.btf = btf__parse(file_join(run, options->kernel, "vmlinux"), NULL);
	if (!oracle.btf) {
		fprintf(stderr, "%s: no BTF in its vmlinux\n", options->kernel);
		return false;
	}
	index_btf(&oracle);
	check_model(&oracle, model);
	btf__free(oracle.btf);
	printf("%s, %s:\n", model->release, model->arch);
	print_tally("prototypes", &oracle.prototypes);
	print_tally("layouts", &oracle.layouts);
	sum->same += oracle.prototypes.same + oracle.layouts.same;
	sum->different += oracle.prototypes.different + oracle.layouts.different;
	return true;
}

int main(int argc, char **argv)
{
	struct input_options options = { .headers = headers,
					 .n_headers = N_HEADERS,
					 .all_records = true };
	struct tally sum = { 0 };

	if (argc < 4) {
		fprintf(stderr, "usage: %s ANNOTATIONS CACHE TREE...\n", argv[0]);
		return 2;
	}
	options.annotations = argv[1];
	options.cache = argv[2];
	for (int i = 3; i < argc; i++) {
		struct run run;

		run_init(&run);
		options.kernel = argv[i];
		if (!check_tree(&run, &options, &sum))
			sum.different++;
		diag_flush(&run, stderr);
		run_release(&run);
	}
	printf("%u passed, %u failed\n", sum.same, sum.different);
	return sum.different || !sum.same;
}
