// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/run.h"
#include "base/text.h"
#include "model/declarator.h"
#include "render/merge.h"

/* Comments and white space are no code. */
static const char *skip_to_code(const char *s)
{
	for (;;) {
		if (isspace((unsigned char)*s)) {
			s++;
		} else if (s[0] == '/' && s[1] == '*') {
			const char *end = strstr(s + 2, "*/");

			s = end ? end + 2 : s + strlen(s);
		} else {
			return s;
		}
	}
}

static bool same_code(const char *a, const char *b)
{
	for (;;) {
		const char *next_a = skip_to_code(a), *next_b = skip_to_code(b);

		/* Where one has white space, between words, the other must have some. */
		if (*next_a != *next_b || (next_a == a) != (next_b == b))
			return false;
		if (!*next_a)
			return true;
		a = next_a + 1;
		b = next_b + 1;
	}
}

static bool is_code(const char *text)
{
	return *skip_to_code(text);
}

/* What a caller sees of a function: its type, or how many arguments a macro takes. NULL: nothing. */
static const char *seen(struct run *run, const struct model *model, const char *name)
{
	const struct function *function = name ? model_function(model, name) : NULL;

	if (!function || (function->form == FUNCTION_EXTERN && function->export == EXPORT_NONE))
		return NULL;
	if (function->form == FUNCTION_MACRO)
		return arena_printf(&run->arena, "macro of %u", function->n_macro_params);
	return type_text(run, function->type);
}

/* A tree that has no such piece, as nothing is known there, but the same function. */
static bool is_right_for(struct run *run, const struct header_pieces *tree,
			 const struct piece *piece)
{
	const char *here, *there;

	if (!tree->rendering)
		return false;
	here = seen(run, piece->model, piece->callee);
	there = here ? seen(run, tree->rendering->model, piece->callee) : NULL;
	return there && !strcmp(here, there);
}

/* The variant that is right wherever @piece is; NULL: there is none yet. */
static struct variant *variant_find(struct merged_piece *merged, const struct piece *piece)
{
	for (unsigned int i = 0; i < merged->n_variants; i++) {
		struct variant *variant = &merged->variants[i];

		/* The same to callers: what the newer tree's documentation says of it holds. */
		if (question_same(&variant->piece->question, &piece->question) ||
		    same_code(variant->piece->text, piece->text))
			return variant;
	}
	return NULL;
}

static void add_condition(struct run *run, struct probe *probe, struct variant *variant,
			  const struct piece *piece, const char *prefix)
{
	const char *key = piece->key, *word;

	if (!piece->question.code)
		return;
	if (!strncasecmp(key, "safe_", 5))
		key += 5;
	word = probe_word(run, probe, arena_printf(&run->arena, "SAFE_CAN_%s%s", prefix, key),
			  &piece->question);
	if (!*variant->when)
		variant->when = word;
	else if (!strstr(variant->when, word))
		variant->when = arena_printf(&run->arena, "%s || %s", variant->when, word);
}

/* Which variants there are, and whether each tree has one of them. */
static bool find_variants(struct run *run, const struct header_pieces *headers, unsigned int n,
			  enum part part, struct merged_piece *merged)
{
	bool all = true;

	merged->expected = true;
	for (unsigned int i = 0; i < n; i++) {
		const struct piece *piece = piece_find(&headers[i].parts[part], merged->piece->key);

		if (piece && !variant_find(merged, piece))
			merged->variants[merged->n_variants++] = (struct variant){ piece, "" };
		if (piece && !question_same(&piece->question, &merged->piece->question))
			merged->expected = false;
	}
	for (unsigned int i = 0; i < n; i++) {
		bool has = piece_find(&headers[i].parts[part], merged->piece->key);

		for (unsigned int v = 0; !has && v < merged->n_variants; v++)
			has = is_right_for(run, &headers[i], merged->variants[v].piece);
		all &= has;
	}
	return all;
}

/* A variant without a condition is for kernels that no other is right for. */
static void otherwise_last(struct merged_piece *merged)
{
	unsigned int last = merged->n_variants - 1;

	for (unsigned int v = 0; v < last; v++) {
		struct variant variant = merged->variants[v];

		if (*variant.when)
			continue;
		memmove(merged->variants + v, merged->variants + v + 1,
			(last - v) * sizeof(variant));
		merged->variants[last] = variant;
		break;
	}
	merged->otherwise = merged->differs && !*merged->variants[last].when;
}

static void merge_piece(struct run *run, const struct header_pieces *headers, unsigned int n,
			enum part part, struct probe *probe, struct merged_piece *merged)
{
	/* An owner may have the name of a function. */
	const char *prefix = part == PART_OWNERS ? "own_" : "";
	bool all;

	merged->variants = arena_new(&run->arena, struct variant, n);
	all = find_variants(run, headers, n, part, merged);
	merged->expected &= all && merged->n_variants == 1;
	if ((all && merged->n_variants == 1) || !is_code(merged->piece->text))
		return;
	for (unsigned int i = 0; i < n; i++) {
		const struct piece *piece = piece_find(&headers[i].parts[part], merged->piece->key);

		if (piece)
			add_condition(run, probe, variant_find(merged, piece), piece, prefix);
	}
	for (unsigned int v = 0; v < merged->n_variants; v++)
		merged->differs |= *merged->variants[v].when;
	otherwise_last(merged);
}

/* Each key once: in the newest tree's order, others behind what they follow in their own. */
static unsigned int order_keys(struct run *run, const struct header_pieces *headers, unsigned int n,
			       enum part part, const struct piece **order)
{
	unsigned int n_keys = 0;
	struct table known = { 0 };

	for (unsigned int i = 0; i < n; i++) {
		const struct pieces *pieces = &headers[i].parts[part];
		unsigned int at = 0;

		for (unsigned int j = 0; j < pieces->n; j++) {
			const struct piece *piece = &pieces->list[j];

			if (!table_add(&run->arena, &known, piece->key, piece)) {
				for (unsigned int k = 0; k < n_keys; k++)
					if (!strcmp(order[k]->key, piece->key))
						at = k + 1;
				continue;
			}
			memmove(order + at + 1, order + at, (n_keys - at) * sizeof(*order));
			order[at++] = piece;
			n_keys++;
		}
	}
	return n_keys;
}

/* The key of a piece that one of the variants relies on, or NULL. */
static const char *relies_on(const struct merged_piece *merged)
{
	for (unsigned int v = 0; v < merged->n_variants; v++)
		if (merged->variants[v].piece->after)
			return merged->variants[v].piece->after;
	return NULL;
}

/* What a piece relies on stands before it, whatever the order in the newest tree. */
static void put_in_order(struct merged_pieces *merged)
{
	for (unsigned int i = merged->n; i--;) {
		struct merged_piece piece = merged->list[i];
		const char *key = relies_on(&piece);
		unsigned int at = i;

		for (unsigned int j = i + 1; key && j < merged->n; j++)
			if (!strcmp(merged->list[j].piece->key, key))
				at = j;
		memmove(merged->list + i, merged->list + i + 1, (at - i) * sizeof(piece));
		merged->list[at] = piece;
	}
}

struct merged_pieces merge_part(struct run *run, const struct header_pieces *headers,
				unsigned int n, enum part part, struct probe *probe)
{
	struct merged_pieces merged = { NULL, 0 };
	const struct piece **order;
	unsigned int room = 0;

	for (unsigned int i = 0; i < n; i++)
		room += headers[i].parts[part].n;
	order = arena_new(&run->arena, const struct piece *, room + 1);
	merged.n = order_keys(run, headers, n, part, order);
	merged.list = arena_new(&run->arena, struct merged_piece, merged.n + 1);
	for (unsigned int i = 0; i < merged.n; i++) {
		merged.list[i].piece = order[i];
		merge_piece(run, headers, n, part, probe, &merged.list[i]);
	}
	put_in_order(&merged);
	return merged;
}
