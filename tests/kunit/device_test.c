// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * What a device does when it goes, and registers of a regmap: actions run once, the last
 * one first, with the data that they were given; transfers that do not fit the map are
 * refused before anything is transferred.
 */
#include <kunit/device.h>
#include <linux/module.h>
#include <safe/core/devm.h>
#include <safe/core/regmap.h>

#include "fake.h"

struct device_log {
	int n;
	char done[8];
};

struct device_step {
	struct device_log *log;
	char name;
};

static void device_undo(struct device_step *step)
{
	if (step->log->n < ARRAY_SIZE(step->log->done) - 1)
		step->log->done[step->log->n++] = step->name;
}
SAFE_DEVM_ACTION(device_undo, struct device_step *);

static void actions_in_reverse_order(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "sheath");
	struct device_log log = {};
	struct device_step a = { &log, 'a' }, b = { &log, 'b' }, c = { &log, 'c' };

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	KUNIT_EXPECT_EQ(test, 0, safe_devm_add_action_or_reset(dev, device_undo, &a));
	KUNIT_EXPECT_EQ(test, 0, safe_devm_add_action_or_reset(dev, device_undo, &b));
	KUNIT_EXPECT_EQ(test, 0, safe_devm_add_action(dev, device_undo, &c));
	KUNIT_EXPECT_EQ(test, 0, log.n);
	kunit_device_unregister(test, dev);
	KUNIT_EXPECT_STREQ(test, "cba", log.done);
}

static void actions_done_before_or_never(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "sheath");
	struct device_log log = {};
	struct device_step a = { &log, 'a' }, b = { &log, 'b' };

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	KUNIT_EXPECT_EQ(test, 0, safe_devm_add_action_or_reset(dev, device_undo, &a));
	KUNIT_EXPECT_EQ(test, 0, safe_devm_add_action_or_reset(dev, device_undo, &b));
	safe_devm_release_action(dev, device_undo, &a);
	KUNIT_EXPECT_STREQ(test, "a", log.done);
	safe_devm_remove_action(dev, device_undo, &b);
	kunit_device_unregister(test, dev);
	KUNIT_EXPECT_STREQ(test, "a", log.done);
}

static void action_that_cannot_be_added(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "sheath");
	struct device_log log = {};
	struct device_step a = { &log, 'a' }, b = { &log, 'b' };
	int err;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	fake_allocation_failure(1);
	err = safe_devm_add_action_or_reset(dev, device_undo, &a);
	KUNIT_EXPECT_TRUE(test, fake_allocation_failed());
	KUNIT_EXPECT_EQ(test, -ENOMEM, err);
	KUNIT_EXPECT_STREQ(test, "a", log.done);
	fake_allocation_failure(1);
	err = safe_devm_add_action(dev, device_undo, &b);
	KUNIT_EXPECT_TRUE(test, fake_allocation_failed());
	KUNIT_EXPECT_EQ(test, -ENOMEM, err);
	kunit_device_unregister(test, dev);
	KUNIT_EXPECT_STREQ(test, "a", log.done);
}

/* A map of 16-bit registers 0 to 7, whose bus is an array. */
struct device_map {
	u16 reg[8];
	unsigned int transfers;
};

static int device_reg_read(void *context, unsigned int reg, unsigned int *val)
{
	struct device_map *map = context;

	map->transfers++;
	*val = map->reg[reg];
	return 0;
}

static int device_reg_write(void *context, unsigned int reg, unsigned int val)
{
	struct device_map *map = context;

	map->transfers++;
	map->reg[reg] = val;
	return 0;
}

static const struct regmap_config device_config = {
	.reg_bits = 16,
	.val_bits = 16,
	.max_register = 7,
	.reg_read = device_reg_read,
	.reg_write = device_reg_write,
};

static struct regmap *device_regmap(struct kunit *test, struct device_map *map)
{
	struct device *dev = kunit_device_register(test, "sheath");
	struct regmap *regmap;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	regmap = devm_regmap_init(dev, NULL, map, &device_config);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, regmap);
	return regmap;
}

static void registers_in_bulk(struct kunit *test)
{
	struct device_map *map = kunit_kzalloc(test, sizeof(*map), GFP_KERNEL);
	struct regmap *regmap = device_regmap(test, map);
	u16 words[3] = { 0x1122, 0x3344, 0x5566 };
	u8 bytes[4] = {};

	KUNIT_EXPECT_EQ(test, 0,
			safe_regmap_bulk_write(regmap, 5, safe_const_slice_of(u16, words)));
	KUNIT_EXPECT_EQ(test, 0x5566, map->reg[7]);
	memset(words, 0, sizeof(words));
	KUNIT_EXPECT_EQ(test, 0, safe_regmap_bulk_read(regmap, 5, safe_slice_of(u16, words)));
	KUNIT_EXPECT_EQ(test, 0x1122, words[0]);
	KUNIT_EXPECT_EQ(test, 0x5566, words[2]);
	KUNIT_EXPECT_EQ(test, 0, safe_regmap_bulk_read(regmap, 6, safe_bytes_of(bytes)));
	KUNIT_EXPECT_MEMEQ(test, bytes, &map->reg[6], 4);
}

static void registers_that_do_not_fit(struct kunit *test)
{
	struct device_map *map = kunit_kzalloc(test, sizeof(*map), GFP_KERNEL);
	struct regmap *regmap = device_regmap(test, map);
	u16 words[2] = {};
	u32 wide[1] = {};
	u8 bytes[3] = {};

	KUNIT_EXPECT_EQ(test, -EINVAL, safe_regmap_bulk_read(regmap, 0, safe_bytes_of(bytes)));
	KUNIT_EXPECT_EQ(test, -EINVAL, safe_regmap_bulk_read(regmap, 0, safe_bytes(bytes, 1)));
	KUNIT_EXPECT_EQ(test, -EINVAL, safe_regmap_bulk_read(regmap, 0, safe_slice_of(u32, wide)));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			safe_regmap_bulk_write(regmap, 0, safe_const_bytes_of(bytes)));
	KUNIT_EXPECT_EQ(test, 0, map->transfers);
	/* One past the last register. */
	KUNIT_EXPECT_LT(test, safe_regmap_bulk_read(regmap, 8, safe_slice(u16, words, 1)), 0);
	KUNIT_EXPECT_EQ(test, 0, map->transfers);
}

static void waiting_for_a_register(struct kunit *test)
{
	struct device_map *map = kunit_kzalloc(test, sizeof(*map), GFP_KERNEL);
	struct regmap *regmap = device_regmap(test, map);
	unsigned int val;

	map->reg[1] = 3;
	KUNIT_EXPECT_EQ(test, 0,
			safe_regmap_read_poll_timeout(regmap, 1, val, val == 3, safe_us(10),
						      safe_us(1000)));
	KUNIT_EXPECT_EQ(test, 3, val);
	KUNIT_EXPECT_EQ(test, -ETIMEDOUT,
			safe_regmap_read_poll_timeout(regmap, 1, val, val == 4, safe_us(10),
						      safe_us(1000)));
	KUNIT_EXPECT_EQ(test, 3, val);
}

static struct kunit_case cases[] = { KUNIT_CASE(actions_in_reverse_order),
				     KUNIT_CASE(actions_done_before_or_never),
				     KUNIT_CASE(action_that_cannot_be_added),
				     KUNIT_CASE(registers_in_bulk),
				     KUNIT_CASE(registers_that_do_not_fit),
				     KUNIT_CASE(waiting_for_a_register),
				     {} };

static struct kunit_suite suite = { .name = "safe_device", .test_cases = cases };
kunit_test_suite(suite);
MODULE_DESCRIPTION("actions of devices, regmaps");
MODULE_LICENSE("Dual MIT/GPL");
