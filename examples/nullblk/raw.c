// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A block device in memory, with the kernel's own API: compare nullblk.c.
 *
 * Pages are allocated when they are written for the first time, and freed by discards. Several
 * queues, no interrupts: a request ends before queue_rq returns.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/blk-mq.h>
#include <linux/blkdev.h>
#include <linux/highmem.h>
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/version.h>
#include <linux/xarray.h>

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

struct nullblk {
	struct list_head node;
	struct xarray pages;		/* struct page, by offset >> PAGE_SHIFT */
	struct blk_mq_tag_set set;
	struct gendisk *disk;
};

static LIST_HEAD(nullblk_devices);	/* changed by init and exit only */

static void nullblk_free_page(struct rcu_head *head)
{
	__free_page(container_of(head, struct page, rcu_head));
}

static int nullblk_add_page(struct nullblk *nullblk, unsigned long index)
{
	struct page *page, *there;

	page = alloc_page(GFP_NOIO | __GFP_ZERO | __GFP_HIGHMEM);
	if (!page)
		return -ENOMEM;

	there = xa_cmpxchg(&nullblk->pages, index, NULL, page, GFP_NOIO);
	if (there) {
		/* Another write was faster, or there is no memory for the tree. */
		__free_page(page);
		return xa_err(there);
	}
	return 0;
}

/* The bytes are within one page, here and in the next two functions. */
static int nullblk_write_page(struct nullblk *nullblk, u64 pos, const void *from, size_t n)
{
	unsigned long index = pos >> PAGE_SHIFT;
	struct page *page;
	int ret;

	for (;;) {
		rcu_read_lock();
		page = xa_load(&nullblk->pages, index);
		if (page) {
			memcpy_to_page(page, offset_in_page(pos), from, n);
			rcu_read_unlock();
			return 0;
		}
		rcu_read_unlock();

		ret = nullblk_add_page(nullblk, index);
		if (ret)
			return ret;
	}
}

static void nullblk_read_page(struct nullblk *nullblk, u64 pos, void *to, size_t n)
{
	struct page *page;

	rcu_read_lock();
	page = xa_load(&nullblk->pages, pos >> PAGE_SHIFT);
	if (page)
		memcpy_from_page(to, page, offset_in_page(pos), n);
	else
		memset(to, 0, n);
	rcu_read_unlock();
}

static void nullblk_zero_page(struct nullblk *nullblk, u64 pos, size_t n)
{
	struct page *page;

	rcu_read_lock();
	page = xa_load(&nullblk->pages, pos >> PAGE_SHIFT);
	if (page)
		memzero_page(page, offset_in_page(pos), n);
	rcu_read_unlock();
}

/* What is left of the page that @pos is in. */
static size_t nullblk_rest_of_page(u64 pos)
{
	return PAGE_SIZE - offset_in_page(pos);
}

static int nullblk_write(struct nullblk *nullblk, u64 pos, const void *from, size_t len)
{
	size_t n;
	int ret;

	while (len) {
		n = min(len, nullblk_rest_of_page(pos));
		ret = nullblk_write_page(nullblk, pos, from, n);
		if (ret)
			return ret;
		pos += n;
		from += n;
		len -= n;
	}
	return 0;
}

static void nullblk_read(struct nullblk *nullblk, u64 pos, void *to, size_t len)
{
	size_t n;

	while (len) {
		n = min(len, nullblk_rest_of_page(pos));
		nullblk_read_page(nullblk, pos, to, n);
		pos += n;
		to += n;
		len -= n;
	}
}

/* Gives back the pages from @first up to, but not including, @end. */
static void nullblk_erase(struct nullblk *nullblk, unsigned long first, unsigned long end)
{
	unsigned long index;
	struct page *page;

	if (first >= end)
		return;

	xa_for_each_range(&nullblk->pages, index, page, first, end - 1) {
		page = xa_erase(&nullblk->pages, index);
		if (page)
			call_rcu(&page->rcu_head, nullblk_free_page);
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
	struct req_iterator iter;
	struct bio_vec bv;
	void *buf;
	int ret;

	rq_for_each_segment(bv, rq, iter) {
		buf = bvec_kmap_local(&bv);
		ret = nullblk_write(nullblk, pos, buf, bv.bv_len);
		kunmap_local(buf);
		if (ret)
			return ret;
		pos += bv.bv_len;
	}
	return 0;
}

static void nullblk_read_request(struct nullblk *nullblk, struct request *rq, u64 pos)
{
	struct req_iterator iter;
	struct bio_vec bv;
	void *buf;

	rq_for_each_segment(bv, rq, iter) {
		buf = bvec_kmap_local(&bv);
		nullblk_read(nullblk, pos, buf, bv.bv_len);
		flush_dcache_page(bv.bv_page);
		kunmap_local(buf);
		pos += bv.bv_len;
	}
}

static blk_status_t nullblk_handle(struct nullblk *nullblk, struct request *rq)
{
	sector_t capacity = get_capacity(nullblk->disk);
	sector_t sector = blk_rq_pos(rq);
	u64 pos = (u64)sector << SECTOR_SHIFT;

	if (req_op(rq) == REQ_OP_FLUSH)
		return BLK_STS_OK;

	if (sector > capacity || blk_rq_sectors(rq) > capacity - sector)
		return BLK_STS_IOERR;

	if (!memory_backed)
		return BLK_STS_OK;

	switch (req_op(rq)) {
	case REQ_OP_READ:
		nullblk_read_request(nullblk, rq, pos);
		return BLK_STS_OK;
	case REQ_OP_WRITE:
		return errno_to_blk_status(nullblk_write_request(nullblk, rq, pos));
	case REQ_OP_DISCARD:
	case REQ_OP_WRITE_ZEROES:
		nullblk_zero(nullblk, pos, blk_rq_bytes(rq));
		return BLK_STS_OK;
	default:
		return BLK_STS_NOTSUPP;
	}
}

static blk_status_t nullblk_queue_rq(struct blk_mq_hw_ctx *hctx,
				     const struct blk_mq_queue_data *bd)
{
	struct nullblk *nullblk = hctx->queue->queuedata;
	struct request *rq = bd->rq;

	blk_mq_start_request(rq);
	blk_mq_end_request(rq, nullblk_handle(nullblk, rq));
	return BLK_STS_OK;
}

static const struct blk_mq_ops nullblk_mq_ops = {
	.queue_rq = nullblk_queue_rq,
};

static const struct block_device_operations nullblk_fops = {
	.owner = THIS_MODULE,
};

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
static struct gendisk *nullblk_alloc_disk(struct nullblk *nullblk)
{
	struct queue_limits limits = {
		.features = BLK_FEAT_WRITE_CACHE | BLK_FEAT_FUA,
		.logical_block_size = bs,
		.physical_block_size = bs,
		.max_hw_sectors = UINT_MAX >> SECTOR_SHIFT,
		.max_segments = USHRT_MAX,
		.max_segment_size = UINT_MAX,
	};

	if (discard) {
		limits.max_hw_discard_sectors = UINT_MAX >> SECTOR_SHIFT;
		limits.max_write_zeroes_sectors = UINT_MAX >> SECTOR_SHIFT;
		limits.discard_granularity = bs;
	}
	return blk_mq_alloc_disk(&nullblk->set, &limits, nullblk);
}
#else	/* 6.9 and 6.10, which have limits but no features, are not among those tried. */
static struct gendisk *nullblk_alloc_disk(struct nullblk *nullblk)
{
	struct gendisk *disk = blk_mq_alloc_disk(&nullblk->set, nullblk);
	struct request_queue *q;

	if (IS_ERR(disk))
		return disk;

	q = disk->queue;
	blk_queue_flag_set(QUEUE_FLAG_NONROT, q);
	blk_queue_write_cache(q, true, true);
	blk_queue_logical_block_size(q, bs);
	blk_queue_physical_block_size(q, bs);
	blk_queue_max_hw_sectors(q, UINT_MAX >> SECTOR_SHIFT);
	blk_queue_max_segments(q, USHRT_MAX);
	blk_queue_max_segment_size(q, UINT_MAX);
	if (discard) {
		blk_queue_max_discard_sectors(q, UINT_MAX >> SECTOR_SHIFT);
		blk_queue_max_write_zeroes_sectors(q, UINT_MAX >> SECTOR_SHIFT);
		q->limits.discard_granularity = bs;
	}
	return disk;
}
#endif

static int nullblk_init_set(struct blk_mq_tag_set *set)
{
	set->ops = &nullblk_mq_ops;
	set->nr_hw_queues = queues ?: num_online_cpus();
	set->queue_depth = hw_queue_depth;
	set->numa_node = NUMA_NO_NODE;
	/* A write may have to wait for a page. */
	set->flags = BLK_MQ_F_BLOCKING;
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 14, 0)
	set->flags |= BLK_MQ_F_SHOULD_MERGE;
#endif
	return blk_mq_alloc_tag_set(set);
}

static int nullblk_init_disk(struct nullblk *nullblk, unsigned int index)
{
	struct gendisk *disk;
	int ret;

	ret = nullblk_init_set(&nullblk->set);
	if (ret)
		return ret;

	disk = nullblk_alloc_disk(nullblk);
	if (IS_ERR(disk)) {
		ret = PTR_ERR(disk);
		goto free_set;
	}

	nullblk->disk = disk;
	disk->fops = &nullblk_fops;
	disk->private_data = nullblk;
	ret = snprintf(disk->disk_name, sizeof(disk->disk_name), KBUILD_MODNAME "%u", index);
	if (ret >= sizeof(disk->disk_name)) {
		ret = -ENAMETOOLONG;
		goto put_disk;
	}
	set_capacity(disk, (u64)size * SZ_1M >> SECTOR_SHIFT);
	set_disk_ro(disk, read_only);

	ret = add_disk(disk);
	if (ret)
		goto put_disk;
	return 0;

put_disk:
	put_disk(disk);
free_set:
	blk_mq_free_tag_set(&nullblk->set);
	return ret;
}

static void nullblk_free_pages(struct nullblk *nullblk)
{
	unsigned long index;
	struct page *page;

	xa_for_each(&nullblk->pages, index, page) {
		__free_page(page);
		cond_resched();
	}
	xa_destroy(&nullblk->pages);
}

static int nullblk_create(unsigned int index)
{
	struct nullblk *nullblk;
	int ret;

	nullblk = kzalloc(sizeof(*nullblk), GFP_KERNEL);
	if (!nullblk)
		return -ENOMEM;

	xa_init(&nullblk->pages);
	ret = nullblk_init_disk(nullblk, index);
	if (ret) {
		/* Whoever saw the disk before it failed may have written. */
		nullblk_free_pages(nullblk);
		kfree(nullblk);
		return ret;
	}

	list_add_tail(&nullblk->node, &nullblk_devices);
	pr_info("%s: %u MiB, %u queues\n", nullblk->disk->disk_name, size,
		nullblk->set.nr_hw_queues);
	return 0;
}

static void nullblk_destroy(struct nullblk *nullblk)
{
	list_del(&nullblk->node);
	del_gendisk(nullblk->disk);
	put_disk(nullblk->disk);
	blk_mq_free_tag_set(&nullblk->set);
	nullblk_free_pages(nullblk);
	kfree(nullblk);
}

static void nullblk_destroy_all(void)
{
	struct nullblk *nullblk, *next;

	list_for_each_entry_safe(nullblk, next, &nullblk_devices, node)
		nullblk_destroy(nullblk);
	/* The code that frees discarded pages is part of this module. */
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
	if (bs < SECTOR_SIZE || bs > PAGE_SIZE || !is_power_of_2(bs)) {
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
	int ret;

	ret = nullblk_check_params();
	if (ret)
		return ret;

	for (i = 0; i < nr_devices; i++) {
		ret = nullblk_create(i);
		if (ret) {
			nullblk_destroy_all();
			return ret;
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

MODULE_DESCRIPTION("A block device in memory, kernel API");
MODULE_LICENSE("Dual MIT/GPL");
