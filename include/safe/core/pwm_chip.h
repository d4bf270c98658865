/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * PWM chips that are allocated together with the driver's data.
 *
 * Invariants
 *   - A chip of safe_devm_pwmchip_alloc() has data, zeroed, of the size that was asked for, as long as
 *     the device. Kernels that do not allocate chips get one that is.
 *   - Only such a chip goes into safe_pwmchip_data().
 *
 * Example
 *
 *	SAFE_OPS(port_pwm, struct port *);
 *	SAFE_OP(port_pwm, pwm_ops, apply, port_apply);	// gets the struct port
 *
 *	static const struct pwm_ops port_pwm = {
 *		SAFE_PWM_OWNER
 *		.apply = safe_op(port_pwm, port_apply),
 *	};
 *
 *	struct pwm_chip *chip = TRY(safe_devm_pwmchip_alloc(dev, 4, sizeof(struct port)));
 *
 *	chip->ops = &port_pwm;
 *	return safe_devm_pwmchip_add(dev, chip);
 *
 * What misuse gives
 *   a chip that was not looked at	error: incompatible type
 *
 * What C cannot do: see whether the data has the type of the table's functions.
 */
#ifndef SAFE_CORE_PWM_CHIP_H
#define SAFE_CORE_PWM_CHIP_H

#include <linux/device.h>
#include <linux/pwm.h>
#include <linux/slab.h>
#include <safe/core/result.h>

#ifndef SAFE_HAS_pwmchip_alloc
#error "include <safe/linux/pwm.h>, which knows this kernel"
#endif

#if !SAFE_HAS_pwmchip_alloc
struct __safe_pwm_chip {
	struct pwm_chip chip;
	char data[] __aligned(__alignof__(long long));
};
#endif

/**
 * safe_pwmchip_data() - the driver's data of a PWM chip
 * @chip: of safe_devm_pwmchip_alloc()
 *
 * Return: the data; SAFE_OP(..., pwm_ops, ...) gives it its type.
 */
static inline void *safe_pwmchip_data(struct pwm_chip *chip)
{
#if SAFE_HAS_pwmchip_alloc
	return pwmchip_get_drvdata(chip);
#else
	return container_of(chip, struct __safe_pwm_chip, chip)->data;
#endif
}

/**
 * SAFE_PWM_OWNER - entry of struct pwm_ops: the module, where the structure has a place for it
 *
 * No comma follows.
 */
#if SAFE_HAS_pwm_ops_owner
#define SAFE_PWM_OWNER .owner = THIS_MODULE,
#else
#define SAFE_PWM_OWNER
#endif

#endif
