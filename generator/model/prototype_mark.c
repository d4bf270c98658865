// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Prototypes as a few letters, equal where C sees no difference. */
#include <inttypes.h>

#include <xxhash.h>

#include "model/inferred.h"

#define MARK_LENGTH 5

static void add_type(struct text *text, const struct type *type, bool quals_count);

/* Arrays and functions are pointers, and a parameter's own qualifiers are the callee's business. */
static void add_param(struct text *text, const struct type *type)
{
	const struct type *resolved = type_resolve(type, NULL);

	if (resolved->kind == TYPE_ARRAY || resolved->kind == TYPE_FUNCTION) {
		text_addc(text, '*');
		add_type(text, resolved->kind == TYPE_ARRAY ? resolved->inner : resolved, true);
	} else {
		add_type(text, type, false);
	}
}

static void add_function(struct text *text, const struct type *type)
{
	text_addc(text, '(');
	for (unsigned int i = 0; i < type->n_params; i++) {
		add_param(text, type->params[i].type);
		text_addc(text, ',');
	}
	text_add(text, type->variadic ? "...)" : ")");
	add_type(text, type->inner, true);
}

/* One letter for a kind, so that "struct x" and "enum x" differ. */
static const char kind_letters[] = {
	[TYPE_VOID] = 'v',    [TYPE_BOOL] = 'b',  [TYPE_INT] = 'i',	 [TYPE_FLOAT] = 'f',
	[TYPE_POINTER] = '*', [TYPE_ARRAY] = '[', [TYPE_FUNCTION] = 'F', [TYPE_STRUCT] = 's',
	[TYPE_UNION] = 'u',   [TYPE_ENUM] = 'e',  [TYPE_TYPEDEF] = 't',	 [TYPE_OTHER] = 'o',
};

static void add_type(struct text *text, const struct type *type, bool quals_count)
{
	const char *name = NULL;
	unsigned int quals;

	/* a structure without a tag is known by its typedef alone */
	for (const struct type *alias = type; alias->kind == TYPE_TYPEDEF; alias = alias->inner)
		name = alias->name;
	type = type_resolve(type, &quals);
	if (quals_count && (quals & QUAL_CONST))
		text_addc(text, 'c');
	text_addc(text, kind_letters[type->kind]);
	switch (type->kind) {
	case TYPE_POINTER:
		add_type(text, type->inner, true);
		break;
	case TYPE_ARRAY:
		text_printf(text, "%" PRId64 "]", type->count);
		add_type(text, type->inner, true);
		break;
	case TYPE_FUNCTION:
		add_function(text, type);
		break;
	case TYPE_VOID:
	case TYPE_BOOL:
		break;
	default:
		text_add(text, type->name ? type->name : name ? name : "");
	}
}

const char *prototype_mark(struct run *run, const struct type *type)
{
	static const char digits[] = "0123456789abcdefghijkmnpqrstuvwx";
	struct text text = TEXT_INIT;
	char mark[MARK_LENGTH];
	XXH64_hash_t hash;

	add_type(&text, type, true);
	hash = XXH3_64bits(text.buf, text.len);
	text_release(&text);
	for (unsigned int i = 0; i < MARK_LENGTH; i++, hash >>= 5)
		mark[i] = digits[hash & 31];
	return run_intern_n(run, mark, MARK_LENGTH);
}
