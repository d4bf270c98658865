// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Block devices: requests that are ended once, statuses, sectors, data behind requests, tag sets and disks. */
#include <linux/module.h>
#include <safe/linux/blk-mq.h>
#include <safe/linux/blkdev.h>
#include <safe/linux/clk.h>
#include <safe/linux/gfp.h>
#include <safe/linux/highmem.h>
#include <safe/linux/xarray.h>
#include <safe/short.h>

struct block_board { struct safe_tag_set set; struct clk *clk; };
struct block_queue { u32 head; };
struct block_port { struct safe_disk disk; u32 n; };
struct block_command { u16 id; };

SAFE_MQ(block_ops, struct block_board, struct block_queue, struct block_port, struct block_command);
static const struct blk_mq_ops block_ops = { };
SAFE_MQ_BLOCKING(block_slow_ops, void, void, struct block_port, void);
static const struct blk_mq_ops block_slow_ops = { };
static const struct block_device_operations block_fops = { .owner = THIS_MODULE };

SAFE_XARRAY(block_pages, page);

/* case 0: an errno returned where blk-mq wants a status */
static struct safe_blk_status __used block_errno_as_status(struct block_port *port)
{
#ifdef MISTAKE
	if (!port->n)
		return safe_blk_status(-EIO);		/* error: this is no blk_status_t */
	return -ENOMEM;					/* error: incompatible types when returning|returning 'int' from a function with incompatible result type */
#else
	if (!port->n)
		return safe_blk_status(BLK_STS_IOERR);
	return safe_blk_status_from_errno(-ENOMEM);
#endif
}

/* case 4: an errno that becomes a status where nobody looks at it */
static struct safe_blk_status __used block_errno_of_helper(struct block_board *board)
{
#ifdef MISTAKE
	TRY(safe_clk_set_rate(board->clk, safe_hz(1000000)));	/* error: incompatible types when returning|returning 'int' from a function with incompatible result type */
#else
	TRY_STATUS(safe_clk_set_rate(board->clk, safe_hz(1000000)));
#endif
	return safe_blk_status(BLK_STS_OK);
}

/* case 2: a request that queue_rq forgets */
static struct safe_queued __used block_forgotten(struct safe_new_request new, bool full)
{
#ifdef MISTAKE_LATE
	struct safe_request rq = safe_blk_mq_start_request(move(new));

	if (!full)
		return safe_rq_give(move(rq));
}	/* error: control reaches end of non-void function|non-void function does not return a value in all control paths */
#else
	struct safe_request rq;

	if (full)
		return safe_rq_refuse(move(new), safe_blk_status(BLK_STS_RESOURCE));
	rq = safe_blk_mq_start_request(move(new));
	return safe_rq_give(move(rq));
}
#endif

/* case 2: a status returned, and the started request with nobody */
static struct safe_queued __used block_status_returned(struct safe_new_request new)
{
#ifdef MISTAKE
	(void)safe_blk_mq_start_request(move(new));
	return safe_blk_status(BLK_STS_IOERR);		/* error: incompatible types when returning|returning 'struct safe_blk_status' from a function with incompatible result type */
#else
	struct safe_request rq = safe_blk_mq_start_request(move(new));

	return safe_blk_mq_end_request(move(rq), safe_blk_status(BLK_STS_IOERR));
#endif
}

/* case 5: a request ended that was never started */
static struct safe_queued __used block_not_started(struct safe_new_request new)
{
#ifdef MISTAKE
	return safe_blk_mq_end_request(move(new), safe_blk_status(BLK_STS_OK));	/* error: incompatible type for argument|to parameter of incompatible type */
#else
	struct safe_request rq = safe_blk_mq_start_request(move(new));

	return safe_blk_mq_end_request(move(rq), safe_blk_status(BLK_STS_OK));
#endif
}

/* case 5: a request refused after it was started */
static struct safe_queued __used block_refused_started(struct safe_new_request new, bool full)
{
#ifdef MISTAKE
	struct safe_request rq = safe_blk_mq_start_request(move(new));

	if (full)
		return safe_rq_refuse(move(rq), safe_blk_status(BLK_STS_RESOURCE));	/* error: incompatible type for argument|to parameter of incompatible type */
#else
	struct safe_request rq;

	if (full)
		return safe_rq_refuse(move(new), safe_blk_status(BLK_STS_RESOURCE));
	rq = safe_blk_mq_start_request(move(new));
#endif
	return safe_rq_give(move(rq));
}

/* case 5: a request ended twice */
static struct safe_queued __used block_ended_twice(struct safe_new_request new, bool broken)
{
	struct safe_request rq = safe_blk_mq_start_request(move(new));
	struct safe_blk_status status = safe_blk_status(BLK_STS_OK);
#ifdef MISTAKE
	if (broken)
		safe_blk_mq_end_request(move(rq), safe_blk_status(BLK_STS_IOERR));
	return safe_blk_mq_end_request(move(rq), status);	/* run time: safe_block.ended_twice reported, and nothing is done to it */
#else
	if (broken)
		status = safe_blk_status(BLK_STS_IOERR);
	return safe_blk_mq_end_request(move(rq), status);
#endif
}

/* case 5: a tag that the hardware made up, or sent twice */
static void __used block_tag_unchecked(struct block_board *board, u32 tag)
{
#ifdef MISTAKE
	struct safe_request rq = safe_blk_mq_tag_to_rq(&board->set, 0, tag);	/* error: invalid initializer|initializing 'struct safe_request' with an expression of incompatible type */
#else
	SAFE_OWNER(request, rq);

	if (safe_open(&rq, safe_blk_mq_tag_to_rq(&board->set, 0, tag)))
		return;
#endif
	safe_blk_mq_complete_request(move(rq));
}

/* case 5: an owner's request used in the call that it is moved away in */
static struct safe_queued __used block_moved_and_borrowed(struct safe_new_request new)
{
	struct safe_request rq = safe_blk_mq_start_request(move(new));
#ifdef MISTAKE
	return safe_blk_mq_end_request(move(rq), safe_blk_rq_bytes(rq) ? safe_blk_status(BLK_STS_OK) : safe_blk_status(BLK_STS_IOERR));	/* never: C does not say which argument comes first */
#else
	struct safe_blk_status status = safe_blk_status(BLK_STS_IOERR);

	if (safe_blk_rq_bytes(rq))
		status = safe_blk_status(BLK_STS_OK);
	return safe_blk_mq_end_request(move(rq), status);
#endif
}

/* case 21: bytes as sectors */
static void __used block_bytes_as_sectors(struct block_port *port, u64 bytes)
{
#ifdef MISTAKE
	safe_set_capacity(borrow(port->disk), bytes);	/* error: incompatible type for argument|to parameter of incompatible type */
#else
	safe_set_capacity(borrow(port->disk), safe_sectors_from_bytes(bytes));
#endif
}

/* case 21: sectors as bytes */
static u64 __used block_sectors_as_bytes(struct request *rq)
{
#ifdef MISTAKE
	u64 pos = safe_blk_rq_pos(rq);			/* error: incompatible types when initializing|initializing 'u64' .* with an expression of incompatible type */
#else
	u64 pos = safe_bytes_from_sectors(safe_blk_rq_pos(rq));
#endif
	return pos;
}

/* case 21: a limit of sectors given in bytes */
static struct safe_queue_limits __used block_limit_unit(void)
{
#ifdef MISTAKE
	struct safe_queue_limits limits = { .max_hw_sectors = { 0 } };

	limits.max_hw_sectors = 65536;			/* error: incompatible types when assigning|assigning to 'struct safe_sectors' from incompatible type */
	return limits;
#else
	return (struct safe_queue_limits){ .max_hw_sectors = safe_sectors_from_bytes(65536) };
#endif
}

/* case 19: what stands behind a request taken for something else */
static u32 __used block_wrong_pdu(struct request *rq)
{
#ifdef MISTAKE
	struct block_queue *queue = safe_pdu(block_ops, rq);	/* error: incompatible pointer type */

	return queue->head;
#else
	struct block_command *command = safe_pdu(block_ops, rq);

	return command->id;
#endif
}

/* case 19: queue_rq of other data */
#ifdef MISTAKE
static struct safe_queued block_queue_other(struct block_board *board, struct safe_new_request rq, bool last, SAFE_ATOMIC)
{
	return safe_rq_refuse(move(rq), safe_blk_status(BLK_STS_IOERR));
}
SAFE_OP(block_ops, blk_mq_ops, queue_rq, block_queue_other);	/* error: incompatible (function )?pointer type */
#else
static struct safe_queued block_queue_other(struct block_port *port, struct safe_new_request rq,
					    bool last, SAFE_ATOMIC)
{
	return safe_rq_refuse(move(rq), safe_blk_status(BLK_STS_IOERR));
}
SAFE_OP(block_ops, blk_mq_ops, queue_rq, block_queue_other);
#endif

/* case 9: queue_rq that sleeps */
static struct safe_queued block_queue_sleeps(struct block_port *port, struct safe_new_request rq,
					     bool last, SAFE_ATOMIC)
{
#ifdef MISTAKE
	SAFE_OWNER(page, page);

	if (safe_open(&page, safe_alloc_page(GFP_NOIO)))	/* error: these flags may sleep, and the context is atomic */
		return safe_rq_refuse(move(rq), safe_blk_status(BLK_STS_RESOURCE));
#else
	SAFE_OWNER(page, page);

	if (safe_open(&page, safe_alloc_page(GFP_NOWAIT)))
		return safe_rq_refuse(move(rq), safe_blk_status(BLK_STS_RESOURCE));
#endif
	return safe_rq_refuse(move(rq), safe_blk_status(BLK_STS_IOERR));
}
SAFE_OP(block_ops, blk_mq_ops, queue_rq, block_queue_sleeps);

/* case 9: a queue_rq that may sleep, of a table whose queues do not let it */
static struct safe_queued block_queue_slow(struct block_port *port, struct safe_new_request rq, bool last)
{
	return safe_rq_refuse(move(rq), safe_blk_status(BLK_STS_IOERR));
}
#ifdef MISTAKE
SAFE_OP(block_ops, blk_mq_ops, queue_rq_blocking, block_queue_slow);	/* error: undeclared */
#else
SAFE_OP(block_slow_ops, blk_mq_ops, queue_rq_blocking, block_queue_slow);
#endif

/* case 17: what a WRITE brings written to */
static void __used block_const_segment(struct request *rq)
{
#ifdef MISTAKE
	safe_rq_for_each_const_segment(seg, rq)
		memset(seg.bytes.ptr, 0, seg.bytes.len);	/* error: discards .*const.* qualifier|discards qualifiers */
#else
	safe_rq_for_each_segment(seg, rq)
		memset(seg.bytes.ptr, 0, seg.bytes.len);
#endif
}

/* case 17: the length of a segment left out */
static void __used block_segment_length(struct request *rq, struct page *page)
{
#ifdef MISTAKE
	safe_rq_for_each_const_segment(seg, rq)
		safe_memcpy_to_page(page, 0, seg.bytes.ptr);	/* error: incompatible type for argument|to parameter of incompatible type */
#else
	safe_rq_for_each_const_segment(seg, rq)
		safe_memcpy_to_page(page, 0, safe_take_first(&seg.bytes, PAGE_SIZE));
#endif
}

/* case 5: the tag set given back before the disk that uses it */
#ifdef MISTAKE
struct block_order { struct safe_disk disk; struct safe_tag_set set; };
SAFE_DESTROY(struct block_order, disk, set);	/* run time: safe_block.set_before_disk the set stays, and it is reported */
#else
struct block_order { struct safe_disk disk; struct safe_tag_set set; };
SAFE_DESTROY(struct block_order, set, disk);
#endif

/* case 19: a tag set's data of another type */
static int __used block_set_data(struct block_board *board, struct block_port *port)
{
#ifdef MISTAKE
	return safe_blk_mq_alloc_tag_set(&board->set, block_ops, port, .queue_depth = 1);	/* error: incompatible pointer type */
#else
	return safe_blk_mq_alloc_tag_set(&board->set, block_ops, board, .queue_depth = 1);
#endif
}

/* case 4: a tag set that was not to be had, unnoticed */
static int __used block_set_ignored(struct block_board *board)
{
#ifdef MISTAKE_LATE
	safe_blk_mq_alloc_tag_set(&board->set, block_ops, board, .queue_depth = 1);	/* error: ignoring return value */
	return 0;
#else
	return safe_blk_mq_alloc_tag_set(&board->set, block_ops, board, .queue_depth = 1);
#endif
}

/* case 2: a disk opened as a plain pointer, which nobody gives back */
static int __used block_disk_pointer(struct block_board *board, struct block_port *port)
{
	struct safe_queue_limits limits = { };
#ifdef MISTAKE
	struct gendisk *disk = TRY(safe_blk_mq_alloc_disk(block_ops, &board->set, &limits, &block_fops, port));	/* error: an owner is opened by owned|initializ */

	return safe_device_add_disk(NULL, disk, NULL);	/* error: incompatible pointer type */
#else
	TRY(safe_open(&port->disk, safe_blk_mq_alloc_disk(block_ops, &board->set, &limits, &block_fops, port)));
	return safe_device_add_disk(NULL, &port->disk, NULL);
#endif
}

/* case 4: a disk that was not added, unnoticed */
static int __used block_add_ignored(struct block_port *port)
{
#ifdef MISTAKE_LATE
	safe_device_add_disk(NULL, &port->disk, NULL);	/* error: ignoring return value */
	return 0;
#else
	return safe_device_add_disk(NULL, &port->disk, NULL);
#endif
}

/* case 2: a queue brought to a standstill for ever */
static void __used block_quiesced_forgotten(struct block_port *port)
{
#ifdef MISTAKE_LATE
	safe_blk_mq_quiesce_queue(&port->disk);		/* error: ignoring return value */
#else
	struct safe_quiesced still __cleanup(safe_quiesced_release) =
		safe_blk_mq_quiesce_queue(&port->disk);

	port->n = 0;
#endif
}

/* case 5: a page put into an array by somebody who does not own it */
static int __used block_array_borrowed(struct block_pages *pages, struct page *page)
{
#ifdef MISTAKE
	return safe_xa_insert(block_pages, pages, 1, page, GFP_KERNEL);	/* error: incompatible type for argument|to parameter of incompatible type */
#else
	owned(page, new, safe_alloc_page(GFP_KERNEL));
	return safe_xa_insert(block_pages, pages, 1, move(new), GFP_KERNEL);
#endif
}
