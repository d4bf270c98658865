/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The short words, on request: everything else that is defined begins with safe_, SAFE_ or
 * unsafe_. A driver in which one of them means something else uses the long form instead; the
 * comments are there.
 */
#ifndef SAFE_SHORT_H
#define SAFE_SHORT_H

#include <safe/core/owned.h>
#include <safe/core/result.h>

#define TRY(expr)			SAFE_TRY(expr)
#define TRY_PTR(expr)			SAFE_TRY_PTR(expr)
#define TRY_OR(expr, value)		SAFE_TRY_OR(expr, value)
#define TRY_GOTO(expr, err, label)	SAFE_TRY_GOTO(expr, err, label)
#define TRY_STATUS(expr)		SAFE_TRY_STATUS(expr)
#define TRY_PROBE(dev, expr, fmt, ...)	SAFE_TRY_PROBE(dev, expr, fmt, ##__VA_ARGS__)

#define owned(kind, name, expr)		safe_owned(kind, name, expr)
#define owned_or(kind, name, expr, value) safe_owned_or(kind, name, expr, value)
#define borrow(owner)			safe_borrow(owner)

/* With more than one argument it stays what it is: drivers have a member move() in tables of functions. */
#define move(...)			__safe_short_move(__VA_ARGS__, 0, 0, 0, 0, 0, 0, 0, 1)(__VA_ARGS__)
#define __safe_short_move(a, b, c, d, e, f, g, h, n, ...) __safe_short_move_##n
#define __safe_short_move_1(owner)	safe_move(owner)
#define __safe_short_move_0(...)	move(__VA_ARGS__)

#endif
