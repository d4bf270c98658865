// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Callbacks, and who sleeps. */
#include "kernel.h"

struct ops {
	int (*start)(struct thing *thing);
	int (*rare)(struct thing *thing);
};

static int start_a(struct thing *thing)
{
	return thing->count ? -EIO : 0;
}

static int start_b(struct thing *thing)
{
	return thing->count ? -EINVAL : 0;
}

static int start_c(struct thing *thing)
{
	must_wait();
	return thing->state ? -EPERM : 0;
}

const struct ops ops_a = { .start = start_a };
const struct ops ops_b = { .start = start_b, .rare = start_a };
const struct ops ops_c = { .start = start_c };

//= start errno callback
int start(const struct ops *ops, struct thing *thing)
{
	if (!ops->start)
		return -EINVAL;
	return ops->start(thing);
}

//= rare errno? callback
int rare(const struct ops *ops, struct thing *thing)
{
	return ops->rare ? ops->rare(thing) : -EINVAL;
}

//= waits zero may_sleep
int waits(struct thing *thing)
{
	if (thing->count)
		must_wait();
	return 0;
}

static void wait_if(struct thing *thing, bool wait)
{
	if (wait)
		must_wait();
	thing->count++;
}

//= does_not atomic
void does_not(struct thing *thing)
{
	wait_if(thing, 0);
}

//= does may_sleep
void does(struct thing *thing)
{
	wait_if(thing, 1);
}

//= each callback
void each(void (*one)(struct thing *), struct thing *thing)
{
	one(thing);
}
