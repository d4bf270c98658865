/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* What changed since old/in.h: nothing, comments, an argument, a constness, a name; gone; new, exported and not; made of a core header. */
struct thing;

struct thing_ops {
	int (*start)(struct thing *thing, int speed);
	void (*stop)(struct thing *thing);
};

struct things {
	int first, count;
};

/**
 * thing_get - get a thing, with a comment that is newer
 * @n: which
 *
 * Return: the thing, or ERR_PTR
 */
struct thing *thing_get(int n);
void thing_put(struct thing *thing);
int thing_set(struct thing *thing, unsigned int value, unsigned int flags);
int thing_read(const struct thing *thing);
int thing_begin(struct thing *thing);
int thing_new(struct thing *thing);
static inline int thing_renew(struct thing *thing)
{
	return thing_new(thing);
}
struct thing *devm_thing_open(struct device *dev, int n);
struct thing *thing_open(int n);
void thing_close(struct thing *thing);
