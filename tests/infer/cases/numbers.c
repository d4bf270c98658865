// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Integers: what they tell of failure. */
#include "kernel.h"

//= check errno atomic
int check(struct thing *thing)
{
	if (thing->count < 0)
		return -EINVAL;
	return 0;
}

//= filtered errno atomic
int filtered(struct thing *thing)
{
	int ret = check(thing);

	if (ret < 0)
		return ret;
	ret = check(thing->parent);
	if (ret)
		goto out;
	thing->count = 0;
out:
	return ret;
}

//= count_of errno_or_value atomic
int count_of(struct thing *thing)
{
	int ret = check(thing);

	return ret ?: 3;
}

//= success_of_value errno atomic
int success_of_value(struct thing *thing)
{
	int ret = count_of(thing);

	return ret < 0 ? ret : 0;
}

//= zero_only zero atomic
int zero_only(struct thing *thing)
{
	thing->count = 1;
	return 0;
}

//= truth value atomic
int truth(struct thing *thing)
{
	return thing->count == 2 && thing->size > 1;
}

//= find not_found atomic n.count_of=thing
int find(struct thing *thing, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		if (thing[i].size)
			return i;
	return -1;
}

//= field errno atomic?
int field(struct thing *thing)
{
	if (!thing->parent)
		return -EIO;
	return unread(thing);
}

//= in_loop errno atomic
int in_loop(struct thing *thing)
{
	int err = 0;

	for (;;) {
		err = check(thing);
		if (err)
			break;
		if (thing->state)
			break;
		thing = thing->parent;
	}
	return err;
}

//= again errno_or_value atomic
int again(struct thing *thing)
{
	int tries = 0, err;

retry:
	err = check(thing);
	if (err == -EIO && tries++ < 3)
		goto retry;
	if (err)
		return err;
	return tries;
}

//= warned errno atomic?
int warned(struct thing *thing)
{
	int err = check(thing);

	if (WARN_ON(err < 0))
		return err;
	return 0;
}

//= kind errno_or_value atomic
int kind(struct thing *thing)
{
	switch (thing->state) {
	case 0:
		return 0;
	case 1 ... 3:
		return 7;
	default:
		return -EINVAL;
	}
}

static int report(struct thing *thing, int err)
{
	if (err != -EIO)
		thing->state = err;
	return err;
}

//= reported errno atomic
int reported(struct thing *thing)
{
	if (thing->size)
		return report(thing, -ENOMEM);
	return 0;
}

static const bool never = 0;

//= once errno atomic
int once(struct thing *thing)
{
	int err = 5;

	for (int scope = thing->count; scope || !never; ({ goto done; }))
		if (0) {
done:
			break;
		} else {
			err = check(thing);
		}
	return err;
}

//= size_of value atomic
int size_of(struct thing *thing)
{
	return thing->size;
}

//= size_if errno_or_value atomic
int size_if(struct thing *thing)
{
	if (!thing->parent)
		return -EIO;
	return thing->size;
}
