/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_INFER_ORIGIN_H
#define SHEATH_INFER_ORIGIN_H

#include "infer/extra.h"

/*
 * Where a value in a body comes from: a parameter, a member of a structure, a call; followed through
 * variables, casts, arithmetic that only moves in a buffer, and choices. In which order variables are
 * assigned is not looked at.
 */
enum origin_kind { FROM_PARAM, FROM_MEMBER, FROM_CALL };

struct origin_of {
	enum origin_kind kind;
	unsigned int param;
	struct node *node;     /* the member, the call */
	bool moved;	       /* something was added or subtracted */
	bool away;	       /* by how much is not known */
	bool one_of;	       /* through a variable that other things are assigned to, too */
	long long times, over; /* a number: what it was multiplied with, divided by */
};

/* What is known of a body's variables. */
void locals_find(struct body *body);

#define MAX_ORIGINS 6

struct origins {
	struct origin_of list[MAX_ORIGINS];
	unsigned int n;
};

#define LOCAL_VALUES 4

/* Is anything assigned to it? */
bool local_is_set(const struct body *body, unsigned long long decl);
/* What is assigned to a variable; -1: more than fits. */
int local_values(const struct body *body, unsigned long long decl,
		 struct node *values[LOCAL_VALUES]);
/* What is assigned to a variable, if that is one thing only; NULL otherwise. */
struct node *local_value(const struct body *body, unsigned long long decl);

void origins_find(const struct body *body, struct node *node, struct origins *origins);

/* Is @node a number that is known? */
bool node_number(struct node *node, long long *number);

/* "page.flags", the type and name of a member; NULL if they have none. */
const char *field_record(const struct body *body, const struct node *member);
const char *field_name(const struct body *body, const struct node *member);

/* Is it the same expression: the same variable, or members of the same? */
bool node_same(const struct node *a, const struct node *b);

#endif
