/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Setting GPIO lines: one result on every kernel.
 *
 * Invariants
 *   - Setting a line returned nothing for long, though it can fail on an expander behind a bus. Here
 *     it is an errno everywhere, 0 where the kernel does not say.
 *   - The line may be NULL: an optional one that is not there.
 *
 * Example
 *
 *	SAFE_TRY(safe_gpiod_set_value_cansleep(port->reset, 1));
 *
 * What misuse gives
 *   result ignored			warning: ignoring return value ... (unused-result)
 *   the _cansleep form in an interrupt	error: "this may sleep, and the context is atomic"
 */
#ifndef SAFE_CORE_GPIO_H
#define SAFE_CORE_GPIO_H

#include <linux/gpio/consumer.h>
#include <safe/core/context.h>
#include <safe/core/result.h>

/* The call's result; 0 if it has none. */
#define __safe_int_or_void(call)							\
	__builtin_choose_expr(__builtin_types_compatible_p(typeof(call), void),		\
			      ({ call; 0; }), call)

#define __SAFE_GPIO_SET(name)								\
static __safe_inline __must_check int safe_##name(struct gpio_desc *desc, int value)	\
{											\
	return __safe_int_or_void(name(desc, value));					\
}											\
struct gpio_desc

__SAFE_GPIO_SET(gpiod_set_value);
__SAFE_GPIO_SET(gpiod_set_value_cansleep);
__SAFE_GPIO_SET(gpiod_set_raw_value);
__SAFE_GPIO_SET(gpiod_set_raw_value_cansleep);

/**
 * safe_gpiod_set_value() - assign a logical value to a line whose driver does not sleep
 * @desc: the line; NULL does nothing
 * @value: 0 or 1
 *
 * Return: 0 or an errno.
 */

/**
 * safe_gpiod_set_value_cansleep() - assign a logical value to a line
 * @desc: the line; NULL does nothing
 * @value: 0 or 1
 *
 * Context: May sleep. Return: 0 or an errno.
 */
#define safe_gpiod_set_value_cansleep(...)						\
	__safe_sleeps(safe_gpiod_set_value_cansleep(__VA_ARGS__))
#define safe_gpiod_set_raw_value_cansleep(...)						\
	__safe_sleeps(safe_gpiod_set_raw_value_cansleep(__VA_ARGS__))

#endif
