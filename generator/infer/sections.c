// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * What is called in atomic sections: below a spin lock, within rcu_read_lock(). Which calls begin and end
 * them is stated. Lines of a summary:
 *
 *	as NAME BY	a function, or a member "clk_ops.enable", that BY calls in a section
 *	ac NAME P	a function that calls its parameter P, from 0, in sections only
 *	ae NAME		a function that ends a section it has not begun
 *	an NAME P...	a function's parameters that do not point, from 0
 */
#include <string.h>

#include "base/run.h"
#include "infer/origin.h"

#define MAX_EXITS  32
#define MAX_PARAMS 16

/* In how many sections those are at least who go to a label. */
struct exit {
	unsigned long long label;
	int depth;
};

struct sections {
	struct body *body;
	const struct table *names; /* see struct unit_input */
	int depth;
	int switched;		      /* where the innermost switch begins */
	bool ended;		      /* one that was not begun here */
	unsigned int inside, outside; /* bits of parameters that are called */
	struct exit exits[MAX_EXITS];
	unsigned int n_exits;
	struct table said;
};

static void section_node(struct sections *s, struct node *node);

static void section_kids(struct sections *s, struct node *node)
{
	for (unsigned int i = 0; i < node->n; i++)
		if (node->kids[i])
			section_node(s, node->kids[i]);
}

static bool leaves(const struct node *node)
{
	switch (node->kind) {
	case NODE_BLOCK:
	case NODE_LABEL:
	case NODE_CASE:
	case NODE_DEFAULT:
		return node->n && node->kids[node->n - 1] && leaves(node->kids[node->n - 1]);
	case NODE_RETURN:
	case NODE_GOTO:
	case NODE_BREAK:
	case NODE_CONTINUE:
		return true;
	default:
		return false;
	}
}

/* What may be done or not: behind it one is in a section only if that is so either way. */
static void section_branch(struct sections *s, struct node *node)
{
	int before = s->depth;

	section_node(s, node);
	if (leaves(node) || s->depth > before)
		s->depth = before;
}

static void section_if(struct sections *s, struct node *node)
{
	int before, after;

	section_node(s, node->kids[0]);
	before = after = s->depth;
	for (unsigned int i = 1; i < node->n; i++) {
		s->depth = before;
		if (node->kids[i])
			section_branch(s, node->kids[i]);
		if (s->depth < after)
			after = s->depth;
	}
	s->depth = after;
}

static struct exit *exit_to(struct sections *s, const struct node *node)
{
	for (unsigned int i = 0; i < s->n_exits; i++)
		if (s->exits[i].label == node->decl)
			return &s->exits[i];
	return NULL;
}

static void section_goto(struct sections *s, const struct node *node)
{
	struct exit *exit = exit_to(s, node);

	if (exit && s->depth < exit->depth)
		exit->depth = s->depth;
	else if (!exit && s->n_exits < MAX_EXITS)
		s->exits[s->n_exits++] = (struct exit){ node->decl, s->depth };
}

/* One comes here from @before it, and from where it was gone to; those that go back are not looked at. */
static void section_label(struct sections *s, const struct node *label, const struct node *before)
{
	const struct exit *exit = exit_to(s, label);

	if (exit && (exit->depth < s->depth || (before && leaves(before))))
		s->depth = exit->depth;
}

/* A variable whose value begins a section ends it where it goes out of scope. */
static void section_scope(struct sections *s, struct node *node)
{
	int guards = 0;

	for (unsigned int i = 0; i < node->n; i++) {
		int before;

		if (!node->kids[i])
			continue;
		if (node->kids[i]->kind == NODE_LABEL)
			section_label(s, node->kids[i], i ? node->kids[i - 1] : NULL);
		before = s->depth;
		section_node(s, node->kids[i]);
		if (node->kids[i]->kind == NODE_DECL && s->depth > before)
			guards++;
	}
	s->depth = s->depth > guards ? s->depth - guards : 0;
}

/* What is done some number of times, or one of several things. */
static void section_loop(struct sections *s, struct node *node)
{
	int before = s->depth, outer = s->switched;

	if (node->kind == NODE_SWITCH)
		s->switched = before;
	section_scope(s, node);
	if (s->depth > before || leaves(node->kids[node->n - 1]))
		s->depth = before;
	s->switched = outer;
}

static void say(struct sections *s, const char *name)
{
	if (table_add(s->body->arena, &s->said, name, name))
		text_printf(s->body->out, "as %s %s\n", name, s->body->name);
}

/* What is called, without its "*". */
static struct node *called(const struct node *call)
{
	struct node *node = node_bare(call->kids[0]);

	while (node->kind == NODE_UNARY && node->op == CXUnaryOperator_Deref && node->n)
		node = node_bare(node->kids[0]);
	return node;
}

static const char *called_name(struct sections *s, const struct node *call)
{
	const char *callee = body_callee(s->body, call);
	struct node *member = callee || !call->n ? NULL : called(call);

	if (!member)
		return callee;
	if (member->kind != NODE_MEMBER || !field_record(s->body, member))
		return NULL;
	return arena_printf(s->body->arena, "%s.%s", field_record(s->body, member),
			    field_name(s->body, member));
}

static void note_param(struct sections *s, const struct node *call)
{
	struct node *node = call->n ? called(call) : NULL;
	int param = node && node->kind == NODE_NAME ? body_param(s->body, node->decl) : -1;

	if (param >= 0 && param < MAX_PARAMS)
		*(s->depth ? &s->inside : &s->outside) |= 1U << param;
}

static void section_call(struct sections *s, struct node *node)
{
	const char *name = called_name(s, node), *word;

	section_kids(s, node);
	note_param(s, node);
	word = name ? table_find(s->names, name) : NULL;
	if (word && !strcmp(word, "begins")) {
		s->depth++;
	} else if (word && s->depth) {
		s->depth--;
	} else if (word) {
		s->ended = true;
	} else if (name && s->depth > 0) {
		say(s, name);
	}
}

static void section_node(struct sections *s, struct node *node)
{
	switch (node->kind) {
	case NODE_BLOCK:
		section_scope(s, node);
		break;
	case NODE_IF:
		if (node->n && node->kids[0])
			section_if(s, node);
		break;
	case NODE_WHILE:
	case NODE_SWITCH:
	case NODE_FOR:
		if (node->n && node->kids[node->n - 1])
			section_loop(s, node);
		break;
	case NODE_CASE:
	case NODE_DEFAULT:
		s->depth = s->switched;
		section_kids(s, node);
		break;
	case NODE_GOTO:
		section_goto(s, node);
		break;
	case NODE_CALL:
		section_call(s, node);
		break;
	default:
		section_kids(s, node);
	}
}

static void say_params(const struct sections *s)
{
	const struct body *body = s->body;

	for (unsigned int i = 0; i < MAX_PARAMS; i++)
		if (s->inside & ~s->outside & 1U << i)
			text_printf(body->out, "ac %s %u\n", body->name, i);
	text_printf(body->out, "an %s", body->name);
	for (unsigned int i = 0; i < body->n_params; i++)
		if (!body->params[i].pointer)
			text_printf(body->out, " %u", i);
	text_addc(body->out, '\n');
}

void read_sections(struct body *body, const struct table *names)
{
	struct sections sections = { .body = body, .names = names };

	section_node(&sections, body->code);
	if (sections.ended)
		text_printf(body->out, "ae %s\n", body->name);
	say_params(&sections);
}
