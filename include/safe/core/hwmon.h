/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Tables of sensors that are constant on every kernel.
 *
 * Example
 *
 *	static const struct hwmon_channel_info *const port_info[] = {
 *		HWMON_CHANNEL_INFO(temp, HWMON_T_INPUT),
 *		NULL,
 *	};
 *
 *	static const struct hwmon_chip_info port_chip = {
 *		.ops = &port_hwmon,
 *		.info = safe_hwmon_info(port_info),
 *	};
 *
 * What misuse gives
 *   a table of anything else		error: "a table of sensors is wanted"
 *
 * What C cannot do: see whether the table ends in NULL.
 */
#ifndef SAFE_CORE_HWMON_H
#define SAFE_CORE_HWMON_H

#include <linux/build_bug.h>
#include <linux/hwmon.h>
#include <linux/stddef.h>

/**
 * safe_hwmon_info() - a table of sensors, as struct hwmon_chip_info wants it
 * @table: const struct hwmon_channel_info *const [], which ends in NULL
 *
 * Some kernels' member is not const, though they do not write to it. A constant expression.
 */
#define safe_hwmon_info(table)								\
	((typeof_member(struct hwmon_chip_info, info))(table) +				\
	 0 * sizeof(struct { static_assert(						\
		__builtin_types_compatible_p(typeof((table)[0]),			\
					     const struct hwmon_channel_info *),	\
		"a table of sensors is wanted"); int empty; }))

#endif
