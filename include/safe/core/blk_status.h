/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What became of a block request, and where on a disk it is: statuses and sectors.
 *
 * Invariants
 *   - struct safe_blk_status is what a request ended with. It is made of a BLK_STS_ constant, or of
 *     an errno by name: the kernel's blk_status_t is a byte, in which an errno would lose its sign.
 *   - struct safe_sectors counts sectors of 512 bytes, whatever the disk's block size is. Bytes
 *     are bare numbers: the two are turned into each other by name only.
 *
 * Example
 *
 *	return safe_blk_status(BLK_STS_IOERR);
 *	return safe_blk_status_from_errno(err);
 *	TRY_STATUS(port_send(port));		// in a function that returns struct safe_blk_status
 *
 *	u64 at = safe_bytes_from_sectors(safe_blk_rq_pos(rq));
 *
 * What misuse gives
 *   an errno as a status		error: "this is no blk_status_t"
 *   a bare number as a status or sector	error: incompatible types
 *   bytes for sectors			error: incompatible type for argument
 *   an errno returned as a status	error: incompatible types
 *
 * What C cannot do: tell BLK_STS_OK from the number 0, which is how the kernel defines it; know that
 * a bare number that sectors are made of counts sectors.
 */
#ifndef SAFE_CORE_BLK_STATUS_H
#define SAFE_CORE_BLK_STATUS_H

#include <linux/blk_types.h>
#include <linux/blkdev.h>
#include <safe/core/constant.h>
#include <safe/core/context.h>
#include <safe/core/result.h>
#include <safe/core/unit.h>

struct safe_blk_status { blk_status_t value; };

/**
 * safe_blk_status() - a status
 * @sts: BLK_STS_OK, BLK_STS_IOERR, ..., or a blk_status_t
 */
#define safe_blk_status(sts)								\
	(__safe_assert(__builtin_types_compatible_p(typeof(sts), blk_status_t) ||	\
		       (__safe_is_constant(sts) && !__safe_constant(sts)),		\
		       "this is no blk_status_t"),					\
	 (struct safe_blk_status){ (sts) })

/**
 * safe_blk_status_from_errno() - the status that stands for an errno
 * @err: 0 or an errno
 */
static __safe_inline struct safe_blk_status safe_blk_status_from_errno(int err)
{
	return (struct safe_blk_status){ errno_to_blk_status(err) };
}

/**
 * safe_blk_status_to_errno() - the errno that stands for a status
 * @status: the status
 *
 * Return: 0 or an errno; must be checked.
 */
static __safe_inline __must_check int safe_blk_status_to_errno(struct safe_blk_status status)
{
	return blk_status_to_errno(status.value);
}

/**
 * SAFE_TRY_STATUS() - the value of a result; on failure the function returns it as a status
 * @expr: as of SAFE_TRY()
 */
#define SAFE_TRY_STATUS(expr)	__safe_try_status(__UNIQUE_ID(safe_result), expr)
#define __safe_try_status(r, expr)							\
	__safe_try_return(r, expr, safe_blk_status_from_errno(__safe_errno(r)))

SAFE_UNIT(sectors, sector_t);		/* of 512 bytes */
#define safe_sectors(n)		safe_sectors(__safe_unit_number(sector_t, n))

/**
 * safe_bytes_from_sectors() - how many bytes that is
 * @sectors: fewer than 2^55, as all disks have
 */
static __safe_inline u64 safe_bytes_from_sectors(struct safe_sectors sectors)
{
	return (u64)sectors.value << SECTOR_SHIFT;
}

/**
 * safe_sectors_from_bytes() - how many whole sectors that is
 * @bytes: how many bytes
 */
static __safe_inline struct safe_sectors safe_sectors_from_bytes(u64 bytes)
{
	return (struct safe_sectors){ bytes >> SECTOR_SHIFT };
}

#endif
