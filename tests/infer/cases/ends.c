// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What becomes of arguments, which locks are held: on all ways through a function. */
#include "kernel.h"

struct lock {
	int held;
};

struct box {
	struct lock lock, start_lock, change_lock;
	struct thing thing;
	struct thing *content;
	int users;
};

static struct lock big_lock;

#define assert_held(lock)     \
	do {                  \
		(void)(lock); \
	} while (0)

void free_memory(void *memory);
void count_up(int *users);
void count_down(int *users);
void take(struct lock *lock);
bool try_take(struct lock *lock);
void give(struct lock *lock);

//= thing_free atomic? thing.consumes=true
void thing_free(struct thing *thing)
{
	if (thing)
		free_memory(thing);
}

/* Through a call, and on each way. */
//= thing_stop atomic? thing.consumes=true
void thing_stop(struct thing *thing)
{
	if (!thing->count) {
		free_memory(thing);
		return;
	}
	thing->count = 0;
	thing_free(thing);
}

/* Not on each. */
//= thing_maybe atomic?
void thing_maybe(struct thing *thing)
{
	if (thing->count)
		thing_free(thing);
}

//= thing_hand_over errno atomic? thing.consumes_if=success
int thing_hand_over(struct thing *thing)
{
	int ret = unread(thing);

	if (WARN_ON(thing->count))
		return -EINVAL;
	thing_free(thing);
	return ret ? 0 : 0;
}

//= thing_start errno atomic? thing.consumes_if=failure
int thing_start(struct thing *thing)
{
	int ret = 0;

	if (IS_ERR(unread_pointer(3)))
		ret = -EIO;
	if (ret)
		goto out;
	return 0;
out:
	thing_free(thing);
	return ret;
}

/* The structure around it. */
//= box_of_thing_free atomic? thing.consumes=true
void box_of_thing_free(struct thing *thing)
{
	struct box *box = container_of(thing, struct box, thing);

	free_memory(box);
}

//= box_put atomic? box.consumes=true
void box_put(struct box *box)
{
	count_down(&box->users);
}

//= box_get pointer atomic? return.owned=true
struct box *box_get(struct box *box)
{
	count_up(&box->users);
	return box;
}

/* Counted before, so it is there afterwards. */
//= box_look atomic?
void box_look(struct box *box)
{
	box_get(box);
	box_put(box);
}

//= box_fill atomic thing.kept=true
void box_fill(struct box *box, struct thing *thing)
{
	box->content = thing;
}

//= box_fill_one errno atomic thing.kept=true
int box_fill_one(struct box *box, struct thing *thing)
{
	if (!thing)
		return -EINVAL;
	box_fill(box, thing);
	return 0;
}

/* What keeps it ends with the call. */
//= box_try errno atomic
int box_try(struct thing *thing)
{
	struct box box;

	return box_fill_one(&box, thing);
}

//= box_lock atomic? acquires=&box->lock
void box_lock(struct box *box)
{
	take(&box->lock);
}

//= box_unlock atomic? releases=&box->lock
void box_unlock(struct box *box)
{
	give(&box->lock);
}

//= box_lock_one errno atomic? acquires=&box->lock
int box_lock_one(struct box *box)
{
	box_lock(box);
	if (box->users)
		return 0;
	box_unlock(box);
	return -EIO;
}

//= box_try_lock atomic? acquires=&box->lock
bool box_try_lock(struct box *box)
{
	return try_take(&box->lock);
}

/* It takes what it gives up. */
//= box_use atomic?
void box_use(struct box *box)
{
	if (!box_try_lock(box))
		return;
	box->users++;
	box_unlock(box);
}

/*
 * Where was it taken? What nobody takes for others, and what is not called as if it gave up anything, may have
 * taken it unseen.
 */
//= box_start atomic? releases=&box->start_lock?
void box_start(struct box *box)
{
	give(&box->start_lock);
}

//= box_stop atomic? releases=&box->start_lock
void box_stop(struct box *box)
{
	give(&box->start_lock);
}

//= box_commit atomic? releases=&box->change_lock
void box_commit(struct box *box)
{
	give(&box->change_lock);
}

//= box_change atomic? acquires=&box->change_lock
void box_change(struct box *box)
{
	take(&box->change_lock);
}

/* Given up for a while. */
//= box_wait atomic? holds=&box->lock
void box_wait(struct box *box)
{
	box_unlock(box);
	box_lock(box);
}

//= box_count value atomic holds=&big_lock
int box_count(struct box *box)
{
	assert_held(&big_lock);
	return box->users > 3 ? 3 : 2;
}

//= box_sometimes atomic?
void box_sometimes(struct box *box, int really)
{
	if (really)
		box_lock(box);
	box->users++;
	if (unread(box->content))
		box_unlock(box);
}

//= box_new null gfp return.owned=true return.comes_from=get_memory
struct box *box_new(gfp_t flags)
{
	struct box *box = get_memory(sizeof(*box), flags);

	if (!box)
		return NULL;
	box->users = 1;
	return box;
}
