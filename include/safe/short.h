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
#define TRY_PROBE(dev, expr, fmt, ...)	SAFE_TRY_PROBE(dev, expr, fmt, ##__VA_ARGS__)

#define owned(kind, name, expr)		safe_owned(kind, name, expr)
#define move(owner)			safe_move(owner)
#define borrow(owner)			safe_borrow(owner)

#endif
