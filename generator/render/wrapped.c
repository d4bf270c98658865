// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The parameters of wrappers. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "model/declarator.h"
#include "render/owner.h"
#include "render/wrapped.h"

void need(struct run *run, struct needed_list *list, const char *name, const char *type)
{
	for (unsigned int i = 0; i < list->n; i++)
		if (!strcmp(list->items[i].name, name))
			return;
	if (list->n == list->room) {
		struct needed *old = list->items;

		list->room = list->room ? list->room * 2 : 8;
		list->items = arena_new(&run->arena, struct needed, list->room);
		if (list->n)
			memcpy(list->items, old, list->n * sizeof(*old));
	}
	list->items[list->n++] = (struct needed){ name, type };
}

static bool is_one_of(const char *name, const char *const *known)
{
	for (; *known; known++)
		if (!strcmp(*known, name))
			return true;
	return false;
}

void need_result(struct run *run, struct needs *needs, const char *name, const char *type)
{
	static const char *const in_core[] = { "void_ptr",	 "const_void_ptr", "char_ptr",
					       "const_char_ptr", "iomem_ptr",	   NULL };

	if (!is_one_of(name, in_core))
		need(run, &needs->results, name, type);
}

/* A slice of elements; unless core has it. */
static void need_slice(struct run *run, struct needs *needs, const char *name, const char *type)
{
	static const char *const in_core[] = { "u8",  "u16",	      "u32",	       "u64",
					       "int", "unsigned_int", "unsigned_long", NULL };

	if (!is_one_of(name, in_core))
		need(run, &needs->slices, name, type);
}

const char *fact_value(const struct contract *contract, enum subject subject, unsigned int param,
		       const char *kind)
{
	const struct fact *fact = contract_fact(contract, subject, param, kind);

	return fact ? fact->value : NULL;
}

bool fact_true(const struct contract *contract, unsigned int param, const char *kind)
{
	const char *value = fact_value(contract, SUBJECT_PARAM, param, kind);

	return value && !strcmp(value, "true");
}

static const char *param_name(struct run *run, const struct contract *contract, unsigned int i)
{
	const struct function *function = contract->function;
	const char *name = contract->type->params[i].name;

	if (!name && i < function->n_macro_params && strcmp(function->macro_params[i], "..."))
		name = function->macro_params[i];
	return name && *name ? name : arena_printf(&run->arena, "arg%u", i + 1);
}

static int find_param(const struct wrapped *w, const char *name)
{
	for (unsigned int i = 0; i < w->n_params; i++)
		if (!strcmp(w->params[i].name, name))
			return (int)i;
	return -1;
}

/* What is owned comes in as one; arguments that its members stand for go away. */
static void take_owner(struct run *run, struct wrapped *w)
{
	const struct spec_owned *owned = w->contract->takes;
	unsigned int at = w->contract->takes_param;
	struct kernel_param *owner = &w->params[at];

	owner->role = ROLE_OWNER;
	owner->own_name = owned->members.n ? owned->name : owner->name;
	if (find_param(w, owner->own_name) != (int)at && find_param(w, owner->own_name) >= 0)
		owner->own_name = "owner";
	owner->own_type = arena_printf(&run->arena, "struct safe_%s", owned->name);
	if (!owned->members.n) {
		owner->arg = arena_printf(&run->arena, "%s.__value", owner->own_name);
		return;
	}
	for (unsigned int i = 0; i < w->n_params; i++) {
		const char *member =
			owner_member(run, owned, w->contract->function->name, i, w->params[i].name);

		if (!member)
			continue;
		if (i != at) {
			w->params[i].role = ROLE_MEMBER;
			w->params[i].other = at;
		}
		w->params[i].arg = arena_printf(&run->arena, "%s.%s", owner->own_name, member);
	}
	if (!owner->arg)
		owner->arg = arena_printf(&run->arena, "%s.__value", owner->own_name);
}

/* What must be in a state comes in as the owner of that state, which stays with the caller. */
static void take_state(struct run *run, struct wrapped *w)
{
	const struct spec_owned *owned = w->contract->needs;
	struct kernel_param *param = &w->params[w->contract->needs_param];
	const char *member = owner_member(run, owned, w->contract->function->name,
					  w->contract->needs_param, param->name);

	if (param->role != ROLE_PLAIN)
		return;
	param->role = ROLE_STATE;
	param->own_name = param->name;
	param->own_type = arena_printf(&run->arena, "const struct safe_%s *", owned->name);
	param->arg = arena_printf(&run->arena, "%s->%s", param->name, member ? member : "__value");
}

/* How a variable of that type begins as nothing. */
static const char *nothing(const struct type *type)
{
	if (type_is_pointer(type))
		return "NULL";
	type = type_resolve(type, NULL);
	return type->kind == TYPE_STRUCT || type->kind == TYPE_UNION ? "{ }" : "0";
}

static void give_out(struct run *run, struct wrapped *w)
{
	struct kernel_param *param = &w->params[w->contract->gives_param];
	const struct type *type = type_resolve(param->type, NULL);

	param->role = ROLE_OUT;
	param->arg = "&__out";
	if (type->kind == TYPE_POINTER)
		list_string(run, w->prologue,
			    arena_printf(&run->arena, "%s = %s;",
					 declare(run, type->inner, "__out"), nothing(type->inner)));
}

/* Is @word one of the words of @text? */
static bool has_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = text; (at = strstr(at, word)); at += len)
		if ((at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '_')) &&
		    !(isalnum((unsigned char)at[len]) || at[len] == '_'))
			return true;
	return false;
}

/*
 * What a macro before the wrapper asks of an argument, by its text. A word of @what that is a
 * parameter's name, too, would be replaced in the macro: then nothing is asked.
 */
static void check_argument(struct run *run, struct wrapped *w, unsigned int i, const char *how,
			   const char *what, struct needs *needs)
{
	struct kernel_param *param = &w->params[i];

	for (unsigned int j = 0; j < w->n_params; j++)
		if (w->variadic || has_word(what, w->params[j].name))
			return;
	param->checked =
		arena_printf(&run->arena, "%s(%s, %s, #%s)", how, what, param->name, param->name);
	need(run, &needs->core, "safe/core/flags.h", NULL);
}

static void take_enum(struct run *run, struct wrapped *w, unsigned int i, struct needs *needs)
{
	const struct kernel_param *param = &w->params[i];

	if (param->role == ROLE_PLAIN && type_resolve(param->type, NULL)->kind == TYPE_ENUM)
		check_argument(run, w, i, "__safe_enum", type_text(run, param->type), needs);
}

static void take_unit(struct run *run, struct wrapped *w, unsigned int i, struct needs *needs)
{
	const char *flags = fact_value(w->contract, SUBJECT_PARAM, i, "flags");
	const char *unit = flags ? flags : fact_value(w->contract, SUBJECT_PARAM, i, "unit");
	struct kernel_param *param = &w->params[i];
	char *word;

	if (param->role != ROLE_PLAIN || !unit || !type_is_integer(param->type))
		return;
	word = arena_strdup(&run->arena, unit);
	for (char *c = word; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	param->role = ROLE_UNIT;
	param->unit = word;
	param->own_name = param->name;
	param->own_type = arena_printf(&run->arena, "struct safe_%s", word);
	param->arg =
		arena_printf(&run->arena, w->variadic ? "(%s).value" : "%s.value", param->name);
	if (flags)
		check_argument(run, w, i, "__safe_flags", word, needs);
	else
		need(run, &needs->core, "safe/core/unit.h", NULL);
}

/* The largest number a length parameter can hold where that is less than size_t holds; or NULL. */
static const char *length_limit(const struct type *type)
{
	static const struct {
		int64_t size;
		const char *of_signed, *of_unsigned;
	} limits[] = {
		{ 1, "S8_MAX", "U8_MAX" },
		{ 2, "S16_MAX", "U16_MAX" },
		{ 4, "INT_MAX", "UINT_MAX" },
		{ 8, "LONG_MAX", NULL },
	};

	type = type_resolve(type, NULL);
	for (unsigned int i = 0; i < sizeof(limits) / sizeof(*limits); i++)
		if (limits[i].size == type->size)
			return type->is_signed ? limits[i].of_signed : limits[i].of_unsigned;
	return NULL;
}

/* How a slice counts, and what its members are called. */
struct slice_kind {
	const char *fact, *ptr, *len;
	const char *most; /* what its length cannot exceed */
};

static const struct slice_kind slice_kinds[] = {
	{ "bytes_of", "ptr", "len", "" },
	{ "count_of", "ptr", "len", "" },
	{ "bits_of", "map", "bits", "UINT_MAX" },
};

/* "struct safe_const_bits": of a pointer to unsigned long, which is what bitmaps are made of. */
static const char *bits_type(struct run *run, const struct type *element, unsigned int quals,
			     struct needs *needs)
{
	struct type plain = *element;

	plain.quals &= ~(unsigned int)QUAL_CONST;
	if (strcmp(type_text(run, &plain), "unsigned long"))
		return NULL;
	need(run, &needs->core, "safe/core/bits.h", NULL);
	return quals & QUAL_CONST ? "struct safe_const_bits" : "struct safe_bits";
}

/* "struct safe_const_bytes", "struct safe_u16_slice"; NULL: there is no slice for it. */
static const char *slice_type(struct run *run, const struct type *pointer, const char *counts,
			      struct needs *needs)
{
	const struct type *element, *resolved;
	const char *word;
	unsigned int quals;
	struct type plain;

	pointer = type_resolve(pointer, NULL);
	if (pointer->kind != TYPE_POINTER)
		return NULL;
	element = pointer->inner;
	resolved = type_resolve(element, &quals);
	if (quals & QUAL_VOLATILE)
		return NULL;
	if (pointer->space && strcmp(pointer->space, "user"))
		return NULL;
	if (!strcmp(counts, "bits_of"))
		return pointer->space ? NULL : bits_type(run, element, quals, needs);
	if (type_is_bytes(pointer)) {
		const char *space = pointer->space ? "user_" : "";

		need(run, &needs->core, "safe/core/slice.h", NULL);
		return arena_printf(&run->arena, "struct safe_%s%sbytes",
				    quals & QUAL_CONST ? "const_" : "", space);
	}
	plain = *element;
	plain.quals &= ~(unsigned int)QUAL_CONST;
	word = type_word(run, &plain);
	if (strcmp(counts, "count_of") || pointer->space || !word || resolved->size <= 0)
		return NULL;
	need_slice(run, needs, word, type_text(run, &plain));
	need(run, &needs->core, "safe/core/slice.h", NULL);
	return arena_printf(&run->arena, "struct safe_%s%s_slice",
			    quals & QUAL_CONST ? "const_" : "", word);
}

/* Can a length that is too large be told to the caller? */
static bool length_fits(struct run *run, struct wrapped *w, const char *length,
			const struct type *type, const struct slice_kind *kind)
{
	const char *limit = length_limit(type), *failure;

	if (!limit || !strcmp(limit, kind->most))
		return true;
	failure = wrap_failure(run, w, "-E2BIG");
	if (!failure)
		return false;
	list_string(run, w->prologue,
		    arena_printf(&run->arena,
				 w->result.kind == RESULT_VOID ? "if (__safe_too_long(%s > %s))"
							       : "if (%s > %s)",
				 length, limit));
	list_string(run, w->prologue, arena_printf(&run->arena, "\t%s", failure));
	return true;
}

/* A parameter that counts another one becomes one slice with it. */
static void take_slice(struct run *run, struct wrapped *w, unsigned int i, struct needs *needs)
{
	struct kernel_param *length = &w->params[i], *slice;
	const struct slice_kind *kind = slice_kinds;
	const char *counted = NULL, *type, *arg;
	int at;

	for (; kind < slice_kinds + sizeof(slice_kinds) / sizeof(*slice_kinds); kind++) {
		counted = fact_value(w->contract, SUBJECT_PARAM, i, kind->fact);
		if (counted)
			break;
	}
	if (!counted || w->variadic || !type_is_integer(length->type) || length->role != ROLE_PLAIN)
		return;
	at = find_param(w, counted);
	if (at < 0 || w->params[at].role != ROLE_PLAIN)
		return;
	slice = &w->params[at];
	type = slice_type(run, slice->type, kind->fact, needs);
	arg = arena_printf(&run->arena, "%s.%s", slice->name, kind->len);
	if (!type || !length_fits(run, w, arg, length->type, kind))
		return;
	slice->role = ROLE_SLICE;
	slice->length = i;
	slice->own_name = slice->name;
	slice->own_type = type;
	slice->arg = arena_printf(&run->arena, "%s.%s", slice->name, kind->ptr);
	length->role = ROLE_LENGTH;
	length->other = (unsigned int)at;
	length->arg = arg;
}

static void spell(struct run *run, struct kernel_param *param)
{
	param->raw_type = type_text(run, param->type);
	param->raw_decl = declare(run, param->type, param->name);
	if (param->role == ROLE_PLAIN) {
		param->own_name = param->arg = param->name;
		param->own_type = param->raw_type;
		param->decl = param->raw_decl;
	} else if (param->own_type) {
		param->decl = declare_text(run, param->own_type, param->own_name);
	}
}

static const struct kernel_param *param_of_word(const struct wrapped *w, const char *name,
						size_t len)
{
	for (unsigned int i = 0; i < w->n_params; i++)
		if (strlen(w->params[i].name) == len && !strncmp(w->params[i].name, name, len))
			return &w->params[i];
	return NULL;
}

/* Is the word at @s the tag of a structure, or a member of one? */
static bool is_other_space(const char *text, const char *s)
{
	static const char *const before[] = { ".", "->", "struct ", "union ", "enum " };

	for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++) {
		size_t len = strlen(before[i]);

		if ((size_t)(s - text) >= len && !strncmp(s - len, before[i], len))
			return true;
	}
	return false;
}

/* A call that is stated, with the arguments for its words. */
static const char *stated_call(struct run *run, const struct wrapped *w)
{
	const char *s = w->contract->call, *call;
	struct text text = TEXT_INIT;

	while (*s) {
		size_t n = 0;
		bool other = is_other_space(w->contract->call, s);
		const struct kernel_param *param;

		while (isalnum((unsigned char)s[n]) || s[n] == '_')
			n++;
		param = n && !other ? param_of_word(w, s, n) : NULL;
		if (param)
			text_add(&text, param->arg);
		else
			text_add_n(&text, s, n ? n : 1);
		s += n ? n : 1;
	}
	call = arena_strndup(&run->arena, text.buf, text.len);
	text_release(&text);
	return call;
}

static const char *call_text(struct run *run, const struct wrapped *w)
{
	struct text text = TEXT_INIT;
	const char *call;

	if (w->contract->call)
		return stated_call(run, w);
	text_printf(&text, "%s(", w->contract->calls);
	for (unsigned int i = 0; i < w->n_params; i++)
		text_printf(&text, "%s%s", i ? ", " : "", w->params[i].arg);
	text_add(&text, w->variadic ? ", ##__VA_ARGS__)" : ")");
	call = arena_strndup(&run->arena, text.buf, text.len);
	text_release(&text);
	return call;
}

/* "2,3" of a printf fact: the parameter before the arguments is the format. */
static const char *format_param(const struct wrapped *w)
{
	const char *value = fact_value(w->contract, SUBJECT_CALL, 0, "printf");
	unsigned int at = value ? (unsigned int)atoi(value) : 0;

	return at && at <= w->n_params ? w->params[at - 1].name : NULL;
}

/* Of a macro whose wrapper is written by hand nobody need state a prototype. */
static const struct type *prototype(const struct contract *contract)
{
	static const struct type nothing = { .kind = TYPE_VOID, .name = "void" };
	static const struct type unknown = { .kind = TYPE_FUNCTION, .inner = &nothing };

	return contract->type ? contract->type : &unknown;
}

struct wrapped *wrap(struct run *run, const struct contract *contract, struct needs *needs)
{
	struct wrapped *w = arena_new(&run->arena, struct wrapped, 1);

	w->contract = contract;
	w->prologue = list_new(run);
	w->type = prototype(contract);
	w->returns = wrap_returns(contract, w->type);
	w->variadic = w->type->variadic;
	w->n_params = w->type->n_params;
	w->params = arena_new(&run->arena, struct kernel_param, w->n_params + 1);
	for (unsigned int i = 0; i < w->n_params; i++) {
		w->params[i].name = param_name(run, contract, i);
		w->params[i].type = w->type->params[i].type;
	}
	w->format = w->variadic ? format_param(w) : NULL;
	if (contract->takes && contract->takes_param < w->n_params)
		take_owner(run, w);
	if (contract->needs && contract->needs_param < w->n_params)
		take_state(run, w);
	if (contract->gives && contract->gives_param >= 0 &&
	    (unsigned int)contract->gives_param < w->n_params)
		give_out(run, w);
	/* The kind of the result decides how a length that is too large is told. */
	wrap_result(run, w, needs);
	for (unsigned int i = 0; i < w->n_params; i++) {
		take_unit(run, w, i, needs);
		take_enum(run, w, i, needs);
		take_slice(run, w, i, needs);
	}
	for (unsigned int i = 0; i < w->n_params; i++)
		spell(run, &w->params[i]);
	w->call = call_text(run, w);
	if (contract->gives) {
		w->sources = owner_sources(run, w);
		if (!w->sources)
			return NULL;
	}
	wrap_expr(run, w);
	return w;
}
