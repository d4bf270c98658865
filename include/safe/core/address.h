/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Addresses that are no pointers: where a device finds memory, and where the processor's bus does.
 *
 * Invariants
 *   - A struct safe_dma_addr is what a device may be told; a struct safe_phys_addr is not, though
 *     both are often the same number. They convert to nothing, and do not mix.
 *   - Structures of one member are passed as that member is: no instruction is added.
 *
 * Example
 *
 *	safe_writel(safe_dma_addr_low(addr), regs, EDU_SRC_LOW);
 *	safe_writel(safe_dma_addr_high(addr), regs, EDU_SRC_HIGH);
 *	safe_writeq(addr.value, regs, EDU_SRC);		// the number, in plain sight
 *
 * What misuse gives
 *   one address for another, or a number	error: incompatible type for argument
 *   arithmetic on an address		error: invalid operands to binary expression
 *   a pointer in safe_dma_addr()		warning: makes integer from pointer without a cast
 *
 * What C cannot do: know that the number an address is made of came from the DMA API. What owns a
 * mapping hands out an address that did, see <safe/core/dma.h>.
 */
#ifndef SAFE_CORE_ADDRESS_H
#define SAFE_CORE_ADDRESS_H

#include <linux/types.h>
#include <safe/core/result.h>

/**
 * struct safe_dma_addr - where a device finds memory
 * @value: the number to tell it
 */
struct safe_dma_addr { dma_addr_t value; };

/**
 * struct safe_phys_addr - where the processor's bus finds memory or registers
 * @value: the number
 */
struct safe_phys_addr { phys_addr_t value; };

static __safe_inline struct safe_dma_addr safe_dma_addr(dma_addr_t value)
{
	return (struct safe_dma_addr){ value };
}

static __safe_inline struct safe_phys_addr safe_phys_addr(phys_addr_t value)
{
	return (struct safe_phys_addr){ value };
}

/* The halves of an address, for registers of 32 bits. */
static __safe_inline u32 safe_dma_addr_low(struct safe_dma_addr addr)
{
	return (u32)addr.value;
}

static __safe_inline u32 safe_dma_addr_high(struct safe_dma_addr addr)
{
	return (u32)((u64)addr.value >> 32);
}

#endif
