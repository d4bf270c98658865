// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Units, clocks, byte order, flags and enumerations in forms that are right and look odd. */
#include <linux/dma-direction.h>
#include <linux/interrupt.h>
#include <safe/core/address.h>
#include <safe/core/endian.h>
#include <safe/core/flags.h>
#include <safe/linux/clk.h>
#include <safe/linux/delay.h>
#include <safe/linux/device.h>
#include <safe/linux/gpio/consumer.h>
#include <safe/linux/ktime.h>
#include <safe/linux/regmap.h>
#include <safe/linux/slab.h>
#include <safe/linux/uaccess.h>
#include <safe/short.h>

SAFE_FLAGS(good_identities_irqf, unsigned long, IRQF_SHARED | IRQF_ONESHOT | IRQF_TRIGGER_MASK);
#define safe_good_identities_irqf(n) safe_good_identities_irqf(__safe_flags_number(good_identities_irqf, n))

static int good_identities_request(int irq, struct safe_good_identities_irqf flags)
{
	return irq > 0 && flags.value ? 0 : -EINVAL;
}
#define good_identities_request(irq, flags) \
	good_identities_request(irq, safe_flags(good_identities_irqf, flags, #flags))

static int good_identities_map(int n, enum dma_data_direction dir)
{
	return dir == DMA_NONE || n < 0 ? -EINVAL : 0;
}
#define good_identities_map(n, dir) good_identities_map(n, safe_enum(enum dma_data_direction, dir, #dir))

/* good: flags handed through macros of the driver's own, one of them a set of its own */
#define GOOD_IDENTITIES_FLAGS	(IRQF_SHARED | IRQF_ONESHOT)
#define good_identities_request_shared(irq, more) good_identities_request(irq, IRQF_SHARED | (more))
#define good_identities_request_as(irq, flags) good_identities_request(irq, flags)
static int __used good_identities_flags_through_macros(int irq)
{
	TRY(good_identities_request(irq, GOOD_IDENTITIES_FLAGS));
	TRY(good_identities_request_shared(irq, IRQF_TRIGGER_HIGH));
	TRY(good_identities_request_as(irq, IRQF_SHARED));
	return good_identities_request_as(irq, GOOD_IDENTITIES_FLAGS | IRQF_TRIGGER_LOW);
}

/* good: no flags, a constant expression that depends on the configuration, flags known at run time */
static int __used good_identities_flags_forms(int irq, unsigned long trigger, bool shared)
{
	struct safe_good_identities_irqf flags = safe_good_identities_irqf(trigger);

	TRY(good_identities_request(irq, 0));
	TRY(good_identities_request(irq, IS_ENABLED(CONFIG_PCI) ? IRQF_SHARED : 0));
	TRY(good_identities_request(irq, safe_good_identities_irqf(shared ? IRQF_SHARED : 0)));
	flags = safe_flags_with(flags, safe_good_identities_irqf(IRQF_SHARED));
	if (safe_flags_have(flags, safe_good_identities_irqf(IRQF_SHARED | IRQF_ONESHOT)))
		flags = safe_flags_without(flags, safe_good_identities_irqf(IRQF_ONESHOT));
	return good_identities_request(irq, flags);
}

/* good: every flag of an interrupt that the kernel has, and a trigger that the firmware states */
static int __used good_identities_irqf(struct device *dev, struct regmap *map, int irq, unsigned long trigger,
				       const struct regmap_irq_chip *chip, struct regmap_irq_chip_data **data)
{
	static_assert(((IRQF_TRIGGER_MASK | IRQF_TRIGGER_PROBE | IRQF_SHARED | IRQF_PROBE_SHARED | IRQF_TIMER |
			IRQF_PERCPU | IRQF_NOBALANCING | IRQF_IRQPOLL | IRQF_ONESHOT | IRQF_NO_SUSPEND |
			IRQF_FORCE_RESUME | IRQF_NO_THREAD | IRQF_EARLY_RESUME | IRQF_COND_SUSPEND |
			IRQF_NO_AUTOEN | IRQF_NO_DEBUG) & ~__safe_irqf_all) == 0);

	TRY(safe_devm_regmap_add_irq_chip(dev, map, irq, IRQF_ONESHOT | IRQF_NO_DEBUG, 0, chip, data));
	return safe_devm_regmap_add_irq_chip(dev, map, irq, safe_irqf(trigger | IRQF_ONESHOT), 0, chip, data);
}

/* good: a direction that a condition decides, a cast in plain sight, an array's element */
static int __used good_identities_enums(bool in, int raw, const enum dma_data_direction *table)
{
	const enum dma_data_direction dir = in ? DMA_FROM_DEVICE : DMA_TO_DEVICE;

	TRY(good_identities_map(1, dir));
	TRY(good_identities_map(2, in ? DMA_FROM_DEVICE : DMA_TO_DEVICE));
	TRY(good_identities_map(3, (enum dma_data_direction)raw));
	TRY(good_identities_map(4, table[raw]));
	return good_identities_map(5, *table);
}

/* good: allocation flags joined, chosen, kept in variables, and from the caller */
static int __used good_identities_gfp(struct device *dev, gfp_t gfp, bool atomic, char **to)
{
	gfp_t own = atomic ? GFP_ATOMIC : GFP_KERNEL;

	*to = TRY(safe_devm_kstrdup(dev, "a", gfp));
	*to = TRY(safe_devm_kstrdup(dev, "b", own | __GFP_NOWARN));
	*to = TRY(safe_devm_kstrdup(dev, "c", GFP_KERNEL | __GFP_ZERO));
	*to = TRY(safe_devm_kstrdup(dev, "d", atomic ? GFP_ATOMIC : GFP_KERNEL));
	return 0;
}

/* good: a packed structure of all orders, as a static object, as bytes, in user memory */
struct good_identities_header {
	u8 version;
	struct safe_be32 magic;
	struct safe_le16 len;
	struct safe_le64 offset[2];
	u8 end;
} __packed;
static_assert(sizeof(struct good_identities_header) == 1 + 4 + 2 + 16 + 1);
SAFE_USER_STRUCT(struct good_identities_header, version, magic, len, offset, end);

static const struct good_identities_header good_identities_template = {
	.version = 1,
	.magic = SAFE_CPU_TO_BE32(0x53414645),
	.len = SAFE_CPU_TO_LE16(sizeof(struct good_identities_header)),
	.offset = { SAFE_CPU_TO_LE64(1ULL << 63), SAFE_CPU_TO_LE64(0) },
};

static int __used good_identities_packed(void __user *to, u8 *sum)
{
	struct good_identities_header header = good_identities_template;
	struct safe_const_bytes bytes = safe_const_bytes_of(header);
	size_t i;

	header.offset[1] = header.offset[0];
	for (i = 0; i < bytes.len; i++)
		*sum += ((const u8 *)bytes.ptr)[i];
	return safe_copy_to_user(to, &header);
}

/* good: sums of u16, negative constants, constants of other types, an enum */
static struct safe_le16 __used good_identities_narrow(u16 a, u8 b, bool c)
{
	enum { LAST = 0x7fff };
	struct safe_le16 words[] = {
		safe_cpu_to_le16(a + b),      safe_cpu_to_le16(-1),    safe_cpu_to_le16(~0U & 0xffff),
		safe_cpu_to_le16(LAST),	      safe_cpu_to_le16('a'),   safe_cpu_to_le16(c),
		safe_cpu_to_le16((u16)~a),    safe_cpu_to_le16(0xffffUL),
	};
	struct safe_le16_slice slice = safe_slice_of(le16, words);
	struct safe_le16 *last = safe_at(slice, ARRAY_SIZE(words) - 1);

	return last ? *last : words[0];
}

/* good: the kernel's own types at the edge */
static __le32 __used good_identities_raw(__be16 port, u16 *to)
{
	*to = safe_be16_to_cpu(safe_be16_from_raw(port));
	return safe_le32_raw(safe_cpu_to_le32(*to));
}

/* good: deadlines in loops, of two clocks side by side */
static int __used good_identities_deadline(bool (*ready)(void))
{
	struct safe_ktime_mono deadline = safe_ktime_add(safe_ktime_get(), safe_ns_from_ms(safe_ms(20)));
	struct safe_ktime_boot start = safe_ktime_get_boottime();
	struct safe_ns took = { };

	while (!ready()) {
		if (safe_ktime_after(safe_ktime_get(), deadline))
			return -ETIMEDOUT;
		safe_usleep_range(safe_us(10), safe_us(20));
	}
	TRY(safe_ns_from_diff(&took, safe_ktime_sub(safe_ktime_get_boottime(), start)));
	return took.value > NSEC_PER_SEC;
}

/* good: the clock asked within an argument, both arguments with side effects */
static bool __used good_identities_nested(struct safe_ktime_real *stamp)
{
	return safe_ktime_before(*stamp++, safe_ktime_add(safe_ktime_get_real(), safe_ns_from_us(safe_us(1))));
}

/* good: quantities chosen by a condition, in arrays, in structures that are compared as wholes */
static int __used good_identities_units(struct clk *clk, bool fast)
{
	static const struct safe_hz rates[] = { { 100000 }, { 400000 } };
	struct { struct safe_ms on, off; } blink = { .on = safe_ms(10), .off = safe_ms(20) };
	struct safe_hz rate = fast ? rates[1] : safe_hz(50000);

	TRY(safe_clk_set_rate(clk, rate));
	TRY(safe_clk_set_rate(clk, fast ? safe_hz(1) : safe_hz(2)));
	safe_msleep(blink.on.value > blink.off.value ? blink.on : blink.off);
	return 0;
}

/* good: waiting where sleeping is not allowed */
static void __used good_identities_delays(void)
{
	safe_atomic();

	safe_udelay(safe_us(5));
	safe_ndelay(safe_ns(100));
	safe_mdelay(safe_ms(1));
}

/* good: the halves of an address, the number in plain sight, the first address there is */
static u64 __used good_identities_address(dma_addr_t mapped)
{
	struct safe_dma_addr addr = safe_dma_addr(mapped), none = { };

	return ((u64)safe_dma_addr_high(addr) << 32 | safe_dma_addr_low(addr)) == addr.value ? none.value : 1;
}

/* good: a GPIO's flags by a constant, a variable, a condition */
static int __used good_identities_gpio(struct device *dev, struct gpio_desc **line, enum gpiod_flags how, bool low)
{
	*line = TRY(safe_devm_gpiod_get(dev, "a", GPIOD_ASIS));
	*line = TRY(safe_devm_gpiod_get(dev, "b", how));
	*line = TRY(safe_devm_gpiod_get(dev, "c", low ? GPIOD_OUT_LOW : GPIOD_OUT_HIGH));
	return 0;
}
