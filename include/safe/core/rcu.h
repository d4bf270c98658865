/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * RCU pointers: read in a read-side scope alone, published under the lock that serialises who
 * updates, freed when nobody can read any more.
 *
 * Invariants
 *   - The pointer is a member of a SAFE_RCU() type: safe_rcu_read() is the only way to what it
 *     points to without the lock, and hands out a pointer to const.
 *   - What is published was owned until then; what it replaces is given to kfree_rcu(), and so is
 *     what is there when the owner goes.
 *   - Who updates shows that the lock is held: <safe/core/locked.h>.
 *
 * Example
 *
 *	struct config { u32 rate; struct rcu_head rcu; };
 *	SAFE_ALLOC(struct config);
 *	SAFE_LOCKED(port_state, struct state, mutex);
 *	SAFE_RCU(port_config, struct config, rcu, port_state);
 *	struct port {
 *		struct port_state state;
 *		struct safe_port_config config;		// an owner; zeroed: nothing is published
 *	};
 *
 *	safe_rcu_read(port_config, config, &port->config)
 *		rate = config ? config->rate : 0;
 *
 *	owned(config, new, safe_kzalloc_obj(struct config, GFP_KERNEL));
 *	safe_locked(port_state, state, &port->state) {
 *		const struct config *old = safe_rcu_locked(port_config, &port->config,
 *							   safe_held(port_state, state));
 *
 *		borrow(new)->rate = old ? old->rate * 2 : 1;
 *		safe_rcu_store(port_config, &port->config, move(new), safe_held(port_state, state));
 *	}
 *
 *	safe_port_config_release(&port->config);	// nobody updates any more
 *
 * To name it in SAFE_DESTROY(): #define SAFE_KIND port_config, #include <safe/core/new_kind.h>.
 *
 * What misuse gives
 *   the pointer without a scope	error: no member named ...
 *   writing to what others read	error: read-only object
 *   updating without the lock		error: incompatible pointer type, '__safe_held_...' undeclared
 *   publishing what is not owned	error: request for member '__value' in something not a structure
 *   sleeping in the scope		error: "this may sleep, and the context is atomic"
 *
 * What C cannot do: forbid to keep the pointer after the scope, or to publish an object that was
 * allocated otherwise than by kmalloc() and its kin.
 */
#ifndef SAFE_CORE_RCU_H
#define SAFE_CORE_RCU_H

#include <linux/rcupdate.h>
#include <safe/core/locked.h>

/**
 * SAFE_RCU() - define a type of pointer that RCU protects
 * @name: gives struct safe_name
 * @type: struct config: of what it points to
 * @member: its struct rcu_head
 * @by: the type that SAFE_LOCKED() defined, whose lock serialises who updates
 *
 * An object of it is valid once it was zeroed, and owns what it points to.
 */
#define SAFE_RCU(name, type, member, by)						\
struct safe_##name { type __rcu *__published; };					\
static __safe_inline __safe_no_analysis const type *					\
__safe_rcu_read_##name(const struct safe_##name *rcu)					\
{											\
	return rcu_dereference(rcu->__published);					\
}											\
static __safe_inline const type *							\
__safe_rcu_locked_##name(const struct safe_##name *rcu, const struct by##_held *held)	\
{											\
	return rcu_dereference_protected(rcu->__published, true);			\
}											\
static __safe_inline void								\
__safe_rcu_store_##name(struct safe_##name *rcu, type *new, struct by##_held *held)	\
{											\
	type *old = rcu_dereference_protected(rcu->__published, true);			\
											\
	rcu_assign_pointer(rcu->__published, new);					\
	if (old)									\
		kfree_rcu(old, member);							\
}											\
static __safe_inline void								\
__safe_rcu_clear_##name(struct safe_##name *rcu, struct by##_held *held)		\
{											\
	type *old = rcu_dereference_protected(rcu->__published, true);			\
											\
	RCU_INIT_POINTER(rcu->__published, NULL);					\
	if (old)									\
		kfree_rcu(old, member);							\
}											\
/* Nobody updates any more: no lock is asked for. */					\
static __safe_inline void safe_##name##_release(struct safe_##name *rcu)		\
{											\
	__safe_rcu_clear_##name(rcu, NULL);						\
}											\
struct safe_##name

/**
 * safe_rcu_read() - read what an RCU pointer points to, in the statement or block that follows
 * @name: as of SAFE_RCU()
 * @ptr: name of the pointer to const, which is declared here; NULL if nothing is published
 * @object: pointer to the struct safe_name
 *
 * break and continue leave the scope; return and goto do as well. Sleeping is not allowed in it.
 */
#define safe_rcu_read(name, ptr, object)						\
	__safe_rcu_read(ptr, __safe_rcu_read_##name(object), __UNIQUE_ID(safe_end),	\
			__UNIQUE_ID(safe_end))
#define __safe_rcu_read(ptr, published, end, end_data)					\
	__safe_scope((void)0, __safe_ctx, struct __safe_rcu_guard, __safe_outer,	\
		     __safe_rcu_lock(), __safe_rcu_unlock, end)				\
		for (typeof(published) const ptr = published; ; ({ goto end_data; }))	\
			if (0) {							\
end_data:										\
				break;							\
			} else

/**
 * safe_rcu_locked() - what is published, for who holds the lock
 * @name: as of SAFE_RCU()
 * @object: pointer to the struct safe_name
 * @held: safe_held() of the lock's scope
 *
 * Return: a pointer to const that is valid in that scope until something else is published; NULL if
 * nothing is.
 */
#define safe_rcu_locked(name, object, held)	__safe_rcu_locked_##name(object, held)

/**
 * safe_rcu_store() - publish an object; what was there is freed when nobody reads it any more
 * @name: as of SAFE_RCU()
 * @object: pointer to the struct safe_name
 * @new: safe_move() of the owner of a kmalloc()ed object, with its members set
 * @held: safe_held() of the lock's scope
 *
 * Context: Any.
 */
#define safe_rcu_store(name, object, new, held)						\
	__safe_rcu_store_##name(object, (new).__value, held)

/**
 * safe_rcu_clear() - publish nothing; what was there is freed when nobody reads it any more
 * @name: as of SAFE_RCU()
 * @object: pointer to the struct safe_name
 * @held: safe_held() of the lock's scope
 *
 * Context: Any.
 */
#define safe_rcu_clear(name, object, held)	__safe_rcu_clear_##name(object, held)

#endif
