/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Notifiers with a type.
 *
 * Invariants
 *   - The function takes the structure that the struct notifier_block is a member of, and the
 *     event's data as what it is.
 *   - struct safe_notifier owns a registration: at the end of its scope, of its structure
 *     (SAFE_DESTROY()) or of its device (safe_notifier_bind()) it is taken from the chain it was
 *     put into, and no call is on its way any more.
 *
 * Example
 *
 *	static int port_reboot(struct port *port, unsigned long event, void *command) { ... }
 *	SAFE_NOTIFIER(port_reboot, struct port, reboot, void *);
 *
 *	SAFE_TRY(safe_devm_register_notifier(dev, reboot, port, port_reboot));
 *
 * registers with register_reboot_notifier(). For a chain of a driver's own:
 *
 *	SAFE_TRY(safe_open(&port->events, safe_blocking_notifier_chain_register(&core->chain,
 *										port, port_event)));
 *
 * What misuse gives
 *   member of another type		error: "reboot is no struct notifier_block"
 *   object of another type		error: incompatible pointer type
 *   a function without SAFE_NOTIFIER()	error: implicit declaration of '__safe_notifier_of_...'
 *   result ignored			warning: ignoring return value ... (unused-result)
 *
 * What C cannot do: know what a chain's data is. SAFE_NOTIFIER() says it once; see the chain's
 * owner.
 */
#ifndef SAFE_CORE_NOTIFIER_H
#define SAFE_CORE_NOTIFIER_H

#include <linux/notifier.h>
#include <safe/core/callback.h>
#include <safe/core/owned.h>

/**
 * struct safe_notifier - owns the registration of a notifier
 * @nb: what is registered
 * @chain: where; NULL: a chain that has functions of its own
 * @unregister: takes it from that
 */
struct safe_notifier {
	union {
		struct notifier_block *nb;
		struct notifier_block *__value;
	};
	struct blocking_notifier_head *chain;
	int (*unregister)(struct notifier_block *nb);
	bool __owns;
	__SAFE_TRACKED
};

static __safe_inline void __safe_notifier_give_back(const struct safe_notifier *owner)
{
	if (owner->chain)
		blocking_notifier_chain_unregister(owner->chain, owner->nb);
	else
		owner->unregister(owner->nb);
}
SAFE_OWNED_MEMBERS(notifier);
#define SAFE_KIND notifier
#include <safe/core/new_kind.h>

/**
 * SAFE_NOTIFIER() - make a function of the driver that of a notifier; stands after it
 * @fn: int fn(type *, unsigned long event, data): NOTIFY_OK, NOTIFY_DONE, ...
 * @type: struct port
 * @member: its struct notifier_block
 * @data: pointer type of what comes with an event: void * where it is not used
 */
#define SAFE_NOTIFIER(fn, type, member, data)						\
static int __maybe_unused								\
__safe_notifier_##fn(struct notifier_block *nb, unsigned long event, void *about)	\
{											\
	return __safe_call(int, fn, type *, unsigned long, data)			\
		(container_of(nb, type, member), event, about);				\
}											\
__SAFE_CALLBACK_MEMBER(notifier, fn, type, member, struct notifier_block)

/* @err: of registering what @owner is to own. */
#define __safe_notifier_registered(item, fn, err, ...)					\
	__safe_sleeps(safe_notifier_checked(({						\
		struct safe_notifier __safe_notifier = {				\
			.nb = (item), .__owns = true, __VA_ARGS__			\
		};									\
											\
		__safe_notifier.nb->notifier_call = fn;					\
		safe_owner_from_errno(notifier, err, __safe_notifier);			\
	})))

/**
 * safe_register_notifier() - register with a chain that has functions of its own
 * @chain: reboot for register_reboot_notifier(), netdevice, pm, ...
 * @self: pointer to the object; the priority is as it has set it
 * @fn: a function with SAFE_NOTIFIER()
 *
 * Return: a struct safe_notifier_result, to open with owned().
 */
#define safe_register_notifier(chain, self, fn)						\
	__safe_notifier_registered(__safe_notifier_of_##fn(self), __safe_notifier_##fn,	\
				   register_##chain##_notifier(__safe_notifier.nb),	\
				   .unregister = unregister_##chain##_notifier)

/**
 * safe_devm_register_notifier() - the same; unregistered when the device is unbound
 * @dev: the device
 * @chain: as of safe_register_notifier()
 * @self: pointer to the object
 * @fn: a function with SAFE_NOTIFIER()
 *
 * Return: 0 or an errno.
 */
#define safe_devm_register_notifier(dev, chain, self, fn)				\
	__safe_sleeps(safe_checked(__safe_notifier_bind(dev,				\
					safe_register_notifier(chain, self, fn))))

/**
 * safe_blocking_notifier_chain_register() - register with a chain whose callbacks may sleep
 * @head: pointer to the struct blocking_notifier_head; has to outlive the owner
 * @self: pointer to the object
 * @fn: a function with SAFE_NOTIFIER()
 *
 * Return: a struct safe_notifier_result, to open with owned().
 */
#define safe_blocking_notifier_chain_register(head, self, fn)				\
	__safe_notifier_registered(__safe_notifier_of_##fn(self), __safe_notifier_##fn,	\
		blocking_notifier_chain_register(__safe_notifier.chain, __safe_notifier.nb), \
		.chain = (head))

static __safe_inline int
__safe_notifier_bind(struct device *dev, struct safe_notifier_result notifier)
{
	return notifier.__err ? notifier.__err : safe_notifier_bind(dev, notifier.__owner);
}

#endif
