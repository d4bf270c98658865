// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Numbers that are more than numbers: byte order, addresses, flags, enumerations; units.c has more. */
#include <linux/dma-direction.h>
#include <linux/interrupt.h>
#include <linux/slab.h>
#include <safe/core/address.h>
#include <safe/core/endian.h>
#include <safe/core/flags.h>
#include <safe/linux/device.h>
#include <safe/linux/gpio/consumer.h>
#include <safe/linux/io.h>
#include <safe/linux/regmap.h>
#include <safe/linux/slab.h>
#include <safe/linux/uaccess.h>
#include <safe/short.h>

SAFE_IO_REGION(identities_regs, 0x40);
SAFE_FLAGS(identities_irqf, unsigned long, IRQF_SHARED | IRQF_ONESHOT | IRQF_TRIGGER_MASK);
#define safe_identities_irqf(n) safe_identities_irqf(__safe_flags_number(identities_irqf, n))
SAFE_FLAGS(identities_wq, unsigned int, 0x3);
#define safe_identities_wq(n) safe_identities_wq(__safe_flags_number(identities_wq, n))

static int identities_request(int irq, struct safe_identities_irqf flags)
{
	return irq > 0 && flags.value ? 0 : -EINVAL;
}
#define identities_request(irq, flags) identities_request(irq, safe_flags(identities_irqf, flags, #flags))

static int identities_map(enum dma_data_direction dir)
{
	return dir == DMA_NONE ? -EINVAL : 0;
}
#define identities_map(dir) identities_map(safe_enum(enum dma_data_direction, dir, #dir))

struct identities_desc {
	struct safe_le64 addr;
	struct safe_le16 len;
	struct safe_be32 magic;
} __packed;

/* case 23: a number stored into a descriptor without conversion */
static void __used identities_not_converted(struct identities_desc *desc, u16 len)
{
#ifdef MISTAKE
	desc->len = len;				/* error: incompatible types?( when assigning)? */
#else
	desc->len = safe_cpu_to_le16(len);
#endif
}

/* case 23: a descriptor's field used without conversion */
static bool __used identities_not_converted_back(const struct identities_desc *desc)
{
#ifdef MISTAKE
	return desc->len > 64;				/* error: invalid operands to binary */
#else
	return safe_le16_to_cpu(desc->len) > 64;
#endif
}

/* case 23: a bit tested in the device's byte order */
static bool __used identities_bit_not_converted(const struct identities_desc *desc)
{
#ifdef MISTAKE
	return desc->magic & BIT(3);			/* error: invalid operands to binary */
#else
	return safe_be32_to_cpu(desc->magic) & BIT(3);
#endif
}

/* case 23: big endian where little endian is wanted */
static void __used identities_wrong_order(struct identities_desc *desc, dma_addr_t addr)
{
#ifdef MISTAKE
	desc->addr = safe_cpu_to_be64(addr);		/* error: incompatible types?( when assigning)? */
#else
	desc->addr = safe_cpu_to_le64(addr);
#endif
}

/* case 23: converted by the function of the other order */
static u32 __used identities_wrong_conversion(const struct identities_desc *desc)
{
#ifdef MISTAKE
	return safe_le32_to_cpu(desc->magic);		/* error: incompatible type */
#else
	return safe_be32_to_cpu(desc->magic);
#endif
}

/* case 23: converted twice */
static struct safe_le16 __used identities_converted_twice(u16 len)
{
#ifdef MISTAKE
	return safe_cpu_to_le16(safe_cpu_to_le16(len));	/* error: incompatible type|used where .* (integer|required)|operand of type */
#else
	return safe_cpu_to_le16(len);
#endif
}

/* case 23: another width than the field has */
static void __used identities_wrong_width(struct identities_desc *desc, u32 len)
{
#ifdef MISTAKE
	desc->len = safe_cpu_to_le32(len);		/* error: incompatible types?( when assigning)? */
#else
	desc->len = safe_cpu_to_le16((u16)len);
#endif
}

/* case 13: a constant that the field has no room for */
static void __used identities_constant_too_large(struct identities_desc *desc)
{
#ifdef MISTAKE
	desc->len = safe_cpu_to_le16(0x10000);		/* error: this constant does not fit */
#else
	desc->len = safe_cpu_to_le16(0xffff);
#endif
}

/* case 13: a long number cut off to the field's width */
static int __used identities_number_too_wide(struct identities_desc *desc, size_t len)
{
#ifdef MISTAKE
	desc->len = safe_cpu_to_le16(len);		/* error: wider than what is stored */
	return 0;
#else
	return safe_try_cpu_to_le16(len, &desc->len);
#endif
}

/* case 13: an int that is larger than the field, found by the form that checks */
static int __used identities_int_too_large(struct identities_desc *desc, int len)
{
#ifdef MISTAKE
	desc->len = safe_cpu_to_le16(len);		/* never: u16 + 1 is an int, too; safe_try_cpu_to_le16() is for ints */
	return 0;
#else
	return safe_try_cpu_to_le16(len, &desc->len);
#endif
}

/* case 17: size and allocation flags swapped */
static int __used identities_size_and_gfp_swapped(size_t size)
{
#ifdef MISTAKE
	owned(kmem, buf, safe_kzalloc(GFP_KERNEL, size));	/* error: these are no allocation flags */
#else
	owned(kmem, buf, safe_kzalloc(size, GFP_KERNEL));
#endif
	return borrow(buf) ? 0 : -ENOMEM;
}

/* case 17: a constant size and allocation flags swapped */
static int __used identities_constant_and_gfp_swapped(void)
{
#ifdef MISTAKE
	owned(kmem, buf, safe_kmalloc(GFP_KERNEL, 64));	/* error: these are no allocation flags */
#else
	owned(kmem, buf, safe_kmalloc(64, GFP_KERNEL));
#endif
	return borrow(buf) ? 0 : -ENOMEM;
}

/* case 17: the flags of an interrupt passed as allocation flags */
static char *__used identities_irqf_for_gfp(struct device *dev, const char *s)
{
#ifdef MISTAKE
	return TRY_PTR(safe_devm_kstrdup(dev, s, IRQF_SHARED));	/* error: these are no allocation flags */
#else
	return TRY_PTR(safe_devm_kstrdup(dev, s, GFP_KERNEL));
#endif
}

/* case 17: a bare number as allocation flags */
static char *__used identities_number_for_gfp(struct device *dev, const char *s)
{
#ifdef MISTAKE
	return TRY_PTR(safe_devm_kstrdup(dev, s, 0));	/* error: these are no allocation flags */
#else
	return TRY_PTR(safe_devm_kstrdup(dev, s, GFP_KERNEL));
#endif
}

/* case 17: allocation flags passed as the flags of an interrupt */
static int __used identities_gfp_for_irqf(int irq)
{
#ifdef MISTAKE
	return identities_request(irq, GFP_KERNEL);	/* error: these are allocation flags */
#else
	return identities_request(irq, IRQF_SHARED);
#endif
}

/* case 17: interrupt and flags swapped */
static int __used identities_irq_and_flags_swapped(int irq)
{
#ifdef MISTAKE
	return identities_request(IRQF_SHARED, irq);	/* error: flags known only at run time: make a set of them */
#else
	return identities_request(irq, IRQF_SHARED);
#endif
}

/* case 24: flags as a bare number */
static int __used identities_flags_as_number(int irq)
{
#ifdef MISTAKE
	return identities_request(irq, 128);		/* error: a bare number: which flags are these */
#else
	return identities_request(irq, IRQF_SHARED);
#endif
}

/* case 24: a flag that is none of the set's */
static int __used identities_flag_of_no_set(int irq)
{
#ifdef MISTAKE
	return identities_request(irq, IRQF_SHARED | BIT(31));	/* error: not all of these are flags of this set */
#else
	return identities_request(irq, IRQF_SHARED | IRQF_ONESHOT);
#endif
}

/* case 24: a set made with a flag that is none of its own */
static struct safe_identities_wq __used identities_set_with_foreign_flag(void)
{
#ifdef MISTAKE
	return safe_identities_wq(IRQF_SHARED);		/* error: not all of these are flags of this set */
#else
	return safe_identities_wq(BIT(0));
#endif
}

/* case 17: a set of other flags */
static int __used identities_other_set(int irq, struct safe_identities_wq other, struct safe_identities_irqf flags)
{
#ifdef MISTAKE
	return identities_request(irq, other);		/* error: incompatible type */
#else
	return identities_request(irq, flags);
#endif
}

/* case 17: two sets of different flags joined */
static struct safe_identities_irqf __used identities_sets_joined(struct safe_identities_irqf flags,
								 struct safe_identities_wq other)
{
#ifdef MISTAKE
	return safe_flags_with(flags, other);		/* error: invalid initializer|incompatible type */
#else
	return safe_flags_with(flags, safe_identities_irqf(other.value ? IRQF_SHARED : 0));
#endif
}

/* case 17: the flags of an interrupt and the base of its numbers swapped */
static int __used identities_flags_and_base_swapped(struct device *dev, struct regmap *map, int irq, int base,
						    const struct regmap_irq_chip *chip,
						    struct regmap_irq_chip_data **data)
{
#ifdef MISTAKE
	return safe_devm_regmap_add_irq_chip(dev, map, irq, base, IRQF_ONESHOT, chip, data);	/* error: flags known only at run time: make a set of them */
#else
	return safe_devm_regmap_add_irq_chip(dev, map, irq, IRQF_ONESHOT, base, chip, data);
#endif
}

/* case 24: a bare number where a direction is wanted */
static int __used identities_direction_as_number(void)
{
#ifdef MISTAKE
	return identities_map(1);			/* error: a bare number: which constant of the enumeration is it */
#else
	return identities_map(DMA_TO_DEVICE);
#endif
}

/* case 15: the constant of another enumeration as a direction */
static int __used identities_other_constant(void)
{
#ifdef MISTAKE
	return identities_map(IRQCHIP_STATE_ACTIVE);	/* error: comparison (between|of different) .*enum|implicit conversion from .*enum */
#else
	return identities_map(DMA_FROM_DEVICE);
#endif
}

/* case 15: a variable of another enumeration as a direction */
static int __used identities_other_enumeration(enum irqchip_irq_state state, enum dma_data_direction dir)
{
#ifdef MISTAKE
	return identities_map(state);			/* error: comparison (between|of different) .*enum|implicit conversion from .*enum */
#else
	return identities_map(dir);
#endif
}

/* case 24: how a GPIO line is set up, as a bare number */
static int __used identities_gpio_as_number(struct device *dev, struct gpio_desc **line)
{
#ifdef MISTAKE
	*line = TRY(safe_devm_gpiod_get(dev, "reset", 3));	/* error: a bare number: which constant of the enumeration is it */
#else
	*line = TRY(safe_devm_gpiod_get(dev, "reset", GPIOD_OUT_LOW));
#endif
	return 0;
}

/* case 11: user memory read as if it were the kernel's */
static int __used identities_user_as_kernel(struct safe_const_user_bytes from, u32 *to)
{
#ifdef MISTAKE
	*to = *(u32 *)from;				/* error: cannot convert|operand of type .* where arithmetic or pointer type is required */
	return 0;
#else
	return safe_copy_from_user_bytes(safe_bytes(to, sizeof(*to)), from);
#endif
}

/* case 11: kernel memory where user memory is wanted */
static int __used identities_kernel_as_user(struct safe_bytes to, struct safe_const_bytes from,
					    struct safe_const_user_bytes user)
{
#ifdef MISTAKE
	(void)from;
	return safe_copy_from_user_bytes(to, from);	/* error: incompatible type */
#else
	(void)from;
	return safe_copy_from_user_bytes(to, user);
#endif
}

/* case 11: a register read through its pointer */
static u32 __used identities_register_dereferenced(struct identities_regs __iomem *regs)
{
#ifdef MISTAKE
	return *regs;					/* error: incompatible types?( when returning)?|incompatible result type */
#else
	return safe_readl(regs, 0);
#endif
}

/* case 15: the physical address told to a device */
static u64 __used identities_phys_for_dma(struct safe_phys_addr phys, struct safe_dma_addr dma)
{
#ifdef MISTAKE
	return safe_dma_addr_low(phys);			/* error: incompatible type */
#else
	(void)phys;
	return safe_dma_addr_low(dma);
#endif
}

/* case 15: a pointer told to a device */
static struct safe_dma_addr __used identities_pointer_for_dma(void *buf, dma_addr_t mapped)
{
#ifdef MISTAKE
	return safe_dma_addr(buf);			/* error: makes integer from pointer|incompatible pointer to integer conversion */
#else
	(void)buf;
	return safe_dma_addr(mapped);
#endif
}

/* case 15: arithmetic that makes another address of a device address */
static struct safe_dma_addr __used identities_address_arithmetic(struct safe_dma_addr addr, size_t offset)
{
#ifdef MISTAKE
	return addr + offset;				/* error: invalid operands to binary */
#else
	return safe_dma_addr(addr.value + offset);
#endif
}
