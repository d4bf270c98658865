/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Namespaces of symbols, which kernels want with and without quotes.
 *
 * Invariants
 *   - A namespace is a string, as in the newest kernels.
 *
 * Example
 *
 *	SAFE_MODULE_IMPORT_NS("PORT");
 *
 *	SAFE_EXPORT_SYMBOL_NS_GPL(port_reset, "PORT");
 *
 * What misuse gives
 *   a namespace without quotes		error: 'PORT' undeclared, or expected string literal
 *
 * What C cannot do: know whether there is a namespace of that name; modpost does.
 */
#ifndef SAFE_CORE_MODULE_H
#define SAFE_CORE_MODULE_H

#include <linux/export.h>
#include <linux/module.h>

/**
 * SAFE_MODULE_IMPORT_NS() - use the symbols of a namespace
 * @ns: "DMA_BUF"
 */
#define SAFE_MODULE_IMPORT_NS(ns)	MODULE_INFO(import_ns, "" ns)

/* What a licence is called in the kernel's own macro, which all kernels give a string. */
#ifdef __EXPORT_SYMBOL_REF
#define __SAFE_EXPORT_GPL	"GPL"
#else
#define __SAFE_EXPORT_GPL	"_gpl"
#endif

/**
 * SAFE_EXPORT_SYMBOL_NS() - export a symbol to modules that import its namespace
 * @sym: the function or variable
 * @ns: "PORT"
 */
#define SAFE_EXPORT_SYMBOL_NS(sym, ns)		__EXPORT_SYMBOL(sym, "", ns)

/**
 * SAFE_EXPORT_SYMBOL_NS_GPL() - the same, to modules with a licence that fits
 * @sym: the function or variable
 * @ns: "PORT"
 */
#define SAFE_EXPORT_SYMBOL_NS_GPL(sym, ns)	__SAFE_EXPORT(sym, __SAFE_EXPORT_GPL, ns)
#define __SAFE_EXPORT(sym, licence, ns)		__EXPORT_SYMBOL(sym, licence, ns)

#endif
