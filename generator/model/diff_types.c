// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <inttypes.h>
#include <string.h>

#include "model/declarator.h"
#include "model/diffing.h"

/* A structure in both kernels. */
struct pair {
	const struct api_record *from, *to;
};

static const char *record_text(struct run *run, const struct api_record *record)
{
	if (record->alias)
		return arena_printf(&run->arena, "typedef %s",
				    declare_text(run, record->alias->text, record->name));
	return record->name;
}

static struct change *add_type(struct diffing *d, enum impact impact, const char *kind,
			       const struct pair *pair, const char *how)
{
	struct change *change = diff_add(d, impact, kind, pair->from->name, how);

	change->as = USED_TYPE;
	change->before = record_text(d->run, pair->from);
	change->before_at = pair->from->at;
	if (pair->to) {
		change->after = record_text(d->run, pair->to);
		change->after_at = pair->to->at;
	}
	return change;
}

/* "bus_type.match": without the keyword, as people say it. */
static const char *member_name(struct run *run, const struct api_record *record, const char *member)
{
	const char *blank = strchr(record->name, ' ');

	return arena_printf(&run->arena, "%s.%s", blank ? blank + 1 : record->name, member);
}

static const char *member_text(struct run *run, const struct api_member *member)
{
	const char *dot = strrchr(member->name, '.');
	const char *name = dot ? dot + 1 : member->name;

	if (member->prototype)
		return api_prototype_text(run, member->prototype,
					  arena_printf(&run->arena, "(*%s)", name));
	if (member->bits)
		return arena_printf(&run->arena, "%s : %u",
				    declare_text(run, member->type.text, name), member->bits);
	return api_declare(run, member->type.text, name);
}

static struct place member_place(const struct api_record *record, const struct api_member *member)
{
	return (struct place){ record->at.file, member->line ? member->line : record->at.line, 0 };
}

static struct change *add_member(struct diffing *d, enum impact impact, const struct pair *pair,
				 const struct api_member *from, const struct api_member *to,
				 const char *how)
{
	const struct api_member *any = from ? from : to;
	bool is_op = (from && from->prototype) || (to && to->prototype);
	struct change *change = diff_add(d, impact, is_op ? "ops_member" : "struct_field",
					 member_name(d->run, pair->from, any->name), how);

	change->as = USED_MEMBER;
	change->record = pair->from->name;
	change->member = any->name;
	if (from) {
		change->before = member_text(d->run, from);
		change->before_at = member_place(pair->from, from);
	}
	if (to) {
		change->after = member_text(d->run, to);
		change->after_at = member_place(pair->to, to);
	}
	return change;
}

/* What a driver assigns has the old type to the letter, or the compiler objects. */
static void compare_ops(struct diffing *d, const struct pair *pair, const struct api_member *from,
			const struct api_member *to)
{
	const struct api_prototype *a = from->prototype, *b = to->prototype;
	enum fit fit;
	const char *words = prototype_parameters(d->run, a, b, &fit);
	bool returns = strcmp(a->returns.canonical, b->returns.canonical);

	if (prototype_same(a, b)) {
		if (words)
			add_member(d, IMPACT_HARMLESS, pair, from, to, words);
		return;
	}
	if (!words)
		words = "";
	else if (returns)
		words = arena_printf(&d->run->arena, "%s; ", words);
	if (returns)
		words = arena_printf(&d->run->arena, "%sreturns %s instead of %s", words,
				     b->returns.text, a->returns.text);
	add_member(d, IMPACT_BREAKS, pair, from, to, words);
}

static void compare_field(struct diffing *d, const struct pair *pair, const struct api_member *from,
			  const struct api_member *to)
{
	enum fit fit = fit_object(&from->type, &to->type);
	const char *how = "of another type";

	if (!from->bits != !to->bits && fit <= FIT_SPELLED) {
		add_member(d, from->bits ? IMPACT_HARMLESS : IMPACT_MEANING, pair, from, to,
			   to->bits ? "a bit-field now: it has no address"
				    : "no bit-field any more");
		return;
	}
	if (fit == FIT_SAME)
		return;
	if (fit == FIT_SPELLED)
		how = "the same type in other words";
	else if (fit == FIT_HARMLESS)
		how = "takes what it took";
	else if (!strncmp(to->type.canonical, "const ", 6) && !strchr(to->type.canonical, '*'))
		how = "is read only";
	else if (strchr(to->type.canonical, '[') && !strchr(from->type.canonical, '['))
		how = "an array now";
	add_member(d, fit_impact(fit), pair, from, to, how);
}

static void compare_member(struct diffing *d, const struct pair *pair,
			   const struct api_member *from, const struct api_member *to)
{
	if (from->prototype && to->prototype)
		compare_ops(d, pair, from, to);
	else if (from->prototype || to->prototype)
		add_member(d, IMPACT_BREAKS, pair, from, to,
			   to->prototype ? "points to a function now" : "no function any more");
	else
		compare_field(d, pair, from, to);
}

/* A part of a member that is gone itself: said once. */
static bool is_part_of_gone(const struct pair *pair, const struct api_member *member)
{
	const char *dot = strrchr(member->name, '.');
	char outer[256];

	if (!dot || (size_t)(dot - member->name) >= sizeof(outer))
		return false;
	memcpy(outer, member->name, (size_t)(dot - member->name));
	outer[dot - member->name] = '\0';
	return !api_find_member(pair->to, outer);
}

/* Nobody uses what is only there to fill a gap. */
static bool is_filler(const char *name)
{
	return strstr(name, "reserved") || strstr(name, "padding") || !strncmp(name, "__pad", 5) ||
	       !strncmp(name, "_pad", 4);
}

static void compare_members(struct diffing *d, const struct pair *pair)
{
	for (unsigned int i = 0; i < pair->from->n_members; i++) {
		const struct api_member *from = &pair->from->members[i];
		const struct api_member *to = api_find_member(pair->to, from->name);
		struct change *change;

		if (to) {
			compare_member(d, pair, from, to);
		} else if (!is_part_of_gone(pair, from)) {
			change = add_member(d,
					    is_filler(from->name) ? IMPACT_HARMLESS : IMPACT_BREAKS,
					    pair, from, NULL, "member is gone");
			instead_of_member(d, change, pair->from, from, pair->to);
		}
	}
	for (unsigned int i = 0; i < pair->to->n_members; i++) {
		const struct api_member *to = &pair->to->members[i];

		if (to->prototype && !api_find_member(pair->from, to->name))
			add_member(d, IMPACT_HARMLESS, pair, NULL, to, "new");
	}
}

/* Types of fixed width, and no pointers, are for what lies outside: devices, files, packets, programs. */
static bool is_layout_fixed(const struct api_record *record)
{
	bool fixed = false;

	for (unsigned int i = 0; i < record->n_members; i++) {
		const char *type = record->members[i].type.text;

		if (strchr(type, '*') || record->members[i].prototype)
			return false;
		fixed = fixed || !strncmp(type, "__le", 4) || !strncmp(type, "__be", 4) ||
			!strncmp(type, "__u", 3) || !strncmp(type, "__s", 3);
	}
	return fixed;
}

static void compare_layout(struct diffing *d, const struct pair *pair)
{
	if (!is_layout_fixed(pair->from) || pair->from->size < 0 || pair->to->size < 0)
		return;
	if (pair->from->size != pair->to->size) {
		add_type(d, IMPACT_HARMLESS, "layout", pair,
			 arena_printf(&d->run->arena, "%" PRId64 " bytes instead of %" PRId64,
				      pair->to->size, pair->from->size));
		return;
	}
	for (unsigned int i = 0; i < pair->from->n_members; i++) {
		const struct api_member *from = &pair->from->members[i];
		const struct api_member *to = api_find_member(pair->to, from->name);

		if (!to || to->bit_offset == from->bit_offset)
			continue;
		add_type(d, IMPACT_HARMLESS, "layout", pair,
			 arena_printf(&d->run->arena,
				      "'%s' is elsewhere: bit %" PRIu64 " instead of %" PRIu64,
				      from->name, to->bit_offset, from->bit_offset));
		return;
	}
}

/* A type that only the second model has, and the next one of the same header. */
struct new_type {
	const char *name;
	struct new_type *next;
};

/* In the order of their names: the last is put before the others. */
static void index_new_types(struct diffing *d)
{
	struct arena *arena = &d->run->arena;

	for (size_t i = d->to->n_types; i-- > 0;) {
		const struct api_record *record = &d->to->types[i];
		struct new_type **first, *type;

		if (api_find_type(d->from, record->name))
			continue;
		first = table_find(&d->new_types, record->at.file);
		if (!first) {
			first = arena_new(arena, struct new_type *, 1);
			table_add(arena, &d->new_types, record->at.file, first);
		}
		type = arena_new(arena, struct new_type, 1);
		*type = (struct new_type){ record->name, *first };
		*first = type;
	}
}

/* A type of the same header that is new and named almost alike. */
static void instead_of_type(struct diffing *d, struct change *change, const struct api_record *from)
{
	struct new_type **first = table_find(&d->new_types, from->at.file);
	unsigned int best = 69;

	for (const struct new_type *to = first ? *first : NULL; to; to = to->next) {
		unsigned int alike = likeness(from->name, to->name);

		if (alike <= best)
			continue;
		best = alike;
		change->instead = to->name;
		change->guessed = true;
	}
}

static void compare(struct diffing *d, const struct api_record *from)
{
	struct pair pair = { from, api_find_type(d->to, from->name) };
	enum fit fit;

	/* only mentioned, never seen */
	if (from->size < 0 && !from->alias)
		return;
	if (!pair.to) {
		instead_of_type(d, add_type(d, IMPACT_BREAKS, "type", &pair, "type is gone"), from);
		return;
	}
	if (from->alias && pair.to->alias) {
		fit = fit_object(from->alias, pair.to->alias);
		if (fit > FIT_SPELLED)
			add_type(d, fit_impact(fit), "type", &pair, "of another type");
		return;
	}
	if (pair.to->size < 0 && !pair.to->alias) {
		add_type(d, IMPACT_BREAKS, "type", &pair, "its members cannot be seen any more");
		return;
	}
	if (!from->alias && !pair.to->alias) {
		compare_members(d, &pair);
		compare_layout(d, &pair);
	}
}

void diff_types(struct diffing *d)
{
	index_new_types(d);
	for (size_t i = 0; i < d->from->n_types; i++)
		compare(d, &d->from->types[i]);
}
