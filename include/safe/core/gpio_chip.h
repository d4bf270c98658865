/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Finding another driver's GPIO chip.
 *
 * Invariants
 *   - What was found stays until it is put: kernels that count references count one, the others
 *     never let a chip go that somebody uses.
 *
 * Example
 *
 *	static int is_ours(struct gpio_chip *gc, const void *label) { return !strcmp(gc->label, label); }
 *
 *	struct gpio_chip *gc = safe_gpio_chip_find("port", is_ours);
 *
 *	if (gc)
 *		safe_gpio_chip_put(gc);
 *
 * What misuse gives
 *   a result that is ignored		warning: ignoring return value ... (unused-result)
 *   a function that may change the data	error: incompatible pointer type
 *
 * What C cannot do: see that the chip is put.
 */
#ifndef SAFE_CORE_GPIO_CHIP_H
#define SAFE_CORE_GPIO_CHIP_H

#include <linux/gpio/driver.h>
#include <safe/core/context.h>

#ifndef SAFE_HAS_gpio_device_find
#error "include <safe/linux/gpio/driver.h>, which knows this kernel"
#endif

struct __safe_gpio_chip_find {
	int (*match)(struct gpio_chip *gc, const void *data);
	const void *data;
};

static __safe_inline int __safe_gpio_chip_match(struct gpio_chip *gc, void *find)
{
	const struct __safe_gpio_chip_find *f = find;

	return f->match(gc, f->data);
}

/**
 * safe_gpio_chip_find() - the first GPIO chip that a function says yes to
 * @data: for @match
 * @match: not 0 for the chip that is wanted
 *
 * Context: May sleep. Return: the chip, to be put; NULL if there is none.
 */
static inline __must_check struct gpio_chip *
safe_gpio_chip_find(const void *data, int (*match)(struct gpio_chip *gc, const void *data))
{
#if SAFE_HAS_gpio_device_find
	struct gpio_device *gdev = gpio_device_find(data, match);

	return gdev ? gpio_device_get_chip(gdev) : NULL;
#else
	struct __safe_gpio_chip_find find = { match, data };

	return gpiochip_find(&find, __safe_gpio_chip_match);
#endif
}

/**
 * safe_gpio_chip_put() - ends the use of a chip that was found
 * @gc: of safe_gpio_chip_find()
 */
static inline void safe_gpio_chip_put(struct gpio_chip *gc)
{
#if SAFE_HAS_gpio_device_find
	gpio_device_put(gc->gpiodev);
#endif
}

#endif
