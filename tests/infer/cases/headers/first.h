/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Functions that nothing calls. */
#ifndef FIRST_H
#define FIRST_H

struct thing {
	int a;
};

static inline int first_check(const struct thing *thing)
{
	return thing->a ? -EINVAL : 0;
}
//= first_check errno atomic

/* What does not do anything in this configuration tells little of others. */
static inline int first_stub(struct thing *thing)
{
	return 0;
}
//= first_stub errno? atomic?

static inline int first_left_out(struct thing *thing)
{
	return -EINVAL;
}
//= first_left_out errno? atomic?

static inline unsigned int first_count(const struct thing *thing)
{
	return 0;
}
//= first_count atomic?

#endif
