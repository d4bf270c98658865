// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What callers fail with where they are given NULL. */
#include "kernel.h"

struct thing *thing_find(struct thing *first, int count);
struct thing *thing_parent(struct thing *thing);
struct thing *thing_make(struct thing *parent);

//= thing_find null atomic return.errno=ENOENT
struct thing *thing_find(struct thing *first, int count)
{
	return first->count == count ? first : NULL;
}

/* Callers do not agree. */
//= thing_parent null atomic
struct thing *thing_parent(struct thing *thing)
{
	return thing->state ? thing->parent : NULL;
}

/* One caller is not many. */
//= thing_make null may_sleep return.owned=true return.comes_from=get_memory
struct thing *thing_make(struct thing *parent)
{
	return get_memory(sizeof(*parent), GFP_KERNEL);
}

int ask_one(struct thing *first);
int ask_one(struct thing *first)
{
	struct thing *thing = thing_find(first, 1);
	struct thing *parent;
	int ret = 0;

	if (!thing)
		return -ENOENT;
	parent = thing_parent(thing);
	if (parent == NULL) {
		warn(1);
		return -EINVAL;
	}
	/* what is stored in between is something else */
	thing = thing_find(first, 2);
	parent = thing_parent(first);
	if (unlikely(!thing))
		return -EIO;
	/* two errnos, and one that was there before */
	if (!(thing = thing_find(parent, 3)))
		ret = ret ? -EPERM : -EINVAL;
	return ret;
}

struct thing *ask_two(struct thing *first);
struct thing *ask_two(struct thing *first)
{
	struct thing *thing;

	if (unlikely(!(thing = thing_find(first, 1))))
		return ERR_PTR(-ENOENT);
	if (!thing_parent(thing))
		return ERR_PTR(-EIO);
	thing = thing_make(thing);
	if (!thing)
		return ERR_PTR(-ENOMEM);
	return thing;
}

/* What is there asks for no errno. */
int ask_three(struct thing *first);
int ask_three(struct thing *first)
{
	struct thing *thing = thing_find(first, 1);

	if (thing)
		return -EIO;
	thing = thing_find(first, 2);
	if (thing == NULL)
		return -ENOENT;
	thing = thing_find(first, 3);
	if (thing != NULL)
		return -EIO;
	return 0;
}
