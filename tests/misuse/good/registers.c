// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Registers and fields where they are used in ways that look like mistakes. */
#include <safe/core/regmap_register.h>
#include <safe/core/register_poll.h>
#include <safe/linux/io.h>
#include <safe/linux/iopoll.h>
#include <safe/linux/mutex.h>
#include <safe/linux/pci.h>
#include <safe/linux/spinlock.h>
#include <safe/short.h>

#define GOOD_REGISTERS_CONTROL		0x04
#define GOOD_REGISTERS_CHANNEL		GENMASK(7, 4)

enum good_registers_mode { GOOD_SLOW, GOOD_FAST, GOOD_TURBO = 3 };

SAFE_IO_REGION(good_registers, 0x1000);
SAFE_IO_REGION_BE(good_registers_be, 0x20);
SAFE_IO_REGION(good_registers_part, 0x20);

/* good: offsets and masks are those that the driver has had for years */
SAFE_REGISTER(good_registers, good_control, GOOD_REGISTERS_CONTROL, u32, rw) {
	SAFE_FIELD(enable, BIT(0));
	SAFE_FIELD_TYPED(ready, BIT(1), bool);
	SAFE_FIELD(channel, GOOD_REGISTERS_CHANNEL);
	SAFE_FIELD_TYPED(mode, GENMASK(9, 8), enum good_registers_mode);
	SAFE_FIELD(all, GENMASK(31, 0));
};

/* good: a register at the very end, fields at both ends of 64 bits, and one that is all of them */
SAFE_REGISTER(good_registers, good_wide, 0xff8, u64, rw) {
	SAFE_FIELD(low, BIT_ULL(0));
	SAFE_FIELD(high, BIT_ULL(63));
	SAFE_FIELD(upper, GENMASK_ULL(63, 32));
	SAFE_FIELD(all, GENMASK_ULL(63, 0));
};

/* good: two registers at one offset, one to read and one to write */
SAFE_REGISTER(good_registers, good_rx, 0x10, u8, ro) { };
SAFE_REGISTER(good_registers, good_tx, 0x10, u8, wo) { };

/* good: interleaved arrays, the second of which ends with the region */
SAFE_REGISTER_ARRAY(good_registers, good_low, 0xf00, u32, rw, 31, 8) { };
SAFE_REGISTER_ARRAY(good_registers, good_high, 0xf04, u32, rw, 31, 8) { SAFE_FIELD(n, GENMASK(3, 0)); };

/* good: an array of one, and one whose stride is larger than what is left after the last */
SAFE_REGISTER_ARRAY(good_registers, good_single, 0x20, u16, rw, 1, 2) { };
SAFE_REGISTER_ARRAY(good_registers, good_sparse, 0x000, u32, ro, 2, 0xffc) { };

SAFE_REGISTER(good_registers_be, good_be, 0x1c, u32, rw) { SAFE_FIELD(on, BIT(31)); };
SAFE_REGISTER(good_registers_part, good_channel, 0x18, u64, rw) { };

/* good: numbers of a regmap need not be aligned, and the last one may have 16 bits */
SAFE_REGMAP_REGION(good_registers_map, 0x7f, 1);
SAFE_REGISTER(good_registers_map, good_level, 0x7f, u16, rw) { SAFE_FIELD(step, GENMASK(14, 3)); };
SAFE_REGISTER_ARRAY(good_registers_map, good_limit, 0x7c, u8, rw, 4, 1) { };

/* good: a static object that fields initialize */
static const struct good_control good_registers_initial = SAFE_FIELDS(good_control, enable, 1, mode, GOOD_TURBO);

/* good: a table of them */
static const struct good_control good_registers_table[] = {
	SAFE_FIELDS(good_control, channel, 15),
	SAFE_FIELDS(good_control, all, 0xffffffff),
	{ },
};

/* good: a bool for one bit and a u8 in eight are known to fit */
static void __used good_registers_narrow_types(struct good_registers __iomem *regs, bool on, u32 word)
{
	struct good_control control = safe_fields(good_control, enable, on, ready, on);

	safe_field_set(&control, all, word);
	safe_field_set(&control, ready, !on);
	safe_reg_write(regs, control);
	safe_reg_update(regs, good_control, enable, on, mode, GOOD_FAST);
}

/* good: the largest number of each field */
static u64 __used good_registers_largest(void)
{
	return safe_fields(good_wide, low, 1, upper, 0xffffffff).value |
	       safe_fields(good_wide, high, 1).value |
	       safe_fields(good_wide, all, 0xffffffffffffffff).value;
}

/* good: a field read from what a call gives, without a variable */
static bool __used good_registers_without_variable(struct good_registers __iomem *regs)
{
	return safe_field_get(safe_reg_read(regs, good_control), ready) &&
	       safe_field_get(safe_reg_read(regs, good_control), mode) == GOOD_FAST;
}

/* good: switch over a field that is an enum */
static int __used good_registers_switch(struct good_registers __iomem *regs)
{
	switch (safe_field_get(safe_reg_read(regs, good_control), mode)) {
	case GOOD_SLOW:
		return 1;
	case GOOD_FAST:
		return 2;
	case GOOD_TURBO:
		return 3;
	}
	return -EINVAL;
}

/* good: a field's value goes into another register's field, checked */
static int __used good_registers_copied(struct good_registers __iomem *regs, struct regmap *map)
{
	struct good_control control = safe_reg_read(regs, good_control);
	struct good_level level;

	TRY(safe_regmap_reg_read(map, &level));
	TRY(safe_try_field_set(&level, step, safe_field_get(control, channel)));
	TRY(safe_regmap_reg_write(map, level));
	return safe_try_regmap_reg_update(map, good_level, step, safe_field_get(control, channel));
}

/* good: a read whose value nobody wants, to flush what was written */
static void __used good_registers_flush(struct good_registers __iomem *regs)
{
	safe_reg_write(regs, good_registers_initial);
	safe_reg_read(regs, good_control);
	safe_reg_write(regs, good_registers_table[1]);
	(void)safe_reg_read(regs, good_control);
	safe_reg_write_relaxed(regs, safe_reg_read_relaxed(regs, good_wide));
}

/* good: a loop over all of an array */
static u32 __used good_registers_loop(struct good_registers __iomem *regs)
{
	struct good_high high;
	unsigned int i;
	u32 sum = 0;

	for (i = 0; i < safe_reg_count(good_high); i++) {
		TRY_OR(safe_try_reg_read_at(regs, i, &high), 0);
		if (!safe_field_get(high, n))
			continue;
		if (high.value == U32_MAX)
			break;
		sum += high.value;
	}
	return sum + safe_reg_read_at(regs, good_low, safe_reg_count(good_low) - 1).value +
	       safe_reg_read_at(regs, good_single, 0).value + safe_reg_read_at(regs, good_sparse, 1).value;
}

/* good: an update under a lock, left by an errno */
static int __used good_registers_locked(struct good_registers __iomem *regs, struct mutex *lock, u32 n)
{
	safe_scoped_guard(mutex, lock)
		TRY(safe_try_reg_update(regs, good_control, channel, n));
	return safe_try_reg_update_at(regs, good_high, n, n, 15);
}

/* good: one name for a field, a variable and a parameter */
static int __used good_registers_one_name(struct good_control *control, u32 channel)
{
	int ret = safe_try_field_set(control, channel, channel);

	return ret ? ret : safe_try_field_set(control, mode, channel ? GOOD_FAST : GOOD_SLOW);
}

/* good: registers within a part of the region, and without an if around else */
static int __used good_registers_part(struct good_registers __iomem *regs, unsigned int n, bool wide)
{
	struct good_registers_part __iomem *part = safe_io_part(regs, 0xfe0, struct good_registers_part);

	if (wide)
		safe_reg_write(part, safe_reg_value(good_channel, 1));
	else
		part = TRY(safe_try_io_part(regs, 0x20UL * n, struct good_registers_part));
	safe_reg_update(safe_io_part(regs, 0, struct good_registers_be), good_be, on, 1);
	return safe_reg_read(part, good_channel).value ? 0 : -ENODEV;
}

/* good: what is only read comes through a pointer to const */
static u32 __used good_registers_const(const struct good_registers __iomem *regs)
{
	struct good_low low;

	TRY_OR(safe_try_reg_read_at(regs, 3, &low), 0);
	return safe_reg_read(regs, good_rx).value + safe_readl(regs, 0xffc) + low.value;
}

/* good: waits within a wait's condition, and in atomic context */
static int __used good_registers_waits(struct good_registers __iomem *regs, spinlock_t *lock)
{
	struct good_control control;
	u32 val;

	safe_scoped_guard(spinlock, lock) {
		TRY(safe_reg_poll_timeout_atomic(regs, control, safe_field_get(control, ready),
						 safe_us(1), safe_us(10)));
		TRY(safe_readl_poll_timeout_atomic(regs, 4, val, val, safe_us(0), safe_us(10)));
	}
	TRY(safe_reg_poll_timeout(regs, control, !safe_field_poll_timeout(regs, good_control, mode,
			GOOD_FAST, safe_us(1), safe_us(2)), safe_us(10), safe_us(1000)));
	return safe_read_poll_timeout(safe_ioread32be, val, val & 1, safe_us(10), safe_us(100), true, regs, 0);
}

/* good: the position of a capability comes from the device, the last byte of the space is a constant */
static int __used good_registers_config(struct pci_dev *pdev, u8 offset)
{
	int pos = TRY(safe_pci_find_capability(pdev, PCI_CAP_ID_VNDR));
	u16 word;
	u8 byte;

	TRY(safe_try_pci_read_config_word(pdev, pos + offset, &word));
	TRY(safe_pci_read_config_byte(pdev, 0xff, &byte));
	TRY(safe_pci_write_config_word(pdev, PCI_COMMAND, word | PCI_COMMAND_MEMORY));
	return byte;
}

/* good: the last of an array in a regmap, and a map that waits */
static int __used good_registers_map_edges(struct regmap *map, unsigned int n)
{
	struct good_level level;
	struct good_limit limit;

	TRY(safe_regmap_reg_read_at(map, 3, &limit));
	TRY(safe_regmap_reg_write_at(map, n, limit));
	return safe_regmap_reg_poll_timeout(map, level, safe_field_get(level, step), safe_us(10), safe_us(100));
}
