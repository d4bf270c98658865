/* SPDX-License-Identifier: GPL-2.0+ */
#ifndef _PLAIN_H
#define _PLAIN_H

#include <linux/types.h>

struct thing;

#define THING_MAX 8
#define thing_first(list) ((list)->first)
#define thing_is_last(thing) ((thing)->last)

int thing_count(const struct thing *thing);
__must_check int thing_start(struct thing *thing);
void thing_stop(struct thing *thing);
bool thing_is_running(const struct thing *thing);
int thing_not_exported(struct thing *thing);
int thing_hidden(struct thing *thing);
int __thing_start(struct thing *thing);

/**
 * thing_read() - read from a thing
 * @thing: the thing
 * @to: where to
 *
 * Return: 0 on success or a negative error code.
 */
int thing_read(struct thing *thing, void *to);

static inline int thing_twice(int n)
{
	return 2 * n;
}

#endif
