/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Zones of a disk, as its report_zones() tells of them.
 *
 * Invariants
 *   - What report_zones() gets as @to goes on to safe_disk_report_zone() and nowhere else: kernels
 *     have a function and its data for it, or a structure that is theirs.
 *
 * Example
 *
 *	static int port_report_zones(struct gendisk *disk, sector_t sector, unsigned int nr_zones,
 *				     void *to)
 *	{
 *		...
 *		err = safe_disk_report_zone(disk, &zone, i, to);
 *	}
 *	SAFE_OP_PLAIN(port_fops, block_device_operations, report_zones, port_report_zones);
 *
 * What misuse gives
 *   the result ignored			error: ignoring return value
 *
 * What C cannot do: know that @to is what report_zones() got.
 */
#ifndef SAFE_CORE_BLK_ZONES_H
#define SAFE_CORE_BLK_ZONES_H

#include <linux/blkdev.h>
#include <safe/core/context.h>

#ifndef SAFE_HAS_disk_report_zone
#error "include <safe/linux/blkdev.h>, which says what this kernel has"
#endif

#if !SAFE_HAS_disk_report_zone
/* What report_zones() was given as two arguments. */
struct safe_zones_to {
	report_zones_cb cb;
	void *data;
};
#endif

/**
 * safe_disk_report_zone() - tell of one zone
 * @disk: the disk
 * @zone: the zone
 * @idx: its number, from 0 for the first that is told of
 * @to: what report_zones() got
 *
 * Return: 0, or an errno that report_zones() returns.
 */
static __safe_inline __must_check int
safe_disk_report_zone(struct gendisk *disk, struct blk_zone *zone, unsigned int idx, void *to)
{
#if SAFE_HAS_disk_report_zone
	return disk_report_zone(disk, zone, idx, to);
#else
	struct safe_zones_to *two = to;

	return two->cb(zone, idx, two->data);
#endif
}

#endif
