// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Block devices whose requests take every way there is. */
#include <linux/module.h>
#include <safe/linux/blk-mq.h>
#include <safe/linux/blkdev.h>
#include <safe/linux/device.h>
#include <safe/linux/xarray.h>
#include <safe/short.h>

struct good_block_board {
	struct safe_tag_set set;
	struct safe_disk disk;
	struct device *dev;
	spinlock_t lock;
	unsigned int room;
};
SAFE_DESTROY(struct good_block_board, set, disk);
struct good_block_queue { struct good_block_board *board; };
struct good_block_command { struct safe_blk_status status; u64 address __aligned(8); };

SAFE_MQ(good_block_ops, struct good_block_board, struct good_block_queue, struct good_block_board,
	struct good_block_command);

/* good: refused while there is no room, ended at once where there is nothing to do, else given away */
static struct safe_queued good_block_queue_rq(struct good_block_board *board,
					      struct safe_new_request new, bool last, SAFE_ATOMIC)
{
	struct good_block_command *command = safe_pdu(good_block_ops, new);
	struct safe_request rq;
	struct safe_queued queued;

	if (!board->room)
		return safe_rq_refuse(move(new), safe_blk_status(BLK_STS_DEV_RESOURCE));
	rq = safe_blk_mq_start_request(move(new));
	if (safe_req_op(rq) == REQ_OP_FLUSH)
		return safe_blk_mq_end_request(move(rq), safe_blk_status(BLK_STS_OK));
	command->status = safe_blk_status(BLK_STS_OK);
	command->address = safe_bytes_from_sectors(safe_blk_rq_pos(rq)) + safe_rq_tag(rq);
	queued = safe_rq_give(move(rq));
	board->room--;
	return queued;
}
SAFE_OP(good_block_ops, blk_mq_ops, queue_rq, good_block_queue_rq);

/* good: completed in two steps, the status in what stands behind the request */
static void good_block_complete(struct good_block_board *board, struct safe_request rq, SAFE_ATOMIC)
{
	struct safe_blk_status status = safe_pdu(good_block_ops, rq)->status;

	if (status.value == BLK_STS_RESOURCE)
		safe_blk_mq_requeue_request(move(rq), true);
	else
		safe_blk_mq_end_request(move(rq), status);
}
SAFE_OP(good_block_ops, blk_mq_ops, complete, good_block_complete);

/* good: whoever claims the request first has it */
static enum blk_eh_timer_return good_block_timeout(struct good_block_board *board, struct request *rq)
{
	SAFE_OWNER(request, mine);

	if (board->room)
		return BLK_EH_RESET_TIMER;
	if (safe_open(&mine, safe_rq_claim(rq)))
		return BLK_EH_DONE;
	safe_pdu(good_block_ops, mine)->status = safe_blk_status(BLK_STS_TIMEOUT);
	safe_blk_mq_complete_request(move(mine));
	return BLK_EH_DONE;
}
SAFE_OP(good_block_ops, blk_mq_ops, timeout, good_block_timeout);

static void __used good_block_done(struct good_block_board *board, u32 queue, u32 tag)
{
	SAFE_OWNER(request, rq);

	if (safe_open(&rq, safe_blk_mq_tag_to_rq(&board->set, queue, tag)))
		return;
	safe_blk_mq_complete_request(move(rq));
}

static bool good_block_cancel(struct good_block_board *board, struct request *rq)
{
	SAFE_OWNER(request, mine);

	if (!safe_open(&mine, safe_rq_claim(rq)))
		safe_blk_mq_complete_request(move(mine));
	return true;
}
SAFE_BUSY_ITER(good_block_cancel, struct good_block_board);

/* good: everything cancelled, while no queue runs */
static void __used good_block_cancel_all(struct good_block_board *board)
{
	SAFE_OWNER(quiesced_set, still);

	safe_store(&still, safe_blk_mq_quiesce_tagset(&board->set));
	safe_blk_mq_tagset_busy_iter(&board->set, good_block_cancel, board);
	safe_blk_mq_tagset_wait_completed_request(&board->set);
}

static int good_block_init_hctx(struct good_block_board *board, unsigned int index,
				struct good_block_queue **to)
{
	static struct good_block_queue queues[4];

	if (index >= ARRAY_SIZE(queues))
		return -EINVAL;
	queues[index].board = board;
	*to = &queues[index];
	return 0;
}
SAFE_OP(good_block_ops, blk_mq_ops, init_hctx, good_block_init_hctx);

static void good_block_exit_hctx(struct good_block_queue *queue, unsigned int index)
{
	queue->board = NULL;
}
SAFE_OP(good_block_ops, blk_mq_ops, exit_hctx, good_block_exit_hctx);

static int good_block_init_request(struct good_block_board *board, struct good_block_command *command,
				   unsigned int index, int node)
{
	command->address = index;
	return 0;
}
SAFE_OP(good_block_ops, blk_mq_ops, init_request, good_block_init_request);

static void good_block_exit_request(struct good_block_board *board,
				    struct good_block_command *command, unsigned int index)
{
	command->address = 0;
}
SAFE_OP(good_block_ops, blk_mq_ops, exit_request, good_block_exit_request);

static void good_block_commit(struct good_block_queue *queue, SAFE_ATOMIC)
{
	queue->board->room++;
}
SAFE_OP(good_block_ops, blk_mq_ops, commit_rqs, good_block_commit);

static int good_block_poll(struct good_block_queue *queue)
{
	return queue->board->room;
}
SAFE_OP(good_block_ops, blk_mq_ops, poll, good_block_poll);

static void good_block_map(struct good_block_board *board, struct blk_mq_tag_set *set)
{
	safe_blk_mq_map_hw_queues(set, HCTX_TYPE_DEFAULT, board->dev, 1);
}
SAFE_OP(good_block_ops, blk_mq_ops, map_queues, good_block_map);

static const struct blk_mq_ops good_block_ops = {
	.queue_rq = safe_op(good_block_ops, good_block_queue_rq),
	.complete = safe_op(good_block_ops, good_block_complete),
	.timeout = safe_op(good_block_ops, good_block_timeout),
	.commit_rqs = safe_op(good_block_ops, good_block_commit),
	.poll = safe_op(good_block_ops, good_block_poll),
	.init_hctx = safe_op(good_block_ops, good_block_init_hctx),
	.exit_hctx = safe_op(good_block_ops, good_block_exit_hctx),
	.init_request = safe_op(good_block_ops, good_block_init_request),
	.exit_request = safe_op(good_block_ops, good_block_exit_request),
	.map_queues = safe_op(good_block_ops, good_block_map),
};

SAFE_OPS(good_block_fops, struct good_block_board *);
static int good_block_read_only(struct good_block_board *board, struct block_device *bdev, bool ro)
{
	return board->room ? 0 : -EROFS;
}
SAFE_OP(good_block_fops, block_device_operations, set_read_only, good_block_read_only);
static const struct block_device_operations good_block_fops = {
	.owner = THIS_MODULE,
	.set_read_only = safe_op(good_block_fops, good_block_read_only),
};

/* good: a set bound to the device, a disk that the structure owns, each step checked */
static int __used good_block_probe(struct device *dev, struct good_block_board *board, u64 bytes)
{
	struct safe_queue_limits limits = {
		.logical_block_size = 4096,
		.max_hw_sectors = safe_sectors(256),
		.max_segments = 32,
		.write_cache = true,
	};

	TRY(safe_devm_blk_mq_alloc_tag_set(dev, &board->set, good_block_ops, board,
					   .nr_hw_queues = 4, .queue_depth = 64, .numa_node = 0,
					   .timeout = safe_jiffies_from_ms(safe_ms(500))));
	TRY(safe_open(&board->disk, safe_blk_mq_alloc_disk(good_block_ops, &board->set, &limits,
							   &good_block_fops, board)));
	TRY(safe_disk_set_name(&board->disk, "good%u", 1));
	safe_set_capacity(borrow(board->disk), safe_sectors_from_bytes(bytes));
	return safe_device_add_disk(dev, &board->disk, NULL);
}

/* good: loops over segments, one in the other, left in every way */
static int __used good_block_segments(struct request *a, struct request *b, size_t n)
{
	safe_rq_for_each_const_segment(from, a) {
		if (!from.bytes.len)
			continue;
		safe_rq_for_each_segment(to, b) {
			struct safe_bytes part = safe_take_first(&to.bytes, from.bytes.len);

			if (part.len < from.bytes.len)
				break;
			memcpy(part.ptr, from.bytes.ptr, part.len);
			if (n == part.len)
				return 0;
		}
	}
	return -ENODATA;
}
