/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Ownership: what was acquired is given back exactly once, on every way out.
 *
 * Invariants
 *   - struct safe_NAME owns something or is empty. Zeroed memory is empty.
 *   - An owner is born in a result (struct safe_NAME_result), which opens only into a variable
 *     whose scope gives it back, or by safe_open() into one that is there.
 *   - It goes on by safe_move() alone, which leaves the variable empty: what was moved from is not
 *     given back a second time, and using it is using NULL.
 *   - Wrappers that only use take the borrowed type, which safe_borrow() hands out: a plain pointer
 *     or number that is valid as long as the owner lives. Calls that are legal only in a state take
 *     a pointer to the owner of that state, as helpers of the driver may: const struct safe_NAME *.
 *   - What the device owns, safe_devm_...(), is a plain pointer: nothing that gives back takes it.
 *
 * Example
 *
 *	safe_owned(clk, bus, safe_clk_get(dev, "bus"));	// declares bus, returns the errno on failure
 *	safe_owned(clk_prepared, ready, safe_clk_prepare(safe_borrow(bus)));
 *	safe_owned(clk_enabled, on, safe_clk_enable(&ready));	// prepared, or it does not compile
 *	safe_store(&port->bus, safe_move(bus));	// what was in port->bus is given back
 *
 *	struct port {
 *		struct safe_clk bus;
 *		struct safe_clk_enabled bus_on;
 *	};
 *	SAFE_DESTROY(struct port, bus, bus_on);	// safe_destroy_port(): bus_on first, then bus
 *
 * and without hidden control flow:
 *
 *	SAFE_OWNER(clk, bus);			// empty, given back at the end of the scope
 *
 *	ret = safe_open(&bus, safe_clk_get(dev, "bus"));
 *	if (ret)
 *		return ret;
 *
 * which is also the way in functions that return a pointer, and in probe:
 *
 *	SAFE_TRY_PTR(safe_open(&bus, safe_clk_get(dev, "bus")));
 *	SAFE_TRY_PROBE(dev, safe_open(&bus, safe_clk_get(dev, "bus")), "no bus clock");
 *
 * Forms of one acquire/release pair: in a scope (above), in a structure (safe_store()), and bound
 * to a device: safe_devm_...() or safe_NAME_bind(), which hand out the borrowed type.
 *
 * With the kernel's own: an owner is what CLASS() and __free() declare, as a type of its own;
 * no_free_ptr() is safe_move(), return_ptr() is "return" of a safe_move(); docs/interop.md has more.
 *
 * What misuse gives
 *   opened by TRY()			error: "an owner is opened by owned(), not by TRY()"
 *   result assigned to a pointer	error: incompatible types
 *   an owner handed to what only uses	error: incompatible type for argument
 *   a pointer handed to a release	error: incompatible type for argument
 *   goto past an owned()		error (clang), -Wjump-misses-init (gcc)
 *   safe_store() of what is no owner	error: '_Generic' ... not compatible with any association
 *
 *   a call without the state it needs	error: incompatible pointer type
 *   a structure freed while it owns	a report of debug kernels, <safe/core/owned_debug.h>
 *
 * What C cannot do: forbid "b = a" for two owners of a kind. Copying is a mistake that compiles. Nor
 * can it end the life of a borrowed pointer with its owner.
 */
#ifndef SAFE_CORE_OWNED_H
#define SAFE_CORE_OWNED_H

#include <linux/device.h>
#include <linux/gfp.h>
#include <safe/core/result.h>
#ifdef CONFIG_DEBUG_OBJECTS_FREE
#include <safe/core/owned_debug.h>
#else
#define __SAFE_TRACKED
#define __safe_track(owner)	((void)0)
#define __safe_untrack(owner)	((void)0)
#endif

/*
 * The result of a kind, once struct safe_NAME is there. The errno stands beside the owner, also of a
 * pointer: of an error pointer clang cannot be told that what was acquired is none.
 */
#define __SAFE_OWNER_RESULT(name)							\
struct safe_##name##_result {								\
	struct safe_##name __owner;							\
	int __err;									\
	struct __safe_owner __value;							\
};											\
/* The result as it is: around macros, whose own mark gets lost. */			\
static __safe_inline __must_check struct safe_##name##_result				\
safe_##name##_checked(struct safe_##name##_result result)				\
{											\
	return result;									\
}											\
struct safe_##name

/* Did it fail, and with which errno? @r is a variable. */
#define __safe_owner_failed(r)	unlikely((r).__err)
#define __safe_owner_errno(r)	((r).__err)

/*
 * What kinds have that are more than a pointer, once __safe_NAME_owns() and __safe_NAME_give_back()
 * are there as well. The release gives back what is owned, if anything, and leaves the owner empty.
 */
#define __SAFE_OWNER_FUNCTIONS(name)							\
__SAFE_OWNER_RESULT(name);					\
static __safe_inline void safe_##name##_release(struct safe_##name *owner)		\
{											\
	struct safe_##name old = *owner;						\
											\
	__safe_untrack(owner);								\
	if (!__safe_##name##_owns(&old))						\
		return;									\
	*owner = (struct safe_##name){ };						\
	__safe_##name##_give_back(&old);						\
}											\
struct safe_##name

/* The same of kinds that are a pointer. */
#define __SAFE_OWNER_POINTER(name, type, release, owns)					\
struct safe_##name {									\
	type __value;									\
	__SAFE_TRACKED									\
};											\
__SAFE_OWNER_RESULT(name);					\
static __safe_inline void safe_##name##_release(struct safe_##name *owner)		\
{											\
	type value = owner->__value;							\
											\
	__safe_untrack(owner);								\
	owner->__value = 0;								\
	if (owns(value))								\
		release(value);								\
}											\
__SAFE_OWNER_BIND_POINTER(name, type)

#define __safe_owns(value)		(value)
/* Asked of what is known: else release() asks. (Of a pointer itself gcc says at once that it is not known.) */
#define __safe_owns_or_null(value)	(!__builtin_constant_p(!(value)) || (value))

/*
 * From here on the device owns it: 0, or an errno and it was given back. A pointer is an action's
 * argument; more than that is kept in a resource of its own.
 */
#define __SAFE_OWNER_BIND_POINTER(name, type)						\
static void __maybe_unused __safe_##name##_action(void *data)				\
{											\
	safe_##name##_release(&(struct safe_##name){ data });				\
}											\
static __safe_inline __must_check int							\
safe_##name##_bind(struct device *dev, struct safe_##name owner)			\
{											\
	return devm_add_action_or_reset(dev, __safe_##name##_action,			\
					(void *)owner.__value);				\
}											\
/* Binds what a result has: the pointer, or the errno as an error pointer. */		\
static __safe_inline type								\
__safe_##name##_bound(struct device *dev, struct safe_##name##_result result)		\
{											\
	type value = result.__owner.__value;						\
	int err = result.__err;								\
											\
	if (!err)									\
		err = safe_##name##_bind(dev, result.__owner);				\
	if (unlikely(err))								\
		return (__force type)__safe_errno_as_long(err);				\
	if (IS_ERR((__force const void *)value))					\
		__builtin_unreachable();						\
	return value;									\
}											\
struct safe_##name

#define __SAFE_OWNER_BIND_MEMBERS(name)							\
static void __maybe_unused __safe_##name##_devres(struct device *dev, void *res)	\
{											\
	safe_##name##_release(res);							\
}											\
static __maybe_unused __must_check int							\
safe_##name##_bind(struct device *dev, struct safe_##name owner)			\
{											\
	struct safe_##name *res;							\
											\
	res = devres_alloc(__safe_##name##_devres, sizeof(*res), GFP_KERNEL);		\
	if (!res) {									\
		safe_##name##_release(&owner);						\
		return -ENOMEM;								\
	}										\
	*res = owner;									\
	devres_add(dev, res);								\
	return 0;									\
}											\
struct safe_##name

/**
 * safe_owner_from_err_ptr() - result of a function that returns what is owned from then on, or ERR_PTR()
 * @name: of the owner: clk
 * @p: what it returned; NULL is no failure: it goes on as empty
 */
#define safe_owner_from_err_ptr(name, p)						\
	({										\
		__auto_type __safe_p = (p);						\
											\
		(struct safe_##name##_result){						\
			{ __safe_p }, __safe_err_of((__force const void *)__safe_p) };	\
	})

/* The errno of an error pointer, else 0. Nobody looks at the owner of a failure. */
static __safe_inline int __safe_err_of(const void *p)
{
	return IS_ERR(p) ? __safe_an_errno(PTR_ERR(p)) : 0;
}

/**
 * safe_owner_from_null() - result of a function that returns NULL on failure
 * @name: of the owner
 * @p: what it returned
 * @err: what NULL becomes, negative
 */
#define safe_owner_from_null(name, p, err)						\
	({										\
		__auto_type __safe_p = (p);						\
											\
		(struct safe_##name##_result){						\
			{ __safe_p }, __safe_p ? 0 : __safe_an_errno(err) };		\
	})

/* Tells the compiler that what was acquired is no NULL: of a kind that has none. */
#define __safe_not_null(p)								\
	({										\
		__auto_type __safe_some = (p);						\
											\
		if (!__safe_some)							\
			__builtin_unreachable();					\
		__safe_some;								\
	})

/**
 * safe_owner_from_errno_ptr() - result of a function that returns an errno, about a pointer
 * @name: of the owner
 * @err: what it returned
 * @p: what is owned if @err is 0
 */
#define safe_owner_from_errno_ptr(name, err, p)						\
	({										\
		int __safe_err = (err);							\
											\
		(struct safe_##name##_result){ { (p) }, __safe_err };			\
	})

/**
 * safe_owner_from_errno() - the same of owners that are more than a pointer
 * @name: of the owner
 * @err: what it returned
 * @owner: a struct safe_NAME, the value of the result if @err is 0
 */
#define safe_owner_from_errno(name, err, owner)						\
	({										\
		int __safe_err = (err);							\
											\
		unlikely(__safe_err) ?							\
			(struct safe_##name##_result){ .__err = __safe_err } :		\
			(struct safe_##name##_result){ .__owner = (owner) };		\
	})

/**
 * SAFE_OWNED() - define the owner of a pointer
 * @name: clk gives struct safe_clk and its functions
 * @type: the pointer's type
 * @release: function or macro that gives it back; never gets NULL
 *
 * Defines struct safe_NAME_result, safe_NAME_release() and safe_NAME_bind(), of which the comments
 * above tell.
 */
#define SAFE_OWNED(name, type, release)							\
	__SAFE_OWNER_POINTER(name, type, release, __safe_owns)

/**
 * SAFE_OWNED_OR_NULL() - define the owner of a pointer that may be NULL and all the same be valid
 * @name: as of SAFE_OWNED()
 * @type: the pointer's type
 * @release: gives it back; does nothing for NULL
 *
 * For handles whose NULL is an object that does nothing: a clock or reset that is optional, or that
 * a kernel without the subsystem has. What is moved from is NULL too, and release() bears it: so the
 * end of a scope asks nothing that release() does not ask again.
 */
#define SAFE_OWNED_OR_NULL(name, type, release)						\
	__SAFE_OWNER_POINTER(name, type, release, __safe_owns_or_null)

/**
 * SAFE_OWNED_MEMBERS() - define the owner of something that takes more than a pointer to give back
 * @name: irq, where struct safe_irq and __safe_irq_give_back() are defined already
 *
 * The structure has the members that are needed, the first of them also under the name __value, for
 * safe_borrow(). Zero may be a valid value of each, so another member says what is empty:
 *
 *	struct safe_irq {
 *		union {
 *			unsigned int irq;
 *			unsigned int __value;
 *		};
 *		void *dev_id;
 *		bool __owns;
 *	};
 */
#define SAFE_OWNED_MEMBERS(name)							\
static __safe_inline bool __safe_##name##_owns(const struct safe_##name *owner)	\
{											\
	return owner->__owns;								\
}											\
__SAFE_OWNER_FUNCTIONS(name);								\
__SAFE_OWNER_BIND_MEMBERS(name)

/**
 * safe_owned() - declare an owner in this scope and open a result into it
 * @kind: clk for a struct safe_clk
 * @name: the variable
 * @expr: a struct safe_clk_result
 *
 * On failure the function, which returns int, long or ssize_t, returns the errno.
 */
#define safe_owned(kind, name, expr)							\
	struct safe_##kind name __cleanup(safe_##kind##_release) =			\
		__safe_owned(__UNIQUE_ID(safe_result), safe_##kind##_result, expr)
#define __safe_owned(r, type, expr)							\
	({										\
		__safe_fault(r, return r)						\
		struct type r = (expr);							\
		__safe_assert_returns_errno();						\
		if (__safe_owner_failed(r))						\
			return __safe_owner_errno(r);					\
		r.__owner;								\
	})

/**
 * safe_owned_or() - declare an owner in this scope and open a result into it
 * @kind: clk for a struct safe_clk
 * @name: the variable
 * @expr: a struct safe_clk_result
 * @value: what the function returns on failure: false, IRQ_NONE, ...
 */
#define safe_owned_or(kind, name, expr, value)						\
	struct safe_##kind name __cleanup(safe_##kind##_release) =			\
		__safe_owned_or(__UNIQUE_ID(safe_result), safe_##kind##_result, expr, value)
#define __safe_owned_or(r, type, expr, value)						\
	({										\
		__safe_fault(r, return (value))						\
		struct type r = (expr);							\
		if (__safe_owner_failed(r))						\
			return (value);							\
		r.__owner;								\
	})

/**
 * SAFE_OWNER() - declare an empty owner in this scope
 * @kind: clk for a struct safe_clk
 * @name: the variable; to be filled by safe_open()
 */
#define SAFE_OWNER(kind, name)								\
	struct safe_##kind name __cleanup(safe_##kind##_release) = { }

/**
 * safe_move() - the owner's contents; the owner is empty afterwards
 * @owner: a variable or member
 */
#define safe_move(owner)	__safe_move(__UNIQUE_ID(safe_from), __UNIQUE_ID(safe_old), owner)
#define __safe_move(from, old, owner)							\
	({										\
		typeof(owner) *from = &(owner);						\
		typeof(owner) old = *from;						\
											\
		(void)sizeof(old.__value);						\
		__safe_untrack(from);							\
		*from = (typeof(owner)){ };						\
		old;									\
	})

/**
 * safe_none() - an owner of nothing, for what takes an owner or none
 * @kind: of_node for a struct safe_of_node
 */
#define safe_none(kind)		((struct safe_##kind){ })

/**
 * unsafe_take() - take what an owner owns out of these headers' care
 * @owner: a variable or member; empty afterwards
 *
 * For code that gives it back by other means. Asks for a comment that says which: "SAFETY: ...".
 *
 * Return: the pointer or number, which somebody has to give back.
 */
#define unsafe_take(owner)	(safe_move(owner).__value)

/**
 * unsafe_own() - make an owner of what was acquired elsewhere
 * @kind: clk for a struct safe_clk
 * @...: the pointer; of kinds with members, these by name, and .__owns = true
 *
 * Asks for a comment that says why nobody else gives it back: "SAFETY: ...".
 *
 * Return: the owner, for safe_store() or a variable with SAFE_OWNER().
 */
#define unsafe_own(kind, ...)	((struct safe_##kind){ __VA_ARGS__ })

/**
 * safe_borrow() - the pointer or number that an owner owns, to use
 * @owner: a variable or member; empty ones hand out NULL or 0
 */
#define safe_borrow(owner)	((void)0, (owner).__value)

/**
 * safe_release() - give back what an owner owns, if anything
 * @owner: pointer to it; empty afterwards
 */
#define safe_release(owner)	__safe_release_any(owner)

/**
 * safe_store() - put an owner into a structure
 * @to: pointer to the member; what was there is given back
 * @owner: safe_move() of a variable
 */
#define safe_store(to, owner)	__safe_store(__UNIQUE_ID(safe_to), __UNIQUE_ID(safe_new), to, owner)
#define __safe_store(dst, new, to, owner)						\
	do {										\
		typeof(to) dst = (to);							\
		typeof(*(to)) new = (owner);						\
											\
		safe_release(dst);							\
		*dst = new;								\
		__safe_track(dst);							\
	} while (0)

/**
 * safe_open() - open a result into an owner that is there, in plain sight
 * @to: pointer to the owner; what was there is given back if the result is no failure
 * @expr: the result
 *
 * Return: 0 or the errno; must be checked.
 */
#define safe_open(to, expr)								\
	__safe_fault_open(__safe_open_owner(__UNIQUE_ID(safe_to), __UNIQUE_ID(safe_result), to, expr))
#define __safe_open_owner(dst, r, to, expr)						\
	safe_checked(({									\
		typeof(to) dst = (to);							\
		__auto_type r = (expr);							\
		bool __safe_ok = !__safe_owner_failed(r);				\
											\
		if (__safe_ok) {							\
			safe_release(dst);						\
			*dst = r.__owner;						\
			__safe_track(dst);						\
		}									\
		__safe_ok ? 0 : __safe_owner_errno(r);					\
	}))

#include <safe/core/kind.h>
#include <safe/core/destroy.h>

#endif
