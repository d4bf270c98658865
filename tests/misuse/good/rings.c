// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Rings and doorbells where they are used in ways that look like mistakes. */
#include <safe/core/dma_ring.h>
#include <safe/core/register.h>
#include <safe/linux/dmapool.h>
#include <safe/linux/io.h>
#include <safe/linux/pci.h>
#include <safe/linux/spinlock.h>
#include <safe/short.h>

struct good_rings_element {
	u8 owner;
	u8 more;
	struct safe_be16 id;
};

SAFE_SUBMISSION_RING(good_rings_sq, u32);
SAFE_SUBMISSION_RING(good_rings_bytes, struct { u8 data[64]; });

/* good: a phase in a byte, in the highest bit, and in another byte order */
SAFE_COMPLETION_RING(good_rings_cq, struct good_rings_element, owner, BIT(7));
SAFE_COMPLETION_RING(good_rings_be, struct good_rings_element, id, BIT(15));

SAFE_IO_REGION(good_rings_doorbell, 2);
SAFE_IO_ARRAY(good_rings_doorbell);

struct good_rings {
	struct good_rings_sq sq;
	struct good_rings_cq cq;
	struct good_rings_be be;
	struct good_rings_doorbell_array doorbells;
};
SAFE_LOCKED(good_rings_locked, struct good_rings_sq, spinlock);

/* good: rings of one piece of memory, and of a block of a pool */
static int __used good_rings_parts(struct good_rings *rings, struct safe_dma_mem mem,
				   const struct safe_dma_pool *pool, struct safe_dma_block *kept)
{
	struct safe_dma_mem part;

	TRY(safe_dma_part(&part, mem, 0, 256));
	TRY(safe_ring_init(&rings->sq, part));
	TRY(safe_dma_part(&part, mem, 256, 128));
	TRY(safe_ring_init(&rings->cq, part));

	owned(dma_block, block, safe_dma_pool_zalloc(pool, GFP_ATOMIC));
	TRY(safe_ring_init(&rings->be, borrow(block)));
	safe_store(kept, move(block));
	return 0;
}

/* good: a ring that only its lock opens, in a loop, from constants */
static void __used good_rings_locked_push(struct good_rings_locked *locked, u32 n)
{
	safe_locked(good_rings_locked, sq, locked) {
		for (u32 i = 0; i < n; i++)
			safe_ring_push(sq, &i);
		safe_ring_push(sq, &(u32){ 0 });
	}
}

/* good: taking in the condition of a loop, within another one */
static unsigned int __used good_rings_nested(struct good_rings *rings)
{
	struct good_rings_element a, b;
	unsigned int n = 0;

	while (safe_ring_pop(&rings->cq, &a) && safe_ring_pop(&rings->be, &b))
		n += a.more + safe_be16_to_cpu(b.id);
	if (!safe_ring_pop(&rings->cq, &a))
		safe_ring_reset(&rings->cq);
	return n;
}

/* good: doorbells of 16 bits with an odd number of them in their stride */
static int __used good_rings_doorbells(struct good_rings *rings, struct pci_dev *pdev, u16 n)
{
	struct good_rings_doorbell __iomem *doorbell;

	TRY(safe_pci_io_array(pdev, 2, &rings->doorbells, 0x1002, 6));
	for (size_t i = 0; i < safe_io_count(&rings->doorbells); i++) {
		doorbell = TRY(safe_io_at(good_rings_doorbell, &rings->doorbells, i));
		safe_writew(n, doorbell, 0);
	}
	return 0;
}
