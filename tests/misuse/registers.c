// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Registers and their fields, memory-mapped. */
#include <linux/bitfield.h>
#include <safe/core/register_poll.h>
#include <safe/linux/io.h>
#include <safe/linux/iopoll.h>
#include <safe/linux/pci.h>
#include <safe/linux/platform_device.h>
#include <safe/linux/spinlock.h>
#include <safe/short.h>

enum registers_mode { REGISTERS_SLOW, REGISTERS_FAST };
enum registers_gain { REGISTERS_LOW, REGISTERS_HIGH };

SAFE_IO_REGION(registers_adc, 0x100);
SAFE_IO_REGION(registers_dac, 0x100);
SAFE_IO_REGION(registers_channel, 0x10);
SAFE_IO_REGION_BE(registers_network, 0x10);
SAFE_REGISTER(registers_network, registers_counter, 0x08, u32, rw) { };

SAFE_REGISTER(registers_adc, registers_id, 0x00, u32, ro) { };
SAFE_REGISTER(registers_adc, registers_control, 0x04, u32, rw) {
	SAFE_FIELD(enable, BIT(0));
	SAFE_FIELD(channel, GENMASK(7, 4));
	SAFE_FIELD_TYPED(mode, GENMASK(9, 8), enum registers_mode);
};
SAFE_REGISTER(registers_adc, registers_status, 0x08, u32, w1c) {
	SAFE_FIELD(done, BIT(0));
	SAFE_FIELD(overrun, BIT(1));
};
SAFE_REGISTER(registers_adc, registers_start, 0x0c, u8, wo) { };
SAFE_REGISTER_ARRAY(registers_adc, registers_data, 0x40, u16, rw, 8, 4) {
	SAFE_FIELD(value, GENMASK(11, 0));
};

/* case 12: reads past the end of the mapped registers */
static u32 __used registers_past_the_end(struct registers_adc __iomem *regs)
{
#ifdef MISTAKE
	return safe_readl(regs, 0x100);			/* error: past the end of the region */
#else
	return safe_readl(regs, 0xfc);
#endif
}

/* case 12: a 64-bit read of the last 32-bit register reaches past the end */
static u64 __used registers_wide_at_the_end(struct registers_adc __iomem *regs)
{
#ifdef MISTAKE
	return safe_readq(regs, 0xfc);			/* error: past the end of the region|not aligned */
#else
	return safe_readq(regs, 0xf8);
#endif
}

/* case 12: a register is read at an odd address, which faults on arm64 */
static u32 __used registers_not_aligned(struct registers_adc __iomem *regs)
{
#ifdef MISTAKE
	return safe_readl(regs, 0x06);			/* error: not aligned to the width of the access */
#else
	return safe_readl(regs, 0x04);
#endif
}

/* case 12: the offset comes from the device tree and is trusted */
static int __used registers_offset_of_run_time(struct registers_adc __iomem *regs, u32 offset, u32 *to)
{
#ifdef MISTAKE
	*to = safe_readl(regs, offset);			/* error: known only at run time: use safe_try_readl */
	return 0;
#else
	return safe_try_readl(regs, offset, to);
#endif
}

/* case 12: an offset that is known only at run time lies past the end */
static int __used registers_run_time_past_the_end(struct registers_adc __iomem *regs, u32 *to)
{
	size_t offset = 0x100;

#ifdef MISTAKE
	return safe_try_readl(regs, offset, to);	/* run time: safe_registers.try_edges gives -ERANGE */
#else
	return safe_try_readl(regs, offset - 4, to);
#endif
}

/* case 12: index and stride are multiplied in the driver, without a test */
static int __used registers_index_of_run_time(struct registers_adc __iomem *regs, unsigned int n)
{
	struct registers_data data = { };

#ifdef MISTAKE
	data = safe_reg_read_at(regs, registers_data, n);	/* error: known only at run time: use the form with try */
#else
	TRY(safe_try_reg_read_at(regs, n, &data));
#endif
	return data.value;
}

/* case 12: one past the last register of an array, by a constant */
static u16 __used registers_index_past_the_end(struct registers_adc __iomem *regs)
{
#ifdef MISTAKE
	return safe_reg_read_at(regs, registers_data, 8).value;	/* error: past the end of the array of registers */
#else
	return safe_reg_read_at(regs, registers_data, 7).value;
#endif
}

/* case 12: an array of registers is declared longer than the region has room */
#ifdef MISTAKE
SAFE_REGISTER_ARRAY(registers_adc, registers_long, 0xf0, u32, rw, 5, 4) { };	/* error: past the end of the region */
#else
SAFE_REGISTER_ARRAY(registers_adc, registers_long, 0xf0, u32, rw, 4, 4) { };
#endif

/* case 12: a register is declared at the end of its region */
#ifdef MISTAKE
SAFE_REGISTER(registers_adc, registers_last, 0x100, u32, rw) { };	/* error: past the end of the region */
#else
SAFE_REGISTER(registers_adc, registers_last, 0xfc, u32, rw) { };
#endif

/* case 12: a 32-bit register is declared at an offset of 16 bits */
#ifdef MISTAKE
SAFE_REGISTER(registers_adc, registers_odd, 0x12, u32, rw) { };	/* error: not aligned to the width of the register */
#else
SAFE_REGISTER(registers_adc, registers_odd, 0x12, u16, rw) { };
#endif

/* case 12: the stride of an array is in registers, and should be in bytes */
#ifdef MISTAKE
SAFE_REGISTER_ARRAY(registers_adc, registers_strided, 0x20, u32, rw, 4, 1) { };	/* error: registers of this array overlap */
#else
SAFE_REGISTER_ARRAY(registers_adc, registers_strided, 0x20, u32, rw, 4, 4) { };
#endif

/* case 12: a register of another block of the chip */
static u32 __used registers_of_another_region(struct registers_adc __iomem *adc, struct registers_dac __iomem *dac)
{
#ifdef MISTAKE
	return safe_reg_read(dac, registers_id).value;	/* error: a register of another region */
#else
	return safe_reg_read(adc, registers_id).value + safe_readl(dac, 0);
#endif
}

/* case 12: an array of registers is read as if it were one */
static u16 __used registers_array_as_one(struct registers_adc __iomem *regs)
{
#ifdef MISTAKE
	return safe_reg_read(regs, registers_data).value;	/* error: an array of registers: say which one */
#else
	return safe_reg_read_at(regs, registers_data, 0).value;
#endif
}

/* case 12: a block of registers within the region reaches past its end */
static struct registers_channel __iomem *__used registers_part_past_the_end(struct registers_adc __iomem *regs)
{
#ifdef MISTAKE
	return safe_io_part(regs, 0xf8, struct registers_channel);	/* error: past the end of the region */
#else
	return safe_io_part(regs, 0xf0, struct registers_channel);
#endif
}

/* case 13: a number with one bit more than the field has */
static void __used registers_constant_too_large(struct registers_adc __iomem *regs)
{
#ifdef MISTAKE
	safe_reg_write(regs, safe_fields(registers_control, channel, 16));	/* error: this constant does not fit into the field */
#else
	safe_reg_write(regs, safe_fields(registers_control, channel, 15));
#endif
}

/* case 13: a number that the user gave is put into a field, and its upper bits into the next one */
static int __used registers_number_of_run_time(struct registers_adc __iomem *regs, unsigned int channel)
{
#ifdef MISTAKE
	safe_reg_update(regs, registers_control, channel, channel);	/* error: known only at run time: use safe_try */
	return 0;
#else
	return safe_try_reg_update(regs, registers_control, channel, channel);
#endif
}

/* case 13: FIELD_PREP() cuts a number that is known only at run time */
static int __used registers_number_cut(struct registers_control *control, unsigned int channel)
{
#ifdef MISTAKE
	control->value |= FIELD_PREP(GENMASK(7, 4), channel);	/* never: FIELD_PREP() of the kernel truncates what is no constant */
	return 0;
#else
	return safe_try_field_set(control, channel, channel);
#endif
}

/* case 13: a number that is known only at run time does not fit */
static int __used registers_number_too_large(struct registers_control *control)
{
	unsigned int channel = 16;

#ifdef MISTAKE
	return safe_try_field_set(control, channel, channel);	/* run time: safe_registers.field_edges gives -ERANGE */
#else
	return safe_try_field_set(control, channel, channel - 1);
#endif
}

/* case 13: a field of another register */
static u32 __used registers_field_of_another(struct registers_adc __iomem *regs)
{
	struct registers_status status = safe_reg_read(regs, registers_status);

#ifdef MISTAKE
	return safe_field_get(status, channel);		/* error: no member named */
#else
	return safe_field_get(status, overrun);
#endif
}

/* case 13: what one register gave is written to another */
static void __used registers_value_of_another(struct registers_adc __iomem *regs)
{
	struct registers_control control = { };

#ifdef MISTAKE
	control = safe_reg_read(regs, registers_status);	/* error: incompatible type */
#else
	control = safe_reg_read(regs, registers_control);
#endif
	safe_reg_write(regs, control);
}

/* case 13: a register is compared with a number, whatever its fields are */
static bool __used registers_value_as_number(struct registers_adc __iomem *regs)
{
	struct registers_status status = safe_reg_read(regs, registers_status);

#ifdef MISTAKE
	return status & 1;				/* error: invalid operands to binary */
#else
	return safe_field_get(status, done);
#endif
}

/* case 13: the mask of a field has a hole */
SAFE_REGISTER(registers_adc, registers_holes, 0x14, u32, rw) {
#ifdef MISTAKE
	SAFE_FIELD(gain, 0x5);				/* error: the mask of a field is one run of bits */
#else
	SAFE_FIELD(gain, 0x7);
#endif
};

/* case 13: a u64 is written to a 32-bit register */
static void __used registers_too_wide(struct registers_dac __iomem *regs, u64 address)
{
#ifdef MISTAKE
	safe_writel(address, regs, 0);			/* never: C converts the argument of a function; declare the register */
#else
	safe_writel(lower_32_bits(address), regs, 0);
	safe_writel(upper_32_bits(address), regs, 4);
#endif
}

/* case 13: a u64 as the value of a 32-bit register that is declared */
static struct registers_id __used registers_too_wide_value(u64 address)
{
#ifdef MISTAKE
	return safe_reg_value(registers_id, address);	/* error: wider than the register */
#else
	return safe_reg_value(registers_id, lower_32_bits(address));
#endif
}

/* case 13: a constant of another enum than the field's, out of a variable */
static int __used registers_other_enum(struct registers_control *control, enum registers_gain gain)
{
#ifdef MISTAKE
	return safe_try_field_set(control, mode, gain);	/* error: not of the field.*s type */
#else
	return safe_try_field_set(control, mode, gain == REGISTERS_LOW ? REGISTERS_SLOW : REGISTERS_FAST);
#endif
}

/* case 24: a constant of another enum than the field's */
static struct registers_control __used registers_other_constant(void)
{
#ifdef MISTAKE
	return safe_fields(registers_control, mode, REGISTERS_HIGH);	/* never: constants of enums are int in C */
#else
	return safe_fields(registers_control, mode, REGISTERS_FAST);
#endif
}

/* case 24: a register that is for reading only is written */
static void __used registers_write_of_read_only(struct registers_adc __iomem *regs)
{
#ifdef MISTAKE
	safe_reg_write(regs, safe_reg_value(registers_id, 1));	/* error: this register cannot be written */
#else
	safe_reg_write(regs, safe_reg_value(registers_start, 1));
#endif
}

/* case 24: a register that is for writing only is read */
static u32 __used registers_read_of_write_only(struct registers_adc __iomem *regs)
{
#ifdef MISTAKE
	return safe_reg_read(regs, registers_start).value;	/* error: this register cannot be read */
#else
	return safe_reg_read(regs, registers_id).value;
#endif
}

/* case 24: reading, changing and writing back a status register clears what was not meant */
static void __used registers_update_of_status(struct registers_adc __iomem *regs)
{
#ifdef MISTAKE
	safe_reg_update(regs, registers_status, done, 1);	/* error: this register cannot be changed field by field */
#else
	safe_reg_write(regs, safe_fields(registers_status, done, 1));
#endif
}

/* case 24: a PCI device has no BAR 6 */
static int __used registers_no_such_bar(struct pci_dev *pdev)
{
	struct registers_adc __iomem *regs;

#ifdef MISTAKE
	regs = TRY(safe_devm_iomap_bar(pdev, 6, struct registers_adc));	/* error: the BARs of a device are 0 to 5 */
#else
	regs = TRY(safe_devm_iomap_bar(pdev, 5, struct registers_adc));
#endif
	return safe_readl(regs, 0) ? 0 : -ENODEV;
}

/* case 24: a field is declared at bit 8 of a register of 8 bits, and used */
SAFE_REGISTER(registers_adc, registers_narrow, 0x18, u8, rw) {
#ifdef MISTAKE
	SAFE_FIELD(gain, BIT(8));
#else
	SAFE_FIELD(gain, BIT(7));
#endif
};

static void __used registers_field_outside(struct registers_adc __iomem *regs)
{
#ifdef MISTAKE
	safe_reg_update(regs, registers_narrow, gain, 1);	/* error: the field is outside of its register */
#else
	safe_reg_update(regs, registers_narrow, gain, 1);
#endif
}

/* case 11: a region is read through its pointer */
static u32 __used registers_dereferenced(struct registers_adc __iomem *regs)
{
#ifdef MISTAKE
	return *regs;					/* error: incompatible (result )?type */
#else
	return safe_readl(regs, 0);
#endif
}

/* case 11: bytes are added to a region, as to a void __iomem * */
static u32 __used registers_arithmetic(struct registers_adc __iomem *regs)
{
#ifdef MISTAKE
	return safe_readl(regs + 0x10, 0);		/* error: invalid operands to binary */
#else
	return safe_readl(regs, 0x10);
#endif
}

/* case 11: a raw mapping is used, whose size nobody knows */
static int __used registers_raw_pointer(void __iomem *raw, resource_size_t mapped)
{
#ifdef MISTAKE
	return safe_reg_read(raw, registers_id).value;	/* error: a raw pointer: its region is made by safe_io_region */
#else
	struct registers_adc __iomem *regs = TRY(safe_io_region(raw, mapped, struct registers_adc));

	return safe_reg_read(regs, registers_id).value ? 0 : -ENODEV;
#endif
}

/* case 11: a mapping that failed is used as if it were one */
static u32 __used registers_unchecked_mapping(struct platform_device *pdev)
{
	struct registers_adc __iomem *regs;

#ifdef MISTAKE
	regs = safe_devm_platform_ioremap_resource(pdev, 0, struct registers_adc);	/* error: incompatible type */
#else
	regs = TRY_OR(safe_devm_platform_ioremap_resource(pdev, 0, struct registers_adc), 0);
#endif
	return safe_readl(regs, 0);
}

/* case 22: a negative number is put into a field */
static void __used registers_negative(struct registers_control *control)
{
#ifdef MISTAKE
	safe_field_set(control, channel, -1);		/* error: this constant does not fit into the field */
#else
	safe_field_set(control, channel, 1);
#endif
}

/* case 9: waits for a register with a sleep, under a spinlock */
static int __used registers_sleeping_wait(struct registers_adc __iomem *regs, spinlock_t *lock)
{
	int ret = 0;

	safe_scoped_guard(spinlock, lock) {
#ifdef MISTAKE
		ret = safe_field_poll_timeout(regs, registers_control, enable, 0, safe_us(10), safe_us(100));	/* error: this may sleep, and the context is atomic */
#else
		ret = safe_field_poll_timeout_atomic(regs, registers_control, enable, 0, safe_us(1), safe_us(10));
#endif
	}
	return ret;
}

/* case 21: milliseconds for the microseconds of a wait */
static int __used registers_wait_in_ms(struct registers_adc __iomem *regs)
{
	struct registers_status status;

#ifdef MISTAKE
	return safe_reg_poll_timeout(regs, status, safe_field_get(status, done), safe_us(10), safe_ms(5));	/* error: invalid initializer|incompatible type */
#else
	return safe_reg_poll_timeout(regs, status, safe_field_get(status, done), safe_us(10), safe_us_from_ms(safe_ms(5)));
#endif
}

/* case 4: nobody looks whether the number did fit */
static void __used registers_ignored_range(struct registers_adc __iomem *regs, unsigned int channel)
{
#ifdef MISTAKE_LATE
	safe_try_reg_update(regs, registers_control, channel, channel);	/* error: ignoring return value */
#else
	if (safe_try_reg_update(regs, registers_control, channel, channel))
		pr_err("no channel %u\n", channel);
#endif
}

/* case 4: nobody looks whether the wait ended in time */
static void __used registers_ignored_timeout(struct registers_adc __iomem *regs)
{
#ifdef MISTAKE_LATE
	safe_field_poll_timeout(regs, registers_status, done, 1, safe_us(10), safe_us(100));	/* error: ignoring return value */
#else
	if (safe_field_poll_timeout(regs, registers_status, done, 1, safe_us(10), safe_us(100)))
		pr_err("not done\n");
#endif
}

/* case 23: a relaxed access, which is little-endian always, to a register that is not */
static u32 __used registers_relaxed_big_endian(struct registers_network __iomem *regs)
{
#ifdef MISTAKE
	return safe_reg_read_relaxed(regs, registers_counter).value;	/* error: there are no relaxed accesses that are big-endian */
#else
	return safe_reg_read(regs, registers_counter).value;
#endif
}
