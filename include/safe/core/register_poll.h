/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Waiting for memory-mapped registers that were declared: see <safe/core/register.h>, and
 * <safe/core/poll.h> for registers that are mere offsets.
 *
 * Invariants
 *   - What is waited for is a register or a field by its name; offset, width, access and byte order
 *     are those of its declaration.
 *   - Pauses and the time limit are microseconds by their type.
 *   - Without "atomic" in its name it may sleep, and does not compile where that is not allowed.
 *
 * Example
 *
 *	struct edu_control control;
 *
 *	TRY(safe_reg_poll_timeout(regs, control, !safe_field_get(control, enable),
 *				  safe_us(10), safe_us(1000)));
 *	TRY(safe_field_poll_timeout(regs, edu_control, enable, 0, safe_us(10), safe_us(1000)));
 *
 * What misuse gives
 *   a wrong register or field		as in <safe/core/register.h>
 *   a number that does not fit		error: "this constant does not fit into the field"
 *   a bare number for a time		error: invalid initializer or incompatible type
 *   the sleeping form under a spinlock	error: "this may sleep, and the context is atomic"
 *   an ignored result			warning: ignoring return value
 */
#ifndef SAFE_CORE_REGISTER_POLL_H
#define SAFE_CORE_REGISTER_POLL_H

#include <linux/iopoll.h>
#include <safe/core/context.h>
#include <safe/core/register.h>
#include <safe/core/unit.h>

#define __safe_reg_read_addr(addr, T)							\
	((T){ .value = __safe_io_read(addr, __safe_reg_width(T), __safe_io_is_big(T)) })

#define __safe_reg_poll(poll, regs, val, cond, pause, limit)				\
	safe_checked(({									\
		const void __iomem *__safe_addr = __safe_io_base(regs) +		\
			__safe_reg_place(regs, typeof(val), 1);				\
		struct safe_us __safe_pause = (pause), __safe_limit = (limit);		\
											\
		poll(__safe_reg_read_addr, val, cond, __safe_pause.value,		\
		     __safe_limit.value, false, __safe_addr, typeof(val));		\
	}))

/**
 * safe_reg_poll_timeout() - read a register until a condition holds
 * @regs: struct edu_regs __iomem *
 * @val: struct edu_control variable, which says what is read, and gets the value each time
 * @cond: expression of it that ends the wait
 * @pause: struct safe_us between two reads; 0 to read without pause
 * @limit: struct safe_us; 0 for none
 *
 * Context: May sleep.
 * Return: 0 or -ETIMEDOUT.
 */
#define safe_reg_poll_timeout(regs, val, cond, pause, limit)				\
	__safe_sleeps(__safe_reg_poll(read_poll_timeout, regs, val, cond, pause, limit))

/**
 * safe_reg_poll_timeout_atomic() - the same where sleeping is not allowed
 * @regs: as of safe_reg_poll_timeout()
 * @val: the same
 * @cond: the same
 * @pause: struct safe_us of busy waiting between two reads: few
 * @limit: struct safe_us; 0 for none
 *
 * Context: Any.
 * Return: 0 or -ETIMEDOUT.
 */
#define safe_reg_poll_timeout_atomic(regs, val, cond, pause, limit)			\
	__safe_reg_poll(read_poll_timeout_atomic, regs, val, cond, pause, limit)

#define __safe_field_poll(poll, regs, name, field, n, pause, limit)			\
	safe_checked(({									\
		struct name __safe_val;							\
		u64 __safe_bits = __safe_field_bits(struct name, field, n);		\
											\
		__safe_reg_poll(poll, regs, __safe_val,					\
				(__safe_val.value &					\
				 __safe_field_mask(struct name, field, n)) == __safe_bits, \
				pause, limit);						\
	}))

/**
 * safe_field_poll_timeout() - read a register until a field has a value
 * @regs: struct edu_regs __iomem *
 * @name: edu_control
 * @field: of that register
 * @n: what it is to be; known to fit, as of safe_fields()
 * @pause: struct safe_us between two reads; 0 to read without pause
 * @limit: struct safe_us; 0 for none
 *
 * Context: May sleep.
 * Return: 0 or -ETIMEDOUT.
 */
#define safe_field_poll_timeout(regs, name, field, n, pause, limit)			\
	__safe_sleeps(__safe_field_poll(read_poll_timeout, regs, name, field, n, pause, limit))

/**
 * safe_field_poll_timeout_atomic() - the same where sleeping is not allowed
 * @regs: as of safe_field_poll_timeout()
 * @name: the same
 * @field: the same
 * @n: the same
 * @pause: struct safe_us of busy waiting between two reads: few
 * @limit: struct safe_us; 0 for none
 *
 * Context: Any.
 * Return: 0 or -ETIMEDOUT.
 */
#define safe_field_poll_timeout_atomic(regs, name, field, n, pause, limit)		\
	__safe_field_poll(read_poll_timeout_atomic, regs, name, field, n, pause, limit)

#endif
