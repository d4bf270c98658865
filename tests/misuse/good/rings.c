// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Rings and doorbells where they are used in ways that look like mistakes. */
#include <safe/core/dma_ring.h>
#include <safe/core/register.h>
#include <safe/linux/dmapool.h>
#include <safe/linux/blk-mq.h>
#include <safe/linux/idr.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/io.h>
#include <safe/core/blk_dma.h>
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

/* good: words of all widths, with a field that is all of one, and an enum's */
enum good_rings_kind { GOOD_RINGS_READ, GOOD_RINGS_WRITE };
SAFE_WORD(good_rings_byte, u8) {
	SAFE_FIELD_TYPED(kind, BIT(7), enum good_rings_kind);
};
SAFE_WORD(good_rings_wide, u64) {
	SAFE_FIELD(all, GENMASK_ULL(63, 0));
};

struct good_rings_request {
	struct safe_rq_dma data;
	struct scatterlist sg[1];
};
SAFE_SLICE(good_rings_request, struct good_rings_request);
SAFE_DESTROY(struct good_rings_request, data);

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

/* good: a word that is constant, at file scope, and one from a number */
static const struct good_rings_byte good_rings_write = SAFE_FIELDS(good_rings_byte, kind, GOOD_RINGS_WRITE);
static bool __used good_rings_words(struct good_rings_element *element, u64 n)
{
	struct good_rings_wide wide = safe_fields(good_rings_wide, all, n);

	element->more = good_rings_write.value;
	return safe_field_get(safe_reg_value(good_rings_byte, element->more), kind) == GOOD_RINGS_WRITE &&
	       safe_field_get(wide, all) == n;
}

/* good: one array of a function's own, mapped and unmapped there */
static unsigned int __used good_rings_data(struct device *dev, struct request *rq)
{
	struct safe_dma_segment first, segment;
	SAFE_OWNER(rq_dma, data);
	struct scatterlist sg[4];
	unsigned int i, len = 0;

	if (safe_blk_rq_map_dma(&data, dev, rq, sg))
		return 0;
	first = safe_first_dma_segment(&data);
	safe_for_each_dma_segment(&data, segment, i)
		len += segment.len;
	return len - first.len;
}

/* good: a loop over a slice within another one, left early, and one over nothing */
static unsigned int __used good_rings_loops(struct safe_good_rings_request_slice requests,
					    struct safe_u32_slice numbers)
{
	struct safe_u32_slice none = { };
	unsigned int n = 0;

	safe_for_each(request, requests) {
		safe_for_each(number, numbers) {
			if (!*number)
				break;
			if (*number == 1)
				continue;
			n += *number;
		}
		safe_release(&request->data);
	}
	safe_for_each(number, none)
		return *number;
	return n;
}

/* good: an owner that a function which cannot fail opens, for a block of it */
static irqreturn_t __used good_rings_owned_or(struct ida *ida, struct safe_ida_id *kept)
{
	{
		owned_or(ida_id, number, safe_ida_alloc_max(ida, 7, GFP_ATOMIC), IRQ_NONE);
		safe_store(kept, move(number));
	}
	return IRQ_HANDLED;
}
