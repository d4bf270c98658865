// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Block devices: requests are ended once whoever has them, tags are checked, and limits; disks go before their tag set. */
#include <kunit/test.h>
#include <linux/module.h>
#include <safe/linux/blk-mq.h>
#include <safe/linux/blkdev.h>

#define DEPTH 4

/* What queue_rq does to the request of the test. */
enum way { AT_ONCE, TWICE, BY_TAG, FORGOTTEN, REFUSED, TIMED_OUT, READ_DATA };

struct board {
	struct safe_tag_set set, other;
	struct safe_disk disk;
	enum way way;
	int first, second, no_tag, no_queue;
	unsigned int n, timeouts;
	size_t bytes;
};

struct command {
	u64 cookie;
	struct safe_blk_status status;
};

SAFE_MQ(board_ops, struct board, void, struct board, struct command);
SAFE_MQ(other_ops, void, void, struct board, void);

static struct safe_queued by_tag(struct board *board, struct safe_request rq)
{
	unsigned int tag = safe_rq_tag(rq);
	struct safe_queued queued;
	SAFE_OWNER(request, back);
	SAFE_OWNER(request, again);

	board->no_tag = safe_open(&back, safe_blk_mq_tag_to_rq(&board->set, 0, tag));
	queued = safe_rq_give(safe_move(rq));
	board->no_queue = safe_open(&back, safe_blk_mq_tag_to_rq(&board->set, 1, tag));
	board->first = safe_open(&back, safe_blk_mq_tag_to_rq(&board->set, 0, tag));
	board->second = safe_open(&again, safe_blk_mq_tag_to_rq(&board->set, 0, tag));
	if (board->first)
		return queued;
	safe_pdu(board_ops, back)->status = safe_blk_status(BLK_STS_MEDIUM);
	safe_blk_mq_complete_request(safe_move(back));
	return queued;
}

/* Claims what was given, and lets it go out of scope. */
static struct safe_queued forgotten(struct board *board, struct safe_request rq)
{
	struct request *known = safe_borrow(rq);
	struct safe_queued queued = safe_rq_give(safe_move(rq));
	SAFE_OWNER(request, back);

	board->first = safe_open(&back, safe_rq_claim(known));
	return queued;
}

static void read_data(struct board *board, struct request *rq)
{
	safe_rq_for_each_segment(seg, rq)
	{
		memset(seg.bytes.ptr, 0x5a, seg.bytes.len);
		board->bytes += seg.bytes.len;
		board->n++;
	}
}

static struct safe_queued board_queue_rq(struct board *board, struct safe_new_request new,
					 bool last, SAFE_ATOMIC)
{
	struct safe_blk_status fine = safe_blk_status(BLK_STS_OK);
	struct safe_request rq;

	if (board->way == REFUSED)
		return safe_rq_refuse(safe_move(new), safe_blk_status(BLK_STS_TARGET));
	rq = safe_blk_mq_start_request(safe_move(new));
	switch (board->way) {
	case TWICE:
		safe_blk_mq_end_request(safe_move(rq), safe_blk_status(BLK_STS_PROTECTION));
		break;
	case BY_TAG:
		return by_tag(board, safe_move(rq));
	case FORGOTTEN:
		return forgotten(board, safe_move(rq));
	case TIMED_OUT:
		return safe_rq_give(safe_move(rq));
	case READ_DATA:
		read_data(board, safe_borrow(rq));
		break;
	default:
		break;
	}
	return safe_blk_mq_end_request(safe_move(rq), fine);
}
SAFE_OP(board_ops, blk_mq_ops, queue_rq, board_queue_rq);
SAFE_OP(other_ops, blk_mq_ops, queue_rq, board_queue_rq);

static void board_complete(struct board *board, struct safe_request rq, SAFE_ATOMIC)
{
	struct safe_blk_status status = safe_pdu(board_ops, rq)->status;

	safe_blk_mq_end_request(safe_move(rq), status);
}
SAFE_OP(board_ops, blk_mq_ops, complete, board_complete);

static enum blk_eh_timer_return board_timeout(struct board *board, struct request *rq)
{
	SAFE_OWNER(request, mine);

	board->timeouts++;
	if (safe_open(&mine, safe_rq_claim(rq)))
		return BLK_EH_DONE;
	safe_blk_mq_end_request(safe_move(mine), safe_blk_status(BLK_STS_TIMEOUT));
	return BLK_EH_DONE;
}
SAFE_OP(board_ops, blk_mq_ops, timeout, board_timeout);

static int board_init_request(struct board *board, struct command *command, unsigned int index,
			      int node)
{
	command->cookie = 0x1234567890;
	return 0;
}
SAFE_OP(board_ops, blk_mq_ops, init_request, board_init_request);

static const struct blk_mq_ops board_ops = {
	.queue_rq = safe_op(board_ops, board_queue_rq),
	.complete = safe_op(board_ops, board_complete),
	.timeout = safe_op(board_ops, board_timeout),
	.init_request = safe_op(board_ops, board_init_request),
};

static const struct blk_mq_ops other_ops = {
	.queue_rq = safe_op(other_ops, board_queue_rq),
};

static const struct block_device_operations fops = { .owner = THIS_MODULE };

static int make_disk(struct board *board, const struct safe_queue_limits *limits)
{
	return safe_open(&board->disk,
			 safe_blk_mq_alloc_disk(board_ops, &board->set, limits, &fops, board));
}

/* The result of one request, which carries no data. */
static blk_status_t ask(struct kunit *test, enum way way)
{
	struct board *board = test->priv;
	struct request *rq;
	blk_status_t status;

	board->way = way;
	rq = blk_mq_alloc_request(safe_borrow(board->disk)->queue, REQ_OP_DRV_IN, 0);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, rq);
	KUNIT_EXPECT_EQ(test, 0x1234567890, safe_pdu(board_ops, rq)->cookie);
	rq->timeout = HZ / 10;
	status = blk_execute_rq(rq, false);
	blk_mq_free_request(rq);
	return status;
}

static void ended_at_once(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, BLK_STS_OK, ask(test, AT_ONCE));
	KUNIT_EXPECT_EQ(test, BLK_STS_TARGET, ask(test, REFUSED));
}

/* The first end counts; of the second there is a report. */
static void ended_twice(struct kunit *test)
{
	kunit_warning_suppress(test)
	{
		KUNIT_EXPECT_EQ(test, BLK_STS_PROTECTION, ask(test, TWICE));
		KUNIT_EXPECT_SUPPRESSED_WARNING_COUNT(test, 1);
	}
	KUNIT_EXPECT_EQ(test, BLK_STS_OK, ask(test, AT_ONCE));
}

static void claimed_once_by_its_tag(struct kunit *test)
{
	struct board *board = test->priv;
	SAFE_OWNER(request, rq);

	KUNIT_EXPECT_EQ(test, BLK_STS_MEDIUM, ask(test, BY_TAG));
	KUNIT_EXPECT_EQ(test, -ENOENT, board->no_tag);
	KUNIT_EXPECT_EQ(test, 0, board->first);
	KUNIT_EXPECT_EQ(test, -ENOENT, board->second);
	KUNIT_EXPECT_EQ(test, -ENOENT, board->no_queue);
	for (unsigned int tag = 0; tag < 2 * DEPTH; tag++)
		KUNIT_EXPECT_EQ(test, -ENOENT,
				safe_open(&rq, safe_blk_mq_tag_to_rq(&board->set, 0, tag)));
	KUNIT_EXPECT_EQ(test, -ENOENT,
			safe_open(&rq, safe_blk_mq_tag_to_rq(&board->set, 0, UINT_MAX)));
}

static void forgotten_is_an_error(struct kunit *test)
{
	struct board *board = test->priv;

	KUNIT_EXPECT_EQ(test, BLK_STS_IOERR, ask(test, FORGOTTEN));
	KUNIT_EXPECT_EQ(test, 0, board->first);
}

static void claimed_by_the_timeout(struct kunit *test)
{
	struct board *board = test->priv;

	KUNIT_EXPECT_EQ(test, BLK_STS_TIMEOUT, ask(test, TIMED_OUT));
	KUNIT_EXPECT_EQ(test, 1, board->timeouts);
}

static void all_segments(struct kunit *test)
{
	struct board *board = test->priv;
	u8 *data = kunit_kzalloc(test, 3 * PAGE_SIZE, GFP_KERNEL);
	struct request *rq;

	KUNIT_ASSERT_NOT_NULL(test, data);
	board->way = READ_DATA;
	rq = blk_mq_alloc_request(safe_borrow(board->disk)->queue, REQ_OP_DRV_IN, 0);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, rq);
	KUNIT_ASSERT_EQ(test, 0, blk_rq_map_kern(rq, data + 512, 2 * PAGE_SIZE, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, BLK_STS_OK, blk_execute_rq(rq, false));
	blk_mq_free_request(rq);
	KUNIT_EXPECT_EQ(test, 2 * PAGE_SIZE, board->bytes);
	KUNIT_EXPECT_EQ(test, 3, board->n);
	KUNIT_EXPECT_EQ(test, 0, data[511]);
	KUNIT_EXPECT_EQ(test, 0x5a, data[512]);
	KUNIT_EXPECT_EQ(test, 0x5a, data[511 + 2 * PAGE_SIZE]);
	KUNIT_EXPECT_EQ(test, 0, data[512 + 2 * PAGE_SIZE]);
	board->bytes = 0;
	KUNIT_EXPECT_EQ(test, BLK_STS_OK, ask(test, READ_DATA));
	KUNIT_EXPECT_EQ(test, 0, board->bytes);
}

static void set_before_disk(struct kunit *test)
{
	struct board *board = test->priv;

	kunit_warning_suppress(test)
	{
		safe_release(&board->set);
		KUNIT_EXPECT_SUPPRESSED_WARNING_COUNT(test, 1);
	}
	KUNIT_EXPECT_EQ(test, BLK_STS_OK, ask(test, AT_ONCE));
	safe_release(&board->disk);
	safe_release(&board->set);
	KUNIT_EXPECT_NULL(test, board->set.set.tags);
	safe_release(&board->set);
}

static void what_contradicts_itself(struct kunit *test)
{
	struct board *board = test->priv;
	struct safe_queue_limits odd = { .logical_block_size = 1000 };
	struct safe_queue_limits small = { .logical_block_size = 256 };
	struct safe_queue_limits through = { .fua = true };
	struct safe_queue_limits large = { .max_hw_sectors = safe_sectors(1ULL << 33) };
	struct safe_queue_limits fine = {};

	KUNIT_EXPECT_EQ(test, -EINVAL, make_disk(board, &odd));
	KUNIT_EXPECT_EQ(test, -EINVAL, make_disk(board, &small));
	KUNIT_EXPECT_EQ(test, -EINVAL, make_disk(board, &through));
	KUNIT_EXPECT_EQ(test, -EINVAL, make_disk(board, &large));
	KUNIT_EXPECT_EQ(test, 0, make_disk(board, &fine));
}

static void set_of_another_table(struct kunit *test)
{
	struct board *board = test->priv;
	struct safe_queue_limits limits = {};

	KUNIT_ASSERT_EQ(test, -EBUSY,
			safe_blk_mq_alloc_tag_set(&board->set, board_ops, board, .nr_hw_queues = 1,
						  .queue_depth = DEPTH));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			safe_open(&board->disk, safe_blk_mq_alloc_disk(other_ops, &board->set,
								       &limits, &fops, board)));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			safe_open(&board->disk, safe_blk_mq_alloc_disk(other_ops, &board->other,
								       &limits, &fops, board)));
}

static void names_of_disks(struct kunit *test)
{
	struct board *board = test->priv;
	struct safe_disk none = {};

	KUNIT_EXPECT_EQ(test, -EINVAL, safe_disk_set_name(&none, "sheath"));
	KUNIT_EXPECT_EQ(test, -EINVAL, safe_device_add_disk(NULL, &none, NULL));
	KUNIT_EXPECT_EQ(
		test, -ENAMETOOLONG,
		safe_disk_set_name(&board->disk, "%s", "a-name-of-more-than-31-characters"));
	KUNIT_EXPECT_EQ(test, 0, safe_disk_set_name(&board->disk, "sheath%u", 7));
	KUNIT_EXPECT_STREQ(test, "sheath7", safe_borrow(board->disk)->disk_name);
}

/*
 * Without partitions: the kernel looks for them through a file, and what a kernel thread such as this
 * one closes goes later, when the module may be gone.
 */
static void added_and_taken_out(struct kunit *test)
{
	struct board *board = test->priv;

	board->way = AT_ONCE;
	KUNIT_ASSERT_EQ(test, 0, safe_disk_set_name(&board->disk, "sheath%u", 8));
	safe_set_capacity(safe_borrow(board->disk), safe_sectors(128));
	safe_borrow(board->disk)->flags |= GENHD_FL_NO_PART;
	KUNIT_EXPECT_EQ(test, 0, safe_device_add_disk(NULL, &board->disk, NULL));
	KUNIT_EXPECT_EQ(test, 128, get_capacity(safe_borrow(board->disk)));
	safe_release(&board->disk);
	KUNIT_EXPECT_PTR_EQ(test, (struct gendisk *)NULL, safe_borrow(board->disk));
}

static int board_init(struct kunit *test)
{
	struct board *board = kunit_kzalloc(test, sizeof(*board), GFP_KERNEL);
	struct safe_queue_limits limits = {};
	int err;

	if (!board)
		return -ENOMEM;
	test->priv = board;
	err = safe_blk_mq_alloc_tag_set(&board->set, board_ops, board, .nr_hw_queues = 1,
					.queue_depth = DEPTH);
	return err ?: make_disk(board, &limits);
}

static void board_exit(struct kunit *test)
{
	struct board *board = test->priv;

	safe_release(&board->disk);
	safe_release(&board->set);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(ended_at_once),	     KUNIT_CASE(ended_twice),
	KUNIT_CASE(claimed_once_by_its_tag), KUNIT_CASE(forgotten_is_an_error),
	KUNIT_CASE(claimed_by_the_timeout),  KUNIT_CASE(all_segments),
	KUNIT_CASE(set_before_disk),	     KUNIT_CASE(what_contradicts_itself),
	KUNIT_CASE(set_of_another_table),    KUNIT_CASE(names_of_disks),
	KUNIT_CASE(added_and_taken_out),     {},
};

static struct kunit_suite suite = {
	.name = "safe_block",
	.init = board_init,
	.exit = board_exit,
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of block devices");
MODULE_LICENSE("Dual MIT/GPL");
