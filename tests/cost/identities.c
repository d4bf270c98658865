// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What types cost that are a number with a name: units, clocks, byte order, flags, enumerations. */
#include <linux/clk.h>
#include <linux/delay.h>
#include <linux/dma-direction.h>
#include <linux/interrupt.h>
#include <linux/ktime.h>
#include <safe/core/address.h>
#include <safe/core/endian.h>
#include <safe/core/flags.h>
#include <safe/linux/clk.h>
#include <safe/linux/delay.h>
#include <safe/linux/ktime.h>
#include <safe/short.h>

/* cost: identities_unit_constant: same */
int raw_identities_unit_constant(struct clk *clk)
{
	return clk_set_rate(clk, 100000000);
}

int cost_identities_unit_constant(struct clk *clk)
{
	return safe_clk_set_rate(clk, safe_hz(100000000));
}

/* cost: identities_unit_variable: same */
int raw_identities_unit_variable(struct clk *clk, u32 rate)
{
	return clk_set_rate(clk, rate);
}

int cost_identities_unit_variable(struct clk *clk, u32 rate)
{
	return safe_clk_set_rate(clk, safe_hz(rate));
}

/* cost: identities_unit_passed_on: same */
void raw_identities_unit_passed_on(unsigned int ms)
{
	msleep(ms);
}

void cost_identities_unit_passed_on(struct safe_ms ms)
{
	safe_msleep(ms);
}

/* cost: identities_unit_converted: same */
/* reason: clang-arm64 +1: an int in a structure may have other bits above it in its register */
u64 raw_identities_unit_converted(unsigned int ms)
{
	return ms * 1000000ULL;
}

struct safe_ns cost_identities_unit_converted(struct safe_ms ms)
{
	return safe_ns_from_ms(ms);
}

/* cost: identities_unit_to_jiffies: same */
/* reason: gcc-x86_64 +1: no tail call in a function that returns a structure */
unsigned long raw_identities_unit_to_jiffies(unsigned int ms)
{
	return msecs_to_jiffies(ms);
}

struct safe_jiffies cost_identities_unit_to_jiffies(struct safe_ms ms)
{
	return safe_jiffies_from_ms(ms);
}

/* cost: identities_unit_result: same */
bool raw_identities_unit_result(struct clk *clk)
{
	return clk_get_rate(clk) > 1000000;
}

bool cost_identities_unit_result(struct clk *clk)
{
	return safe_clk_get_rate(clk).value > 1000000;
}

/* cost: identities_clock_elapsed: same */
s64 raw_identities_clock_elapsed(ktime_t start)
{
	return ktime_to_ns(ktime_sub(ktime_get(), start));
}

struct safe_ns_diff cost_identities_clock_elapsed(struct safe_ktime_mono start)
{
	return safe_ktime_sub(safe_ktime_get(), start);
}

/* cost: identities_clock_deadline: same */
bool raw_identities_clock_deadline(ktime_t deadline)
{
	return ktime_after(ktime_get(), deadline);
}

bool cost_identities_clock_deadline(struct safe_ktime_mono deadline)
{
	return safe_ktime_after(safe_ktime_get(), deadline);
}

/* cost: identities_clock_add_constant: same */
/* reason: gcc-x86_64 +1: no tail call in a function that returns a structure */
ktime_t raw_identities_clock_add_constant(void)
{
	return ktime_add_safe(ktime_get(), ms_to_ktime(20));
}

struct safe_ktime_mono cost_identities_clock_add_constant(void)
{
	return safe_ktime_add(safe_ktime_get(), safe_ns_from_ms(safe_ms(20)));
}

/* That the duration is a point in time at all is one check. */
/* cost: identities_clock_add: checks 1 */
ktime_t raw_identities_clock_add(ktime_t t, u64 ns)
{
	return ktime_add_safe(t, ns_to_ktime(ns));
}

struct safe_ktime_mono cost_identities_clock_add(struct safe_ktime_mono t, struct safe_ns ns)
{
	return safe_ktime_add(t, ns);
}

/* cost: identities_duration_checked: same */
int raw_identities_duration_checked(u64 *to, ktime_t later, ktime_t earlier)
{
	s64 ns = ktime_to_ns(ktime_sub(later, earlier));

	if (unlikely(ns < 0))
		return -ERANGE;
	*to = ns;
	return 0;
}

int cost_identities_duration_checked(struct safe_ns *to, struct safe_ktime_mono later,
				     struct safe_ktime_mono earlier)
{
	return safe_ns_from_diff(to, safe_ktime_sub(later, earlier));
}

struct identities_raw {
	__le64 addr;
	__be32 magic;
	__le16 len;
} __packed;

struct identities_safe {
	struct safe_le64 addr;
	struct safe_be32 magic;
	struct safe_le16 len;
} __packed;

/* cost: identities_endian_store: same */
void raw_identities_endian_store(struct identities_raw *to, u64 addr, u32 magic, u16 len)
{
	to->addr = cpu_to_le64(addr);
	to->magic = cpu_to_be32(magic);
	to->len = cpu_to_le16(len);
}

void cost_identities_endian_store(struct identities_safe *to, u64 addr, u32 magic, u16 len)
{
	to->addr = safe_cpu_to_le64(addr);
	to->magic = safe_cpu_to_be32(magic);
	to->len = safe_cpu_to_le16(len);
}

/* cost: identities_endian_load: same */
u64 raw_identities_endian_load(const struct identities_raw *from)
{
	return le64_to_cpu(from->addr) + be32_to_cpu(from->magic) + le16_to_cpu(from->len);
}

u64 cost_identities_endian_load(const struct identities_safe *from)
{
	return safe_le64_to_cpu(from->addr) + safe_be32_to_cpu(from->magic) +
	       safe_le16_to_cpu(from->len);
}

/* cost: identities_endian_copy: same */
void raw_identities_endian_copy(struct identities_raw *to, const struct identities_raw *from)
{
	to->magic = from->magic;
	to->addr = from->addr;
}

void cost_identities_endian_copy(struct identities_safe *to, const struct identities_safe *from)
{
	to->magic = from->magic;
	to->addr = from->addr;
}

/* cost: identities_endian_checked: same */
/* reason: gcc-arm64 +1: cuts the number to 16 bits before it stores 16 bits of it */
int raw_identities_endian_checked(struct identities_raw *to, size_t len)
{
	if (unlikely(len > U16_MAX))
		return -ERANGE;
	to->len = cpu_to_le16(len);
	return 0;
}

int cost_identities_endian_checked(struct identities_safe *to, size_t len)
{
	struct safe_le16 checked;
	int err = safe_try_cpu_to_le16(len, &checked);

	if (!err)
		to->len = checked;
	return err;
}

int identities_request(int irq, unsigned long flags);
SAFE_FLAGS(identities_irqf, unsigned long, IRQF_SHARED | IRQF_ONESHOT);

static __always_inline int identities_safe_request(int irq, struct safe_identities_irqf flags)
{
	return identities_request(irq, flags.value);
}
#define identities_safe_request(irq, flags) \
	identities_safe_request(irq, safe_flags(identities_irqf, flags, #flags))

/* cost: identities_flags_constant: same */
int raw_identities_flags_constant(int irq)
{
	return identities_request(irq, IRQF_SHARED);
}

int cost_identities_flags_constant(int irq)
{
	return identities_safe_request(irq, IRQF_SHARED);
}

/* cost: identities_flags_joined: same */
int raw_identities_flags_joined(int irq, unsigned long flags)
{
	return flags & IRQF_ONESHOT ? 0 : identities_request(irq, flags | IRQF_SHARED);
}

int cost_identities_flags_joined(int irq, struct safe_identities_irqf flags)
{
	if (safe_flags_have(flags, safe_identities_irqf(IRQF_ONESHOT)))
		return 0;
	flags = safe_flags_with(flags, safe_identities_irqf(IRQF_SHARED));
	return identities_safe_request(irq, flags);
}

int identities_map(enum dma_data_direction dir);

/* cost: identities_enum: same */
int raw_identities_enum(bool in)
{
	return identities_map(in ? DMA_FROM_DEVICE : DMA_TO_DEVICE);
}

int cost_identities_enum(bool in)
{
	return identities_map(
		safe_enum(enum dma_data_direction, in ? DMA_FROM_DEVICE : DMA_TO_DEVICE, "in ?"));
}

/* cost: identities_address_halves: same */
void raw_identities_address_halves(dma_addr_t addr, u32 *to)
{
	to[0] = lower_32_bits(addr);
	to[1] = upper_32_bits(addr);
}

void cost_identities_address_halves(struct safe_dma_addr addr, u32 *to)
{
	to[0] = safe_dma_addr_low(addr);
	to[1] = safe_dma_addr_high(addr);
}
