/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_QUESTION_H
#define SHEATH_QUESTION_H

#include "base/file.h"
#include "model/alias.h"
#include "model/contract.h"

struct run;

/*
 * What a set of headers for several trees asks of the kernel that it is used
 * with: C that compiles if the answer is yes, symbols that must be exported, and
 * names that must be known.
 * The C is one definition, whose name is the macro SAFE_ASKED.
 */
struct question {
	const char *code;    /* NULL: nothing to ask, it is right for all */
	const char *symbols; /* " clk_get clk_put", or "" */
	const char *names;   /* likewise what must be declared or a macro */
};

bool question_same(const struct question *a, const struct question *b);

/*
 * Does a stated call use something of a core header? That comes with the wrappers, after all questions
 * and expectations, so there is nothing to ask.
 */
bool question_says_ours(const char *call);

/* Can the kernel's function be called as the contract says, with that result? */
struct question question_contract(struct run *run, const struct model *model,
				  const struct contract *contract);

/* Can a function be called as that tree declares it? Nothing to ask if it does not. */
struct question question_function(struct run *run, const struct model *model, const char *name);

/* Is there such a type? Nothing to ask of those that need no declaration. */
struct question question_type(struct run *run, const char *type);

/* Is there what an entry below names: stands for? Nothing to ask of a value. */
struct question question_alias(struct run *run, const struct alias *alias);

/* Has "struct clk_ops" the member "enable", of that type? */
struct question question_member(struct run *run, const char *record, const char *member,
				const struct type *type);

/* An entry below has: of a contract file, as @model has it, which says yes. */
struct question question_has(struct run *run, const struct model *model, const char *text);

/* The questions of one set of headers, each once, and the macros that have the answers. */
struct probe {
	struct probe_question {
		const char *word; /* "SAFE_CAN_class_create" */
		struct question question;
	} *list;
	unsigned int n, room;
	struct paths headers; /* of the kernel, that the questions are about */
};

/* The macro: @wanted, with a number behind it if another question has that. */
const char *probe_word(struct run *run, struct probe *probe, const char *wanted,
		       const struct question *question);

/* A question that is asked under that name, also if another one is the same. */
void probe_name(struct run *run, struct probe *probe, const char *name,
		const struct question *question);

#endif
