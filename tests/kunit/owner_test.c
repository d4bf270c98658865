// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Owners: what is acquired is given back exactly once, at the end of its scope, of
 * the structure it was stored in, or of the device it was bound to.
 */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <safe/core/owned.h>

#include "fake.h"

/* What was given back, in order. */
static unsigned int order[8], given_back;

struct thing {
	unsigned int number;
};

static struct thing things[4] = { { 1 }, { 2 }, { 3 }, { 4 } };

static void thing_put(struct thing *thing)
{
	if (given_back < ARRAY_SIZE(order))
		order[given_back] = thing->number;
	given_back++;
}

SAFE_OWNED(thing, struct thing *, thing_put);
#define SAFE_KIND thing
#include <safe/core/new_kind.h>

/* A kind whose zero is a number like any other. */
struct safe_ticket {
	union {
		unsigned int ticket;
		unsigned int __value;
	};
	bool __owns;
	__SAFE_TRACKED
};

static void __safe_ticket_give_back(const struct safe_ticket *owner)
{
	if (given_back < ARRAY_SIZE(order))
		order[given_back] = 100 + owner->ticket;
	given_back++;
}
SAFE_OWNED_MEMBERS(ticket);
#define SAFE_KIND ticket
#include <safe/core/new_kind.h>

struct holder {
	struct safe_thing one;
	struct safe_thing two[2];
	struct safe_ticket ticket;
};
SAFE_DESTROY(struct holder, one, two, ticket);

static struct safe_thing_result get(unsigned int i)
{
	return safe_owner_from_err_ptr(thing, &things[i]);
}

static struct safe_thing_result fail(long err)
{
	return safe_owner_from_err_ptr(thing, ERR_PTR(err));
}

static struct safe_ticket_result draw(int err, unsigned int ticket)
{
	return safe_owner_from_errno(ticket, err,
				     ((struct safe_ticket){ .ticket = ticket, .__owns = true }));
}

static int use_in_scope(int leave)
{
	safe_owned(thing, first, get(0));

	if (leave == 1)
		return 1;
	safe_owned(thing, second, get(1));
	if (leave == 2)
		return (int)safe_borrow(second)->number;
	safe_owned(thing, third, fail(-MAX_ERRNO));
	return 0;
}

static void scope_gives_back(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 1, use_in_scope(1));
	KUNIT_EXPECT_EQ(test, 1, given_back);
	KUNIT_EXPECT_EQ(test, 1, order[0]);
	KUNIT_EXPECT_EQ(test, 2, use_in_scope(2));
	KUNIT_EXPECT_EQ(test, 3, given_back);
	KUNIT_EXPECT_EQ(test, 2, order[1]);
	KUNIT_EXPECT_EQ(test, 1, order[2]);
}

static void scope_of_a_failure(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, -MAX_ERRNO, use_in_scope(3));
	KUNIT_EXPECT_EQ(test, 2, given_back);
}

static int draw_in_scope(int err)
{
	safe_owned(ticket, ticket, draw(err, 0));
	return 1 + (int)safe_borrow(ticket);
}

static void zero_is_a_value(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 1, draw_in_scope(0));
	KUNIT_EXPECT_EQ(test, 1, given_back);
	KUNIT_EXPECT_EQ(test, 100, order[0]);
	KUNIT_EXPECT_EQ(test, -EBUSY, draw_in_scope(-EBUSY));
	KUNIT_EXPECT_EQ(test, 1, given_back);
}

static void every_convention(struct kunit *test)
{
	SAFE_OWNER(thing, owner);

	KUNIT_EXPECT_EQ(test, -1, safe_open(&owner, fail(-1)));
	KUNIT_EXPECT_EQ(test, -EIO,
			safe_open(&owner, safe_owner_from_null(thing, (struct thing *)NULL, -EIO)));
	KUNIT_EXPECT_EQ(test, -EPERM,
			safe_open(&owner, safe_owner_from_errno_ptr(thing, -EPERM, &things[0])));
	KUNIT_EXPECT_NULL(test, safe_borrow(owner));
	KUNIT_EXPECT_EQ(test, 0, given_back);
	KUNIT_EXPECT_EQ(test, 0,
			safe_open(&owner, safe_owner_from_errno_ptr(thing, 0, &things[3])));
	KUNIT_EXPECT_PTR_EQ(test, &things[3], safe_borrow(owner));
	KUNIT_EXPECT_EQ(test, 0, safe_open(&owner, safe_owner_from_null(thing, &things[2], -EIO)));
	KUNIT_EXPECT_EQ(test, 1, given_back);
	KUNIT_EXPECT_EQ(test, 4, order[0]);
}

static void moved_from_is_empty(struct kunit *test)
{
	struct holder holder = {};

	{
		SAFE_OWNER(thing, owner);

		KUNIT_EXPECT_EQ(test, 0, safe_open(&owner, get(0)));
		safe_store(&holder.one, safe_move(owner));
		KUNIT_EXPECT_NULL(test, safe_borrow(owner));
		safe_release(&owner);
	}
	KUNIT_EXPECT_EQ(test, 0, given_back);
	KUNIT_EXPECT_PTR_EQ(test, &things[0], safe_borrow(holder.one));
	safe_release(&holder.one);
	safe_release(&holder.one);
	KUNIT_EXPECT_EQ(test, 1, given_back);
}

static void stored_over_another(struct kunit *test)
{
	struct holder holder = {};
	SAFE_OWNER(thing, owner);

	KUNIT_EXPECT_EQ(test, 0, safe_open(&holder.one, get(0)));
	KUNIT_EXPECT_EQ(test, 0, safe_open(&owner, get(1)));
	safe_store(&holder.one, safe_move(owner));
	KUNIT_EXPECT_EQ(test, 1, given_back);
	KUNIT_EXPECT_EQ(test, 1, order[0]);
	KUNIT_EXPECT_EQ(test, -EIO, safe_open(&holder.one, fail(-EIO)));
	KUNIT_EXPECT_PTR_EQ(test, &things[1], safe_borrow(holder.one));
	safe_release(&holder.one);
	KUNIT_EXPECT_EQ(test, 2, given_back);
}

static void destroyed_in_reverse_order(struct kunit *test)
{
	static const unsigned int expected[] = { 107, 3, 2, 1 };
	struct holder *holder = kzalloc(sizeof(*holder), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, holder);
	KUNIT_EXPECT_EQ(test, 0, safe_open(&holder->one, get(0)));
	KUNIT_EXPECT_EQ(test, 0, safe_open(&holder->two[0], get(1)));
	KUNIT_EXPECT_EQ(test, 0, safe_open(&holder->two[1], get(2)));
	KUNIT_EXPECT_EQ(test, 0, safe_open(&holder->ticket, draw(0, 7)));
	safe_destroy_holder(holder);
	KUNIT_EXPECT_EQ(test, 4, given_back);
	KUNIT_EXPECT_MEMEQ(test, expected, order, sizeof(expected));
	safe_destroy_holder(holder);
	KUNIT_EXPECT_EQ(test, 4, given_back);
	kfree(holder);
}

static void destroyed_half_full(struct kunit *test)
{
	struct holder holder = {};

	KUNIT_EXPECT_EQ(test, 0, safe_open(&holder.two[1], get(2)));
	safe_destroy_holder(&holder);
	KUNIT_EXPECT_EQ(test, 1, given_back);
	KUNIT_EXPECT_EQ(test, 3, order[0]);
}

static void bound_to_a_device(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "owner");
	struct safe_ticket_result ticket = draw(0, 0);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	KUNIT_EXPECT_PTR_EQ(test, &things[0], __safe_thing_bound(dev, get(0)));
	KUNIT_EXPECT_EQ(test, 0, safe_ticket_bind(dev, ticket.__owner));
	KUNIT_EXPECT_EQ(test, -EIO, PTR_ERR(__safe_thing_bound(dev, fail(-EIO))));
	KUNIT_EXPECT_EQ(test, 0, given_back);
	kunit_device_unregister(test, dev);
	KUNIT_EXPECT_EQ(test, 2, given_back);
	KUNIT_EXPECT_EQ(test, 100, order[0]);
	KUNIT_EXPECT_EQ(test, 1, order[1]);
}

static void bound_without_memory(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "owner");
	struct safe_ticket_result ticket = draw(0, 1);
	struct thing *thing;
	int err;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	fake_allocation_failure(1);
	thing = __safe_thing_bound(dev, get(0));
	KUNIT_EXPECT_TRUE(test, fake_allocation_failed());
	KUNIT_EXPECT_EQ(test, -ENOMEM, PTR_ERR(thing));
	KUNIT_EXPECT_EQ(test, 1, given_back);
	fake_allocation_failure(1);
	err = safe_ticket_bind(dev, ticket.__owner);
	KUNIT_EXPECT_TRUE(test, fake_allocation_failed());
	KUNIT_EXPECT_EQ(test, -ENOMEM, err);
	KUNIT_EXPECT_EQ(test, 2, given_back);
	kunit_device_unregister(test, dev);
	KUNIT_EXPECT_EQ(test, 2, given_back);
}

static void taken_out_and_back(struct kunit *test)
{
	struct holder holder = {};
	struct thing *raw;

	KUNIT_EXPECT_EQ(test, 0, safe_open(&holder.one, get(0)));
	/* SAFETY: owned again in the next line but two. */
	raw = unsafe_take(holder.one);
	KUNIT_EXPECT_NULL(test, safe_borrow(holder.one));
	/* SAFETY: that is what was taken out. */
	safe_store(&holder.two[0], unsafe_own(thing, raw));
	safe_destroy_holder(&holder);
	KUNIT_EXPECT_EQ(test, 1, given_back);
}

/* The kernel's object debugging says it, with the function that stored the owner. */
static void freed_while_owning(struct kunit *test)
{
	struct holder *holder = kzalloc(sizeof(*holder), GFP_KERNEL);

	if (!IS_ENABLED(CONFIG_DEBUG_OBJECTS_FREE))
		kunit_skip(test, "this kernel does not look");
	KUNIT_ASSERT_NOT_NULL(test, holder);
	KUNIT_EXPECT_EQ(test, 0, safe_open(&holder->two[1], get(0)));
	kunit_warning_suppress(test)
	{
		kfree(holder);
		KUNIT_EXPECT_SUPPRESSED_WARNING_COUNT(test, 1);
	}
	KUNIT_EXPECT_EQ(test, 0, given_back);
}

/* What was given back or moved away before is no reason to warn. */
static void freed_when_empty(struct kunit *test)
{
	struct holder *holder = kzalloc(sizeof(*holder), GFP_KERNEL);
	SAFE_OWNER(thing, moved);

	KUNIT_ASSERT_NOT_NULL(test, holder);
	KUNIT_EXPECT_EQ(test, 0, safe_open(&holder->one, get(0)));
	KUNIT_EXPECT_EQ(test, 0, safe_open(&holder->one, get(1)));
	KUNIT_EXPECT_EQ(test, 0, safe_open(&holder->two[0], get(2)));
	safe_store(&moved, safe_move(holder->one));
	safe_release(&holder->two[0]);
	kunit_warning_suppress(test)
	{
		kfree(holder);
		KUNIT_EXPECT_SUPPRESSED_WARNING_COUNT(test, 0);
	}
	KUNIT_EXPECT_PTR_EQ(test, &things[1], safe_borrow(moved));
}

static int owner_init(struct kunit *test)
{
	given_back = 0;
	memset(order, 0, sizeof(order));
	return 0;
}

static struct kunit_case owner_cases[] = { KUNIT_CASE(scope_gives_back),
					   KUNIT_CASE(scope_of_a_failure),
					   KUNIT_CASE(zero_is_a_value),
					   KUNIT_CASE(every_convention),
					   KUNIT_CASE(moved_from_is_empty),
					   KUNIT_CASE(stored_over_another),
					   KUNIT_CASE(destroyed_in_reverse_order),
					   KUNIT_CASE(destroyed_half_full),
					   KUNIT_CASE(bound_to_a_device),
					   KUNIT_CASE(bound_without_memory),
					   KUNIT_CASE(taken_out_and_back),
					   KUNIT_CASE(freed_while_owning),
					   KUNIT_CASE(freed_when_empty),
					   {} };

static struct kunit_suite owner_suite = {
	.name = "safe_owner",
	.init = owner_init,
	.test_cases = owner_cases,
};
kunit_test_suite(owner_suite);
MODULE_DESCRIPTION("owners");
MODULE_LICENSE("Dual MIT/GPL");
