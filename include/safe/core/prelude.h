/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SAFE_CORE_PRELUDE_H
#define SAFE_CORE_PRELUDE_H

/*
 * What many kernel headers leave to those who include them, as every driver has it anyway. The
 * generated headers of such that have no contract file begin with this; a contract file says what
 * its header needs (includes:).
 */
#include <linux/types.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/bitops.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/device.h>
#include <linux/io.h>
#include <linux/acpi.h>

#endif
