// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Registers: what is inside is reached in the right place and width, what is not
 * is refused and touches nothing.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <safe/core/register_poll.h>
#include <safe/linux/io.h>
#include <safe/linux/iopoll.h>

#include "fake.h"

enum test_mode { TEST_SLOW, TEST_FAST, TEST_TURBO };

SAFE_IO_REGION(test_regs, 0x100);
SAFE_IO_REGION_BE(test_be_regs, 0x100);
SAFE_IO_REGION(test_part, 0x10);

SAFE_REGISTER(test_regs, test_first, 0x00, u8, rw) {
	SAFE_FIELD(top, BIT(7));
};
SAFE_REGISTER(test_regs, test_word, 0x02, u16, rw) {
	SAFE_FIELD(all, GENMASK(15, 0));
};
SAFE_REGISTER(test_regs, test_control, 0x04, u32, rw) {
	SAFE_FIELD(low, BIT(0));
	SAFE_FIELD_TYPED(ready, BIT(1), bool);
	SAFE_FIELD(channel, GENMASK(7, 4));
	SAFE_FIELD_TYPED(mode, GENMASK(9, 8), enum test_mode);
	SAFE_FIELD(high, GENMASK(31, 30));
	SAFE_FIELD(all, GENMASK(31, 0));
};
SAFE_REGISTER(test_regs, test_wide, 0xf8, u64, rw) {
	SAFE_FIELD(low, GENMASK_ULL(31, 0));
	SAFE_FIELD(high, BIT_ULL(63));
	SAFE_FIELD(all, GENMASK_ULL(63, 0));
};
SAFE_REGISTER(test_part, test_in_part, 0x08, u32, rw) {
};
SAFE_REGISTER(test_be_regs, test_be, 0x04, u32, rw) {
	SAFE_FIELD(high, GENMASK(31, 24));
};
SAFE_REGISTER(test_be_regs, test_be_wide, 0x08, u64, rw) {
};
SAFE_REGISTER_ARRAY(test_regs, test_array, 0x40, u16, rw, 8, 4) {
	SAFE_FIELD(low, GENMASK(7, 0));
};

static struct test_regs __iomem *regs_of(struct kunit *test)
{
	struct test_regs __iomem *regs;

	KUNIT_ASSERT_EQ(
		test, 0,
		safe_get(&regs, safe_io_region(fake_io(test), FAKE_IO_SIZE, struct test_regs)));
	return regs;
}

static void region_size(struct kunit *test)
{
	void __iomem *base = fake_io(test);
	struct test_regs __iomem *regs;

	KUNIT_EXPECT_EQ(test, 0, safe_get(&regs, safe_io_region(base, 0x101, struct test_regs)));
	KUNIT_EXPECT_EQ(test, 0, safe_get(&regs, safe_io_region(base, 0x100, struct test_regs)));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			safe_get(&regs, safe_io_region(base, 0xff, struct test_regs)));
	KUNIT_EXPECT_EQ(test, -EINVAL, safe_get(&regs, safe_io_region(base, 0, struct test_regs)));
	KUNIT_EXPECT_EQ(test, -ENOMEM,
			safe_get(&regs, safe_io_region(NULL, 0x100, struct test_regs)));
	KUNIT_EXPECT_EQ(
		test, -EBUSY,
		safe_get(&regs, safe_io_region(IOMEM_ERR_PTR(-EBUSY), 0x100, struct test_regs)));
}

/* Each width at the first and the last place, one past, not aligned, and where adding wraps around. */
static void try_edges(struct kunit *test)
{
	struct test_regs __iomem *regs = regs_of(test);
	unsigned int before = fake_io_accesses();
	u8 b = 1;
	u16 w = 2;
	u32 l = 3;
	u64 q = 4;

	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readb(regs, 0x100, &b));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readw(regs, 0xff, &w));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readw(regs, 0x100, &w));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readl(regs, 0xfd, &l));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readl(regs, 0xfe, &l));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readl(regs, 2, &l));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readl(regs, 0x100, &l));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readl(regs, (size_t)-4, &l));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readb(regs, (size_t)-1, &b));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readl(regs, 1UL << (BITS_PER_LONG - 1), &l));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readq(regs, 0xfc, &q));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readq(regs, 0x100, &q));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_writel(1, regs, 0x100));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_writel(1, regs, 0x01));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_writeq(1, regs, 0x104));
	KUNIT_EXPECT_EQ(test, before, fake_io_accesses());
	KUNIT_EXPECT_EQ(test, 1, b);
	KUNIT_EXPECT_EQ(test, 2, w);
	KUNIT_EXPECT_EQ(test, 3, l);
	KUNIT_EXPECT_EQ(test, 4ULL, q);

	KUNIT_EXPECT_EQ(test, 0, safe_try_writeb(0xab, regs, 0xff));
	KUNIT_EXPECT_EQ(test, 0, safe_try_readb(regs, 0xff, &b));
	KUNIT_EXPECT_EQ(test, 0xab, b);
	KUNIT_EXPECT_EQ(test, 0, safe_try_readw(regs, 0xfe, &w));
	KUNIT_EXPECT_EQ(test, 0xab00, w);
	KUNIT_EXPECT_EQ(test, 0, safe_try_readl(regs, 0xfc, &l));
	KUNIT_EXPECT_EQ(test, 0xab000000, l);
	KUNIT_EXPECT_EQ(test, 0, safe_try_readq(regs, 0xf8, &q));
	KUNIT_EXPECT_EQ(test, 0xab00000000000000ULL, q);
	KUNIT_EXPECT_EQ(test, 0, safe_try_readl(regs, 0, &l));
	KUNIT_EXPECT_EQ(test, 0, l);
}

/* Bytes of memory: from the middle, up to the end, none at the end, one past, and lengths that wrap. */
static void block_edges(struct kunit *test)
{
	struct test_regs __iomem *regs = regs_of(test);
	u8 buf[0x100] = { 1, 2, 3 };

	KUNIT_EXPECT_EQ(test, 0, safe_memcpy_toio(regs, 0xfd, safe_const_bytes(buf, 3)));
	KUNIT_EXPECT_EQ(test, 0, safe_memcpy_toio(regs, 0, safe_const_bytes(buf, 0)));
	KUNIT_EXPECT_EQ(test, 0, safe_memcpy_toio(regs, 0x100, safe_const_bytes(buf, 0)));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_memcpy_toio(regs, 0x101, safe_const_bytes(buf, 0)));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_memcpy_toio(regs, 0xfe, safe_const_bytes(buf, 3)));
	KUNIT_EXPECT_EQ(test, -ERANGE,
			safe_memcpy_toio(regs, (size_t)-1, safe_const_bytes(buf, 3)));
	KUNIT_EXPECT_EQ(test, 0, safe_memcpy_fromio(safe_bytes(buf, 0x100), regs, 0));
	KUNIT_EXPECT_EQ(test, 3, buf[0xff]);
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_memcpy_fromio(safe_bytes(buf, 0x100), regs, 1));
	KUNIT_EXPECT_EQ(test, 0, safe_memset_io(regs, 0, 0, 0x100));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_memset_io(regs, 1, 0, 0x100));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_memset_io(regs, 1, 0, (size_t)-1));
	KUNIT_EXPECT_EQ(test, 0, memchr_inv(fake_io_memory(), 0, FAKE_IO_SIZE) ? 1 : 0);
}

static void field_edges(struct kunit *test)
{
	struct test_control control = { .value = 0xa5a5a5a5 };
	struct test_wide wide = {};
	struct test_first first = {};
	int negative = -1;
	u64 large = 1ULL << 32;

	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_field_set(&control, channel, 16));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_field_set(&control, channel, negative));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_field_set(&control, channel, large));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_field_set(&control, channel, large | 1));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_field_set(&control, low, 2));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_field_set(&control, high, 4));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_field_set(&control, all, negative));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_field_set(&control, all, large));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_field_set(&control, mode, (enum test_mode)4));
	KUNIT_EXPECT_EQ(test, 0xa5a5a5a5, control.value);

	KUNIT_EXPECT_EQ(test, 0, safe_try_field_set(&control, channel, 15));
	KUNIT_EXPECT_EQ(test, 0xa5a5a5f5, control.value);
	KUNIT_EXPECT_EQ(test, 0, safe_try_field_set(&control, channel, 0));
	KUNIT_EXPECT_EQ(test, 0xa5a5a505, control.value);
	KUNIT_EXPECT_EQ(test, 0, safe_try_field_set(&control, high, 3));
	KUNIT_EXPECT_EQ(test, 0xe5a5a505, control.value);
	KUNIT_EXPECT_EQ(test, 3, safe_field_get(control, high));
	KUNIT_EXPECT_EQ(test, 0, safe_try_field_set(&control, all, U32_MAX));
	KUNIT_EXPECT_EQ(test, U32_MAX, control.value);

	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_field_set(&wide, low, large));
	KUNIT_EXPECT_EQ(test, 0, safe_try_field_set(&wide, low, large - 1));
	KUNIT_EXPECT_EQ(test, 0, safe_try_field_set(&wide, high, 1));
	KUNIT_EXPECT_EQ(test, 0x80000000ffffffffULL, wide.value);
	KUNIT_EXPECT_EQ(test, 1ULL, safe_field_get(wide, high));
	KUNIT_EXPECT_EQ(test, 0, safe_try_field_set(&wide, all, U64_MAX));
	KUNIT_EXPECT_EQ(test, U64_MAX, safe_field_get(wide, all));

	KUNIT_EXPECT_EQ(test, 0, safe_try_field_set(&first, top, 1));
	KUNIT_EXPECT_EQ(test, 0x80, first.value);
	KUNIT_EXPECT_EQ(test, 1, safe_field_get(first, top));
}

/* Known when compiling: what is set is there, and nothing else is changed. */
static void fields(struct kunit *test)
{
	struct test_control control =
		safe_fields(test_control, low, 1, channel, 15, mode, TEST_TURBO, high, 3);
	static const struct test_control initial = SAFE_FIELDS(test_control, mode, TEST_FAST);
	bool on = true;

	KUNIT_EXPECT_EQ(test, 0xc00002f1, control.value);
	KUNIT_EXPECT_EQ(test, 0x100, initial.value);
	safe_field_set(&control, channel, 0);
	safe_field_set(&control, ready, !!on);
	KUNIT_EXPECT_EQ(test, 0xc0000203, control.value);
	safe_field_set(&control, ready, control.value == 1);
	KUNIT_EXPECT_EQ(test, 0xc0000201, control.value);
	KUNIT_EXPECT_EQ(test, TEST_TURBO, safe_field_get(control, mode));
	KUNIT_EXPECT_FALSE(test, safe_field_get(control, ready));
}

static void registers(struct kunit *test)
{
	struct test_regs __iomem *regs = regs_of(test);
	u8 *memory = fake_io_memory();

	safe_reg_write(regs, safe_reg_value(test_first, 0x12));
	safe_reg_write(regs, safe_reg_value(test_word, 0x5634));
	safe_reg_write(regs, safe_reg_value(test_control, 0xdebc9a78));
	safe_reg_write(regs, safe_reg_value(test_wide, 0x8877665544332211));
	KUNIT_EXPECT_MEMEQ(test, memory, "\x12\0\x34\x56\x78\x9a\xbc\xde", 8);
	KUNIT_EXPECT_MEMEQ(test, memory + 0xf8, "\x11\x22\x33\x44\x55\x66\x77\x88", 8);
	KUNIT_EXPECT_EQ(test, 0x12, safe_reg_read(regs, test_first).value);
	KUNIT_EXPECT_EQ(test, 0x5634, safe_reg_read(regs, test_word).value);
	KUNIT_EXPECT_EQ(test, 0xdebc9a78, safe_reg_read(regs, test_control).value);
	KUNIT_EXPECT_EQ(test, 0x8877665544332211ULL, safe_reg_read(regs, test_wide).value);

	safe_reg_write_relaxed(regs, safe_reg_value(test_word, 0x1234));
	KUNIT_EXPECT_EQ(test, 0x1234, safe_reg_read_relaxed(regs, test_word).value);
	KUNIT_EXPECT_EQ(test, 0x8877665544332211ULL, safe_reg_read_relaxed(regs, test_wide).value);

	safe_reg_update(regs, test_control, channel, 0, high, 0);
	KUNIT_EXPECT_EQ(test, 0x1ebc9a08, safe_reg_read(regs, test_control).value);
	KUNIT_EXPECT_EQ(test, 0, safe_try_reg_update(regs, test_control, channel, 15));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_reg_update(regs, test_control, channel, 16));
	KUNIT_EXPECT_EQ(test, 0x1ebc9af8, safe_reg_read(regs, test_control).value);
}

static void big_endian(struct kunit *test)
{
	struct test_be_regs __iomem *regs;
	u8 *memory;

	KUNIT_ASSERT_EQ(
		test, 0,
		safe_get(&regs, safe_io_region(fake_io(test), FAKE_IO_SIZE, struct test_be_regs)));
	memory = fake_io_memory();
	safe_reg_write(regs, safe_reg_value(test_be, 0x12345678));
	safe_reg_write(regs, safe_reg_value(test_be_wide, 0x1122334455667788));
	KUNIT_EXPECT_MEMEQ(test, memory + 4, "\x12\x34\x56\x78\x11\x22\x33\x44\x55\x66\x77\x88",
			   12);
	safe_reg_update(regs, test_be, high, 0xab);
	KUNIT_EXPECT_EQ(test, 0xab345678, safe_reg_read(regs, test_be).value);
	KUNIT_EXPECT_EQ(test, 0xab, memory[4]);
	KUNIT_EXPECT_EQ(test, 0x1122334455667788ULL, safe_reg_read(regs, test_be_wide).value);
}

static void array_edges(struct kunit *test)
{
	struct test_regs __iomem *regs = regs_of(test);
	struct test_array value = { .value = 0x55 };
	u16 *memory = fake_io_memory() + 0x40;
	unsigned int before;

	KUNIT_EXPECT_EQ(test, 0,
			safe_try_reg_write_at(regs, 0, safe_reg_value(test_array, 0x1234)));
	KUNIT_EXPECT_EQ(test, 0,
			safe_try_reg_write_at(regs, 7, safe_reg_value(test_array, 0xabcd)));
	KUNIT_EXPECT_EQ(test, 0x1234, memory[0]);
	KUNIT_EXPECT_EQ(test, 0xabcd, memory[14]);
	KUNIT_EXPECT_EQ(test, 0xabcd, safe_reg_read_at(regs, test_array, 7).value);
	safe_reg_write_at(regs, 1, safe_reg_value(test_array, 0xff));
	KUNIT_EXPECT_EQ(test, 0xff, memory[2]);

	before = fake_io_accesses();
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_reg_read_at(regs, 8, &value));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_reg_read_at(regs, -1, &value));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_reg_read_at(regs, 1ULL << 32, &value));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_reg_read_at(regs, 1ULL << 62, &value));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_reg_write_at(regs, 8, value));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_reg_write_at(regs, U32_MAX, value));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_reg_update_at(regs, test_array, 8, low, 1));
	KUNIT_EXPECT_EQ(test, before, fake_io_accesses());
	KUNIT_EXPECT_EQ(test, 0x55, value.value);

	KUNIT_EXPECT_EQ(test, 0, safe_try_reg_update_at(regs, test_array, 7, low, 1));
	KUNIT_EXPECT_EQ(test, 0, safe_try_reg_read_at(regs, 7, &value));
	KUNIT_EXPECT_EQ(test, 0xab01, value.value);
	KUNIT_EXPECT_EQ(test, 8, safe_reg_count(test_array));
}

static void part_edges(struct kunit *test)
{
	struct test_regs __iomem *regs = regs_of(test);
	struct test_part __iomem *part;
	u32 *memory = fake_io_memory();

	safe_reg_write(safe_io_part(regs, 0xf0, struct test_part), safe_reg_value(test_in_part, 7));
	KUNIT_EXPECT_EQ(test, 7, memory[0xf8 / 4]);
	KUNIT_EXPECT_EQ(test, 0, safe_get(&part, safe_try_io_part(regs, 0, struct test_part)));
	KUNIT_EXPECT_EQ(test, 0, safe_get(&part, safe_try_io_part(regs, 0xf0, struct test_part)));
	KUNIT_EXPECT_EQ(test, 7, safe_reg_read(part, test_in_part).value);
	KUNIT_EXPECT_EQ(test, -ERANGE,
			safe_get(&part, safe_try_io_part(regs, 0xf8, struct test_part)));
	KUNIT_EXPECT_EQ(test, -ERANGE,
			safe_get(&part, safe_try_io_part(regs, 0x04, struct test_part)));
	KUNIT_EXPECT_EQ(test, -ERANGE,
			safe_get(&part, safe_try_io_part(regs, 0x100, struct test_part)));
	KUNIT_EXPECT_EQ(test, -ERANGE,
			safe_get(&part, safe_try_io_part(regs, U64_MAX - 7, struct test_part)));
}

static void waiting(struct kunit *test)
{
	struct test_regs __iomem *regs = regs_of(test);
	struct test_control control = {};
	u32 val = 0;

	safe_reg_write(regs, safe_fields(test_control, channel, 9));
	KUNIT_EXPECT_EQ(test, 0,
			safe_reg_poll_timeout(regs, control, safe_field_get(control, channel) == 9,
					      safe_us(1), safe_us(10)));
	KUNIT_EXPECT_EQ(test, 9, safe_field_get(control, channel));
	KUNIT_EXPECT_EQ(test, -ETIMEDOUT,
			safe_reg_poll_timeout(regs, control, safe_field_get(control, low),
					      safe_us(1), safe_us(10)));
	KUNIT_EXPECT_EQ(test, 0,
			safe_field_poll_timeout_atomic(regs, test_control, channel, 9, safe_us(1),
						       safe_us(10)));
	KUNIT_EXPECT_EQ(test, -ETIMEDOUT,
			safe_field_poll_timeout_atomic(regs, test_control, channel, 8, safe_us(1),
						       safe_us(10)));
	KUNIT_EXPECT_EQ(
		test, 0,
		safe_readl_poll_timeout(regs, 4, val, val == 0x90, safe_us(0), safe_us(10)));
	KUNIT_EXPECT_EQ(test, -ETIMEDOUT,
			safe_readl_relaxed_poll_timeout_atomic(regs, 4, val, !val, safe_us(1),
							       safe_us(10)));
	KUNIT_EXPECT_EQ(test, 0x90, val);
}

static struct kunit_case registers_cases[] = { KUNIT_CASE(region_size),
					       KUNIT_CASE(try_edges),
					       KUNIT_CASE(block_edges),
					       KUNIT_CASE(field_edges),
					       KUNIT_CASE(fields),
					       KUNIT_CASE(registers),
					       KUNIT_CASE(big_endian),
					       KUNIT_CASE(array_edges),
					       KUNIT_CASE(part_edges),
					       KUNIT_CASE(waiting),
					       {} };

static struct kunit_suite registers_suite = {
	.name = "safe_registers",
	.test_cases = registers_cases,
};
kunit_test_suite(registers_suite);

MODULE_DESCRIPTION("Run-time checks of registers");
MODULE_LICENSE("Dual MIT/GPL");
