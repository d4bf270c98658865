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

//= rare errno callback
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

#define ASYNC 4

static int resume(struct thing *thing, int flags)
{
	if (!(flags & ASYNC))
		must_wait();
	if (flags & ASYNC && thing->state)
		return -EIO;
	return flags & 8 ? 1 : 0;
}

static int resume_more(struct thing *thing, int flags)
{
	return resume(thing, flags | 2);
}

//= resume_async errno atomic
int resume_async(struct thing *thing)
{
	return resume(thing, ASYNC);
}

//= resume_auto errno atomic
int resume_auto(struct thing *thing)
{
	return resume_more(thing, ASYNC);
}

//= resume_now zero may_sleep
int resume_now(struct thing *thing)
{
	return resume(thing, 1);
}

void stop(void) __attribute__((noreturn));

//= ends true may_sleep
void ends(struct thing *thing)
{
	must_wait();
	thing->count = 1;
	stop();
}

static inline bool may_block(gfp_t flags)
{
	return !!(flags & __GFP_DIRECT_RECLAIM);
}

static void prepare(gfp_t flags)
{
	if (may_block(flags))
		must_wait();
}

//= prepared_atomic zero atomic
int prepared_atomic(struct thing *thing)
{
	prepare(GFP_ATOMIC);
	return may_block(GFP_ATOMIC) ? thing->count > 1 : 0;
}

//= prepared gfp
void prepared(gfp_t flags)
{
	prepare(flags | 0x40u);
}

static int for_each(struct thing *thing, int (*one)(struct thing *))
{
	for (; thing; thing = thing->parent) {
		int err = one(thing);

		if (err)
			return err;
	}
	return 0;
}

//= all_start errno may_sleep
int all_start(struct thing *thing)
{
	return for_each(thing, start_c);
}

//= all_check errno atomic
int all_check(struct thing *thing)
{
	return for_each(thing, start_a);
}

static inline void tell(struct thing *thing, int *success)
{
	if (thing->count)
		*success = 1;
}

//= told errno? atomic
int told(struct thing *thing)
{
	int success = 0;

	tell(thing, &success);
	return success;
}

static struct thing *perhaps(struct thing *thing)
{
	return thing->count ? thing : ERR_PTR(-EIO);
}

//= idiom errno atomic
int idiom(struct thing *thing)
{
	struct thing *other = perhaps(thing);

	thing->parent = other;
	if (IS_ERR(other))
		thing->count = 0;
	return thing->size ? 0 : PTR_ERR(other);
}

static void *memory_if(bool can_sleep)
{
	gfp_t flags = can_sleep ? GFP_KERNEL : GFP_ATOMIC;

	return get_memory(3, flags);
}

//= memory_perhaps null atomic return.owned=true return.comes_from=get_memory
void *memory_perhaps(void)
{
	return memory_if(0);
}

static int read_count(struct thing *thing, int *values)
{
	return values ? start_a(thing) : 3;
}

static int read_values(struct thing *thing, int *values)
{
	return read_count(thing, values);
}

//= read_any errno_or_value atomic
int read_any(struct thing *thing, int *values)
{
	return read_values(thing, values);
}

//= memory_of null may_sleep return.owned=true return.comes_from=get_memory
void *memory_of(struct thing *thing)
{
	return thing->size ? get_memory(thing->size, GFP_KERNEL) : NULL;
}

//= memory_by_state null atomic? return.owned=true return.comes_from=get_memory
void *memory_by_state(struct thing *thing)
{
	return get_memory(thing->size, (gfp_t)thing->state);
}

struct hooks {
	int (*nobody_read)(struct thing *thing);
	long (*long_one)(struct thing *thing);
	struct thing *(*look)(struct thing *thing);
};

int probe_of_start(struct thing *thing);

//= family errno? atomic
int family(struct thing *thing)
{
	return probe_of_start(thing);
}

//= unread_too errno atomic?
int unread_too(struct thing *thing)
{
	int err = start_a(thing);

	return err ? err : unread(thing);
}

//= hooked errno callback
int hooked(const struct hooks *hooks, struct thing *thing)
{
	int err = start_a(thing);

	if (err || !hooks->nobody_read)
		return err;
	return hooks->nobody_read(thing);
}

//= hooked_long errno? callback
long hooked_long(const struct hooks *hooks, struct thing *thing)
{
	int err = start_a(thing);

	if (err || !hooks->long_one)
		return err;
	return hooks->long_one(thing);
}

//= looked null callback
struct thing *looked(const struct hooks *hooks, struct thing *thing)
{
	return thing->count ? hooks->look(thing) : NULL;
}

struct many {
	int (*begin)(struct thing *thing);
};

static int begin_odd(struct thing *thing)
{
	return thing->count ? 1 : start_a(thing);
}

const struct many many_a = { .begin = start_a };
const struct many many_b = { .begin = start_b };
const struct many many_c = { .begin = start_c };
const struct many many_odd = { .begin = begin_odd };

//= begin errno callback
int begin(const struct many *many, struct thing *thing)
{
	return many->begin(thing);
}

//= checked errno atomic
int checked(struct thing *thing)
{
	if (thing->count > 3)
		ends(thing);
	return start_a(thing);
}

static void deep(struct thing *thing, bool wait)
{
	wait_if(thing, wait);
}

static void deeper(struct thing *thing, bool wait)
{
	deep(thing, wait);
}

static void never(struct thing *thing, bool ignored)
{
	deeper(thing, 0);
	thing->state = ignored;
}

static void never_too(struct thing *thing, bool ignored)
{
	never(thing, ignored);
}

static void neither(struct thing *thing, bool ignored)
{
	never_too(thing, ignored);
}

//= far_below atomic
void far_below(struct thing *thing)
{
	neither(thing, 1);
}

struct clock {
	void (*set)(struct thing *thing);
	void (*wait)(struct thing *thing);
	void (*wake)(struct thing *thing);
};

static void set_a(struct thing *thing)
{
	thing->count++;
}

static void set_b(struct thing *thing)
{
	thing->state++;
}

static void set_c(struct thing *thing)
{
	unread(thing);
}

const struct clock clock_a = { .set = set_a, .wait = set_a };
const struct clock clock_b = { .set = set_b };
const struct clock clock_c = { .set = set_c, .wait = set_c };

/* Of one something is not known: it is like the others. */
//= set_clock atomic
void set_clock(const struct clock *clock, struct thing *thing)
{
	clock->set(thing);
}

/* Half of them are too few. */
//= wait_clock callback
void wait_clock(const struct clock *clock, struct thing *thing)
{
	clock->wait(thing);
}

/* It is stated that these do not sleep. */
//= wake_clock atomic
void wake_clock(const struct clock *clock, struct thing *thing)
{
	clock->wake(thing);
}

static void wake_by(void (*wake)(struct thing *thing), struct thing *thing)
{
	wake(thing);
}

/* What is passed is what that member has. */
//= wake_passed atomic
void wake_passed(const struct clock *clock, struct thing *thing)
{
	wake_by(clock->wake, thing);
}

static void flags_3(gfp_t flags)
{
	prepare(flags);
}

static void flags_2(gfp_t flags)
{
	flags_3(flags);
}

static void flags_1(gfp_t flags)
{
	flags_2(flags);
}

static void flags_0(gfp_t flags)
{
	flags_1(flags);
}

/* Flags are known further than other arguments. */
//= flags_far atomic
void flags_far(void)
{
	flags_0(GFP_ATOMIC);
}
