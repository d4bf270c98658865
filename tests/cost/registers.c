// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * What registers cost: offsets that are constants and that are not, fields, updates, arrays, waiting. The careful twin
 * checks what the safe form checks, and marks failures as unlikely, too.
 */
#include <linux/bitfield.h>
#include <linux/io.h>
#include <linux/iopoll.h>
#include <safe/core/register_poll.h>
#include <safe/linux/io.h>
#include <safe/linux/iopoll.h>
#include <safe/short.h>

enum cost_mode { COST_SLOW, COST_FAST };

SAFE_IO_REGION(cost_regs, 0x100);
SAFE_IO_REGION_BE(cost_be_regs, 0x100);
SAFE_IO_REGION(cost_part, 0x20);

SAFE_REGISTER(cost_regs, cost_control, 0x04, u32, rw) {
	SAFE_FIELD(enable, BIT(0));
	SAFE_FIELD(channel, GENMASK(7, 4));
	SAFE_FIELD_TYPED(mode, GENMASK(9, 8), enum cost_mode);
};
SAFE_REGISTER(cost_regs, cost_address, 0x80, u64, rw) {
};
SAFE_REGISTER(cost_part, cost_in_part, 0x08, u32, rw) {
};
SAFE_REGISTER(cost_be_regs, cost_be, 0x04, u32, rw) {
	SAFE_FIELD(on, BIT(31));
};
SAFE_REGISTER_ARRAY(cost_regs, cost_limit, 0x40, u16, rw, 8, 4) {
	SAFE_FIELD(low, GENMASK(7, 0));
};

/* cost: registers_read_constant: same */
u32 raw_registers_read_constant(void __iomem *regs)
{
	return readl(regs + 0x10);
}

u32 cost_registers_read_constant(struct cost_regs __iomem *regs)
{
	return safe_readl(regs, 0x10);
}

/* cost: registers_write_constant: same */
void raw_registers_write_constant(void __iomem *regs, u64 value)
{
	writeq(value, regs + 0xf8);
}

void cost_registers_write_constant(struct cost_regs __iomem *regs, u64 value)
{
	safe_writeq(value, regs, 0xf8);
}

/* cost: registers_read_relaxed_be: same */
u32 raw_registers_read_relaxed_be(void __iomem *regs)
{
	return readl_relaxed(regs) | ioread32be(regs + 4);
}

u32 cost_registers_read_relaxed_be(struct cost_regs __iomem *regs)
{
	return safe_readl_relaxed(regs, 0) | safe_ioread32be(regs, 4);
}

/* cost: registers_try_read: same */
int raw_registers_try_read(void __iomem *regs, size_t offset, u32 *to)
{
	if (unlikely(offset % 4 || offset > 0xfc))
		return -ERANGE;
	*to = readl(regs + offset);
	return 0;
}

int cost_registers_try_read(struct cost_regs __iomem *regs, size_t offset, u32 *to)
{
	return safe_try_readl(regs, offset, to);
}

/* cost: registers_try_write_byte: same */
int raw_registers_try_write_byte(void __iomem *regs, size_t offset, u8 value)
{
	if (unlikely(offset >= 0x100))
		return -ERANGE;
	writeb(value, regs + offset);
	return 0;
}

int cost_registers_try_write_byte(struct cost_regs __iomem *regs, size_t offset, u8 value)
{
	return safe_try_writeb(value, regs, offset);
}

/* cost: registers_relaxed: same */
void raw_registers_relaxed(void __iomem *regs)
{
	writel_relaxed(readl_relaxed(regs + 4) & GENMASK(7, 4), regs + 4);
}

void cost_registers_relaxed(struct cost_regs __iomem *regs)
{
	struct cost_control control = safe_reg_read_relaxed(regs, cost_control);

	control.value &= GENMASK(7, 4);
	safe_reg_write_relaxed(regs, control);
}

/* cost: registers_field_get: same */
u32 raw_registers_field_get(void __iomem *regs)
{
	return FIELD_GET(GENMASK(7, 4), readl(regs + 4));
}

u32 cost_registers_field_get(struct cost_regs __iomem *regs)
{
	return safe_field_get(safe_reg_read(regs, cost_control), channel);
}

/* cost: registers_field_enum: same */
bool raw_registers_field_enum(void __iomem *regs)
{
	return FIELD_GET(GENMASK(9, 8), readl(regs + 4)) == COST_FAST;
}

bool cost_registers_field_enum(struct cost_regs __iomem *regs)
{
	return safe_field_get(safe_reg_read(regs, cost_control), mode) == COST_FAST;
}

/* cost: registers_fields_write: same */
void raw_registers_fields_write(void __iomem *regs)
{
	writel(FIELD_PREP(BIT(0), 1) | FIELD_PREP(GENMASK(7, 4), 9) |
		       FIELD_PREP(GENMASK(9, 8), COST_FAST),
	       regs + 4);
}

void cost_registers_fields_write(struct cost_regs __iomem *regs)
{
	safe_reg_write(regs, safe_fields(cost_control, enable, 1, channel, 9, mode, COST_FAST));
}

/* cost: registers_field_bool: same */
void raw_registers_field_bool(void __iomem *regs, bool on)
{
	writel(FIELD_PREP(BIT(0), on) | FIELD_PREP(GENMASK(7, 4), 9), regs + 4);
}

void cost_registers_field_bool(struct cost_regs __iomem *regs, bool on)
{
	safe_reg_write(regs, safe_fields(cost_control, enable, on, channel, 9));
}

/* cost: registers_field_set: same */
void raw_registers_field_set(u32 *control)
{
	*control = (*control & ~(u32)GENMASK(7, 4)) | FIELD_PREP(GENMASK(7, 4), 9);
}

void cost_registers_field_set(struct cost_control *control)
{
	safe_field_set(control, channel, 9);
}

/* cost: registers_field_try: same */
int raw_registers_field_try(u32 *control, unsigned int channel)
{
	if (unlikely(channel > 15))
		return -ERANGE;
	*control = (*control & ~(u32)GENMASK(7, 4)) | FIELD_PREP(GENMASK(7, 4), channel);
	return 0;
}

int cost_registers_field_try(struct cost_control *control, unsigned int channel)
{
	return safe_try_field_set(control, channel, channel);
}

/* cost: registers_update: same */
void raw_registers_update(void __iomem *regs)
{
	u32 control = readl(regs + 4);

	control &= ~(u32)(BIT(0) | GENMASK(7, 4));
	control |= BIT(0) | FIELD_PREP(GENMASK(7, 4), 9);
	writel(control, regs + 4);
}

void cost_registers_update(struct cost_regs __iomem *regs)
{
	safe_reg_update(regs, cost_control, enable, 1, channel, 9);
}

/* cost: registers_update_try: same */
int raw_registers_update_try(void __iomem *regs, unsigned int channel)
{
	u32 control;

	if (unlikely(channel > 15))
		return -ERANGE;
	control = readl(regs + 4);
	control &= ~(u32)GENMASK(7, 4);
	control |= FIELD_PREP(GENMASK(7, 4), channel);
	writel(control, regs + 4);
	return 0;
}

int cost_registers_update_try(struct cost_regs __iomem *regs, unsigned int channel)
{
	return safe_try_reg_update(regs, cost_control, channel, channel);
}

/* cost: registers_wide: same */
u64 raw_registers_wide(void __iomem *regs, dma_addr_t address)
{
	writeq(address, regs + 0x80);
	return readq(regs + 0x80);
}

u64 cost_registers_wide(struct cost_regs __iomem *regs, dma_addr_t address)
{
	safe_reg_write(regs, safe_reg_value(cost_address, address));
	return safe_reg_read(regs, cost_address).value;
}

/* cost: registers_big_endian: same */
/* reason: gcc-arm64 +2: of a value that was 64 bits wide it does not drop the second swap */
void raw_registers_big_endian(void __iomem *regs)
{
	iowrite32be(ioread32be(regs + 4) | BIT(31), regs + 4);
}

void cost_registers_big_endian(struct cost_be_regs __iomem *regs)
{
	safe_reg_update(regs, cost_be, on, 1);
}

/* cost: registers_array_constant: same */
u16 raw_registers_array_constant(void __iomem *regs)
{
	return readw(regs + 0x40 + 7 * 4);
}

u16 cost_registers_array_constant(struct cost_regs __iomem *regs)
{
	return safe_reg_read_at(regs, cost_limit, 7).value;
}

/* cost: registers_array_try: same */
/* reason: gcc-arm64 +1: it adds the offset of the array in a register of its own */
int raw_registers_array_try(void __iomem *regs, unsigned int n)
{
	if (unlikely(n >= 8))
		return -ERANGE;
	return readw(regs + 0x40 + n * 4UL);
}

int cost_registers_array_try(struct cost_regs __iomem *regs, unsigned int n)
{
	struct cost_limit limit;

	TRY(safe_try_reg_read_at(regs, n, &limit));
	return limit.value;
}

/* cost: registers_array_write: same */
/* reason: gcc-arm64 +1: it adds the offset of the array in a register of its own */
int raw_registers_array_write(void __iomem *regs, unsigned int n, u16 value)
{
	if (unlikely(n >= 8))
		return -ERANGE;
	writew(value, regs + 0x40 + n * 4UL);
	return 0;
}

int cost_registers_array_write(struct cost_regs __iomem *regs, unsigned int n, u16 value)
{
	return safe_try_reg_write_at(regs, n, safe_reg_value(cost_limit, value));
}

/* cost: registers_array_loop: same */
u32 raw_registers_array_loop(void __iomem *regs)
{
	unsigned int i;
	u32 sum = 0;

	for (i = 0; i < 8; i++)
		sum += readw(regs + 0x40 + i * 4UL);
	return sum;
}

u32 cost_registers_array_loop(struct cost_regs __iomem *regs)
{
	struct cost_limit limit;
	unsigned int i;
	u32 sum = 0;

	for (i = 0; i < safe_reg_count(cost_limit); i++) {
		TRY_OR(safe_try_reg_read_at(regs, i, &limit), 0);
		sum += limit.value;
	}
	return sum;
}

/* cost: registers_array_update: same */
int raw_registers_array_update(void __iomem *regs, unsigned int n)
{
	void __iomem *limit = regs + 0x40 + n * 4UL;

	if (unlikely(n >= 8))
		return -ERANGE;
	writew((readw(limit) & 0xff00) | 0x12, limit);
	return 0;
}

int cost_registers_array_update(struct cost_regs __iomem *regs, unsigned int n)
{
	return safe_try_reg_update_at(regs, cost_limit, n, low, 0x12);
}

/* cost: registers_part: same */
u32 raw_registers_part(void __iomem *regs)
{
	void __iomem *part = regs + 0x60;

	return readl(part + 8);
}

u32 cost_registers_part(struct cost_regs __iomem *regs)
{
	return safe_reg_read(safe_io_part(regs, 0x60, struct cost_part), cost_in_part).value;
}

/* cost: registers_poll: same */
int raw_registers_poll(void __iomem *regs)
{
	u32 control;

	return readl_poll_timeout(regs + 4, control, control & BIT(0), 10, 100);
}

int cost_registers_poll(struct cost_regs __iomem *regs)
{
	struct cost_control control;

	return safe_reg_poll_timeout(regs, control, safe_field_get(control, enable), safe_us(10),
				     safe_us(100));
}

/* cost: registers_poll_offset: same */
int raw_registers_poll_offset(void __iomem *regs, u16 *to)
{
	u16 val;
	int ret = readw_relaxed_poll_timeout(regs + 6, val, val & 1, 10, 100);

	*to = val;
	return ret;
}

int cost_registers_poll_offset(struct cost_regs __iomem *regs, u16 *to)
{
	u16 val;
	int ret = safe_readw_relaxed_poll_timeout(regs, 6, val, val & 1, safe_us(10), safe_us(100));

	*to = val;
	return ret;
}

/* cost: registers_poll_field: same */
int raw_registers_poll_field(void __iomem *regs)
{
	u32 control;

	return readl_poll_timeout_atomic(regs + 4, control,
					 FIELD_GET(GENMASK(9, 8), control) == COST_FAST, 1, 10);
}

int cost_registers_poll_field(struct cost_regs __iomem *regs)
{
	return safe_field_poll_timeout_atomic(regs, cost_control, mode, COST_FAST, safe_us(1),
					      safe_us(10));
}
