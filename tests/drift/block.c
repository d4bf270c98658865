// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Disks, memory of user space, areas of it, files: written once for all kernels. */
#include <linux/module.h>
#include <linux/pagemap.h>
#include <safe/linux/blk-mq.h>
#include <safe/linux/blkdev.h>
#include <safe/linux/fs.h>
#include <safe/linux/mm.h>
#include <safe/linux/uio.h>
#include <safe/short.h>

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("what kernels do differently");

struct drift {
	int n;
};

/* ---- blocks ---- */

/* row: block_device_operations.open */
static int drift_open(struct gendisk *disk, safe_blk_mode_t mode)
{
	return mode & SAFE_BLK_OPEN_WRITE && get_disk_ro(disk) ? -EROFS : 0;
}
SAFE_OP_PLAIN(drift_fops, block_device_operations, open, drift_open);

/* row: block_device_operations.release */
static void drift_release(struct gendisk *disk)
{
	pr_debug("%s\n", disk->disk_name);
}
SAFE_OP_PLAIN(drift_fops, block_device_operations, release, drift_release);

/* row: block_device_operations.getgeo */
static int drift_getgeo(struct gendisk *disk, struct hd_geometry *geo)
{
	return get_capacity(disk) ? 0 : -ENXIO;
}
SAFE_OP_PLAIN(drift_fops, block_device_operations, getgeo, drift_getgeo);

/* row: block_device_operations.report_zones */
static int drift_report_zones(struct gendisk *disk, sector_t sector, unsigned int nr_zones,
			      void *to)
{
	struct blk_zone zone = { .start = sector };

	return safe_disk_report_zone(disk, &zone, 0, to);
}
SAFE_OP_PLAIN(drift_fops, block_device_operations, report_zones, drift_report_zones);

static const struct block_device_operations drift_fops = {
	.open = safe_op(drift_fops, drift_open),
	.release = safe_op(drift_fops, drift_release),
	.getgeo = safe_op(drift_fops, drift_getgeo),
	.report_zones = safe_op(drift_fops, drift_report_zones),
};

/* row: blk_alloc_disk */
static int make_disk(struct safe_disk *kept)
{
	struct safe_queue_limits limits = { .logical_block_size = 512 };

	TRY(safe_open(kept, safe_blk_alloc_disk(&limits, NUMA_NO_NODE, &drift_fops, NULL)));
	return 0;
}

/* row: blk_mq_alloc_disk */
static const struct blk_mq_ops drift_mq;
SAFE_MQ(drift_mq, void, void, struct drift, void);

static int make_mq_disk(struct safe_tag_set *set, struct drift *drift, struct safe_disk *kept)
{
	struct safe_queue_limits limits = { .logical_block_size = 512 };

	TRY(safe_open(kept, safe_blk_mq_alloc_disk(drift_mq, set, &limits, &drift_fops, drift)));
	return 0;
}

/* row: blk_queue_max_segments */
/* row: blk_queue_write_cache */
static int set_limits(struct request_queue *q)
{
	TRY(safe_blk_queue_max_segments(q, 16));
	TRY(safe_blk_queue_write_cache(q, true, false));
	return 0;
}

/* row: blk_queue_logical_block_size */
/* row: blk_queue_physical_block_size */
/* row: blk_queue_max_hw_sectors */
/* row: blk_queue_max_segment_size */
/* row: blk_queue_io_min */
/* row: blk_queue_io_opt */
/* row: blk_queue_virt_boundary */
/* row: blk_queue_segment_boundary */
/* row: blk_queue_dma_alignment */
/* row: blk_queue_max_discard_sectors */
/* row: blk_queue_max_discard_segments */
/* row: blk_queue_max_write_zeroes_sectors */
static int set_more(struct request_queue *q)
{
	TRY(safe_blk_queue_logical_block_size(q, 512));
	TRY(safe_blk_queue_physical_block_size(q, 4096));
	TRY(safe_blk_queue_max_hw_sectors(q, 256));
	TRY(safe_blk_queue_max_segment_size(q, 65536));
	TRY(safe_blk_queue_io_min(q, 4096));
	TRY(safe_blk_queue_io_opt(q, 65536));
	TRY(safe_blk_queue_virt_boundary(q, 4095));
	TRY(safe_blk_queue_segment_boundary(q, 0xffffffff));
	TRY(safe_blk_queue_dma_alignment(q, 3));
	TRY(safe_blk_queue_max_discard_sectors(q, 256));
	TRY(safe_blk_queue_max_discard_segments(q, 8));
	TRY(safe_blk_queue_max_write_zeroes_sectors(q, 256));
	return 0;
}

/* row: blk_mq_init_queue */
static int make_queue(struct blk_mq_tag_set *set, struct request_queue **q)
{
	*q = TRY(safe_blk_mq_init_queue(set));
	return 0;
}

/* row: blk_mq_freeze_queue */
/* row: blk_mq_unfreeze_queue */
static void frozen(struct request_queue *q)
{
	unsigned int memflags = safe_blk_mq_freeze_queue(q);

	safe_blk_mq_unfreeze_queue(q, memflags);
}

/* row: blk_rq_map_sg */
static int map_sg(struct request *rq, struct scatterlist *sg)
{
	return safe_blk_rq_map_sg(rq, sg);
}

/* row: BLK_MQ_F_SHOULD_MERGE */
static const unsigned int drift_flags __used = SAFE_BLK_MQ_F_SHOULD_MERGE | BLK_MQ_F_BLOCKING;

/* ---- memory and files ---- */

/* row: pin_user_pages */
static int pin(unsigned long start, struct page **pages)
{
	return TRY(safe_pin_user_pages(start, 1, FOLL_WRITE, pages)) == 1 ? 0 : -EFAULT;
}

/* row: get_user_pages */
/* row: get_user_pages_remote */
/* row: pin_user_pages_remote */
static int get(struct mm_struct *mm, unsigned long start, struct page **pages)
{
	if (TRY(safe_get_user_pages(start, 1, FOLL_WRITE, pages)) != 1)
		return -EFAULT;
	if (TRY(safe_get_user_pages_remote(mm, start, 1, FOLL_WRITE, pages, NULL)) != 1)
		return -EFAULT;
	return TRY(safe_pin_user_pages_remote(mm, start, 1, FOLL_WRITE, pages, NULL)) == 1 ? 0 : -EFAULT;
}

/* row: vm_operations_struct.huge_fault */
static vm_fault_t drift_fault(struct vm_fault *vmf, unsigned int order)
{
	return order ? VM_FAULT_FALLBACK : VM_FAULT_SIGBUS;
}
SAFE_OP_PLAIN(drift_vmops, vm_operations_struct, huge_fault, drift_fault);

static const struct vm_operations_struct drift_vmops __used = {
	.huge_fault = safe_op(drift_vmops, drift_fault),
};

/* row: vm_area_struct.vm_flags write */
/* row: vmf_insert_mixed */
static vm_fault_t insert(struct vm_area_struct *vma, unsigned long pfn)
{
	safe_vm_flags_set(vma, VM_MIXEDMAP);
	return safe_vmf_insert_mixed(vma, vma->vm_start, pfn);
}

/* row: file_operations.mmap_prepare */
/* row: no_llseek */
SAFE_OPS(drift_files, struct drift *);

static int drift_mmap(struct drift *drift, struct file *file, struct vm_area_struct *vma)
{
	safe_vm_flags_set(vma, VM_DONTEXPAND);
	return 0;
}
SAFE_OP(drift_files, file_operations, mmap, drift_mmap);

static const struct file_operations drift_files __used = {
	.mmap = safe_op(drift_files, drift_mmap),
	.llseek = safe_no_llseek,
};

/* row: address_space_operations.write_begin */
static int drift_write_begin(struct address_space *mapping, loff_t pos, unsigned int len,
			     struct folio **folio, void **fsdata)
{
	*folio = filemap_lock_folio(mapping, pos >> PAGE_SHIFT);
	return IS_ERR_OR_NULL(*folio) ? -ENOMEM : 0;
}
SAFE_OP_PLAIN(drift_aops, address_space_operations, write_begin, drift_write_begin);

static int drift_write_end(struct address_space *mapping, loff_t pos, unsigned int len,
			   unsigned int copied, struct folio *folio, void *fsdata)
{
	folio_unlock(folio);
	return copied;
}
SAFE_OP_PLAIN(drift_aops, address_space_operations, write_end, drift_write_end);

/* row: address_space_operations.writepage */
static int drift_writepages(struct address_space *mapping, struct writeback_control *wbc)
{
	return 0;
}
SAFE_OP_PLAIN(drift_aops, address_space_operations, writepages, drift_writepages);

static const struct address_space_operations drift_aops __used = {
	.write_begin = safe_op(drift_aops, drift_write_begin),
	.write_end = safe_op(drift_aops, drift_write_end),
	.writepages = safe_op(drift_aops, drift_writepages),
};

/* row: iov_iter_is_pipe */
static bool is_pipe(const struct iov_iter *iter)
{
	return safe_iov_iter_is_pipe(iter);
}
