/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* What the cases use, as a kernel has it. */
#include "errno.h"

#define NULL		((void *)0)
#define MAX_ERRNO	4095
#define unlikely(x)	__builtin_expect(!!(x), 0)
#define IS_ERR_VALUE(x) unlikely((unsigned long)(void *)(x) >= (unsigned long)-MAX_ERRNO)

typedef _Bool bool;
typedef unsigned int gfp_t;

enum { ___GFP_DIRECT_RECLAIM_BIT = 10 };
#define __GFP_DIRECT_RECLAIM (1u << ___GFP_DIRECT_RECLAIM_BIT)
#define GFP_KERNEL	     (__GFP_DIRECT_RECLAIM | 0x40u)
#define GFP_ATOMIC	     0x20u

static inline void *ERR_PTR(long error)
{
	return (void *)error;
}

static inline long PTR_ERR(const void *ptr)
{
	return (long)ptr;
}

static inline bool IS_ERR(const void *ptr)
{
	return IS_ERR_VALUE((unsigned long)ptr);
}

static inline bool IS_ERR_OR_NULL(const void *ptr)
{
	return unlikely(!ptr) || IS_ERR_VALUE((unsigned long)ptr);
}

static inline int PTR_ERR_OR_ZERO(const void *ptr)
{
	return IS_ERR(ptr) ? PTR_ERR(ptr) : 0;
}

#define WARN_ON(condition)                         \
	({                                         \
		int __ret_warn_on = !!(condition); \
		if (unlikely(__ret_warn_on))       \
			warn(__LINE__);            \
		unlikely(__ret_warn_on);           \
	})

#define container_of(ptr, type, member)                                                           \
	({                                                                                        \
		void *__mptr = (void *)(ptr);                                                     \
		_Generic(ptr,                                                                     \
			const typeof(*(ptr)) *: (const type *)(__mptr -                           \
							       __builtin_offsetof(type, member)), \
			default: ((type *)(__mptr - __builtin_offsetof(type, member))));          \
	})

struct thing {
	int count, state;
	unsigned int size;
	struct thing *parent;
	struct part {
		int n;
	} part;
};

void warn(int line);
void must_wait(void);
void *get_memory(unsigned long size, gfp_t flags);
int unread(struct thing *thing);
struct thing *unread_pointer(int n);
