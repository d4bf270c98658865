/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Kernel threads with a type, and workers of one's own.
 *
 * Invariants
 *   - A thread's function takes the driver's own type.
 *   - struct safe_kthread owns a thread: at the end of its scope, of its structure (SAFE_DESTROY())
 *     or of its device (safe_kthread_bind()) the thread is told to stop and waited for. It holds a
 *     reference, so a thread that returns before is no use after free.
 *   - A worker is flushed and ended by its owner; a work item of a worker is a member that
 *     SAFE_DESTROY() may name: it is cancelled and waited for. That asks the worker, which therefore
 *     is acquired, and named, before its items.
 *
 * Example
 *
 *	static int port_thread(struct port *port)
 *	{
 *		while (!kthread_should_stop())
 *			...
 *		return 0;
 *	}
 *	SAFE_KTHREAD(port_thread, struct port *);
 *
 *	SAFE_TRY(safe_devm_kthread_run(dev, port_thread, port, "port%d", port->id));
 *
 *	SAFE_TRY(safe_open(&port->thread, safe_kthread_run(port_thread, port, "port")));
 *
 * What misuse gives
 *   data of another type		error: incompatible pointer type
 *   a function without SAFE_KTHREAD()	error: '__safe_kthread_...' undeclared
 *   result ignored			warning: ignoring return value ... (unused-result)
 *   starting one in atomic context	error: "this may sleep, and the context is atomic"
 *
 * What C cannot do: make the function look at kthread_should_stop(). One that does not is waited
 * for without end.
 */
#ifndef SAFE_CORE_KTHREAD_H
#define SAFE_CORE_KTHREAD_H

#include <linux/kthread.h>
#include <linux/sched/task.h>
#include <safe/core/callback.h>
#include <safe/core/owned.h>

static __safe_inline void __safe_kthread_stop(struct task_struct *task)
{
	kthread_stop(task);
	put_task_struct(task);
}

/** struct safe_kthread - owns a kernel thread */
SAFE_OWNED(kthread, struct task_struct *, __safe_kthread_stop);
#define SAFE_KIND kthread
#include <safe/core/new_kind.h>

/** struct safe_kthread_worker - owns a worker: a thread that does kthread_work */
SAFE_OWNED(kthread_worker, struct kthread_worker *, kthread_destroy_worker);
#define SAFE_KIND kthread_worker
#include <safe/core/new_kind.h>

/**
 * SAFE_KTHREAD() - make a function of the driver that of a thread; stands after it
 * @fn: int fn(type)
 * @type: a pointer type
 */
#define SAFE_KTHREAD(fn, type)								\
static int __maybe_unused __safe_kthread_##fn(void *data)				\
{											\
	return __safe_call(int, fn, type)(data);					\
}											\
__SAFE_CALLBACK_DATA(kthread, fn, type)

/**
 * safe_kthread_run() - start a thread and own it
 * @fn: a function with SAFE_KTHREAD()
 * @data: its argument; has to outlive the owner
 * @...: format of the thread's name, and its arguments
 *
 * Return: a struct safe_kthread_result, to open with owned().
 */
#define safe_kthread_run(fn, data, ...)							\
	__safe_sleeps(safe_kthread_checked(__safe_kthread_start(			\
		kthread_create(__safe_kthread_##fn, __safe_kthread_data_##fn(data), __VA_ARGS__))))

static __safe_inline struct safe_kthread_result __safe_kthread_start(struct task_struct *task)
{
	if (!IS_ERR(task)) {
		get_task_struct(task);
		wake_up_process(task);
	}
	return safe_owner_from_err_ptr(kthread, task);
}

/**
 * safe_devm_kthread_run() - start a thread; stopped, and waited for, when the device is unbound
 * @dev: the device
 * @fn: a function with SAFE_KTHREAD()
 * @data: its argument; has to outlive the binding
 * @...: format of the thread's name, and its arguments
 *
 * Return: 0 or an errno.
 */
#define safe_devm_kthread_run(dev, fn, data, ...)					\
	__safe_sleeps(safe_checked(__safe_kthread_bind(dev,				\
					safe_kthread_run(fn, data, __VA_ARGS__))))

static __safe_inline int __safe_kthread_bind(struct device *dev, struct safe_kthread_result thread)
{
	return PTR_ERR_OR_ZERO(__safe_kthread_bound(dev, thread));
}

/**
 * safe_kthread_stop() - stop an owned thread before its scope ends
 * @owner: move() of a struct safe_kthread
 *
 * Context: May sleep, until the thread's function has returned.
 */
#define safe_kthread_stop(owner)							\
	__safe_sleeps(({								\
		struct safe_kthread __safe_thread = (owner);				\
											\
		safe_kthread_release(&__safe_thread);					\
	}))

/* Linux before 6.14 has a function that also starts the worker. */
#ifndef kthread_run_worker
#define __safe_kthread_run_worker	kthread_create_worker
#else
#define __safe_kthread_run_worker	kthread_run_worker
#endif

/**
 * safe_kthread_run_worker() - start a worker and own it
 * @flags: KTW_...
 * @...: format of its name, and its arguments
 *
 * Return: a struct safe_kthread_worker_result, to open with owned().
 */
#define safe_kthread_run_worker(flags, ...)						\
	__safe_sleeps(safe_kthread_worker_checked(safe_owner_from_err_ptr(kthread_worker, \
		__safe_kthread_run_worker(flags, __VA_ARGS__))))

/**
 * SAFE_KTHREAD_WORK() - make a function of the driver that of a worker's item; stands after it
 * @fn: void fn(type *)
 * @type: struct port
 * @member: its struct kthread_work
 */
#define SAFE_KTHREAD_WORK(fn, type, member)						\
static void __maybe_unused __safe_kwork_##fn(struct kthread_work *work)			\
{											\
	__safe_call(void, fn, type *)(container_of(work, type, member));		\
}											\
static void __maybe_unused __safe_kwork_cancel_##fn(void *self)				\
{											\
	kthread_cancel_work_sync(&((type *)self)->member);				\
}											\
__SAFE_CALLBACK_MEMBER(kwork, fn, type, member, struct kthread_work)

/**
 * safe_kthread_init_work() - initialise the item of an object
 * @self: pointer to the object
 * @fn: a function with SAFE_KTHREAD_WORK()
 */
#define safe_kthread_init_work(self, fn)						\
	do {										\
		struct kthread_work *__safe_item = __safe_kwork_of_##fn(self);		\
											\
		kthread_init_work(__safe_item, __safe_kwork_##fn);			\
	} while (0)

/**
 * safe_devm_kthread_init_work() - initialise it; cancelled when the device is unbound
 * @dev: the device
 * @self: pointer to the object
 * @fn: a function with SAFE_KTHREAD_WORK()
 *
 * Return: 0 or an errno.
 */
#define safe_devm_kthread_init_work(dev, self, fn)					\
	__safe_devm_callback(dev, self, safe_kthread_init_work(__safe_self, fn),	\
			     __safe_kwork_cancel_##fn)

/* Ends a member of a structure that goes: see SAFE_DESTROY(). */
static __safe_inline void safe_kthread_work_release(struct kthread_work *work)
{
	if (work->func)
		kthread_cancel_work_sync(work);
}
#define SAFE_KIND kthread_work
#define SAFE_KIND_TYPE struct kthread_work
#include <safe/core/new_kind.h>

#endif
