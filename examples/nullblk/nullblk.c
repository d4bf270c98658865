// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A block device in memory, with the generated headers: compare raw.c.
 *
 * Pages are allocated when they are written for the first time, and freed by discards. Several
 * queues, no interrupts: a request ends before queue_rq returns.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/cpumask.h>
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/sizes.h>
#include <safe/core/call_rcu.h>
#include <safe/linux/blk-mq.h>
#include <safe/linux/blkdev.h>
#include <safe/linux/gfp.h>
#include <safe/linux/highmem.h>
#include <safe/linux/rcupdate.h>
#include <safe/linux/slab.h>
#include <safe/linux/xarray.h>
#include <safe/short.h>

#define NULLBLK_MAX_DEVICES	1024
#define NULLBLK_MAX_SIZE	SZ_1M		/* MiB: a tebibyte */
#define NULLBLK_MAX_DEPTH	1024

static unsigned int nr_devices = 1;
module_param(nr_devices, uint, 0444);
MODULE_PARM_DESC(nr_devices, "number of devices");

static unsigned int size = 250;
module_param(size, uint, 0444);
MODULE_PARM_DESC(size, "size of a device in MiB");

static unsigned int queues;
module_param(queues, uint, 0444);
MODULE_PARM_DESC(queues, "hardware queues of a device; 0: one for each CPU");

static unsigned int hw_queue_depth = 64;
module_param(hw_queue_depth, uint, 0444);
MODULE_PARM_DESC(hw_queue_depth, "requests of a hardware queue");

static unsigned int bs = 512;
module_param(bs, uint, 0444);
MODULE_PARM_DESC(bs, "block size in bytes");

static bool memory_backed = true;
module_param(memory_backed, bool, 0444);
MODULE_PARM_DESC(memory_backed, "keep what is written");

static bool discard = true;
module_param(discard, bool, 0444);
MODULE_PARM_DESC(discard, "support discards");

static bool read_only;
module_param(read_only, bool, 0444);
MODULE_PARM_DESC(read_only, "nothing can be written");

/* A page is freed when nobody copies from or to it any more. */
static void nullblk_free_page(struct page *page, SAFE_ATOMIC)
{
	__free_page(page);
}
SAFE_RCU_CALLBACK(nullblk_free_page, struct page, rcu_head);
#define nullblk_page_release(page) safe_call_rcu(page, nullblk_free_page)
SAFE_OWNED(nullblk_page, struct page *, nullblk_page_release);

SAFE_XARRAY(nullblk_pages, nullblk_page);	/* pages of the device, those that were written */

struct nullblk {
	struct list_head list;
	struct nullblk_pages pages;
	struct safe_tag_set set;
	struct safe_disk disk;
};
SAFE_DESTROY(struct nullblk, set, disk);

static LIST_HEAD(nullblk_devices);

/* Somebody else may have been faster: then there is a page as well. */
static int nullblk_add_page(struct nullblk *nullblk, pgoff_t index)
{
	struct page *page = alloc_page(GFP_NOIO | __GFP_ZERO | __GFP_HIGHMEM);
	int err;

	owned(nullblk_page, new, safe_owner_from_null(nullblk_page, page, -ENOMEM));
	err = safe_xa_insert(nullblk_pages, &nullblk->pages, index, move(new), GFP_NOIO);
	return err == -EBUSY ? 0 : err;
}

static int nullblk_write_page(struct nullblk *nullblk, u64 pos, struct safe_const_bytes from)
{
	struct page *page;

	for (;;) {
		safe_scoped_guard(rcu) {
			page = safe_xa_load(nullblk_pages, &nullblk->pages, pos >> PAGE_SHIFT);
			if (page) {
				safe_memcpy_to_page(page, offset_in_page(pos), from);
				return 0;
			}
		}
		TRY(nullblk_add_page(nullblk, pos >> PAGE_SHIFT));
	}
}

static void nullblk_read_page(struct nullblk *nullblk, u64 pos, struct safe_bytes to)
{
	struct page *page;

	safe_guard(rcu);
	page = safe_xa_load(nullblk_pages, &nullblk->pages, pos >> PAGE_SHIFT);
	if (page)
		safe_memcpy_from_page(to, page, offset_in_page(pos));
	else
		memset(to.ptr, 0, to.len);
}

static void nullblk_zero_page(struct nullblk *nullblk, u64 pos, size_t len)
{
	struct page *page;

	safe_guard(rcu);
	page = safe_xa_load(nullblk_pages, &nullblk->pages, pos >> PAGE_SHIFT);
	if (page)
		memzero_page(page, offset_in_page(pos), len);
}

/* What is left of the page that @pos is in. */
static size_t nullblk_rest_of_page(u64 pos)
{
	return PAGE_SIZE - offset_in_page(pos);
}

static int nullblk_write(struct nullblk *nullblk, u64 pos, struct safe_const_bytes bytes)
{
	struct safe_const_bytes part;

	while (bytes.len) {
		part = safe_take_first(&bytes, nullblk_rest_of_page(pos));
		TRY(nullblk_write_page(nullblk, pos, part));
		pos += part.len;
	}
	return 0;
}

static void nullblk_read(struct nullblk *nullblk, u64 pos, struct safe_bytes bytes)
{
	struct safe_bytes part;

	while (bytes.len) {
		part = safe_take_first(&bytes, nullblk_rest_of_page(pos));
		nullblk_read_page(nullblk, pos, part);
		pos += part.len;
	}
}

/* Gives back the pages from @first up to, but not including, @end; those that there are. */
static void nullblk_erase(struct nullblk *nullblk, unsigned long first, unsigned long end)
{
	struct page *page;
	unsigned long index;

	if (first >= end)
		return;

	safe_xa_for_each_range(&nullblk->pages, index, page, first, end - 1) {
		safe_xa_erase(nullblk_pages, &nullblk->pages, index);
		cond_resched();
	}
}

static void nullblk_zero(struct nullblk *nullblk, u64 pos, u64 len)
{
	size_t n;

	if (offset_in_page(pos)) {
		n = min_t(u64, len, nullblk_rest_of_page(pos));
		nullblk_zero_page(nullblk, pos, n);
		pos += n;
		len -= n;
	}

	nullblk_erase(nullblk, pos >> PAGE_SHIFT, (pos + len) >> PAGE_SHIFT);

	n = offset_in_page(len);
	if (n)
		nullblk_zero_page(nullblk, pos + len - n, n);
}

static int nullblk_write_request(struct nullblk *nullblk, struct request *rq, u64 pos)
{
	safe_rq_for_each_const_segment(seg, rq) {
		TRY(nullblk_write(nullblk, pos, seg.bytes));
		pos += seg.bytes.len;
	}
	return 0;
}

static void nullblk_read_request(struct nullblk *nullblk, struct request *rq, u64 pos)
{
	safe_rq_for_each_segment(seg, rq) {
		nullblk_read(nullblk, pos, seg.bytes);
		pos += seg.bytes.len;
	}
}

static struct safe_blk_status nullblk_handle(struct nullblk *nullblk, struct request *rq)
{
	sector_t capacity = get_capacity(borrow(nullblk->disk));
	struct safe_sectors at = safe_blk_rq_pos(rq), n = safe_blk_rq_sectors(rq);
	u64 pos = safe_bytes_from_sectors(at);

	if (req_op(rq) == REQ_OP_FLUSH)
		return safe_blk_status(BLK_STS_OK);
	if (at.value > capacity || n.value > capacity - at.value)
		return safe_blk_status(BLK_STS_IOERR);
	if (!memory_backed)
		return safe_blk_status(BLK_STS_OK);

	switch (req_op(rq)) {
	case REQ_OP_READ:
		nullblk_read_request(nullblk, rq, pos);
		return safe_blk_status(BLK_STS_OK);
	case REQ_OP_WRITE:
		return safe_blk_status_from_errno(nullblk_write_request(nullblk, rq, pos));
	case REQ_OP_DISCARD:
	case REQ_OP_WRITE_ZEROES:
		nullblk_zero(nullblk, pos, safe_blk_rq_bytes(rq));
		return safe_blk_status(BLK_STS_OK);
	default:
		return safe_blk_status(BLK_STS_NOTSUPP);
	}
}

SAFE_MQ_BLOCKING(nullblk_mq_ops, void, void, struct nullblk, void);

static struct safe_queued nullblk_queue_rq(struct nullblk *nullblk, struct safe_new_request new,
					   bool last)
{
	struct safe_request rq = safe_blk_mq_start_request(move(new));
	struct safe_blk_status status = nullblk_handle(nullblk, borrow(rq));

	return safe_blk_mq_end_request(move(rq), status);
}
SAFE_OP(nullblk_mq_ops, blk_mq_ops, queue_rq_blocking, nullblk_queue_rq);

static const struct blk_mq_ops nullblk_mq_ops = {
	.queue_rq = safe_op(nullblk_mq_ops, nullblk_queue_rq),
};

static const struct block_device_operations nullblk_fops = {
	.owner = THIS_MODULE,
};

static int nullblk_init_disk(struct nullblk *nullblk, unsigned int index)
{
	struct safe_sectors most = safe_sectors(UINT_MAX >> SECTOR_SHIFT);
	struct safe_queue_limits limits = {
		.logical_block_size = bs,
		.physical_block_size = bs,
		.max_hw_sectors = most,
		.max_segments = USHRT_MAX,
		.max_segment_size = UINT_MAX,
		.write_cache = true,
		.fua = true,
	};

	if (discard) {
		limits.max_hw_discard_sectors = most;
		limits.max_write_zeroes_sectors = most;
		limits.discard_granularity = bs;
	}
	TRY(safe_blk_mq_alloc_tag_set(&nullblk->set, nullblk_mq_ops, NULL,
				      .nr_hw_queues = queues ?: num_online_cpus(),
				      .queue_depth = hw_queue_depth));
	TRY(safe_open(&nullblk->disk, safe_blk_mq_alloc_disk(nullblk_mq_ops, &nullblk->set, &limits,
							     &nullblk_fops, nullblk)));
	TRY(safe_disk_set_name(&nullblk->disk, KBUILD_MODNAME "%u", index));
	safe_set_capacity(borrow(nullblk->disk), safe_sectors_from_bytes((u64)size * SZ_1M));
	safe_set_disk_ro(borrow(nullblk->disk), read_only);
	TRY(safe_device_add_disk(NULL, &nullblk->disk, NULL));
	return 0;
}

static void nullblk_destroy(struct nullblk *nullblk)
{
	safe_destroy_nullblk(nullblk);
	safe_xa_destroy_all(nullblk_pages, &nullblk->pages);
	kfree(nullblk);
}

static int nullblk_create(unsigned int index)
{
	struct nullblk *nullblk = kzalloc(sizeof(*nullblk), GFP_KERNEL);
	int err;

	if (!nullblk)
		return -ENOMEM;
	safe_xa_init(nullblk_pages, &nullblk->pages);
	err = nullblk_init_disk(nullblk, index);
	if (err) {
		nullblk_destroy(nullblk);
		return err;
	}
	list_add_tail(&nullblk->list, &nullblk_devices);
	pr_info("%s: %u MiB, %u queues\n", borrow(nullblk->disk)->disk_name, size,
		nullblk->set.set.nr_hw_queues);
	return 0;
}

static void nullblk_destroy_all(void)
{
	struct nullblk *nullblk, *next;

	list_for_each_entry_safe(nullblk, next, &nullblk_devices, list) {
		list_del(&nullblk->list);
		nullblk_destroy(nullblk);
	}
	rcu_barrier();
}

static int nullblk_check_params(void)
{
	if (!nr_devices || nr_devices > NULLBLK_MAX_DEVICES) {
		pr_err("nr_devices must be 1 to %u: %u\n", NULLBLK_MAX_DEVICES, nr_devices);
		return -EINVAL;
	}
	if (!size || size > NULLBLK_MAX_SIZE) {
		pr_err("size must be 1 to %u MiB: %u\n", NULLBLK_MAX_SIZE, size);
		return -EINVAL;
	}
	if (!is_power_of_2(bs) || bs < SECTOR_SIZE || bs > PAGE_SIZE) {
		pr_err("bs must be a power of two from %u to %lu: %u\n", SECTOR_SIZE, PAGE_SIZE, bs);
		return -EINVAL;
	}
	if (queues > nr_cpu_ids) {
		pr_err("queues must be at most %u: %u\n", nr_cpu_ids, queues);
		return -EINVAL;
	}
	if (!hw_queue_depth || hw_queue_depth > NULLBLK_MAX_DEPTH) {
		pr_err("hw_queue_depth must be 1 to %u: %u\n", NULLBLK_MAX_DEPTH, hw_queue_depth);
		return -EINVAL;
	}
	return 0;
}

static int __init nullblk_init(void)
{
	unsigned int i;
	int err;

	TRY(nullblk_check_params());
	for (i = 0; i < nr_devices; i++) {
		err = nullblk_create(i);
		if (err) {
			nullblk_destroy_all();
			return err;
		}
	}
	return 0;
}
module_init(nullblk_init);

static void __exit nullblk_exit(void)
{
	nullblk_destroy_all();
}
module_exit(nullblk_exit);

MODULE_DESCRIPTION("A block device in memory, generated headers");
MODULE_LICENSE("Dual MIT/GPL");
