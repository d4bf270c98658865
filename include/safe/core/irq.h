/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Interrupts: handlers with a type, lines that are given back.
 *
 * Invariants
 *   - A handler takes the driver's own type; the cookie that it is registered with has that type.
 *   - A hard handler is told from a threaded one by its type: SAFE_ATOMIC is its last parameter,
 *     and what may sleep does not compile in its body.
 *   - A line is bound to the device (safe_devm_...), or owned: struct safe_irq is freed with the
 *     same number and cookie, once.
 *   - A threaded interrupt without a hard handler is one-shot, as the kernel demands.
 *
 * Example
 *
 *	static irqreturn_t port_irq(struct port *port, SAFE_ATOMIC) { ... return IRQ_HANDLED; }
 *	SAFE_IRQ_HANDLER(port_irq, struct port *);
 *
 *	static irqreturn_t port_thread(struct port *port) { ... }	// may sleep
 *	SAFE_IRQ_THREAD(port_thread, struct port *);
 *
 *	SAFE_TRY(safe_devm_request_irq(dev, irq, port_irq, port));
 *	SAFE_TRY(safe_devm_request_threaded_irq(dev, irq, NULL, port_thread, port));
 *	SAFE_TRY(safe_devm_request_irq(dev, irq, port_irq, port, IRQF_SHARED, "port"));
 *	owned(irq, line, safe_request_irq(irq, port_irq, port, 0, "port"));
 *
 * What misuse gives
 *   data of another type		error: incompatible pointer type
 *   handler without SAFE_IRQ_HANDLER()	error: '__safe_irq_...' undeclared
 *   hard handler without SAFE_ATOMIC	error: incompatible pointer type
 *   threaded handler as a hard one	error: '__safe_irq_...' undeclared
 *   sleeping in a hard handler		error: "this may sleep, and the context is atomic"
 *   another prototype			error: incompatible pointer type
 *   result ignored			warning: ignoring return value ... (unused-result)
 *   flags that contradict each other	error: "a line is triggered by edges or by a level"
 *
 * What C cannot do: see through a call in the handler; see <safe/core/context.h>.
 */
#ifndef SAFE_CORE_IRQ_H
#define SAFE_CORE_IRQ_H

#include <linux/interrupt.h>
#include <safe/core/callback.h>
#include <safe/core/owned.h>
#include <safe/core/context.h>

/**
 * SAFE_IRQ_HANDLER() - make a function of the driver a hard interrupt handler; stands after it
 * @fn: irqreturn_t fn(type, SAFE_ATOMIC)
 * @type: a pointer type
 */
#define SAFE_IRQ_HANDLER(fn, type)							\
static irqreturn_t __maybe_unused __safe_irq_##fn(int irq, void *data)			\
{											\
	return __safe_call_atomic(irqreturn_t, fn, type, data);				\
}											\
__SAFE_CALLBACK_DATA(irq, fn, type)

/**
 * SAFE_IRQ_THREAD() - the same for a handler that runs in a thread, and may sleep
 * @fn: irqreturn_t fn(type)
 * @type: a pointer type
 */
#define SAFE_IRQ_THREAD(fn, type)							\
static irqreturn_t __maybe_unused __safe_irq_thread_##fn(int irq, void *data)		\
{											\
	return __safe_call(irqreturn_t, fn, type)(data);				\
}											\
__SAFE_CALLBACK_DATA(irq_thread, fn, type)

/* For an interrupt that lacks one of both. */
#define __safe_irq_NULL				NULL
#define __safe_irq_data_NULL(data)		(data)
#define __safe_irq_thread_NULL			NULL
#define __safe_irq_thread_data_NULL(data)	(data)

/* Flags that are constants are looked at by the front end; every kernel's are within 24 bits. */
#define __safe_assert_irq_flags(flags)							\
	(__safe_assert(!(__safe_constant(flags) & ~0xffffffUL), "no such flag of an interrupt"), \
	 __safe_assert(!(__safe_constant(flags) & __SAFE_IRQ_EDGES) ||			\
		       !(__safe_constant(flags) & __SAFE_IRQ_LEVELS),			\
		       "a line is triggered by edges or by a level"),			\
	 __safe_assert((__safe_constant(flags) & __SAFE_IRQ_LEVELS) != __SAFE_IRQ_LEVELS, \
		       "a line is triggered by one level"))
#define __SAFE_IRQ_EDGES	(IRQF_TRIGGER_RISING | IRQF_TRIGGER_FALLING)
#define __SAFE_IRQ_LEVELS	(IRQF_TRIGGER_HIGH | IRQF_TRIGGER_LOW)

static __safe_inline unsigned long __safe_irq_flags(irq_handler_t hard, unsigned long flags)
{
	return hard ? flags : flags | IRQF_ONESHOT;
}

/**
 * safe_devm_request_irq() - request an interrupt line, bound to the device
 * @dev: the device; the line is freed when it is unbound
 * @irq: number of the line
 * @fn: a function with SAFE_IRQ_HANDLER()
 * @data: its argument
 * @...: flags and name; without: 0 and the device's name
 *
 * Return: 0 or an errno.
 */
#define safe_devm_request_irq(dev, irq, fn, data, ...)					\
	__safe_devm_request_irq(dev, irq, __safe_irq_##fn, __safe_irq_data_##fn(data),	\
				##__VA_ARGS__, 0, NULL)
#define __safe_devm_request_irq(dev, irq, fn, data, flags, name, ...)			\
	__safe_sleeps((__safe_assert_irq_flags(flags),					\
		       safe_checked(devm_request_irq(dev, irq, fn, flags, name, data))))

/**
 * safe_devm_request_threaded_irq() - the same with a handler that runs in a thread
 * @dev: the device; the line is freed when it is unbound
 * @irq: number of the line
 * @hard: a function with SAFE_IRQ_HANDLER() that returns IRQ_WAKE_THREAD, or NULL
 * @thread: a function with SAFE_IRQ_THREAD(), which may sleep
 * @data: their argument
 * @...: flags and name; without: 0 and the device's name
 */
#define safe_devm_request_threaded_irq(dev, irq, hard, thread, data, ...)		\
	__safe_devm_request_threaded_irq(dev, irq, __safe_irq_##hard,			\
		__safe_irq_thread_##thread,						\
		__safe_irq_data_##hard(__safe_irq_thread_data_##thread(data)),		\
		##__VA_ARGS__, 0, NULL)
#define __safe_devm_request_threaded_irq(dev, irq, hard, thread, data, flags, name, ...) \
	__safe_sleeps((__safe_assert_irq_flags(flags),					\
		       safe_checked(devm_request_threaded_irq(dev, irq, hard, thread,	\
				__safe_irq_flags(hard, flags), name, data))))

/**
 * safe_devm_request_any_context_irq() - the same, where the line decides whether there is a thread
 * @dev: the device; the line is freed when it is unbound
 * @irq: number of the line
 * @fn: a function with SAFE_IRQ_HANDLER()
 * @data: its argument
 * @...: flags and name; without: 0 and the device's name
 *
 * Return: a struct safe_int_result: IRQC_IS_HARDIRQ or IRQC_IS_NESTED.
 */
#define safe_devm_request_any_context_irq(dev, irq, fn, data, ...)			\
	__safe_devm_request_any_irq(dev, irq, __safe_irq_##fn, __safe_irq_data_##fn(data), \
				    ##__VA_ARGS__, 0, NULL)
#define __safe_devm_request_any_irq(dev, irq, fn, data, flags, name, ...)		\
	__safe_sleeps((__safe_assert_irq_flags(flags), safe_int_checked(		\
		safe_from_errno_or_value(int,						\
			devm_request_any_context_irq(dev, irq, fn, flags, name, data)))))

/**
 * safe_request_irq() - request an interrupt line and own it
 * @irq: number of the line
 * @fn: a function with SAFE_IRQ_HANDLER()
 * @data: its argument
 * @flags: IRQF_...
 * @name: shown in /proc/interrupts
 *
 * Return: a struct safe_irq_result, to open with owned().
 */
#define safe_request_irq(irq, fn, data, flags, name)					\
	safe_request_threaded_irq(irq, fn, NULL, data, flags, name)

/**
 * safe_request_threaded_irq() - the same with a handler that runs in a thread
 * @irq: number of the line
 * @hard: a function with SAFE_IRQ_HANDLER(), or NULL
 * @thread: a function with SAFE_IRQ_THREAD(), or NULL
 * @data: their argument
 * @flags: IRQF_...
 * @name: shown in /proc/interrupts
 */
#define safe_request_threaded_irq(irq, hard, thread, data, flags, name)			\
	__safe_request_irq(irq, __safe_irq_##hard, __safe_irq_thread_##thread,		\
		__safe_irq_data_##hard(__safe_irq_thread_data_##thread(data)), flags, name)
#define __safe_request_irq(line, hard, thread, data, flags, name)			\
	__safe_sleeps((__safe_assert_irq_flags(flags), safe_irq_checked(({		\
		struct safe_irq __safe_line = {						\
			.irq = (line), .dev_id = (data), .__owns = true			\
		};									\
											\
		safe_owner_from_errno(irq, request_threaded_irq(__safe_line.irq, hard, thread, \
				__safe_irq_flags(hard, flags), name, __safe_line.dev_id), \
				__safe_line);						\
	}))))

/**
 * safe_free_irq() - free an owned interrupt line before its scope ends
 * @owner: move() of a struct safe_irq
 */
#define safe_free_irq(owner)								\
	({										\
		struct safe_irq __safe_line = (owner);					\
											\
		safe_irq_release(&__safe_line);						\
	})

/**
 * SAFE_TASKLET() - make a function of the driver that of a tasklet; stands after it
 * @fn: void fn(type *, SAFE_ATOMIC)
 * @type: struct port
 * @member: its struct tasklet_struct
 */
#define SAFE_TASKLET(fn, type, member)							\
static void __maybe_unused __safe_tasklet_##fn(struct tasklet_struct *tasklet)		\
{											\
	__safe_call_atomic(void, fn, type *, container_of(tasklet, type, member));	\
}											\
static void __maybe_unused __safe_tasklet_cancel_##fn(void *self)			\
{											\
	tasklet_kill(&((type *)self)->member);						\
}											\
__SAFE_CALLBACK_MEMBER(tasklet, fn, type, member, struct tasklet_struct)

/**
 * safe_tasklet_setup() - set up the tasklet of an object
 * @self: pointer to the object
 * @fn: a function with SAFE_TASKLET()
 */
#define safe_tasklet_setup(self, fn)							\
	tasklet_setup(__safe_tasklet_of_##fn(self), __safe_tasklet_##fn)

/**
 * safe_devm_tasklet_setup() - set it up; killed, and waited for, when the device is unbound
 * @dev: the device
 * @self: pointer to the object
 * @fn: a function with SAFE_TASKLET()
 *
 * Return: 0 or an errno.
 */
#define safe_devm_tasklet_setup(dev, self, fn)						\
	__safe_devm_callback(dev, self, safe_tasklet_setup(__safe_self, fn),		\
			     __safe_tasklet_cancel_##fn)

/* Ends a member of a structure that goes: see SAFE_DESTROY(). */
static __safe_inline void safe_tasklet_release(struct tasklet_struct *tasklet)
{
	if (tasklet->callback)
		tasklet_kill(tasklet);
}
#define SAFE_KIND tasklet
#define SAFE_KIND_TYPE struct tasklet_struct
#include <safe/core/new_kind.h>

#endif
