/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
struct thing;

struct thing_ops {
	int (*start)(struct thing *thing);
	void (*stop)(struct thing *thing);
};

struct things {
	int first;
};

/**
 * thing_get - get a thing
 * @n: which
 *
 * Return: the thing, or ERR_PTR
 */
struct thing *thing_get(int n);
void thing_put(struct thing *thing);
int thing_set(struct thing *thing, unsigned int value);
int thing_read(struct thing *thing);
int thing_start(struct thing *thing);
int thing_gone(struct thing *thing);
struct thing *thing_open(int n);
