/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Callbacks: what irq.h, work.h, timer.h, kthread.h, notifier.h, devm.h and others have in common.
 *
 * Invariants
 *   - The driver's function takes the driver's type. A macro after it makes a trampoline: a
 *     function at file scope with the exact prototype that the kernel calls. No function pointer is
 *     cast, so kernel CFI stays intact; the driver's function is inlined into it.
 *   - Data and function cannot be mixed up: the registering macro asks the function's own type.
 *   - The trampoline's name is made from the function's, so that a missing macro is an error.
 *   - What runs in atomic context says so in its type: its last parameter is SAFE_ATOMIC, which
 *     makes its whole body atomic (see <safe/core/context.h>) and costs nothing. Without it the
 *     macro after the function is an error, so nobody forgets it.
 *   - Who goes before the callback does waits for it: work, timers and their kin are members that
 *     SAFE_DESTROY() may name and safe_release() stops, each for good and waiting for a callback
 *     that runs; nothing happens to one that was never set up. Name them after what their callbacks
 *     use: the last one is stopped first. Bound to a device (safe_devm_...) the order is that of
 *     probe.
 *
 * A callback for two types is written once as a function of what they have in common, and called by
 * one for each type.
 */
#ifndef SAFE_CORE_CALLBACK_H
#define SAFE_CORE_CALLBACK_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <safe/core/context.h>

/* @fn as what takes exactly @...: a constant pointer, which costs no indirect call. (gcc folds it, and
 * then takes it for unused.) */
#define __safe_call(ret, fn, ...)							\
	({ ret (*const __safe_fn)(__VA_ARGS__) __maybe_unused = (fn); __safe_fn; })

/* The same of @fn that runs in atomic context, called with @data. */
#define __safe_call_atomic(ret, fn, type, data)						\
	__safe_call(ret, fn, type, struct __safe_atomic_ctx)(data, (struct __safe_atomic_ctx){ })

/* Takes @fn's data as what it is, hands it on as void *. */
#define __SAFE_CALLBACK_DATA(what, fn, type)						\
static __always_inline void *__safe_##what##_data_##fn(type data)			\
{											\
	return (void *)data;								\
}											\
struct __safe_##what##_##fn##_end

/*
 * A callback whose object is a member of the driver's type: @type is struct port, @member its
 * work_struct or timer. Its member is reached from the driver's type alone.
 */
#define __SAFE_CALLBACK_MEMBER(what, fn, type, member, object)				\
static __always_inline object *__safe_##what##_of_##fn(type *self)			\
{											\
	static_assert(__builtin_types_compatible_p(typeof(self->member), object),	\
		      #member " is no " #object);					\
	return &self->member;								\
}											\
struct __safe_##what##_##fn##_end

/*
 * Of two functions the one that a member points to: prototypes change, between kernels, in what is
 * const. If neither fits it is the second, and the compiler says in which way it does not.
 */
#define __safe_fitting(type, member, fn, other)						\
	__builtin_choose_expr(__builtin_types_compatible_p(typeof(((type *)0)->member),	\
							   typeof(&fn)), fn, other)

/* Sets up what @init does to __safe_self, and binds @cancel to the device: 0 or an errno. */
#define __safe_devm_callback(dev, self, init, cancel)					\
	__safe_sleeps(safe_checked(({							\
		typeof(self) __safe_self = (self);					\
											\
		init;									\
		devm_add_action(dev, cancel, __safe_self);				\
	})))

#endif
