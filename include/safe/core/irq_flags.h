/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The flags of an interrupt as a set, for wrappers whose contract says "flags: irqf". How sets are
 * used, and what misuse gives, is said in <safe/core/flags.h>.
 *
 * Example
 *
 *	TRY(safe_devm_regmap_add_irq_chip(dev, map, irq, IRQF_ONESHOT | IRQF_SHARED, 0, &chip, &data));
 *	TRY(safe_devm_regmap_add_irq_chip(dev, map, irq, safe_irqf(trigger | IRQF_ONESHOT), 0, ...));
 */
#ifndef SAFE_CORE_IRQ_FLAGS_H
#define SAFE_CORE_IRQ_FLAGS_H

#include <safe/core/flags.h>

/*
 * IRQF_TRIGGER_..., and IRQF_SHARED to IRQF_COND_ONESHOT. As a number, since who has no flags to pass
 * needs no <linux/interrupt.h>, which defines them.
 */
SAFE_FLAGS(irqf, unsigned long, 0x3fff9f);

/**
 * safe_irqf() - the flags of an interrupt that are known only at run time
 * @n: IRQF_...; a constant must have no other bits
 */
#define safe_irqf(n)	safe_irqf(__safe_flags_number(irqf, n))

#endif
