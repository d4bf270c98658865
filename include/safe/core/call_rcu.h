/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Callbacks after a grace period, with a type.
 *
 * Invariants
 *   - The function takes the structure that the struct rcu_head is a member of. It runs in atomic
 *     context and says so: what may sleep does not compile in its body.
 *   - Nothing cancels such a callback: a module that uses it waits with rcu_barrier() before its
 *     code goes, a device with safe_devm_rcu_barrier().
 *
 * Example
 *
 *	static void entry_free(struct entry *entry, SAFE_ATOMIC) { kfree(entry); }
 *	SAFE_RCU_CALLBACK(entry_free, struct entry, rcu);
 *
 *	SAFE_TRY(safe_devm_rcu_barrier(dev));	// before what may call
 *	safe_call_rcu(entry, entry_free);
 *
 * What misuse gives
 *   member of another type		error: "rcu is no struct callback_head"
 *   object of another type		error: incompatible pointer type
 *   function without SAFE_ATOMIC		error: incompatible pointer type
 *
 * What C cannot do: end the use of the object by its caller, who must not touch it any more.
 */
#ifndef SAFE_CORE_CALL_RCU_H
#define SAFE_CORE_CALL_RCU_H

#include <linux/device.h>
#include <linux/rcupdate.h>
#include <safe/core/callback.h>
#include <safe/core/result.h>

/**
 * SAFE_RCU_CALLBACK() - make a function of the driver that of call_rcu(); stands after it
 * @fn: void fn(type *, SAFE_ATOMIC)
 * @type: struct entry
 * @member: its struct rcu_head
 */
#define SAFE_RCU_CALLBACK(fn, type, member)						\
static void __maybe_unused __safe_rcu_##fn(struct rcu_head *head)			\
{											\
	__safe_call_atomic(void, fn, type *, container_of(head, type, member));		\
}											\
__SAFE_CALLBACK_MEMBER(rcu, fn, type, member, struct rcu_head)

/**
 * safe_call_rcu() - call fn(self) after a grace period
 * @self: pointer to the object, not to be used any more
 * @fn: a function with SAFE_RCU_CALLBACK()
 */
#define safe_call_rcu(self, fn)		call_rcu(__safe_rcu_of_##fn(self), __safe_rcu_##fn)

static void __maybe_unused __safe_rcu_barrier(void *unused)
{
	rcu_barrier();
}

/**
 * safe_devm_rcu_barrier() - wait for all callbacks when the device is unbound
 * @dev: the device
 *
 * Return: 0 or an errno.
 */
static __safe_inline __must_check int safe_devm_rcu_barrier(struct device *dev)
{
	return devm_add_action(dev, __safe_rcu_barrier, NULL);
}
#define safe_devm_rcu_barrier(...) __safe_sleeps(safe_devm_rcu_barrier(__VA_ARGS__))

#endif
