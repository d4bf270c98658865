/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Work in interrupt context (struct irq_work) with a type.
 *
 * Invariants
 *   - The function takes the structure that the item is a member of. It runs in atomic context and
 *     says so: what may sleep does not compile in its body.
 *   - Bound to a device, or named by SAFE_DESTROY(), the item is waited for.
 *
 * Example
 *
 *	static void port_kick(struct port *port, SAFE_ATOMIC) { ... }
 *	SAFE_IRQ_WORK(port_kick, struct port, kick);
 *
 *	SAFE_TRY(safe_devm_init_irq_work(dev, port, port_kick));
 *	irq_work_queue(&port->kick);
 *
 * What misuse gives
 *   member of another type		error: "kick is no struct irq_work"
 *   object of another type		error: incompatible pointer type
 *   function without SAFE_ATOMIC		error: incompatible pointer type
 *
 * What C cannot do: keep it from being queued again afterwards, by code that outlives the device.
 */
#ifndef SAFE_CORE_IRQ_WORK_H
#define SAFE_CORE_IRQ_WORK_H

#include <linux/device.h>
#include <linux/irq_work.h>
#include <safe/core/callback.h>
#include <safe/core/owned.h>

/**
 * SAFE_IRQ_WORK() - make a function of the driver that of an irq_work; stands after it
 * @fn: void fn(type *, SAFE_ATOMIC)
 * @type: struct port
 * @member: its struct irq_work
 */
#define SAFE_IRQ_WORK(fn, type, member)							\
static void __maybe_unused __safe_irq_work_##fn(struct irq_work *work)			\
{											\
	__safe_call_atomic(void, fn, type *, container_of(work, type, member));		\
}											\
static void __maybe_unused __safe_irq_work_cancel_##fn(void *self)			\
{											\
	irq_work_sync(&((type *)self)->member);						\
}											\
__SAFE_CALLBACK_MEMBER(irq_work, fn, type, member, struct irq_work)

/**
 * safe_init_irq_work() - initialise the item of an object
 * @self: pointer to the object
 * @fn: a function with SAFE_IRQ_WORK()
 */
#define safe_init_irq_work(self, fn)							\
	init_irq_work(__safe_irq_work_of_##fn(self), __safe_irq_work_##fn)

/**
 * safe_devm_init_irq_work() - initialise it; waited for when the device is unbound
 * @dev: the device
 * @self: pointer to the object
 * @fn: a function with SAFE_IRQ_WORK()
 *
 * Return: 0 or an errno.
 */
#define safe_devm_init_irq_work(dev, self, fn)						\
	__safe_devm_callback(dev, self, safe_init_irq_work(__safe_self, fn),		\
			     __safe_irq_work_cancel_##fn)

/* Waits for a member of a structure that goes: see SAFE_DESTROY(). */
static __safe_inline void safe_irq_work_release(struct irq_work *work)
{
	if (work->func)
		irq_work_sync(work);
}
#define SAFE_KIND irq_work
#define SAFE_KIND_TYPE struct irq_work
#include <safe/core/new_kind.h>

#endif
