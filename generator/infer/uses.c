// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Which calls belong together: what is called on the way out of a function that has failed, with what an
 * earlier call gave or was given. Lines of a summary:
 *
 *	p A I B J HOW LINE	B, on its argument J, after A gave ("r") or had as argument I the same
 *	t A N LEAVING		A is called N times in a function, LEAVING of them on the way out
 *	m MEMBER A I FUNCTION	A gives ("r") or is given a member of a structure
 *	w MEMBER B J FUNCTION LINE	B is called on one, and its result is not looked at
 *
 * HOW is "e": on the way out; "l": the last thing done with what A gave; "i": on the way out, but nobody
 * looked at what A returned, so it may as well have ended something itself.
 */
#include <string.h>

#include "base/run.h"
#include "infer/origin.h"

#define MAX_USES  400
#define MAX_A	  4
#define MAX_EXITS 32

/* A call of a function by name. */
struct use {
	struct node *call;
	const char *callee;
	struct node *result; /* what its result is stored in; NULL: elsewhere */
	bool ignored;	     /* it stands by itself */
	bool leaving;	     /* on a way out */
	const struct node *branch;
	unsigned int before; /* of a way out: how many calls there are before it */
};

/* Where a label is gone to from first. */
struct exit {
	unsigned long long label;
	unsigned int before;
};

struct uses {
	struct body *body;
	struct exit exits[MAX_EXITS];
	unsigned int n_exits;
	struct use list[MAX_USES];
	unsigned int n;
	struct table said, counted;
};

/* Where we are. */
struct where {
	bool statement, leaving;
	struct node *result;
	const struct node *branch; /* of the innermost if; NULL: there is none */
	unsigned int before;
};

static void find(struct uses *u, struct node *node, struct where where);

static void find_kids(struct uses *u, struct node *node, struct where where)
{
	for (unsigned int i = 0; i < node->n; i++)
		if (node->kids[i])
			find(u, node->kids[i], where);
}

static bool leaves(const struct node *node)
{
	if (node->kind == NODE_BLOCK)
		return node->n && node->kids[node->n - 1] && leaves(node->kids[node->n - 1]);
	return node->kind == NODE_RETURN || node->kind == NODE_GOTO;
}

static void note_goto(struct uses *u, const struct node *node)
{
	for (unsigned int i = 0; i < u->n_exits; i++)
		if (u->exits[i].label == node->decl)
			return;
	if (u->n_exits < MAX_EXITS)
		u->exits[u->n_exits++] = (struct exit){ node->decl, u->n };
}

static unsigned int calls_before(const struct uses *u, const struct node *label)
{
	for (unsigned int i = 0; i < u->n_exits; i++)
		if (u->exits[i].label == label->decl)
			return u->exits[i].before;
	return u->n;
}

static void find_block(struct uses *u, struct node *node, struct where where)
{
	where.statement = true;
	for (unsigned int i = 0; i < node->n; i++) {
		if (!node->kids[i])
			continue;
		/* behind a label it is where others go that have failed */
		if (node->kids[i]->kind == NODE_LABEL) {
			where.leaving = true;
			where.before = calls_before(u, node->kids[i]);
		}
		find(u, node->kids[i], where);
	}
}

static void find_if(struct uses *u, struct node *node, struct where where)
{
	struct where inside = where;
	unsigned int before = 0;

	for (unsigned int i = 0; i < node->n; i++) {
		if (!node->kids[i])
			continue;
		inside = where;
		inside.statement = i > 0;
		inside.result = NULL;
		if (i && leaves(node->kids[i]) && !where.leaving) {
			inside.leaving = true;
			inside.before = before;
		}
		if (i)
			inside.branch = node->kids[i];
		find(u, node->kids[i], inside);
		before = i ? before : u->n;
	}
}

static void find_call(struct uses *u, struct node *node, struct where where)
{
	const char *callee = body_callee(u->body, node);

	find_kids(u, node,
		  (struct where){ .leaving = where.leaving,
				  .branch = where.branch,
				  .before = where.before });
	if (callee && !strchr(callee, ':') && u->n < MAX_USES)
		u->list[u->n++] =
			(struct use){ node,	     callee,	   where.result, where.statement,
				      where.leaving, where.branch, where.before };
}

static void find(struct uses *u, struct node *node, struct where where)
{
	struct where plain = { .leaving = where.leaving,
			       .branch = where.branch,
			       .before = where.before };

	switch (node->kind) {
	case NODE_BLOCK:
		find_block(u, node, where);
		break;
	case NODE_IF:
		find_if(u, node, where);
		break;
	case NODE_LABEL:
	case NODE_CASE:
	case NODE_DEFAULT:
		plain.statement = true;
		find_kids(u, node, plain);
		break;
	case NODE_WHILE:
	case NODE_DO:
	case NODE_FOR:
	case NODE_SWITCH:
		plain.statement = true;
		find_kids(u, node, plain);
		break;
	case NODE_GOTO:
		note_goto(u, node);
		break;
	case NODE_CALL:
		find_call(u, node, where);
		break;
	case NODE_CAST:
		find_kids(u, node, where);
		break;
	case NODE_VARIABLE:
		plain.result = node;
		find_kids(u, node, plain);
		break;
	case NODE_BINARY:
		if (node->op == CXBinaryOperator_Assign && node->n == 2) {
			find(u, node->kids[0], plain);
			plain.result = node_bare(node->kids[0]);
			find(u, node->kids[1], plain);
			break;
		}
		find_kids(u, node, plain);
		break;
	default:
		find_kids(u, node, plain);
	}
}

/* --- what is the same --- */

/* What an argument is about, without its "&"; NULL: nothing that has a name. */
static struct node *object_of(struct node *arg)
{
	arg = node_bare(arg);
	while (arg->kind == NODE_UNARY && arg->op == CXUnaryOperator_AddrOf && arg->n)
		arg = node_bare(arg->kids[0]);
	return arg->kind == NODE_NAME || arg->kind == NODE_MEMBER ? arg : NULL;
}

static bool is_same(const struct node *a, const struct node *b)
{
	if (a->kind == NODE_VARIABLE)
		return b->kind == NODE_NAME && a->decl == b->decl;
	return node_same(a, b);
}

/* How @use has to do with @object: -1 gives it, its argument otherwise; -2: not at all. */
static int role(const struct use *use, struct node *object)
{
	if (use->result && is_same(use->result, object))
		return -1;
	for (unsigned int i = 1; i < use->call->n; i++) {
		struct node *other = object_of(use->call->kids[i]);

		if (other && is_same(other, object))
			return (int)i - 1;
	}
	return -2;
}

/* How often it is called where, for those that other lines speak of. */
static void count(struct uses *u, const char *callee)
{
	unsigned int n = 0, leaving = 0;

	if (!table_add(u->body->arena, &u->counted, callee, callee))
		return;
	for (unsigned int i = 0; i < u->n; i++) {
		if (strcmp(u->list[i].callee, callee))
			continue;
		n++;
		leaving += u->list[i].leaving;
	}
	text_printf(u->body->out, "t %s %u %u\n", callee, n, leaving);
}

static void say(struct uses *u, const struct use *a, int position, const struct use *b,
		unsigned int arg, char how)
{
	struct arena *arena = u->body->arena;
	const char *from = position < 0 ? "r" : arena_printf(arena, "%d", position);
	const char *line =
		arena_printf(arena, "p %s %s %s %u %c", a->callee, from, b->callee, arg, how);

	if (!strcmp(a->callee, b->callee) || !table_add(arena, &u->said, line, line))
		return;
	text_printf(u->body->out, "%s %u\n", line, body_line(u->body, b->call));
	count(u, a->callee);
	count(u, b->callee);
}

/* Is anything done with @object behind @from, but on a way out? */
static bool is_used_behind(const struct uses *u, unsigned int from, struct node *object)
{
	for (unsigned int i = from + 1; i < u->n; i++)
		if (!u->list[i].leaving && role(&u->list[i], object) > -2)
			return true;
	return false;
}

/* Is something else done with @object on the same way out? */
static bool is_last_on_way(const struct uses *u, unsigned int at, struct node *object)
{
	for (unsigned int i = at + 1; i < u->n; i++)
		if (u->list[i].leaving && u->list[i].ignored &&
		    u->list[i].branch == u->list[at].branch && role(&u->list[i], object) > -1)
			return false;
	return true;
}

/* What gave @object, before the call at @before; NULL: nothing seen. */
static const struct use *giver_of(const struct uses *u, unsigned int before, struct node *object)
{
	for (unsigned int i = before; i-- > 0;)
		if (!u->list[i].leaving && role(&u->list[i], object) == -1)
			return &u->list[i];
	return NULL;
}

/*
 * What has been done with @object before one leaves. The last call whose result is looked at is the one
 * that has failed, so it has done nothing.
 */
static void match_done(struct uses *u, const struct use *b, unsigned int arg, struct node *object)
{
	bool failed = false;
	unsigned int found = 0;

	for (unsigned int i = b->before; i-- > 0 && found < MAX_A;) {
		const struct use *a = &u->list[i];
		int position = a->leaving ? -2 : role(a, object);

		if (!a->leaving && !a->ignored && !failed) {
			failed = true;
			continue;
		}
		if (position < 0)
			continue;
		say(u, a, position, b, arg, a->ignored ? 'i' : 'e');
		found++;
	}
}

static void match(struct uses *u, unsigned int at, unsigned int arg)
{
	const struct use *b = &u->list[at];
	struct node *object = object_of(b->call->kids[arg + 1]);
	const struct use *giver = object ? giver_of(u, at, object) : NULL;

	if (!object)
		return;
	if (giver && b->leaving && is_last_on_way(u, at, object))
		say(u, giver, -1, b, arg, 'e');
	else if (b->leaving)
		match_done(u, b, arg, object);
	else if (giver && !is_used_behind(u, at, object))
		say(u, giver, -1, b, arg, 'l');
}

static bool is_variadic(const struct body *body, const struct node *call)
{
	const struct libclang *clang = body->clang;
	CXCursor function = node_bare(call->kids[0])->referenced;

	return clang->isFunctionTypeVariadic(clang->getCursorType(function));
}

/* --- between functions --- */

/* "page.flags", of an argument or result that is a member; NULL otherwise. */
static const char *member_key(struct uses *u, const struct node *object)
{
	const char *record = object && object->kind == NODE_MEMBER ? field_record(u->body, object)
								   : NULL;

	return record ? arena_printf(u->body->arena, "%s.%s", record, field_name(u->body, object))
		      : NULL;
}

/* A line "m MEMBER A I" for what begins with a member, "w MEMBER B J" for what may end it. */
static void say_members(struct uses *u, const struct use *use)
{
	const char *key = use->leaving ? NULL : member_key(u, use->result);

	if (key) {
		text_printf(u->body->out, "m %s %s r %s\n", key, use->callee, u->body->name);
		count(u, use->callee);
	}
	for (unsigned int i = 1; i < use->call->n; i++) {
		key = member_key(u, object_of(use->call->kids[i]));
		if (!key || use->leaving || !use->call->kids[i]->type.pointer)
			continue;
		count(u, use->callee);
		if (use->ignored && !is_variadic(u->body, use->call))
			text_printf(u->body->out, "w %s %s %u %s %u\n", key, use->callee, i - 1,
				    u->body->name, body_line(u->body, use->call));
		else if (!use->ignored)
			text_printf(u->body->out, "m %s %s %u %s\n", key, use->callee, i - 1,
				    u->body->name);
	}
}

void read_uses(struct body *body)
{
	struct uses *u = arena_new(body->arena, struct uses, 1);

	u->body = body;
	find(u, body->code, (struct where){ .statement = true });
	for (unsigned int i = 0; i < u->n; i++) {
		const struct use *b = &u->list[i];

		say_members(u, b);
		if (!b->ignored || is_variadic(body, b->call))
			continue;
		for (unsigned int arg = 0; arg + 1 < b->call->n; arg++)
			match(u, i, arg);
	}
}
