/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _VARIADIC_H
#define _VARIADIC_H

#include <linux/types.h>

/**
 * thing_set_name() - name a device
 * @dev: the device
 * @fmt: format of the name
 */
__printf(2, 3) int thing_set_name(struct device *dev, const char *fmt, ...);
__printf(2, 3) char *thing_text(gfp_t gfp, const char *fmt, ...);
__printf(1, 2) void thing_say(const char *fmt, ...);

#endif
