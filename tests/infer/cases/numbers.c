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

/* What arithmetic gives is no errno. */
//= distance value atomic
int distance(struct thing *from, int to)
{
	return from->count - to;
}

//= distance_if errno_or_value atomic
int distance_if(struct thing *from, int to)
{
	return from->parent ? from->count - to : -EIO;
}

//= both errno atomic
int both(struct thing *thing)
{
	int ret = check(thing);

	ret |= check(thing->parent);
	return ret;
}

/* A condition that is used twice says the same twice. */
//= warned_of_count errno atomic?
int warned_of_count(struct thing *thing)
{
	int count = count_of(thing);

	if (WARN_ON(count < 0))
		return count;
	return 0;
}

/* Numbers in members, in variables and in tables: no errno if none is stored there. */
struct numbers {
	int small, large, result, unset;
};

static const struct numbers some = { .small = 1, .large = 0x10000 };
static int last;
static const int table[] = { 1, 2, 3 };

//= small_of value atomic
int small_of(struct numbers *numbers)
{
	return numbers->small;
}

//= set_numbers zero atomic
int set_numbers(struct numbers *numbers, unsigned int n)
{
	*numbers = some;
	numbers->result = n ? check(0) : 3;
	numbers->unset = 0;
	last = table[n] + 1;
	return 0;
}

//= result_of errno? atomic
int result_of(struct numbers *numbers)
{
	return numbers->result;
}

//= unset_of errno? atomic
int unset_of(struct numbers *numbers)
{
	return numbers->unset;
}

//= last_number value atomic
int last_number(void)
{
	return last;
}

//= number_at errno_or_value atomic
int number_at(unsigned int i)
{
	return i < 3 ? table[i] : -EINVAL;
}

/* One of two functions. */
struct number_ops {
	int (*quick)(struct thing *thing);
	int (*slow)(struct thing *thing);
};

static const struct number_ops ops1 = { check, zero_only },
			       ops2 = { .quick = filtered, .slow = check };
static const struct number_ops ops3 = { .quick = check, .slow = filtered };
static const struct number_ops ops4 = { .quick = zero_only, .slow = reported };
static const struct number_ops ops5 = { .quick = reported, .slow = success_of_value };

//= quick_or_slow errno atomic
int quick_or_slow(const struct number_ops *ops, struct thing *thing)
{
	int (*run)(struct thing *) = NULL;

	run = thing->state ? ops->quick : ops->slow;
	return run ? run(thing) : 0;
}

/* An errno that was shifted up may be shifted down. */
//= shifted errno? atomic
int shifted(struct thing *thing, void *entry)
{
	return thing->parent ? (long)entry >> 2 : 0;
}

/* What callbacks do with what they are passed. */
struct values {
	int (*read)(struct thing *thing, unsigned int *values, int n);
};

static int read_one(struct thing *thing, unsigned int *values, int n)
{
	if (!values)
		return 3;
	return thing->size < 2 ? -EINVAL : 0;
}

static int read_other(struct thing *thing, unsigned int *values, int n)
{
	if (!values)
		return thing->size ? 2 : -EINVAL;
	return thing->size > 5 ? -EINVAL : 0;
}

static const struct values one_values = { .read = read_one };
static const struct values other_values = { .read = read_other };
static const struct values same_values = { .read = read_other };
static int read_third(struct thing *thing, unsigned int *values, int n)
{
	return read_other(thing, values, n);
}
static const struct values third_values = { .read = read_third };

//= read_values errno_or_value atomic
int read_values(const struct values *ops, struct thing *thing, unsigned int *values, int n)
{
	return ops->read(thing, values, n);
}

//= read_value errno atomic
int read_value(const struct values *ops, struct thing *thing)
{
	unsigned int value;

	return read_values(ops, thing, &value, 1);
}

//= count_values errno_or_value atomic
int count_values(const struct values *ops, struct thing *thing)
{
	return read_values(ops, thing, NULL, 0);
}

/* Positive results that are sorted out. */
//= sorted_out errno atomic
int sorted_out(const struct values *ops, struct thing *thing)
{
	int ret = count_values(ops, thing);

	switch (ret) {
	case 2:
	case 3:
		ret = 0;
	}
	return ret;
}

/* Of that only sizes decide which it is. */
static void wrong_size(void);

//= by_size zero atomic
int by_size(struct thing *thing)
{
	switch (sizeof(thing->count)) {
	case 4:
		return 0;
	default:
		wrong_size();
		return -EIO;
	}
}

/* primitives.yaml says that what it holds is a plain number. */
struct counter {
	int number;
};

//= counter_read value atomic
int counter_read(const struct counter *counter)
{
	return *(const volatile int *)&counter->number;
}

//= counter_swap value atomic
int counter_swap(struct counter *counter, int number)
{
	int *place = &counter->number;

	asm volatile("swap %0, %1" : "+r"(number), "+m"(*place));
	return number;
}

/* None of the three is a failure. */
//= compare value atomic
int compare(long a, long b);
int compare(long a, long b)
{
	if (a < b)
		return -1;
	return a > b ? 1 : 0;
}

//= compare_counts value atomic
int compare_counts(const struct thing *a, const struct thing *b);
int compare_counts(const struct thing *a, const struct thing *b)
{
	return compare(a->count, b->count);
}

//= check_counts errno atomic
int check_counts(const struct thing *a, const struct thing *b);
int check_counts(const struct thing *a, const struct thing *b)
{
	return compare(a->count, b->count) > 0 ? -EINVAL : 0;
}

//= index_of not_found atomic
int index_of(int number);
int index_of(int number)
{
	switch (number) {
	case 1:
		return 0;
	case 2:
		return 2;
	default:
		return -1;
	}
}

/* Not the usual three. */
//= next_state not_found atomic
int next_state(int number);
int next_state(int number)
{
	switch (number) {
	case 1:
		return 0;
	case 2:
		return 1;
	case 3:
		return -1;
	default:
		return -2;
	}
}

/* Constants of its own that are others: it is no comparison, though what it calls is. */
//= compare_or not_found atomic
int compare_or(long a, long b);
int compare_or(long a, long b)
{
	if (!b)
		return -2;
	return compare(a, b);
}

//= compare_unless value atomic
int compare_unless(long a, long b);
int compare_unless(long a, long b)
{
	if (!b)
		return 1;
	return compare(a, b);
}
