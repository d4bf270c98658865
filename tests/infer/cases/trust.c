// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Pointers that those who get them test for NULL, or do not. */
#include "kernel.h"

struct place {
	struct thing *thing, *wish, *other;
	const char *name;
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

/* Strings are only tested, or passed on. */
//= place_name pointer? atomic
const char *place_name(struct place *place)
{
	return place->name;
}

int named(const char *name);

/* A function's result is like a member. */
//= some_thing pointer may_sleep
struct thing *some_thing(struct place *place)
{
	must_wait();
	return place->other;
}

#define USE(n)                                                                       \
	int use_##n(struct place *place)                                             \
	{                                                                            \
		struct thing *thing = place_thing(place), *wish = place_wish(place); \
		struct thing *some = some_thing(place);                              \
		const char *name = place_name(place);                                \
                                                                                     \
		if (wish && name)                                                    \
			return wish->count;                                          \
		return thing->count + some->count;                                   \
	}

/* clang-format off */
USE(1) USE(2) USE(3) USE(4) USE(5) USE(6) USE(7) USE(8)
	/* clang-format on */

	int use_wish(struct place *place)
{
	return named(place_name(place)) + place_wish(place)->count;
}
