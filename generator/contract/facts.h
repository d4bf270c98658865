/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_FACTS_H
#define SHEATH_FACTS_H

#include "base/run.h"
#include "model/fact.h"

/*
 * A list of facts being made. @origin, @at and @sure hold for what is added
 * until they are set anew: facts of one source come together.
 */
struct facts {
	struct run *run;
	struct fact_list list;
	enum origin origin;
	struct place at;
	bool sure;
};

/* What the next facts come from. */
void facts_from(struct facts *facts, enum origin origin, struct place at, bool sure);

/* @kind is a name of the vocabulary that fits the subject. */
void facts_add(struct facts *facts, enum subject subject, unsigned int param, const char *kind,
	       const char *value);
/* One that is there already, word for word, is not added again. */
void facts_add_once(struct facts *facts, enum subject subject, unsigned int param, const char *kind,
		    const char *value);
#define facts_call(facts, kind, value)	   facts_add((facts), SUBJECT_CALL, 0, (kind), (value))
#define facts_return(facts, kind, value)   facts_add((facts), SUBJECT_RETURN, 0, (kind), (value))
#define facts_param(facts, i, kind, value) facts_add((facts), SUBJECT_PARAM, (i), (kind), (value))

/* Those of @origins, bits of 1 << enum origin. */
void facts_leave_out(struct facts *facts, unsigned int origins);

/* By subject, parameter, kind; the strongest origin first, otherwise as they came. */
void facts_sort(struct facts *facts);

/*
 * agree.c: of sorted facts, which are sure in the light of the others. What two origins say is,
 * if no third one says otherwise; what the code and its documentation contradict each other in is not,
 * unless a contract file states it.
 */
void facts_agree(struct facts *facts);

/* Has a kind one value, so that two are a contradiction? */
bool fact_is_single(const struct fact_kind *kind);
/*
 * May both hold, since what a body can be seen to do is less than what callers must expect by the
 * documentation?
 */
bool fact_is_narrower(const struct fact *body, const struct fact *doc);

#endif
