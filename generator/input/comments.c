// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "base/run.h"
#include "input/comments.h"
#include "input/kerneldoc.h"
#include "input/ptrmap.h"

/* A comment, chained to the one before it that names the same. */
struct comment {
	const struct scan_comment *scanned;
	const struct source *source;
	struct comment *before;
};

struct comments {
	struct run *run;
	struct ptrmap by_name;	   /* interned name -> its last comment */
	const struct source *last; /* whose text was looked at; functions come by files */
};

static void add_source(struct comments *comments, const struct source *source)
{
	const struct scan *scan = source->scan;
	struct comment *list = arena_new(&comments->run->arena, struct comment, scan->n_comments);

	for (size_t i = 0; i < scan->n_comments; i++) {
		void **last;

		if (!scan->comments[i].name)
			continue;
		last = ptrmap_at(&comments->run->arena, &comments->by_name, scan->comments[i].name);
		list[i] = (struct comment){ &scan->comments[i], source, *last };
		*last = &list[i];
	}
}

struct comments *comments_new(struct run *run, const struct main_file *main_file)
{
	struct comments *comments = arena_new(&run->arena, struct comments, 1);

	comments->run = run;
	for (unsigned int i = 0; i < main_file->n_sources; i++)
		add_source(comments, &main_file->sources[i]);
	return comments;
}

/* How well a comment's place fits: 2 above the declaration, 1 below it, 0 in another file. */
static int fit(const struct comment *comment, const struct place *at)
{
	if (comment->source->name != at->file)
		return 0;
	return comment->scanned->line <= at->line ? 2 : 1;
}

const struct doc *comments_find(struct comments *comments, const struct function *function)
{
	const struct comment *comment = ptrmap_find(&comments->by_name, function->name);
	const struct comment *best = comment;

	if (!comment)
		return NULL;
	/* from the last to the first, so that the nearest above comes before those further up */
	while ((comment = comment->before))
		if (fit(comment, &function->at) > fit(best, &function->at))
			best = comment;
	if (comments->last && comments->last != best->source)
		mapped_rest(&comments->last->mapped);
	comments->last = best->source;
	return kerneldoc_parse(comments->run, best->scanned->text, best->scanned->len,
			       best->source->name, best->scanned->line);
}

void comments_finish(struct comments *comments)
{
	ptrmap_return(&comments->run->arena, &comments->by_name);
}
