// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Block requests: an owner is a pointer, a status a byte, a loop over segments the loop. */
#include <linux/module.h>
#include <safe/linux/blk-mq.h>
#include <safe/linux/blkdev.h>
#include <safe/linux/xarray.h>
#include <safe/short.h>

struct cost_disk {
	unsigned int n;
};
struct cost_command {
	u64 address;
};
SAFE_MQ(cost_ops, void, void, struct cost_disk, struct cost_command);

blk_status_t block_work(struct cost_disk *disk, struct request *rq);

/* cost: block_queue: same */
blk_status_t raw_block_queue(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct cost_disk *disk = hctx->queue->queuedata;
	struct request *rq = bd->rq;

	blk_mq_start_request(rq);
	blk_mq_end_request(rq, block_work(disk, rq));
	return BLK_STS_OK;
}

static struct safe_queued cost_block_queue(struct cost_disk *disk, struct safe_new_request new,
					   bool last, SAFE_ATOMIC)
{
	struct safe_request rq = safe_blk_mq_start_request(move(new));
	struct safe_blk_status status = safe_blk_status(block_work(disk, borrow(rq)));

	return safe_blk_mq_end_request(move(rq), status);
}
SAFE_OP(cost_ops, blk_mq_ops, queue_rq, cost_block_queue);

/* What is given to the hardware has a mark, which raw drivers need to tell the tags that they sent. */
struct raw_command {
	atomic_t given;
	u64 address;
};

/* cost: block_give: same */
blk_status_t raw_block_give(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct cost_disk *disk = hctx->queue->queuedata;
	struct request *rq = bd->rq;
	struct raw_command *command = blk_mq_rq_to_pdu(rq);

	if (!disk->n)
		return BLK_STS_RESOURCE;
	blk_mq_start_request(rq);
	command->address = (u64)blk_rq_pos(rq) << SECTOR_SHIFT;
	atomic_set_release(&command->given, 1);
	return BLK_STS_OK;
}

static struct safe_queued cost_block_give(struct cost_disk *disk, struct safe_new_request new,
					  bool last, SAFE_ATOMIC)
{
	struct safe_request rq;

	if (!disk->n)
		return safe_rq_refuse(move(new), safe_blk_status(BLK_STS_RESOURCE));
	rq = safe_blk_mq_start_request(move(new));
	safe_pdu(cost_ops, rq)->address = safe_bytes_from_sectors(safe_blk_rq_pos(rq));
	return safe_rq_give(move(rq));
}
SAFE_OP(cost_ops, blk_mq_ops, queue_rq, cost_block_give);

/* cost: block_back: same */
void raw_block_back(struct safe_tag_set *set, u32 queue, u32 tag)
{
	struct request *rq;
	struct raw_command *command;

	if (queue >= set->set.nr_hw_queues)
		return;
	rq = blk_mq_tag_to_rq(set->set.tags[queue], tag);
	if (!rq)
		return;
	command = blk_mq_rq_to_pdu(rq);
	if (!atomic_xchg_acquire(&command->given, 0))
		return;
	blk_mq_complete_request(rq);
}

void cost_block_back(struct safe_tag_set *set, u32 queue, u32 tag)
{
	SAFE_OWNER(request, rq);

	if (safe_open(&rq, safe_blk_mq_tag_to_rq(set, queue, tag)))
		return;
	safe_blk_mq_complete_request(move(rq));
}

/* cost: block_complete: same */
void raw_block_complete(struct request *rq)
{
	struct cost_disk *disk = rq->q->queuedata;

	disk->n++;
	blk_mq_end_request(rq, BLK_STS_OK);
}

static void cost_block_complete(struct cost_disk *disk, struct safe_request rq, SAFE_ATOMIC)
{
	disk->n++;
	safe_blk_mq_end_request(move(rq), safe_blk_status(BLK_STS_OK));
}
SAFE_OP(cost_ops, blk_mq_ops, complete, cost_block_complete);

static const struct blk_mq_ops __used cost_ops = {
	.queue_rq = safe_op(cost_ops, cost_block_queue),
	.complete = safe_op(cost_ops, cost_block_complete),
};
static const struct blk_mq_ops __used cost_giving_ops = {
	.queue_rq = safe_op(cost_ops, cost_block_give),
};

int block_copy(const void *from, size_t n, u64 pos);

/* cost: block_segments: checks 1 */
int raw_block_segments(struct request *rq)
{
	u64 pos = (u64)blk_rq_pos(rq) << SECTOR_SHIFT;
	struct req_iterator iter;
	struct bio_vec bv;
	void *from;
	int ret;

	rq_for_each_segment(bv, rq, iter)
	{
		from = bvec_kmap_local(&bv);
		ret = block_copy(from, bv.bv_len, pos);
		kunmap_local(from);
		if (ret)
			return ret;
		pos += bv.bv_len;
	}
	return 0;
}

int cost_block_segments(struct request *rq)
{
	u64 pos = safe_bytes_from_sectors(safe_blk_rq_pos(rq));

	safe_rq_for_each_const_segment(seg, rq)
	{
		TRY(block_copy(seg.bytes.ptr, seg.bytes.len, pos));
		pos += seg.bytes.len;
	}
	return 0;
}

/* cost: block_parts: same */
/* reason: gcc-x86_64 +1: what is left is known before the call, and tested after it */
int raw_block_parts(const void *from, size_t len, u64 pos)
{
	size_t n;
	int ret;

	while (len) {
		n = min_t(size_t, len, PAGE_SIZE - offset_in_page(pos));
		ret = block_copy(from, n, pos);
		if (ret)
			return ret;
		pos += n;
		from += n;
		len -= n;
	}
	return 0;
}

int cost_block_parts(const void *from, size_t len, u64 pos)
{
	struct safe_const_bytes rest = safe_const_bytes(from, len), part;

	while (rest.len) {
		part = safe_take_first(&rest, PAGE_SIZE - offset_in_page(pos));
		TRY(block_copy(part.ptr, part.len, pos));
		pos += part.len;
	}
	return 0;
}

void block_give_back(struct page *page);
SAFE_OWNED(cost_page, struct page *, block_give_back);
SAFE_XARRAY(cost_pages, cost_page);

/* cost: block_array: same */
int raw_block_array(struct xarray *pages, unsigned long index, struct page *page)
{
	int err = xa_insert(pages, index, page, GFP_NOIO);

	if (err && page)
		block_give_back(page);
	return err;
}

int cost_block_array(struct cost_pages *pages, unsigned long index, struct safe_cost_page page)
{
	return safe_xa_insert(cost_pages, pages, index, move(page), GFP_NOIO);
}

MODULE_DESCRIPTION("what block requests cost");
MODULE_LICENSE("Dual MIT/GPL");
