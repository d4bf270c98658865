/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Callbacks: what irq.h, work.h, timer.h and devm.h have in common.
 *
 * Invariants
 *   - The driver's function takes the driver's type. A macro after it makes a trampoline: a function
 *     at file scope with the exact prototype that the kernel calls. No function pointer is cast, so
 *     kernel CFI stays intact; the driver's function is inlined into it.
 *   - Data and function cannot be mixed up: the registering macro asks the function's own type.
 *   - The trampoline's name is made from the function's, so that a missing macro is an error.
 */
#ifndef SAFE_CORE_CALLBACK_H
#define SAFE_CORE_CALLBACK_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/container_of.h>

/* @fn as what takes exactly @...: a constant pointer, which costs no indirect call. */
#define __safe_call(ret, fn, ...)							\
	({ ret (*const __safe_fn)(__VA_ARGS__) = (fn); __safe_fn; })

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

#endif
