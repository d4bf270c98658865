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

/* An ERR_PTR() is in members only where it is seen to be put there. */
struct holder {
	struct thing *kept, *same, *doubtful;
	int n;
};

//= hold zero may_sleep
int hold(struct holder *holder, struct holder *other)
{
	struct thing *thing = make(3, GFP_KERNEL);

	holder->doubtful = thing;
	if (IS_ERR(thing))
		thing = NULL;
	holder->kept = thing;
	other->same = holder->kept;
	return 0;
}

//= same_if null atomic
struct thing *same_if(struct holder *holder)
{
	return holder->n ? holder->same : NULL;
}

//= doubtful_if null? atomic
struct thing *doubtful_if(struct holder *holder)
{
	return holder->n ? holder->doubtful : NULL;
}

/* Who tells failure by ERR_PTR() is not thought to give NULL because a member may be. */
//= kept_if err_ptr atomic
struct thing *kept_if(struct holder *holder)
{
	return holder->n ? holder->kept : ERR_PTR(-EINVAL);
}

//= unread_if err_ptr atomic? return.comes_from=unread_pointer
struct thing *unread_if(int n)
{
	return n ? unread_pointer(n) : ERR_PTR(-EINVAL);
}

/* Unless that is up to a callback that was not read. */
struct thing_ops {
	struct thing *(*find)(int n);
};

//= found_by err_ptr? callback
struct thing *found_by(struct thing_ops *ops, int n)
{
	return ops->find ? ops->find(n) : ERR_PTR(-EINVAL);
}

//= marked pointer? atomic
struct thing *marked(struct thing *thing, unsigned long marks)
{
	return (struct thing *)((unsigned long)thing | marks);
}

//= unmarked null atomic
struct thing *unmarked(struct thing *thing, unsigned long marked)
{
	if (!thing)
		return NULL;
	if (!thing->count)
		return NULL;
	return (struct thing *)(marked & ~3ul);
}

//= summed pointer atomic
struct thing *summed(unsigned long base, unsigned int n)
{
	return (struct thing *)(base + n);
}

/* Nobody stores an error there. */
//= through null atomic
struct part *through(struct part **parts, int n)
{
	struct part *part;

	if (n < 0)
		return NULL;
	part = *(struct part *const volatile *)&parts[n];
	return part;
}

//= through_errors null? atomic
struct thing *through_errors(struct thing **at, int n)
{
	return n < 0 ? NULL : *at;
}

//= counted pointer may_sleep
struct thing *counted(struct thing *thing)
{
	if (!thing)
		return thing;
	must_wait();
	return thing;
}

//= counted_too pointer may_sleep return.comes_from=counted
struct thing *counted_too(struct thing *thing)
{
	return counted(thing);
}

extern struct thing *const the_thing;
extern struct thing *some_thing;

//= always pointer atomic
struct thing *always(void)
{
	return the_thing;
}

//= sometimes pointer? atomic
struct thing *sometimes(void)
{
	return some_thing;
}

int fill(struct part **part);

//= filled null atomic?
struct part *filled(int n)
{
	struct part *part;

	if (fill(&part) < 0)
		return NULL;
	return part;
}
