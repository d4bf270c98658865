// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Registers behind a bus: regmaps and PCI configuration space.
 */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <safe/core/regmap_register.h>
#include <safe/linux/pci.h>
#include <safe/linux/regmap.h>

SAFE_REGMAP_REGION(test_map, 0x0f, 1);
SAFE_REGISTER(test_map, test_level, 0x03, u8, rw) {
	SAFE_FIELD(step, GENMASK(5, 2));
};
SAFE_REGISTER(test_map, test_level_wide, 0x03, u16, rw) {
};
SAFE_REGISTER(test_map, test_broken, 0x0f, u16, rw) {
};
SAFE_REGISTER_ARRAY(test_map, test_limit, 0x0c, u8, rw, 3, 1) {
};

/* A map of 16-bit values in memory, whose register 0x0f does not answer. */
struct test_memory {
	u16 value[0x10];
	unsigned int writes;
};

static int test_reg_read(void *context, unsigned int reg, unsigned int *val)
{
	struct test_memory *memory = context;

	if (reg >= ARRAY_SIZE(memory->value) - 1)
		return -EIO;
	*val = memory->value[reg];
	return 0;
}

static int test_reg_write(void *context, unsigned int reg, unsigned int val)
{
	struct test_memory *memory = context;

	if (reg >= ARRAY_SIZE(memory->value) - 1)
		return -EIO;
	memory->value[reg] = val;
	memory->writes++;
	return 0;
}

static const struct regmap_bus test_bus = { .reg_read = test_reg_read,
					    .reg_write = test_reg_write };
static const struct regmap_config test_config = { .reg_bits = 8,
						  .val_bits = 16,
						  .max_register = 0x0f };

static struct regmap *map_of(struct kunit *test, struct test_memory *memory)
{
	struct device *dev = kunit_device_register(test, "safe_registers");
	struct regmap *map;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	map = devm_regmap_init(dev, &test_bus, memory, &test_config);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, map);
	return map;
}

static void regmap_registers(struct kunit *test)
{
	struct test_memory memory = {};
	struct regmap *map = map_of(test, &memory);
	struct test_level_wide wide = { .value = 1 };
	struct test_level level = { .value = 1 };
	struct test_broken broken = { .value = 1 };

	KUNIT_EXPECT_EQ(test, 0, safe_regmap_reg_write(map, safe_reg_value(test_level, 0xff)));
	KUNIT_EXPECT_EQ(test, 0, safe_regmap_reg_update(map, test_level, step, 0));
	KUNIT_EXPECT_EQ(test, 0, safe_regmap_reg_read(map, &level));
	KUNIT_EXPECT_EQ(test, 0xc3, level.value);
	KUNIT_EXPECT_EQ(test, 0, safe_try_regmap_reg_update(map, test_level, step, 15));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_regmap_reg_update(map, test_level, step, 16));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_regmap_reg_update(map, test_level, step, -1));
	KUNIT_EXPECT_EQ(test, 0xff, memory.value[3]);
	KUNIT_EXPECT_EQ(test, 3, memory.writes);

	memory.value[3] = 0x100;
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_regmap_reg_read(map, &level));
	KUNIT_EXPECT_EQ(test, 0xc3, level.value);
	KUNIT_EXPECT_EQ(test, 0, safe_regmap_reg_read(map, &wide));
	KUNIT_EXPECT_EQ(test, 0x100, wide.value);

	KUNIT_EXPECT_EQ(test, -EIO, safe_regmap_reg_read(map, &broken));
	KUNIT_EXPECT_EQ(test, -EIO, safe_regmap_reg_write(map, broken));
	KUNIT_EXPECT_EQ(test, 1, broken.value);
	KUNIT_EXPECT_EQ(test, -EIO,
			safe_regmap_reg_poll_timeout(map, broken, broken.value == 1, safe_us(1),
						     safe_us(100)));
	KUNIT_EXPECT_EQ(test, 0,
			safe_regmap_reg_poll_timeout(map, wide, wide.value == 0x100, safe_us(1),
						     safe_us(100)));
	KUNIT_EXPECT_EQ(
		test, -ETIMEDOUT,
		safe_regmap_reg_poll_timeout(map, wide, !wide.value, safe_us(1), safe_us(100)));
}

static void regmap_array_edges(struct kunit *test)
{
	struct test_memory memory = {};
	struct regmap *map = map_of(test, &memory);
	struct test_limit limit = { .value = 9 };

	KUNIT_EXPECT_EQ(test, 0, safe_regmap_reg_write_at(map, 0, limit));
	KUNIT_EXPECT_EQ(test, 0, safe_regmap_reg_write_at(map, 2, limit));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_regmap_reg_write_at(map, 3, limit));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_regmap_reg_write_at(map, -1, limit));
	KUNIT_EXPECT_EQ(test, 2, memory.writes);
	KUNIT_EXPECT_EQ(test, 9, memory.value[0x0c]);
	KUNIT_EXPECT_EQ(test, 9, memory.value[0x0e]);
	memory.value[0x0d] = 4;
	KUNIT_EXPECT_EQ(test, 0, safe_regmap_reg_read_at(map, 1, &limit));
	KUNIT_EXPECT_EQ(test, 4, limit.value);
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_regmap_reg_read_at(map, 3, &limit));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_regmap_reg_read_at(map, U64_MAX, &limit));
	KUNIT_EXPECT_EQ(test, 4, limit.value);
}

static void config_space(struct kunit *test)
{
	struct pci_dev *pdev = pci_get_device(0x1234, 0x11e8, NULL);
	struct safe_pci_ext_config *config;
	u16 vendor = 0, device = 0;
	u32 both = 0;
	u8 byte = 0;
	int pos;

	if (!pdev)
		kunit_skip(test, "there is no device edu");
	KUNIT_EXPECT_EQ(test, 0, safe_pci_read_config_word(pdev, PCI_VENDOR_ID, &vendor));
	KUNIT_EXPECT_EQ(test, 0x1234, vendor);
	KUNIT_EXPECT_EQ(test, 0, safe_try_pci_read_config_word(pdev, PCI_DEVICE_ID, &device));
	KUNIT_EXPECT_EQ(test, 0x11e8, device);
	KUNIT_EXPECT_EQ(test, 0, safe_try_pci_read_config_dword(pdev, pdev->cfg_size - 4, &both));
	both = 1;
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_pci_read_config_dword(pdev, pdev->cfg_size, &both));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_pci_read_config_dword(pdev, 2, &both));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_pci_read_config_dword(pdev, (size_t)-4, &both));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_pci_write_config_byte(pdev, pdev->cfg_size, 1));
	KUNIT_EXPECT_EQ(test, 1, both);
	KUNIT_EXPECT_EQ(test, 0, safe_pci_read_config_byte(pdev, 0xff, &byte));
	KUNIT_EXPECT_EQ(test, pdev->cfg_size < 4096 ? -ENODEV : 0,
			safe_get(&config, safe_pci_ext_config(pdev)));
	KUNIT_EXPECT_EQ(test, 0, safe_get(&pos, safe_pci_find_capability(pdev, PCI_CAP_ID_MSI)));
	KUNIT_EXPECT_GE(test, pos, 0x40);
	KUNIT_EXPECT_EQ(test, -ENOENT,
			safe_get(&pos, safe_pci_find_capability(pdev, PCI_CAP_ID_AGP)));
	pci_dev_put(pdev);
}

static struct kunit_case bus_registers_cases[] = {
	KUNIT_CASE(regmap_registers), KUNIT_CASE(regmap_array_edges), KUNIT_CASE(config_space), {}
};

static struct kunit_suite bus_registers_suite = {
	.name = "safe_bus_registers",
	.test_cases = bus_registers_cases,
};
kunit_test_suite(bus_registers_suite);

MODULE_DESCRIPTION("Run-time checks of registers behind a bus");
MODULE_LICENSE("Dual MIT/GPL");
