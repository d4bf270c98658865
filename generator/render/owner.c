// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "model/declarator.h"
#include "render/owner.h"

const char *owner_release_name(struct run *run, const struct spec_owned *owned)
{
	size_t len = strcspn(owned->release, " (");

	return arena_strndup(&run->arena, owned->release, len);
}

/* "irq, dev_id"; of a single member "value". */
static const char *owner_release_args(struct run *run, const struct spec_owned *owned)
{
	const char *paren = strchr(owned->release, '('), *end = strrchr(owned->release, ')');

	if (paren && end)
		return arena_strndup(&run->arena, paren + 1, (size_t)(end - paren - 1));
	return owned->members.n ? owned->members.items[0].key : "value";
}

/* C type of the (first) member. */
static const char *owner_type(const struct spec_owned *owned)
{
	return owned->members.n ? owned->members.items[0].value : owned->type;
}

static const struct spec_item *member_find(const struct spec_owned *owned, const char *name,
					   size_t len)
{
	for (unsigned int i = 0; i < owned->members.n; i++) {
		const struct spec_item *member = &owned->members.items[i];

		if (!strncmp(member->key, name, len) && !member->key[len])
			return member;
	}
	return NULL;
}

/* The @i-th argument of the stated release call. */
static const struct spec_item *release_arg(const struct spec_owned *owned, unsigned int i)
{
	const char *s = strchr(owned->release, '(');

	while (s && i--)
		s = strchr(s + 1, ',');
	if (!s)
		return NULL;
	s += 1 + strspn(s + 1, " ");
	return member_find(owned, s, strcspn(s, " ,)"));
}

const char *owner_member(struct run *run, const struct spec_owned *owned, const char *function,
			 unsigned int i, const char *param)
{
	const struct spec_item *member = NULL;

	if (!strcmp(owner_release_name(run, owned), function))
		member = release_arg(owned, i);
	if (!member)
		member = member_find(owned, param, strlen(param));
	return member ? member->key : NULL;
}

/* Are the spellings of two types the same but for const and blanks? */
static bool same_spelling(const char *a, const char *b)
{
	for (;;) {
		a += strspn(a, " ");
		b += strspn(b, " ");
		if (!strncmp(a, "const ", 6))
			a += 6;
		else if (!strncmp(b, "const ", 6))
			b += 6;
		else if (*a != *b)
			return false;
		else if (!*a)
			return true;
		else
			a++, b++;
	}
}

static bool returns_pointer(const struct wrapped *w)
{
	static const char *const pointers[] = { "err_ptr", "err_ptr_or_null", "null", "xa_err",
						"pointer" };

	for (unsigned int i = 0; i < sizeof(pointers) / sizeof(*pointers); i++)
		if (!strcmp(w->returns, pointers[i]))
			return true;
	return false;
}

/* The one parameter of that type. */
static const char *param_of_type(const struct wrapped *w, const char *type)
{
	const char *found = NULL;

	for (unsigned int i = 0; i < w->n_params; i++) {
		if (!same_spelling(w->params[i].raw_type, type))
			continue;
		if (found)
			return NULL;
		found = w->params[i].arg;
	}
	return found;
}

static const char *source(const struct wrapped *w, unsigned int i)
{
	const struct spec_owned *owned = w->contract->gives;
	const char *name = owned->members.n ? owned->members.items[i].key : NULL;
	const char *type = owned->members.n ? owned->members.items[i].value : owned->type;
	const char *found;

	if (!i && w->contract->gives_param >= 0)
		return "__out";
	if (!i && returns_pointer(w))
		return "__ret";
	for (unsigned int p = 0; name && p < w->n_params; p++)
		if (!strcmp(w->params[p].name, name))
			return w->params[p].arg;
	/* a number that is returned, and not the limits between which it was to be */
	if (!i && !strcmp(w->returns, "errno_or_value") && !strchr(type, '*'))
		return "__ret";
	found = param_of_type(w, type);
	if (found)
		return found;
	return !i && !strcmp(w->returns, "errno_or_value") ? "__ret" : NULL;
}

const char **owner_sources(struct run *run, const struct wrapped *w)
{
	const struct spec_owned *owned = w->contract->gives;
	bool by_hand = owned->by_hand || !strcmp(w->contract->shape, "hand_written");
	unsigned int n = owned->members.n ? owned->members.n : 1;
	const char **sources = arena_new(&run->arena, const char *, n);

	for (unsigned int i = 0; i < n; i++) {
		sources[i] = source(w, i);
		if (!sources[i] && by_hand)
			sources[i] = "";
		if (sources[i])
			continue;
		diag_error(run, EXIT_CONTRACT,
			   w->contract->spec ? w->contract->spec->at : owned->at,
			   "'%s' gives '%s', but neither its result nor a parameter is the owner's "
			   "'%s'",
			   w->contract->function->name, owned->name,
			   owned->members.n ? owned->members.items[i].key : owned->type);
		diag_note(run, owned->at, "the owner is defined here");
		return NULL;
	}
	return sources;
}

/* "a clock" of a type "struct clk *": clk_ptr; "" if it is no pointer. */
static const char *borrowed_word(struct run *run, const char *type)
{
	struct text word = TEXT_INIT;
	const char *s = type, *result;

	if (!strchr(type, '*') || strchr(type, '('))
		return "";
	if (!strncmp(s, "const ", 6)) {
		text_add(&word, "const_");
		s += 6;
	}
	if (!strncmp(s, "struct ", 7))
		s += 7;
	else if (!strncmp(s, "union ", 6))
		s += 6;
	if (strstr(s, "__iomem"))
		s = "iomem";
	for (; isalnum((unsigned char)*s) || *s == '_'; s++)
		text_addc(&word, *s);
	text_add(&word, "_ptr");
	result = arena_strndup(&run->arena, word.buf, word.len);
	text_release(&word);
	return result;
}

static void member_view(struct run *run, struct value_list *list, const char *name,
			const char *type, const char *arg)
{
	struct view *member = list_view(run, list, 6);

	view_string(run, member, "name", name);
	view_string(run, member, "type", type);
	view_string(run, member, "decl", declare_text(run, type, name));
	view_string(run, member, "value_decl", declare_text(run, type, "__value"));
	view_string(run, member, "arg", arg);
	view_bool(run, member, "is_result", arg && !strcmp(arg, "__ret"));
}

void owner_view(struct run *run, struct view *view, const struct spec_owned *owned,
		const char *const *sources)
{
	const char *type = owned ? owner_type(owned) : "", *name, *args;
	struct value_list *members;

	view_string(run, view, "name", owned ? owned->name : "");
	view_string(run, view, "doc", owned ? owned->doc : "");
	view_string(run, view, "type", type);
	view_bool(run, view, "single", owned && !owned->members.n);
	view_bool(run, view, "pointer", strchr(type, '*'));
	view_bool(run, view, "nullable", owned && owned->nullable);
	view_string(run, view, "borrow", owned ? borrowed_word(run, type) : "");
	members = view_list(run, view, "members");
	for (unsigned int i = 0; owned && i < owned->members.n; i++)
		member_view(run, members, owned->members.items[i].key,
			    owned->members.items[i].value, sources ? sources[i] : "");
	if (owned && !owned->members.n)
		member_view(run, members, "__value", type, sources ? sources[0] : "");
	name = owned ? owner_release_name(run, owned) : "";
	args = owned ? owner_release_args(run, owned) : "";
	view_string(run, view, "release", name);
	view_string(run, view, "release_args", args);
	view_printf(run, view, "release_call", owned ? "%s(%s)" : "%s%s", name, args);
	if (owned)
		view_printf(run, view, "place", "%s:%u", owned->at.file, owned->at.line);
	else
		view_string(run, view, "place", "");
}
