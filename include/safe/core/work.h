/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Work items with a type.
 *
 * Invariants
 *   - The function takes the structure that the work item is a member of; which member it is, is
 *     said once, beside the function.
 *   - Bound to a device, the work is cancelled, and waited for, when the device is unbound; so it
 *     is by SAFE_DESTROY() of its structure. Where the kernel has disable_work_sync(), as from 6.10
 *     on, it cannot be queued afterwards.
 *   - A workqueue is that of the processor which queues, unless WQ_UNBOUND says otherwise: kernels
 *     that want to be told so are.
 *
 * Example
 *
 *	static void port_poll(struct port *port) { ... }
 *	SAFE_DELAYED_WORK(port_poll, struct port, poll);
 *
 *	SAFE_TRY(safe_devm_INIT_DELAYED_WORK(dev, port, port_poll));
 *	safe_schedule_delayed_work(&port->poll, safe_jiffies_from_ms(safe_ms(100)));
 *
 * or, in a structure that owns it:
 *
 *	SAFE_DESTROY(struct port, clk, poll);	// poll is cancelled before clk is put
 *
 *	safe_INIT_DELAYED_WORK(port, port_poll);
 *
 * What misuse gives
 *   member of another type		error: "poll is no struct delayed_work"
 *   object of another type		error: incompatible pointer type
 *   no SAFE_WORK()			error: implicit declaration of '__safe_work_of_...'
 *
 *   the function of another member	error: incompatible pointer type, if the types differ
 *
 * What C cannot do: before disable_work_sync(), keep work from being queued again after it was cancelled, by
 * code that outlives the device; tell two members of one type from each other, where SAFE_WORK()
 * names the wrong one.
 */
#ifndef SAFE_CORE_WORK_H
#define SAFE_CORE_WORK_H

#include <linux/device.h>
#include <linux/workqueue.h>
#include <safe/core/callback.h>
#include <safe/core/context.h>
#include <safe/core/owned.h>

#ifndef SAFE_HAS_disable_work
#error "include <safe/linux/workqueue.h>, which knows what this kernel has"
#endif

/* For good where the kernel has it: work that is queued again, by itself or others, stays ended. */
#if SAFE_HAS_disable_work
#define __safe_end_work(work)		disable_work_sync(work)
#define __safe_end_delayed_work(work)	disable_delayed_work_sync(work)
#else
#define __safe_end_work(work)		cancel_work_sync(work)
#define __safe_end_delayed_work(work)	cancel_delayed_work_sync(work)
#endif

/**
 * SAFE_WORK() - make a function of the driver that of a work item; stands after it
 * @fn: void fn(type *)
 * @type: struct port
 * @member: its struct work_struct
 */
#define SAFE_WORK(fn, type, member)							\
static void __maybe_unused __safe_work_##fn(struct work_struct *work)			\
{											\
	__safe_call(void, fn, type *)(container_of(work, type, member));		\
}											\
static void __maybe_unused __safe_work_cancel_##fn(void *self)				\
{											\
	__safe_end_work(&((type *)self)->member);					\
}											\
__SAFE_CALLBACK_MEMBER(work, fn, type, member, struct work_struct)

/**
 * SAFE_DELAYED_WORK() - the same for a struct delayed_work
 * @fn: void fn(type *)
 * @type: struct port
 * @member: its struct delayed_work
 */
#define SAFE_DELAYED_WORK(fn, type, member)						\
static void __maybe_unused __safe_dwork_##fn(struct work_struct *work)			\
{											\
	__safe_call(void, fn, type *)(container_of(work, type, member.work));		\
}											\
static void __maybe_unused __safe_dwork_cancel_##fn(void *self)				\
{											\
	__safe_end_delayed_work(&((type *)self)->member);				\
}											\
__SAFE_CALLBACK_MEMBER(dwork, fn, type, member, struct delayed_work)

/**
 * safe_INIT_WORK() - initialise the work item of an object
 * @self: pointer to the object
 * @fn: a function with SAFE_WORK()
 */
#define safe_INIT_WORK(self, fn)							\
	__safe_init_work(INIT_WORK, struct work_struct, __safe_work_of_##fn(self),	\
			 __safe_work_##fn)

/**
 * safe_INIT_DELAYED_WORK() - initialise the delayed work of an object
 * @self: pointer to the object
 * @fn: a function with SAFE_DELAYED_WORK()
 */
#define safe_INIT_DELAYED_WORK(self, fn)						\
	__safe_init_work(INIT_DELAYED_WORK, struct delayed_work, __safe_dwork_of_##fn(self), \
			 __safe_dwork_##fn)

#define __safe_init_work(init, type, item, fn)						\
	do {										\
		type *__safe_item = (item);						\
											\
		init(__safe_item, fn);							\
	} while (0)

/* Unbound queues are told from others by one flag, or by two. */
#if SAFE_HAS_wq_percpu
#define __safe_wq_flags(flags)								\
	({										\
		unsigned int __safe_wq = (flags);					\
											\
		__safe_wq & (WQ_UNBOUND | WQ_PERCPU) ? __safe_wq : __safe_wq | WQ_PERCPU; \
	})
#else
#define __safe_wq_flags(flags)		(flags)
#endif

/**
 * safe_alloc_workqueue() - allocate a workqueue and own it
 * @fmt: format of its name
 * @flags: WQ_...
 * @max_active: how many of its items may run at once; 0: the default
 * @...: for @fmt
 *
 * Return: a struct safe_workqueue_result, to open with owned().
 */
#define safe_alloc_workqueue(fmt, flags, max_active, ...)				\
	__safe_sleeps(safe_workqueue_checked(safe_owner_from_null(workqueue,		\
		alloc_workqueue(fmt, __safe_wq_flags(flags), max_active, ##__VA_ARGS__),	\
		-ENOMEM)))

/**
 * safe_alloc_ordered_workqueue() - the same; its items run one after the other
 * @fmt: format of its name
 * @flags: WQ_...
 * @...: for @fmt
 */
#define safe_alloc_ordered_workqueue(fmt, flags, ...)					\
	__safe_sleeps(safe_workqueue_checked(safe_owner_from_null(workqueue,		\
		alloc_ordered_workqueue(fmt, flags, ##__VA_ARGS__), -ENOMEM)))

/**
 * safe_devm_INIT_WORK() - initialise it; cancelled when the device is unbound
 * @dev: the device
 * @self: pointer to the object
 * @fn: a function with SAFE_WORK()
 *
 * Return: 0 or an errno.
 */
#define safe_devm_INIT_WORK(dev, self, fn)						\
	__safe_devm_callback(dev, self, safe_INIT_WORK(__safe_self, fn), __safe_work_cancel_##fn)

/**
 * safe_devm_INIT_DELAYED_WORK() - the same for a struct delayed_work
 * @dev: the device
 * @self: pointer to the object
 * @fn: a function with SAFE_DELAYED_WORK()
 */
#define safe_devm_INIT_DELAYED_WORK(dev, self, fn)					\
	__safe_devm_callback(dev, self, safe_INIT_DELAYED_WORK(__safe_self, fn),	\
			 __safe_dwork_cancel_##fn)

/*
 * Ends a member of a structure that goes: see SAFE_DESTROY(). Where the kernel can, for good:
 * queueing it again does nothing.
 */
static __safe_inline void safe_work_release(struct work_struct *work)
{
	if (work->func)
		__safe_end_work(work);
}
static __safe_inline void safe_delayed_work_release(struct delayed_work *work)
{
	if (work->work.func)
		__safe_end_delayed_work(work);
}
#define SAFE_KIND work
#define SAFE_KIND_TYPE struct work_struct
#include <safe/core/new_kind.h>
#define SAFE_KIND delayed_work
#define SAFE_KIND_TYPE struct delayed_work
#include <safe/core/new_kind.h>

#endif
