// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Pointers: what they tell of failure. */
#include "kernel.h"

//= make err_ptr gfp return.owned=true return.comes_from=get_memory
struct thing *make(int n, gfp_t flags)
{
	struct thing *thing = get_memory(sizeof(*thing), flags);

	if (!thing)
		return ERR_PTR(-ENOMEM);
	thing->count = n;
	return thing;
}

//= made errno may_sleep
int made(struct thing **at)
{
	struct thing *thing = make(3, GFP_KERNEL);

	*at = thing;
	return PTR_ERR_OR_ZERO(thing);
}

//= made_atomic errno atomic
int made_atomic(struct thing **at)
{
	struct thing *thing = make(3, GFP_ATOMIC);

	if (IS_ERR(thing))
		return PTR_ERR(thing);
	*at = thing;
	return 0;
}

//= made_optional err_ptr_or_null gfp return.owned=true return.comes_from=make
struct thing *made_optional(struct thing *old, gfp_t flags)
{
	if (old->count)
		return NULL;
	return make(3, flags | 1);
}

//= null_if_bad null gfp return.owned=true return.comes_from=make
struct thing *null_if_bad(gfp_t flags)
{
	struct thing *thing = make(3, flags);

	return IS_ERR_OR_NULL(thing) ? NULL : thing;
}

//= get pointer atomic
struct thing *get(struct thing *thing)
{
	if (thing)
		thing->count++;
	return thing ? container_of(&thing->part, struct thing, part) : NULL;
}

//= parent null atomic
struct thing *parent(struct thing *thing)
{
	if (!thing->count)
		return NULL;
	return &thing[1];
}

//= inside pointer atomic
struct part *inside(struct thing *thing)
{
	return &thing->part;
}

//= taken err_ptr gfp
struct thing *taken(gfp_t flags)
{
	struct thing *thing = make(1, flags);

	if (IS_ERR(thing))
		return thing;
	return ({
		struct thing **__ptr = &thing;
		struct thing *__val = *__ptr;
		*__ptr = NULL;
		__val;
	});
}
