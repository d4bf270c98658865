/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* The configuration of the tree, and lock debugging: what "make debug.config" adds for locks. */
#include <linux/kconfig.h>
#define CONFIG_LOCKDEP 1
#define CONFIG_LOCKDEP_SUPPORT 1
#define CONFIG_PROVE_LOCKING 1
#define CONFIG_PROVE_RCU 1
#define CONFIG_DEBUG_LOCK_ALLOC 1
#define CONFIG_DEBUG_MUTEXES 1
#define CONFIG_DEBUG_RT_MUTEXES 1
#define CONFIG_DEBUG_RWSEMS 1
#define CONFIG_DEBUG_SPINLOCK 1
#define CONFIG_DEBUG_ATOMIC_SLEEP 1
#define CONFIG_DEBUG_WW_MUTEX_SLOWPATH 1
#define CONFIG_TRACE_IRQFLAGS 1
#define CONFIG_PREEMPT_COUNT 1
#define CONFIG_UNINLINE_SPIN_UNLOCK 1
#undef CONFIG_INLINE_SPIN_UNLOCK

/* A spinlock is larger then, and struct page points to it instead of having it. */
#include <generated/bounds.h>
#undef SPINLOCK_SIZE
#define SPINLOCK_SIZE 72
