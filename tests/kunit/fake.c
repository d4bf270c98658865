// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Registers in memory. In User Mode Linux MMIO goes through functions of a
 * region, which cannot be taken back, so this module stays loaded; elsewhere
 * memory will do.
 */
#include <linux/io.h>
#include <linux/module.h>

#include "fake.h"

static u8 memory[FAKE_IO_SIZE] __aligned(8);
static unsigned int accesses;

#ifdef CONFIG_INDIRECT_IOMEM
#include <linux/logic_iomem.h>

static unsigned long fake_read(void *priv, unsigned int offset, int size)
{
	unsigned long value = 0;

	accesses++;
	if (offset + size > FAKE_IO_SIZE) {
		WARN(1, "read of %d bytes at %#x, past the registers", size, offset);
		return ~0UL;
	}
	memcpy(&value, memory + offset, size);
	return value;
}

static void fake_write(void *priv, unsigned int offset, int size, unsigned long value)
{
	accesses++;
	if (offset + size > FAKE_IO_SIZE)
		WARN(1, "write of %d bytes at %#x, past the registers", size, offset);
	else
		memcpy(memory + offset, &value, size);
}

static const struct logic_iomem_ops fake_ops = { .read = fake_read, .write = fake_write };

static long fake_map(unsigned long offset, size_t size, const struct logic_iomem_ops **ops,
		     void **priv)
{
	*ops = &fake_ops;
	return offset;
}

static const struct logic_iomem_region_ops fake_region_ops = { .map = fake_map };
static struct resource fake_resource = DEFINE_RES_MEM_NAMED(0x70000000, FAKE_IO_SIZE, "fake");

static void fake_unmap(void *base)
{
	iounmap((void __iomem *)base);
}

static void __iomem *fake_ioremap(struct kunit *test)
{
	void __iomem *base = ioremap(fake_resource.start, FAKE_IO_SIZE);

	KUNIT_ASSERT_NOT_NULL(test, (__force void *)base);
	KUNIT_ASSERT_EQ(test, 0, kunit_add_action_or_reset(test, fake_unmap, (__force void *)base));
	return base;
}

static int __init fake_init(void)
{
	return logic_iomem_add_region(&fake_resource, &fake_region_ops);
}
#else
static void __iomem *fake_ioremap(struct kunit *test)
{
	return (__force void __iomem *)memory;
}

static int __init fake_init(void)
{
	return 0;
}
#endif

void __iomem *fake_io(struct kunit *test)
{
	memset(memory, 0, sizeof(memory));
	accesses = 0;
	return fake_ioremap(test);
}
EXPORT_SYMBOL_GPL(fake_io);

void *fake_io_memory(void)
{
	return memory;
}
EXPORT_SYMBOL_GPL(fake_io_memory);

unsigned int fake_io_accesses(void)
{
	return accesses;
}
EXPORT_SYMBOL_GPL(fake_io_accesses);

module_init(fake_init);
MODULE_DESCRIPTION("registers in memory, for the suites");
MODULE_LICENSE("Dual MIT/GPL");
