/* SPDX-License-Identifier: GPL-2.0+ */
#ifndef _INFERRED_H
#define _INFERRED_H

#include <linux/types.h>

struct thing;

int thing_start(struct thing *thing);
int thing_count(struct thing *thing);

/**
 * thing_wait() - wait for a thing
 * @thing: the thing
 *
 * Return: 0 on success or a negative error code.
 */
int thing_wait(struct thing *thing);

/**
 * thing_ready() - ask a thing
 * @thing: the thing
 *
 * Return: 0 on success or a negative error code.
 */
int thing_ready(struct thing *thing);

int thing_changed(struct thing *thing, int how);
int thing_read(struct thing *thing, void *buffer, int size);

#endif
