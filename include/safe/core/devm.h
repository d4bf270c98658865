/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What a device does when it is unbound: actions with a type.
 *
 * Invariants
 *   - The function takes the driver's own type. What the kernel calls is a function of its own with
 *     the exact prototype, so that control flow integrity has nothing to object.
 *   - Registered or done: on failure the action has run.
 *
 * Example
 *
 *	static void port_quiesce(struct port *port) { ... }
 *	SAFE_DEVM_ACTION(port_quiesce, struct port *);
 *
 *	SAFE_TRY(safe_devm_add_action_or_reset(dev, port_quiesce, port));
 *
 * What misuse gives
 *   data of another type		error: incompatible pointer type
 *   no SAFE_DEVM_ACTION()		error: '__safe_action_...' undeclared / implicit declaration
 *   result ignored			warning: ignoring return value ... (unused-result)
 */
#ifndef SAFE_CORE_DEVM_H
#define SAFE_CORE_DEVM_H

#include <linux/device.h>
#include <safe/core/callback.h>
#include <safe/core/context.h>
#include <safe/core/result.h>

/**
 * SAFE_DEVM_ACTION() - make a function of the driver an action of a device; stands after it
 * @fn: void fn(type)
 * @type: a pointer type
 */
#define SAFE_DEVM_ACTION(fn, type)							\
static void __maybe_unused __safe_action_##fn(void *data)				\
{											\
	__safe_call(void, fn, type)(data);						\
}											\
__SAFE_CALLBACK_DATA(action, fn, type)

/**
 * safe_devm_add_action_or_reset() - call fn(data) when the device is unbound
 * @dev: the device
 * @fn: a function with SAFE_DEVM_ACTION()
 * @data: its argument
 *
 * Return: 0, or an errno and fn(data) was called.
 */
#define safe_devm_add_action_or_reset(dev, fn, data)					\
	__safe_sleeps(safe_checked(devm_add_action_or_reset(dev, __safe_action_##fn,	\
						__safe_action_data_##fn(data))))

/**
 * safe_devm_add_action() - the same, but a failure leaves the action to the caller
 * @dev: the device
 * @fn: a function with SAFE_DEVM_ACTION()
 * @data: its argument
 */
#define safe_devm_add_action(dev, fn, data)						\
	__safe_sleeps(safe_checked(devm_add_action(dev, __safe_action_##fn,		\
						   __safe_action_data_##fn(data))))

/**
 * safe_devm_remove_action() - forget an action without doing it
 * @dev: the device
 * @fn: a function with SAFE_DEVM_ACTION()
 * @data: its argument
 */
#define safe_devm_remove_action(dev, fn, data)						\
	devm_remove_action(dev, __safe_action_##fn, __safe_action_data_##fn(data))

/**
 * safe_devm_release_action() - do an action now, and not again
 * @dev: the device
 * @fn: a function with SAFE_DEVM_ACTION()
 * @data: its argument
 */
#define safe_devm_release_action(dev, fn, data)						\
	devm_release_action(dev, __safe_action_##fn, __safe_action_data_##fn(data))

#endif
