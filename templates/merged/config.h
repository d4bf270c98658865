/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What the kernel that is being compiled for has: of the names that the kernels differ in which
 * these headers were generated from. The answers are in safe-config.h, which the driver's Kbuild
 * has made by including safe/kbuild.mk (or somebody by running safe/probe.sh).
 */
#ifndef SAFE_CONFIG_H
#define SAFE_CONFIG_H

#if !__has_include(<safe-config.h>)
#error "this kernel was not asked what it has: include safe/kbuild.mk in the driver's Kbuild"
#else
#include <safe-config.h>
#endif

/* Stands for a wrapper where the kernel's function is in no form that was seen. */
#define SAFE_NOT_HERE(name) \
	({ _Static_assert(0, #name ": this kernel has it not, or not as any of those that the headers were generated from"); })

#endif
