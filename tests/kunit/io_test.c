// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Registers: an access at an offset that is known only at run time is made where it is
 * inside and aligned, and elsewhere does not happen.
 */
#include <linux/module.h>
#include <safe/linux/io.h>

#include "fake.h"

SAFE_IO_REGION(io_regs, 0x40);
SAFE_IO_REGION(io_channel, 0x10);
SAFE_IO_REGION(io_byte, 1);
SAFE_IO_REGION(io_odd, 6);

#define OUTSIDE 0xa5

struct io {
	struct io_regs __iomem *regs;
	u8 *memory;
};

/* The region, zeroed, with a mark behind its end. */
static int io_init(struct kunit *test)
{
	struct io *io = kunit_kzalloc(test, sizeof(*io), GFP_KERNEL);
	void __iomem *base = fake_io(test);

	KUNIT_ASSERT_NOT_NULL(test, io);
	KUNIT_ASSERT_EQ(test, 0,
			safe_get(&io->regs, safe_io_region(base, FAKE_IO_SIZE, struct io_regs)));
	io->memory = fake_io_memory();
	memset(io->memory + 0x40, OUTSIDE, 0x40);
	test->priv = io;
	return 0;
}

/* Nothing was written behind the end, and nothing before it but what is expected there. */
static void expect_memory(struct kunit *test, size_t at, const void *bytes, size_t n)
{
	struct io *io = test->priv;
	u8 expected[0x80];

	memset(expected, 0, 0x40);
	memset(expected + 0x40, OUTSIDE, 0x40);
	if (n)
		memcpy(expected + at, bytes, n);
	KUNIT_EXPECT_MEMEQ(test, expected, io->memory, sizeof(expected));
}

#define EXPECT_REGION(test, ret, base, size)                                        \
	do {                                                                        \
		struct io_regs __iomem *r;                                          \
		int err = safe_get(&r, safe_io_region(base, size, struct io_regs)); \
                                                                                    \
		KUNIT_EXPECT_EQ(test, ret, err);                                    \
	} while (0)

static void regions_of_what_is_mapped(struct kunit *test)
{
	void __iomem *base = (__force void __iomem *)test;

	EXPECT_REGION(test, 0, base, 0x40);
	EXPECT_REGION(test, 0, base, 0x41);
	EXPECT_REGION(test, -EINVAL, base, 0x3f);
	EXPECT_REGION(test, -EINVAL, base, 0);
	EXPECT_REGION(test, -ENOMEM, NULL, 0x40);
	EXPECT_REGION(test, -EBUSY, IOMEM_ERR_PTR(-EBUSY), 0x40);
}

static void reads_inside(struct kunit *test)
{
	struct io *io = test->priv;
	u8 b;
	u16 w;
	u32 l;
	u64 q;

	for (int i = 0; i < 0x40; i++)
		io->memory[i] = i;
	KUNIT_EXPECT_EQ(test, 0x03020100, safe_readl(io->regs, 0));
	KUNIT_EXPECT_EQ(test, 0x3f3e3d3c, safe_readl(io->regs, 0x3c));
	KUNIT_EXPECT_EQ(test, 0, safe_try_readb(io->regs, 0x3f, &b));
	KUNIT_EXPECT_EQ(test, 0x3f, b);
	KUNIT_EXPECT_EQ(test, 0, safe_try_readw(io->regs, 0x3e, &w));
	KUNIT_EXPECT_EQ(test, 0x3f3e, w);
	KUNIT_EXPECT_EQ(test, 0, safe_try_readl(io->regs, 0x3c, &l));
	KUNIT_EXPECT_EQ(test, 0x3f3e3d3c, l);
	KUNIT_EXPECT_EQ(test, 0, safe_try_readq(io->regs, 0x38, &q));
	KUNIT_EXPECT_EQ(test, 0x3f3e3d3c3b3a3938, q);
}

/* Every one of @widths (a sum of them), at @offset: -ERANGE, and nothing is read. */
static void expect_no_read(struct kunit *test, size_t offset, int widths)
{
	struct io *io = test->priv;
	unsigned int before = fake_io_accesses();
	u8 b;
	u16 w;
	u32 l;
	u64 q;

	if (widths & 1)
		KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readb(io->regs, offset, &b));
	if (widths & 2)
		KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readw(io->regs, offset, &w));
	if (widths & 4)
		KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readl(io->regs, offset, &l));
	if (widths & 8)
		KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readq(io->regs, offset, &q));
	KUNIT_EXPECT_EQ(test, before, fake_io_accesses());
}

static void reads_past_the_end(struct kunit *test)
{
	expect_no_read(test, 0x40, 1 + 2 + 4 + 8);
	expect_no_read(test, 0x48, 1 + 2 + 4 + 8);
	expect_no_read(test, 0x3c, 8);
	expect_no_read(test, 0x3e, 4 + 8);
	expect_no_read(test, 0x3f, 2 + 4 + 8);
	expect_no_read(test, SIZE_MAX, 1 + 2 + 4 + 8);
	expect_no_read(test, SIZE_MAX - 7, 1 + 2 + 4 + 8);
	expect_no_read(test, SIZE_MAX / 2 + 1, 1 + 2 + 4 + 8);
	expect_no_read(test, 1UL << 32, 1 + 2 + 4 + 8);
}

static void reads_not_aligned(struct kunit *test)
{
	expect_no_read(test, 1, 2 + 4 + 8);
	expect_no_read(test, 2, 4 + 8);
	expect_no_read(test, 3, 2 + 4 + 8);
	expect_no_read(test, 4, 8);
	expect_no_read(test, 0x3d, 2 + 4 + 8);
}

static void writes(struct kunit *test)
{
	struct io *io = test->priv;
	u32 value = 0x12345678;

	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_writel(1, io->regs, 0x40));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_writel(1, io->regs, 0x3d));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_writel(1, io->regs, SIZE_MAX));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_writel(1, io->regs, SIZE_MAX - 3));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_writeb(1, io->regs, 0x40));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_writew(1, io->regs, 0x3f));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_writeq(1, io->regs, 0x3c));
	expect_memory(test, 0, NULL, 0);
	KUNIT_EXPECT_EQ(test, 0, safe_try_writel(value, io->regs, 0x3c));
	expect_memory(test, 0x3c, &value, 4);
	safe_writel(0, io->regs, 0x3c);
	safe_writel(value, io->regs, 0);
	expect_memory(test, 0, &value, 4);
}

static void blocks_in(struct kunit *test)
{
	struct io *io = test->priv;
	u8 buf[0x41] = {};

	for (int i = 0; i < 0x40; i++)
		io->memory[i] = i;
	KUNIT_EXPECT_EQ(test, 0, safe_memcpy_fromio(safe_bytes(buf, 0x40), io->regs, 0));
	KUNIT_EXPECT_MEMEQ(test, buf, io->memory, 0x40);
	KUNIT_EXPECT_EQ(test, 0, safe_memcpy_fromio(safe_bytes(buf, 3), io->regs, 0x3d));
	KUNIT_EXPECT_EQ(test, 0x3f, buf[2]);
	KUNIT_EXPECT_EQ(test, 0, safe_memcpy_fromio(safe_bytes(NULL, 0), io->regs, 0x40));
	memset(buf, 0, sizeof(buf));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_memcpy_fromio(safe_bytes(buf, 0x41), io->regs, 0));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_memcpy_fromio(safe_bytes(buf, 1), io->regs, 0x40));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_memcpy_fromio(safe_bytes(buf, 2), io->regs, SIZE_MAX));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_memcpy_fromio(safe_bytes(buf, SIZE_MAX), io->regs, 1));
	KUNIT_EXPECT_NULL(test, memchr_inv(buf, 0, sizeof(buf)));
}

static void blocks_out(struct kunit *test)
{
	struct io *io = test->priv;
	u8 buf[0x41];

	memset(buf, 1, sizeof(buf));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_memcpy_toio(io->regs, 0, safe_const_bytes_of(buf)));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_memcpy_toio(io->regs, 0x3d, safe_const_bytes(buf, 4)));
	KUNIT_EXPECT_EQ(test, -ERANGE,
			safe_memcpy_toio(io->regs, SIZE_MAX, safe_const_bytes(buf, 1)));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_memset_io(io->regs, 0x3d, 1, 4));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_memset_io(io->regs, 4, 1, SIZE_MAX));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_memset_io(io->regs, 0x41, 1, 0));
	expect_memory(test, 0, NULL, 0);
	KUNIT_EXPECT_EQ(test, 0, safe_memcpy_toio(io->regs, 0x3c, safe_const_bytes(buf, 4)));
	expect_memory(test, 0x3c, buf, 4);
	KUNIT_EXPECT_EQ(test, 0, safe_memset_io(io->regs, 0x3c, 0, 4));
	KUNIT_EXPECT_EQ(test, 0, safe_memset_io(io->regs, 0x10, 1, 4));
	KUNIT_EXPECT_EQ(test, 0, safe_memset_io(io->regs, 0x40, 1, 0));
	expect_memory(test, 0x10, buf, 4);
}

/* Regions whose size is no multiple of the width. */
static void odd_regions(struct kunit *test)
{
	struct io *io = test->priv;
	struct io_byte __iomem *one;
	struct io_odd __iomem *six;
	u8 b;
	u16 w;
	u32 l;

	KUNIT_ASSERT_EQ(test, 0, safe_get(&one, safe_io_region(io->regs, 1, struct io_byte)));
	KUNIT_ASSERT_EQ(test, 0, safe_get(&six, safe_io_region(io->regs, 6, struct io_odd)));
	KUNIT_EXPECT_EQ(test, 0, safe_try_readb(one, 0, &b));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readb(one, 1, &b));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readw(one, 0, &w));
	KUNIT_EXPECT_EQ(test, 0, safe_try_readw(six, 4, &w));
	KUNIT_EXPECT_EQ(test, 0, safe_try_readl(six, 0, &l));
	KUNIT_EXPECT_EQ(test, -ERANGE, safe_try_readl(six, 4, &l));
}

static int part(struct io *io, struct io_channel __iomem **channel, u64 offset)
{
	return safe_get(channel, safe_try_io_part(io->regs, offset, struct io_channel));
}

static void parts(struct kunit *test)
{
	struct io_channel __iomem *channel;
	struct io *io = test->priv;

	KUNIT_ASSERT_EQ(test, 0, part(io, &channel, 0x30));
	io->memory[0x30] = 7;
	KUNIT_EXPECT_EQ(test, 7, safe_readb(channel, 0));
	KUNIT_EXPECT_EQ(test, -ERANGE, part(io, &channel, 0x38));
	KUNIT_EXPECT_EQ(test, -ERANGE, part(io, &channel, 0x40));
	KUNIT_EXPECT_EQ(test, -ERANGE, part(io, &channel, 4));
	KUNIT_EXPECT_EQ(test, -ERANGE, part(io, &channel, U64_MAX - 7));
}

static struct kunit_case cases[] = { KUNIT_CASE(regions_of_what_is_mapped),
				     KUNIT_CASE(reads_inside),
				     KUNIT_CASE(reads_past_the_end),
				     KUNIT_CASE(reads_not_aligned),
				     KUNIT_CASE(writes),
				     KUNIT_CASE(blocks_in),
				     KUNIT_CASE(blocks_out),
				     KUNIT_CASE(odd_regions),
				     KUNIT_CASE(parts),
				     {} };

static struct kunit_suite suite = { .name = "safe_io", .init = io_init, .test_cases = cases };
kunit_test_suite(suite);
MODULE_DESCRIPTION("registers, at offsets known at run time");
MODULE_LICENSE("Dual MIT/GPL");
