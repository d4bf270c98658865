// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Pointers that those who get them test for NULL, or do not. */
#include "kernel.h"

struct place {
	struct thing *thing, *wish, *other;
};

//= place_thing pointer atomic
struct thing *place_thing(struct place *place)
{
	return place->thing;
}

//= place_wish null atomic
struct thing *place_wish(struct place *place)
{
	return place->wish;
}

//= place_other pointer? atomic
struct thing *place_other(struct place *place)
{
	return place->other;
}

/* A function's result is like a member. */
//= some_thing pointer may_sleep
struct thing *some_thing(struct place *place)
{
	must_wait();
	return place->other;
}

#define USE(n)                                                                             \
	int use_##n(struct place *place)                                                   \
	{                                                                                  \
		struct thing *thing = place_thing(place), *wish = place_wish(place);       \
                                                                                           \
		return thing->count + (wish ? wish->count : 0) + some_thing(place)->count; \
	}

USE(1) USE(2) USE(3) USE(4) USE(5) USE(6) USE(7) USE(8)
