// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * What is done on each way through a function with what its caller has. Lines of a summary:
 *
 *	own NAME RESULT		RESULT: see enum result_kind
 *	 i CALLEE LINE J:OBJECT...	call 0, 1, ...: which arguments it is given, see object_name()
 *	 i = LINE 0:OBJECT 1:OBJECT	the first is stored in the second
 *	 i !MACRO LINE 0:OBJECT		something is said of it that compiles to nothing
 *	 e MASK [C:MASK,...] [-0,1]	a way: what it returns, the calls and what they returned; parameters
 *				that are no valid pointers
 *	 r CALLEE | r N | r -	what is returned comes from that call, parameter N, elsewhere
 *	 x			there are too many ways
 */
#include <string.h>

#include "base/run.h"
#include "infer/origin.h"
#include "infer/ways.h"

static bool same_steps(const struct way *a, const struct way *b)
{
	return a->n == b->n && !memcmp(a->steps, b->steps, a->n * sizeof(*a->steps));
}

const struct known *way_known(const struct way *way, unsigned long long decl)
{
	for (unsigned int i = 0; decl && i < way->n_known; i++)
		if (way->known[i].decl == decl)
			return &way->known[i];
	return NULL;
}

/* What is known on both ways. */
static void join_known(struct way *to, const struct way *from)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < to->n_known; i++) {
		struct known known = to->known[i];
		const struct known *other = way_known(from, known.decl);

		if (!other)
			continue;
		known.mask |= other->mask;
		if (known.step != other->step)
			known.step = -1;
		to->known[n++] = known;
	}
	to->n_known = n;
}

void ways_add(struct tracing *t, struct ways *ways, const struct way *way)
{
	if (way->dead)
		return;
	for (unsigned int i = 0; i < ways->n; i++)
		if (same_steps(ways->list[i], way)) {
			join_known(ways->list[i], way);
			return;
		}
	if (ways->n == MAX_WAYS) {
		t->lost = true;
		return;
	}
	ways->list[ways->n] = arena_new(t->body->arena, struct way, 1);
	*ways->list[ways->n++] = *way;
}

void ways_join(struct tracing *t, struct ways *to, const struct ways *from)
{
	for (unsigned int i = 0; i < from->n; i++)
		ways_add(t, to, from->list[i]);
}

void way_set(struct way *way, unsigned long long decl, struct found found)
{
	unsigned int i = 0;

	if (!decl)
		return;
	while (i < way->n_known && way->known[i].decl != decl)
		i++;
	if (i == MAX_KNOWN) { /* the oldest is forgotten */
		memmove(way->known, way->known + 1, (MAX_KNOWN - 1) * sizeof(*way->known));
		i--;
	}
	way->known[i] = (struct known){ decl, found.mask, (signed char)found.step };
	if (i >= way->n_known)
		way->n_known = i + 1;
}

bool way_filter(struct way *way, struct found found, unsigned int mask)
{
	found.mask &= mask;
	if (!found.mask)
		return false;
	way_set(way, found.decl, found);
	if (found.step >= 0)
		way->steps[found.step].mask &= found.mask;
	return found.step < 0 || way->steps[found.step].mask;
}

static int find_call(struct tracing *t, const struct node *node, const char *text)
{
	for (unsigned int i = 0; i < t->n_calls; i++)
		if (t->calls[i].node == node)
			return (int)i;
	if (t->n_calls == MAX_CALLS)
		return -1;
	t->calls[t->n_calls] = (struct traced_call){ node, text };
	return (int)t->n_calls++;
}

int way_step(struct tracing *t, struct way *way, const struct node *call, const char *text,
	     unsigned int mask)
{
	int number = find_call(t, call, text);

	/* what is done again and again */
	for (unsigned int i = 0; number >= 0 && i < way->n; i++)
		if (way->steps[i].call == number) {
			way->steps[i].mask = (unsigned char)mask;
			return (int)i;
		}
	if (number < 0 || way->n == MAX_STEPS) {
		t->lost = true;
		return -1;
	}
	way->steps[way->n] = (struct step){ (unsigned char)number, (unsigned char)mask };
	return (int)way->n++;
}

static void write_end(struct tracing *t, const struct way *way, unsigned int mask)
{
	struct text text = TEXT_INIT;
	char before = '-';
	bool seen = false;

	text_printf(&text, " e %x", mask);
	for (unsigned int i = 0; i < way->n; i++)
		text_printf(&text, "%c%u:%x", i ? ',' : ' ', way->steps[i].call,
			    way->steps[i].mask);
	for (unsigned int i = 0; i < t->body->n_params; i++) {
		const struct known *known = way_known(way, t->body->params[i].decl);

		if (!known || known->mask & BIT_POS)
			continue;
		text_printf(&text, "%s%c%u", before == '-' ? " " : "", before, i);
		before = ',';
	}
	for (unsigned int i = 0; i < t->n_ends && !seen; i++)
		seen = !strcmp(t->ends[i], text.buf);
	if (!seen && t->n_ends == MAX_ENDS)
		t->lost = true;
	else if (!seen)
		t->ends[t->n_ends++] = arena_strndup(t->body->arena, text.buf, text.len);
	text_release(&text);
}

void way_end(struct tracing *t, const struct way *way, struct found found)
{
	static const unsigned int parts[] = { BITS_NEGATIVE, BIT_ZERO, BIT_POS };

	if (way->dead)
		return;
	if (found.step < 0) {
		write_end(t, way, found.mask);
		return;
	}
	/* it fails as the call does whose result it returns */
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		struct way part = *way;

		if (way_filter(&part, found, parts[i]))
			write_end(t, &part, found.mask & parts[i]);
	}
}

static enum result_kind result_kind(const struct tracing *t, CXCursor function)
{
	const struct libclang *clang = t->body->clang;
	struct node_type type =
		node_type(clang, clang->getResultType(clang->getCursorType(function)));

	return type.is_void	  ? RESULT_VOID
	       : type.pointer	  ? RESULT_POINTER
	       : type.boolean	  ? RESULT_BOOL
	       : type.is_unsigned ? RESULT_UNSIGNED
				  : RESULT_INT;
}

void read_ways(struct body *body, struct unit *unit, CXCursor function)
{
	struct tracing *t = arena_new(body->arena, struct tracing, 1);
	struct ways ways = { .n = 0 };
	struct text found = TEXT_INIT;

	t->body = body;
	t->unit = unit;
	t->found = &found;
	ways_add(t, &ways, &(struct way){ .n = 0 });
	ways_statement(t, &ways, body->code);
	for (unsigned int i = 0; i < ways.n; i++)
		way_end(t, ways.list[i], (struct found){ .mask = BIT_POS, .step = -1 });
	if (t->n_calls || found.len) {
		text_printf(body->out, "own %s %d\n", body->name, (int)result_kind(t, function));
		for (unsigned int i = 0; i < t->n_calls && !t->lost; i++)
			text_printf(body->out, " i %s\n", t->calls[i].text);
		for (unsigned int i = 0; i < t->n_ends && !t->lost; i++)
			text_printf(body->out, "%s\n", t->ends[i]);
		text_add(body->out, found.buf);
		if (t->lost)
			text_add(body->out, " x\n");
	}
	text_release(&found);
}
