/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Many registers of a regmap at once, and waiting for one.
 *
 * Invariants
 *   - The kernel counts registers in regmap_bulk_read() and bytes in regmap_raw_read(). Here both
 *     take a slice, and the wrapper makes the number of it that the kernel wants.
 *   - A register fits into an element: a slice of u16 for a map with 16-bit values, or bytes for
 *     any map, a whole number of registers. Else it is -EINVAL and nothing is transferred.
 *   - Waiting takes units, and its result must be looked at.
 *
 * Example
 *
 *	u8 raw[6];
 *	__le16 axes[3];
 *
 *	TRY(safe_regmap_bulk_read(map, REG_X, safe_slice_of(u16, axes)));	// 16-bit values
 *	TRY(safe_regmap_bulk_read(map, REG_X, safe_bytes_of(raw)));		// 8, 16, 24 or 32
 *	TRY(safe_regmap_read_poll_timeout(map, REG_STATUS, val, val & READY,
 *					  safe_us(100), safe_us(10000)));
 *
 * What misuse gives
 *   a bare pointer or array		error: invalid initializer or incompatible type
 *   a read-only slice to read into	warning: discards qualifier, an error by -Werror
 *   elements of another width		-EINVAL
 *
 * The width is that of regmap_get_val_bytes(), one call: what it is, only the map knows. Maps whose
 * values are no whole bytes have none, and are -EINVAL; use safe_regmap_read() on them.
 */
#ifndef SAFE_CORE_REGMAP_H
#define SAFE_CORE_REGMAP_H

#include <linux/regmap.h>
#include <safe/core/context.h>
#include <safe/core/result.h>
#include <safe/core/slice.h>
#include <safe/core/unit.h>

/* How many registers @len elements of @each bytes are; an errno if it is no whole number. */
static inline ssize_t __safe_regmap_count(struct regmap *map, size_t len, size_t each)
{
	int width = regmap_get_val_bytes(map);

	if (width == each)
		return len;
	if (width <= 0 || each != 1 || len % width)
		return -EINVAL;
	return len / width;
}

static inline __must_check int
__safe_regmap_bulk_read(struct regmap *map, unsigned int reg, void *val, size_t len, size_t each)
{
	ssize_t n = __safe_regmap_count(map, len, each);

	return n < 0 ? n : regmap_bulk_read(map, reg, val, n);
}

static inline __must_check int
__safe_regmap_bulk_write(struct regmap *map, unsigned int reg, const void *val, size_t len,
			 size_t each)
{
	ssize_t n = __safe_regmap_count(map, len, each);

	return n < 0 ? n : regmap_bulk_write(map, reg, val, n);
}

/**
 * safe_regmap_bulk_read() - read several registers, in the processor's byte order
 * @map: struct regmap *
 * @reg: the first one
 * @val: struct safe_bytes or a slice of the registers' width
 *
 * Context: May sleep, depending on the map.
 * Return: 0 or an errno; -EINVAL if the slice does not fit the map.
 */
#define safe_regmap_bulk_read(map, reg, val)						\
	safe_checked(({									\
		__auto_type __safe_slice = (val);					\
											\
		__safe_regmap_bulk_read(map, reg, __safe_slice.ptr, __safe_slice.len,	\
					sizeof(*__safe_slice.ptr));			\
	}))

/**
 * safe_regmap_bulk_write() - write several registers, in the processor's byte order
 * @map: struct regmap *
 * @reg: the first one
 * @val: struct safe_const_bytes, or a slice of the registers' width
 *
 * Context: May sleep, depending on the map.
 * Return: 0 or an errno; -EINVAL if the slice does not fit the map.
 */
#define safe_regmap_bulk_write(map, reg, val)						\
	safe_checked(({									\
		__auto_type __safe_slice = (val);					\
											\
		__safe_regmap_bulk_write(map, reg, __safe_slice.ptr, __safe_slice.len,	\
					 sizeof(*__safe_slice.ptr));			\
	}))

#define __safe_regmap_poll(poll, pause, limit, ...)					\
	safe_checked(({									\
		struct safe_us __safe_pause = (pause), __safe_limit = (limit);		\
											\
		poll(__VA_ARGS__, __safe_pause.value, __safe_limit.value);		\
	}))

/**
 * safe_regmap_read_poll_timeout() - read a register until a condition holds
 * @map: struct regmap *
 * @reg: the register
 * @val: unsigned int variable that gets the value each time
 * @cond: expression of it that ends the wait
 * @pause: struct safe_us between two reads
 * @limit: struct safe_us; 0 for none
 *
 * Context: May sleep.
 * Return: 0, -ETIMEDOUT, or the errno of a read.
 */
#define safe_regmap_read_poll_timeout(map, reg, val, cond, pause, limit)		\
	__safe_sleeps(__safe_regmap_poll(regmap_read_poll_timeout, pause, limit, map, reg, val, \
					 cond))

/**
 * safe_regmap_read_poll_timeout_atomic() - the same where sleeping is not allowed
 * @map: of a bus that does not sleep
 * @reg: as of safe_regmap_read_poll_timeout()
 * @val: the same
 * @cond: the same
 * @pause: struct safe_us of busy waiting between two reads: few
 * @limit: struct safe_us; 0 for none
 *
 * Context: Any.
 * Return: 0, -ETIMEDOUT, or the errno of a read.
 */
#define safe_regmap_read_poll_timeout_atomic(map, reg, val, cond, pause, limit)		\
	__safe_regmap_poll(regmap_read_poll_timeout_atomic, pause, limit, map, reg, val, cond)

/**
 * safe_regmap_field_read_poll_timeout() - read a field until a condition holds
 * @field: struct regmap_field *
 * @val: unsigned int variable that gets the value each time
 * @cond: expression of it that ends the wait
 * @pause: struct safe_us between two reads
 * @limit: struct safe_us; 0 for none
 *
 * Context: May sleep.
 * Return: 0, -ETIMEDOUT, or the errno of a read.
 */
#define safe_regmap_field_read_poll_timeout(field, val, cond, pause, limit)		\
	__safe_sleeps(__safe_regmap_poll(regmap_field_read_poll_timeout, pause, limit, field, val, \
					 cond))

#endif
