/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CLOCK_H
#define _CLOCK_H

#include <linux/types.h>

struct clock;
struct clock_bulk {
	const char *id;
	struct clock *clock;
};

/**
 * clock_get - look up and obtain a reference to a clock
 * @dev: device that consumes the clock
 * @id: name of the clock at that device
 *
 * The caller shall not hold a spinlock.
 *
 * Return: a &struct clock, or an ERR_PTR().
 */
struct clock *clock_get(struct device *dev, const char *id);

/**
 * clock_get_optional - as clock_get(), for a clock that need not be there
 * @dev: device that consumes the clock
 * @id: name of the clock at that device, which may be a rather long text that does not fit
 *      on one line of the output
 */
struct clock *clock_get_optional(struct device *dev, const char *id);
void clock_put(struct clock *clock);

/* managed: the kernel has this one itself */
struct clock *devm_clock_get_bound(struct device *dev, const char *id);
struct clock *clock_get_bound(struct device *dev, const char *id);

/**
 * clock_enable - start a clock
 * @clock: the clock
 *
 * Context: Any context. Takes and releases the clock's own lock.
 * Return: 0 on success, -EINVAL if the clock is not prepared.
 */
int clock_enable(struct clock *clock);
void clock_disable(struct clock *clock);

int clock_set_rate(struct clock *clock, unsigned long rate);
unsigned long clock_get_rate(struct clock *clock);
long clock_round_rate(struct clock *clock, unsigned long rate);
int clock_bulk_get(struct device *dev, int n, struct clock_bulk *clocks);
void clock_bulk_put(int n, const struct clock_bulk *clocks);

#endif
