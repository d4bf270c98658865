// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What ends what, from how it is used. */
#include "kernel.h"

struct thing *thing_get(int which);
void thing_put(struct thing *thing);
int thing_enable(struct thing *thing);
void thing_disable(struct thing *thing);
int thing_set(struct thing *thing, int to);
void thing_log(const char *format, ...);

//= thing_get pointer atomic return.released_by=thing_put
struct thing *thing_get(int which)
{
	static struct thing things[4];

	return &things[which];
}

//= thing_enable errno atomic thing.released_by=thing_disable
int thing_enable(struct thing *thing)
{
	return thing->count ? -EIO : 0;
}

/* Whatever is set in between ends with nothing of its own. */
//= thing_set errno atomic
int thing_set(struct thing *thing, int to)
{
	return to < 0 ? -EINVAL : 0;
}

int start_one(int which);
int start_one(int which)
{
	struct thing *thing = thing_get(which);
	int ret;

	ret = thing_enable(thing);
	if (ret)
		goto put;
	ret = thing_set(thing, 3);
	if (ret)
		goto disable;
	return 0;
disable:
	thing_disable(thing);
put:
	thing_log("no", thing);
	thing_put(thing);
	return ret;
}

int start_two(void);
int start_two(void)
{
	struct thing *thing = thing_get(1);

	if (thing_enable(thing)) {
		thing_put(thing);
		return -EIO;
	}
	if (thing_set(thing, 2)) {
		thing_disable(thing);
		thing_put(thing);
		return -EIO;
	}
	return 0;
}

/* Names that only share a word say nothing for sure of an argument; those of which one negates the other do. */
int thing_valid(struct thing *thing);
int thing_park(struct thing *thing);
void thing_unpark(struct thing *thing);

//= thing_valid errno atomic thing.released_by=thing_put?
int thing_valid(struct thing *thing)
{
	return thing->count ? 0 : -EINVAL;
}

//= thing_park errno atomic thing.released_by=thing_unpark
int thing_park(struct thing *thing)
{
	return thing->count ? -EIO : 0;
}

int park_one(struct thing *thing);
int park_one(struct thing *thing)
{
	int ret = thing_park(thing);

	if (ret)
		return ret;
	ret = thing_set(thing, 1);
	if (ret) {
		thing_unpark(thing);
		return ret;
	}
	return 0;
}

int park_two(struct thing *thing);
int park_two(struct thing *thing)
{
	if (thing_park(thing))
		return -EIO;
	if (thing_set(thing, 2))
		goto unpark;
	return 0;
unpark:
	thing_unpark(thing);
	return -EIO;
}

int give_one(struct thing *thing);
int give_one(struct thing *thing)
{
	if (thing_valid(thing))
		return -EINVAL;
	if (thing_set(thing, 1)) {
		thing_put(thing);
		return -EIO;
	}
	return 0;
}

int give_two(struct thing *thing);
int give_two(struct thing *thing)
{
	int ret = thing_valid(thing);

	if (ret)
		return ret;
	ret = thing_set(thing, 2);
	if (ret)
		goto put;
	return 0;
put:
	thing_put(thing);
	return ret;
}
