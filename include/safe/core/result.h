/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Results: a call that can fail hands out a result, and a result is not the value yet.
 *
 * Invariants
 *   - A result is a structure of its own for each type: it converts to nothing, compares with
 *     nothing, and IS_ERR(), NULL tests and arithmetic do not compile on it.
 *   - It holds either a value or an errno from -4095 to -1, whatever way the kernel function told
 *     of failure; the wrapper converted that once.
 *   - A pure errno (0 or negative) is no structure but a plain must-check int, so that
 *     "return safe_x();" stays what it is.
 *   - Who owns what was acquired gets another kind of result, see <safe/core/owned.h>.
 *
 * Example, in a function that returns int, long or ssize_t:
 *
 *	clk = SAFE_TRY(safe_devm_clk_get(dev, "bus"));	// returns the errno on failure
 *	SAFE_TRY(safe_clk_set_rate(clk, safe_hz(rate)));
 *	irq = SAFE_TRY_PROBE(dev, safe_platform_get_irq(pdev, 0), "no interrupt");
 *
 * and without hidden control flow:
 *
 *	ret = safe_get(&clk, safe_devm_clk_get(dev, "bus"));
 *	if (ret)
 *		return ret;
 *
 * <safe/short.h> defines TRY() and its kin as short names of these.
 *
 * What misuse gives
 *   result ignored			warning: ignoring return value ... (unused-result)
 *   result used as the value		error: incompatible types / used type ... where ... required
 *   an owner opened by SAFE_TRY()	error: "an owner is opened by owned(), not by TRY()"
 *   a bool or unsigned in SAFE_TRY()	error: request for member in something not a structure
 *   SAFE_TRY(errno) used as a value	error: void value not ignored
 *   SAFE_TRY() in a function that returns bool, an enum, an unsigned or a short type, where the
 *   errno would become "true", another constant or a large number; use SAFE_TRY_OR() there
 *					error: ... in boolean context, implicit conversion ...
 *
 * What C cannot do: forbid storing a result and not looking at it.
 */
#ifndef SAFE_CORE_RESULT_H
#define SAFE_CORE_RESULT_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/types.h>
#ifdef SAFE_FAULT_INJECTION
#include <safe/core/fault.h>
#else
#define __safe_fault(r, leave)
#define __safe_fault_get(to, call)	call
#define __safe_fault_open(call)		call
#endif

/*
 * For functions of these headers, in place of __always_inline: one attribute instead of the five that
 * "inline" has in the kernel, none of which matters to what is always inlined and hundreds of which
 * take time.
 */
#define __safe_inline __inline __attribute__((__always_inline__, __unused__))

/* The value of an owner's result, in place of one that SAFE_TRY() could take; see owned.h. */
struct __safe_owner { };

/* An errno as it is: around calls of variadic functions and macros, whose own mark gets lost. */
static __safe_inline __must_check int safe_checked(int err)
{
	return err;
}

/* Tells the compiler that @err is an errno: after IS_ERR() it can only guess. */
static __safe_inline int __safe_an_errno(long err)
{
	if (err >= 0 || err < -MAX_ERRNO)
		__builtin_unreachable();
	return err;
}

/**
 * SAFE_RESULT() - define the result type of a borrowed pointer
 * @name: what the type is called: clk_ptr gives struct safe_clk_ptr_result
 * @type: the pointer type: struct clk *
 *
 * Wrappers make such results by safe_from_err_ptr(clk_ptr, p) and its kin below.
 */
#define SAFE_RESULT(name, type)							\
struct safe_##name##_result { type __value; };						\
/* The result as it is: around macros, whose own mark gets lost. */			\
static __safe_inline __must_check struct safe_##name##_result				\
safe_##name##_checked(struct safe_##name##_result result)				\
{											\
	return result;									\
}											\
struct safe_##name##_result

/**
 * safe_from_err_ptr() - result of a function that returns a pointer or ERR_PTR()
 * @name: of the result type: clk_ptr
 * @p: what it returned; NULL is passed on as a value: stubs of subsystems that are configured out
 *	return it, and where the contract says so it means that there is none
 */
#define safe_from_err_ptr(name, p) ((struct safe_##name##_result){ (p) })

/**
 * safe_from_null() - result of a function that returns NULL on failure
 * @name: of the result type
 * @p: what it returned
 * @err: what NULL becomes, negative
 */
#define safe_from_null(name, p, err) safe_from_err_ptr(name, __safe_from_null((__force const void *)(p), err))

/**
 * safe_from_xa_err() - result of a function whose failures xa_err() tells
 * @name: of the result type
 * @p: what it returned
 */
#define safe_from_xa_err(name, p) safe_from_err_ptr(name, __safe_from_xa_err(p))

/**
 * safe_from_errno() - a result that is a failure
 * @name: of the result type
 * @err: negative
 */
#define safe_from_errno(name, err) \
	((struct safe_##name##_result){						\
		(__force typeof(((struct safe_##name##_result *)NULL)->__value))__safe_errno_as_long(err) })

static __safe_inline long __safe_errno_as_long(long err)
{
	return __safe_an_errno(err);
}

/* The error pointer for NULL; @p is never one itself. */
static __safe_inline void *__safe_from_null(const void *p, long err)
{
	if (IS_ERR(p))
		__builtin_unreachable();
	if (unlikely(!p))
		return ERR_PTR(__safe_an_errno(err));
	return (void *)p;
}

/* Results of a value >= 0 or an errno: safe_from_errno_or_value(int, n) makes them. */
SAFE_RESULT(int, int);
SAFE_RESULT(long, long);
SAFE_RESULT(ssize_t, ssize_t);
SAFE_RESULT(void_ptr, void *);
SAFE_RESULT(const_void_ptr, const void *);
SAFE_RESULT(char_ptr, char *);
SAFE_RESULT(const_char_ptr, const char *);
SAFE_RESULT(iomem_ptr, void __iomem *);
#define SAFE_RESULT_void_ptr
#define SAFE_RESULT_const_void_ptr
#define SAFE_RESULT_char_ptr
#define SAFE_RESULT_const_char_ptr
#define SAFE_RESULT_iomem_ptr

/* As xa_err(), which not every user of this file wants <linux/xarray.h> for. */
static __safe_inline void *__safe_from_xa_err(const void *p)
{
	unsigned long entry = (unsigned long)p;

	if (unlikely((entry & 3) == 2 && entry >= ((unsigned long)-MAX_ERRNO << 2 | 2)))
		return ERR_PTR(__safe_an_errno((long)entry >> 2));
	return (void *)p;
}

/**
 * safe_from_errno_or_value() - result of a function that returns a value or an errno
 * @name: of the result type: int, long or ssize_t
 * @n: what it returned
 */
#define safe_from_errno_or_value(name, n) ((struct safe_##name##_result){ (n) })

/**
 * safe_from_not_copied() - errno of a function that returns how much it did not copy
 * @left: the bytes that were not copied
 */
static __safe_inline __must_check int safe_from_not_copied(unsigned long left)
{
	return left ? -EFAULT : 0;
}

/**
 * safe_from_pcibios() - errno of a function that returns a PCIBIOS_ code or an errno
 * @code: what it returned; positive for PCIBIOS_ codes
 *
 * A macro, since pcibios_err_to_errno() comes with <linux/pci.h>.
 */
#define safe_from_pcibios(code) safe_checked(pcibios_err_to_errno(code))

/* ---------------------------------------------------------------------------------------------
 * Opening
 *
 * One form for all results: __r is an int or long (an errno) or a result structure. Test and
 * taking of the errno are separate steps, as IS_ERR() and PTR_ERR() are: so no instruction is
 * left of it that "if (IS_ERR(p)) return PTR_ERR(p);" has not.
 */

/* The member of a result, an int where @r is an errno. */
#define __safe_value(r)									\
	_Generic((r), int: (struct safe_int_result){ 0 },				\
		 long: (struct safe_int_result){ 0 }, default: (r)).__value

#define __safe_is_owner(r)								\
	__builtin_types_compatible_p(typeof(__safe_value(r)), struct __safe_owner)

#define __safe_assert_no_owner(r)							\
	static_assert(!__safe_is_owner(r), "an owner is opened by owned(), not by TRY()")

/* A number as long, for the comparison with zero; pointers only to please the front end. */
#define __safe_long(v)		((__force long)(v))

/* The value; of an owner, for which an error was given, something that gives no other. */
#define __safe_scalar(r)								\
	_Generic(__safe_value(r), struct __safe_owner: (void *)0, default: __safe_value(r))

#define __safe_failed(r)								\
	unlikely(_Generic((r),								\
		int: __safe_errno_of_int(r) < 0,					\
		long: __safe_errno_of_int(r) < 0,					\
		default: _Generic(__safe_value(r),					\
			int: __safe_long(__safe_scalar(r)) < 0,				\
			long: __safe_long(__safe_scalar(r)) < 0,			\
			default: IS_ERR_VALUE((__force unsigned long)__safe_scalar(r)))))

#define __safe_errno_of_int(r)	_Generic((r), int: (r), long: (r), default: 0)

#define __safe_errno(r)									\
	_Generic((r), int: __safe_errno_of_int(r), long: __safe_errno_of_int(r),	\
		 default: __safe_long(__safe_scalar(r)))

/* The value; of an errno nothing, so that it cannot be taken for one. */
#define __safe_open(r)									\
	_Generic((r), int: (void)0, long: (void)0, default: __safe_scalar(r))

#define __safe_try(r, expr, leave)							\
({											\
	__safe_fault(r, leave)								\
	__auto_type r = (expr);								\
	__safe_assert_no_owner(r);							\
	if (__safe_failed(r))								\
		leave;									\
	__safe_open(r);									\
})

#define __safe_try_return(r, expr, value) __safe_try(r, expr, return (value))

/*
 * The function returns what holds an errno: no bool, enum, unsigned or short type. No compiler minds
 * by itself, so this asks them to, for two statements that are never reached: the shift is for bool.
 */
#define __safe_assert_returns_errno()							\
	do {										\
		_Pragma("GCC diagnostic push")						\
		_Pragma("GCC diagnostic error \"-Wconversion\"")			\
		_Pragma("GCC diagnostic error \"-Wenum-conversion\"")			\
		_Pragma("GCC diagnostic error \"-Wint-in-bool-context\"")		\
		_Pragma("GCC diagnostic error \"-Wint-conversion\"")			\
		if (0)									\
			return __safe_an_errno(-EINVAL) << 1;				\
		if (0)									\
			return __SAFE_LOWEST_ERRNO;					\
		_Pragma("GCC diagnostic pop")						\
	} while (0)

enum __safe_errno_in_a_function_of_another_type { __SAFE_LOWEST_ERRNO = -MAX_ERRNO };

#define __safe_try_errno(r, expr, value)						\
({											\
	__safe_assert_returns_errno();							\
	__safe_try_return(r, expr, value);						\
})

/**
 * SAFE_TRY() - the value of a result; on failure the function returns the errno
 * @expr: a result of a borrowed value or a number, or an errno (then there is no value)
 *
 * For functions that return int, long or ssize_t.
 */
#define SAFE_TRY(expr)		__safe_try_1(__UNIQUE_ID(safe_result), expr)
#define __safe_try_1(r, expr)	__safe_try_errno(r, expr, __safe_errno(r))

/**
 * SAFE_TRY_PTR() - the same for functions that return a pointer: they return ERR_PTR(errno)
 * @expr: as of SAFE_TRY()
 */
#define SAFE_TRY_PTR(expr)	__safe_try_2(__UNIQUE_ID(safe_result), expr)
#define __safe_try_2(r, expr)	__safe_try_return(r, expr, ERR_PTR(__safe_errno(r)))

/**
 * SAFE_TRY_OR() - the value of a result; on failure the function returns @value
 * @expr: as of SAFE_TRY()
 * @value: what is returned on failure: false, IRQ_NONE, ...
 */
#define SAFE_TRY_OR(expr, value) __safe_try_return(__UNIQUE_ID(safe_result), expr, value)

/**
 * SAFE_TRY_GOTO() - the value of a result; on failure the errno is stored and @label reached
 * @expr: as of SAFE_TRY()
 * @err: an int or long variable that gets the errno
 * @label: where to go
 */
#define SAFE_TRY_GOTO(expr, err, label)							\
	__safe_try_3(__UNIQUE_ID(safe_result), expr, err, label)
#define __safe_try_3(r, expr, err, label)						\
	__safe_try(r, expr, { (err) = __safe_errno(r); goto label; })

/**
 * SAFE_TRY_PROBE() - the value of a result; on failure dev_err_probe() and return
 * @dev: the device that is probed
 * @expr: as of SAFE_TRY()
 * @fmt: a string literal and its arguments, with or without newline
 *
 * Says what failed and why, or notes it as the reason of a deferred probe.
 */
#define SAFE_TRY_PROBE(dev, expr, fmt, ...)						\
	__safe_try_4(__UNIQUE_ID(safe_result), dev, expr, fmt, ##__VA_ARGS__)
#define __safe_try_4(r, dev, expr, fmt, ...)						\
	__safe_try_errno(r, expr, dev_err_probe((dev), __safe_errno(r),			\
						__safe_line(fmt), ##__VA_ARGS__))

/* @fmt ends in exactly one newline. */
#define __safe_line(fmt)								\
	(sizeof(fmt) > 1 && (fmt)[sizeof(fmt) - 2] == '\n' ? fmt : fmt "\n")

/**
 * safe_get() - store the value of a result, in plain sight
 * @to: where to; gets the value, or zero on failure
 * @expr: a result of a borrowed value or a number
 *
 * Return: 0 or the errno; must be checked.
 */
#define safe_get(to, expr)								\
	__safe_fault_get(to, __safe_get(__UNIQUE_ID(safe_result), to, expr))
#define __safe_get(r, to, expr)								\
	safe_checked(({									\
		__auto_type r = (expr);							\
		__safe_assert_no_owner(r);						\
		int __safe_err = 0;							\
		if (__safe_failed(r)) {							\
			__safe_err = __safe_an_errno(__safe_errno(r));			\
			*(to) = (typeof(*(to)))0;					\
		} else {								\
			*(to) = __safe_open(r);						\
		}									\
		__safe_err;								\
	}))

/**
 * unsafe_unchecked() - the value of a result, or an error pointer or errno in its place
 * @expr: a result of a borrowed value or a number
 *
 * For code that hands both on, to kernel functions that look at it. Asks for a comment that says who
 * does: "SAFETY: ...".
 */
#define unsafe_unchecked(expr)	__safe_unchecked(__UNIQUE_ID(safe_result), expr)
#define __safe_unchecked(r, expr)							\
	({										\
		__auto_type r = (expr);							\
											\
		__safe_assert_no_owner(r);						\
		__safe_open(r);								\
	})

#endif
