/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Waiting for a register: as <linux/iopoll.h>, with regions and units.
 *
 * Invariants
 *   - Offset, width and alignment are checked as in safe_readl().
 *   - Pauses and the time limit are microseconds by their type.
 *   - The result is 0 or -ETIMEDOUT and must be looked at; the last value read is in @val in any
 *     case.
 *   - Without "atomic" in its name it may sleep, and does not compile where that is not allowed.
 *
 * Example
 *
 *	TRY(safe_readl_poll_timeout(regs, ADC_STATUS, val, val & ADC_READY,
 *				    safe_us(10), safe_us(1000)));
 *
 * What misuse gives
 *   an offset that is wrong		as safe_readl()
 *   a bare number for a time		error: invalid initializer or incompatible type
 *   a variable of another type		error: "the variable is not of the register's type"
 *   the sleeping form under a spinlock	error: "this may sleep, and the context is atomic"
 *   an ignored result			warning: ignoring return value
 *
 * Registers that are declared have forms of their own, see <safe/core/register_poll.h>; big-endian ones
 * are waited for by safe_read_poll_timeout(safe_ioread32be, ...).
 */
#ifndef SAFE_CORE_POLL_H
#define SAFE_CORE_POLL_H

#include <linux/iopoll.h>
#include <safe/core/context.h>
#include <safe/core/mmio.h>
#include <safe/core/unit.h>

#define __safe_poll(type, poll, regs, offset, val, cond, pause, limit)			\
	safe_checked(({									\
		static_assert(__builtin_types_compatible_p(typeof(val), type),		\
			      "the variable is not of the register's type");		\
		struct safe_us __safe_pause = (pause), __safe_limit = (limit);		\
											\
		poll(__safe_io_base(regs) +						\
		     __safe_io_offset(regs, offset, sizeof(type), "safe_read_poll_timeout"), \
		     val, cond, __safe_pause.value, __safe_limit.value);		\
	}))

/**
 * safe_readl_poll_timeout() - read a register until a condition holds
 * @regs: struct NAME __iomem * of a SAFE_IO_REGION(NAME, size)
 * @offset: constant, aligned and inside of the region
 * @val: u32 variable that gets the value each time
 * @cond: expression of it that ends the wait
 * @pause: struct safe_us between two reads; 0 to read without pause
 * @limit: struct safe_us; 0 for none
 *
 * Context: May sleep.
 * Return: 0 or -ETIMEDOUT. Likewise readb, readw, readq and the relaxed ones.
 */
#define safe_readl_poll_timeout(regs, offset, val, cond, pause, limit)			\
	__safe_sleeps(__safe_poll(u32, readl_poll_timeout, regs, offset, val, cond, pause, limit))
#define safe_readb_poll_timeout(regs, offset, val, cond, pause, limit)			\
	__safe_sleeps(__safe_poll(u8, readb_poll_timeout, regs, offset, val, cond, pause, limit))
#define safe_readw_poll_timeout(regs, offset, val, cond, pause, limit)			\
	__safe_sleeps(__safe_poll(u16, readw_poll_timeout, regs, offset, val, cond, pause, limit))
#define safe_readq_poll_timeout(regs, offset, val, cond, pause, limit)			\
	__safe_sleeps(__safe_poll(u64, readq_poll_timeout, regs, offset, val, cond, pause, limit))
#define safe_readb_relaxed_poll_timeout(regs, offset, val, cond, pause, limit)		\
	__safe_sleeps(__safe_poll(u8, readb_relaxed_poll_timeout, regs, offset, val, cond, pause, \
				  limit))
#define safe_readw_relaxed_poll_timeout(regs, offset, val, cond, pause, limit)		\
	__safe_sleeps(__safe_poll(u16, readw_relaxed_poll_timeout, regs, offset, val, cond, pause, \
				  limit))
#define safe_readl_relaxed_poll_timeout(regs, offset, val, cond, pause, limit)		\
	__safe_sleeps(__safe_poll(u32, readl_relaxed_poll_timeout, regs, offset, val, cond, pause, \
				  limit))
#define safe_readq_relaxed_poll_timeout(regs, offset, val, cond, pause, limit)		\
	__safe_sleeps(__safe_poll(u64, readq_relaxed_poll_timeout, regs, offset, val, cond, pause, \
				  limit))

/**
 * safe_readl_poll_timeout_atomic() - the same where sleeping is not allowed
 * @regs: as of safe_readl_poll_timeout()
 * @offset: the same
 * @val: the same
 * @cond: the same
 * @pause: struct safe_us of busy waiting between two reads: few
 * @limit: struct safe_us; 0 for none
 *
 * Context: Any.
 * Return: 0 or -ETIMEDOUT. Likewise readb, readw, readq and the relaxed ones.
 */
#define safe_readl_poll_timeout_atomic(regs, offset, val, cond, pause, limit)		\
	__safe_poll(u32, readl_poll_timeout_atomic, regs, offset, val, cond, pause, limit)
#define safe_readb_poll_timeout_atomic(regs, offset, val, cond, pause, limit)		\
	__safe_poll(u8, readb_poll_timeout_atomic, regs, offset, val, cond, pause, limit)
#define safe_readw_poll_timeout_atomic(regs, offset, val, cond, pause, limit)		\
	__safe_poll(u16, readw_poll_timeout_atomic, regs, offset, val, cond, pause, limit)
#define safe_readq_poll_timeout_atomic(regs, offset, val, cond, pause, limit)		\
	__safe_poll(u64, readq_poll_timeout_atomic, regs, offset, val, cond, pause, limit)
#define safe_readb_relaxed_poll_timeout_atomic(regs, offset, val, cond, pause, limit)	\
	__safe_poll(u8, readb_relaxed_poll_timeout_atomic, regs, offset, val, cond, pause, limit)
#define safe_readw_relaxed_poll_timeout_atomic(regs, offset, val, cond, pause, limit)	\
	__safe_poll(u16, readw_relaxed_poll_timeout_atomic, regs, offset, val, cond, pause, limit)
#define safe_readl_relaxed_poll_timeout_atomic(regs, offset, val, cond, pause, limit)	\
	__safe_poll(u32, readl_relaxed_poll_timeout_atomic, regs, offset, val, cond, pause, limit)
#define safe_readq_relaxed_poll_timeout_atomic(regs, offset, val, cond, pause, limit)	\
	__safe_poll(u64, readq_relaxed_poll_timeout_atomic, regs, offset, val, cond, pause, limit)

#define __safe_poll_op(poll, op, val, cond, pause, limit, pause_first, ...)		\
	safe_checked(({									\
		struct safe_us __safe_pause = (pause), __safe_limit = (limit);		\
											\
		poll(op, val, cond, __safe_pause.value, __safe_limit.value, pause_first, \
		     __VA_ARGS__);							\
	}))

/**
 * safe_read_poll_timeout() - call something until a condition holds
 * @op: function or macro that gives the value: safe_ioread32be, a function of the driver
 * @val: variable that gets the value each time
 * @cond: expression of it that ends the wait
 * @pause: struct safe_us between two calls; 0 to call without pause
 * @limit: struct safe_us; 0 for none
 * @pause_first: true to begin with a pause
 * @...: arguments of @op, evaluated each time
 *
 * Context: May sleep.
 * Return: 0 or -ETIMEDOUT.
 */
#define safe_read_poll_timeout(op, val, cond, pause, limit, pause_first, ...)		\
	__safe_sleeps(__safe_poll_op(read_poll_timeout, op, val, cond, pause, limit,	\
				     pause_first, __VA_ARGS__))

/**
 * safe_read_poll_timeout_atomic() - the same where sleeping is not allowed
 * @op: as of safe_read_poll_timeout()
 * @val: the same
 * @cond: the same
 * @pause: struct safe_us of busy waiting between two calls: few
 * @limit: struct safe_us; 0 for none
 * @pause_first: true to begin with a pause
 * @...: arguments of @op, evaluated each time
 *
 * Context: Any.
 * Return: 0 or -ETIMEDOUT.
 */
#define safe_read_poll_timeout_atomic(op, val, cond, pause, limit, pause_first, ...)	\
	__safe_poll_op(read_poll_timeout_atomic, op, val, cond, pause, limit, pause_first, \
		       __VA_ARGS__)

#endif
