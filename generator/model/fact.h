/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_FACT_H
#define SHEATH_FACT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/place.h"

struct run;

/* Where a fact comes from; a later one of these wins over an earlier one. */
enum origin {
	ORIGIN_NAME,	  /* names and conventions */
	ORIGIN_DOC,	  /* kernel-doc */
	ORIGIN_BODY,	  /* the function's code */
	ORIGIN_CLEANUP,	  /* DEFINE_FREE(), DEFINE_GUARD(), DEFINE_CLASS() and the like */
	ORIGIN_KFUNC,	  /* flags of what BPF programs may call */
	ORIGIN_ATTRIBUTE, /* attributes and the prototype itself */
	ORIGIN_CONTRACT,  /* a contract file */
};

const char *origin_name(enum origin origin); /* "name", "doc", "body", ... */
/* @name need not end in NUL; false: there is none of that name. */
bool origin_find(const char *name, size_t n, enum origin *origin);

/*
 * What a fact speaks about: the call as a whole, its result, or a parameter
 * (then @param is its index from 0).
 */
enum subject { SUBJECT_CALL, SUBJECT_RETURN, SUBJECT_PARAM };

/* What the value of a fact may be. */
enum value_kind {
	VALUE_WORD,   /* one of fact_kind.words */
	VALUE_PARAM,  /* another parameter's name, or "return" */
	VALUE_HANDLE, /* the name of an owned: entry */
	VALUE_NAME,   /* an identifier: lock expression, unit, errno */
	VALUE_TRUE,   /* "true" */
	VALUE_TEXT,
};

/*
 * The vocabulary: one row for each kind of fact. Contract files use @name as
 * key, explain --json as "fact". See facts[] in fact.c.
 */
struct fact_kind {
	const char *name;
	unsigned int subjects; /* bit mask of 1 << enum subject */
	enum value_kind value;
	const char *const *words; /* VALUE_WORD: NULL-terminated */
	const char *help;	  /* one line, for the man page and explain */
};

/* NULL if there is no such kind for that subject. */
const struct fact_kind *fact_kind(enum subject subject, const char *name);
/* Table of all, ended by a NULL name. */
extern const struct fact_kind fact_kinds[];

struct fact {
	const struct fact_kind *kind;
	enum subject subject;
	unsigned int param;
	const char *value;
	enum origin origin;
	bool sure;	 /* a wrapper may rely on it */
	bool sure_alone; /* so says its origin; others may contradict, or bear it out */
	struct place at;
	const char *doubt; /* why it is not sure although it is alone, in words; or NULL */
};

struct fact_list {
	struct fact *facts;
	unsigned int n, room;
};

void fact_list_add(struct run *run, struct fact_list *list, struct fact fact);

#endif
