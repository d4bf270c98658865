// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* For the kernel's Kbuild to say how it compiles. */
#include <linux/module.h>
MODULE_LICENSE("Dual MIT/GPL");
