// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * NVM Express on PCI, with the kernel's own API: compare nvme.c.
 *
 * One namespace of a controller is a disk; each processor has a queue of its own, if the controller has
 * as many. A command that gets no answer resets the controller, and is tried again with all others
 * that were on their way. If the controller does not come back the disk is dead.
 */
#include <linux/atomic.h>
#include <linux/bitfield.h>
#include <linux/blk-mq.h>
#include <linux/blkdev.h>
#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/idr.h>
#include <linux/interrupt.h>
#include <linux/io-64-nonatomic-lo-hi.h>
#include <linux/iopoll.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/scatterlist.h>
#include <linux/spinlock.h>
#include <linux/version.h>
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0)
#include <asm/unaligned.h>
#else
#include <linux/unaligned.h>
#endif
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 14, 0)
#include <linux/blk-mq-pci.h>
#endif

#include "nvme-regs.h"

struct nvme_command {
	u8 opcode;
	u8 flags;
	__le16 id;
	__le32 nsid;
	__le64 reserved;
	__le64 metadata;
	__le64 prp1;
	__le64 prp2;
	__le32 cdw10;
	__le32 cdw11;
	__le32 cdw12;
	__le32 cdw13;
	__le32 cdw14;
	__le32 cdw15;
};
static_assert(sizeof(struct nvme_command) == 1 << NVME_SQE_SHIFT);

struct nvme_completion {
	__le32 result;
	__le32 reserved;
	__le16 sq_head;
	__le16 sq_id;
	__le16 id;
	__le16 status;
};
static_assert(sizeof(struct nvme_completion) == 1 << NVME_CQE_SHIFT);

/* A pair of queues: commands go out, completions come in. */
struct nvme_queue {
	struct nvme *nvme;
	u16 id;				/* 0: admin */
	u16 depth;
	int irq;

	spinlock_t lock;		/* @tail, @rung, and what is behind @tail */
	struct nvme_command *commands;
	dma_addr_t commands_dma;
	u16 tail;
	u16 rung;			/* the tail that the controller knows */
	void __iomem *sq_doorbell;

	/* The interrupt's; with the interrupt disabled, the timeout's. */
	struct nvme_completion *completions;
	dma_addr_t completions_dma;
	u16 head;
	u16 phase;			/* of what is new */
	void __iomem *cq_doorbell;
};

struct nvme {
	struct pci_dev *pdev;
	void __iomem *regs;
	unsigned int stride;		/* bytes from one doorbell to the next */
	unsigned int ready_ms;
	u16 depth;			/* of queues for I/O */
	u16 vectors;
	u16 nr_io_queues;
	struct nvme_queue *queues;	/* the admin queue, then those for I/O */

	struct mutex lock;		/* stops and starts the controller; @dead */
	bool dead;			/* is written while the disk's queue is quiesced */

	struct mutex admin_lock;	/* one admin command at a time */
	struct completion admin_done;
	u16 admin_id;
	u16 admin_status;
	u32 admin_result;

	char model[NVME_ID_CTRL_MODEL_LEN + 1];
	size_t max_bytes;		/* of a command's data */
	bool write_cache;
	unsigned int block_shift;
	u64 blocks;

	struct dma_pool *lists;
	struct blk_mq_tag_set set;
	struct gendisk *disk;
	int index;
};

/* What a request for I/O has beside it. */
struct nvme_cmd {
	atomic_t given;			/* the controller has it: who takes it back completes it */
	u16 status;
	u8 retries;
	int nents;			/* of @sg that are mapped */
	__le64 *list;			/* addresses of pages, if there are more than two */
	dma_addr_t list_dma;
	struct scatterlist sg[NVME_MAX_SEGMENTS];
};

static DEFINE_IDA(nvme_ida);

/* Completions */

static u16 nvme_cqe_code(const struct nvme_completion *cqe)
{
	return FIELD_GET(NVME_CQE_STATUS, le16_to_cpu(cqe->status));
}

static void nvme_complete_admin(struct nvme *nvme, const struct nvme_completion *cqe)
{
	if (le16_to_cpu(cqe->id) != nvme->admin_id) {
		dev_warn_ratelimited(&nvme->pdev->dev, "completion of an unknown admin command\n");
		return;
	}

	nvme->admin_status = nvme_cqe_code(cqe);
	nvme->admin_result = le32_to_cpu(cqe->result);
	complete(&nvme->admin_done);
}

/* Only one gets it, whether answer, timeout or reset comes first. */
static bool nvme_take_back(struct request *rq)
{
	struct nvme_cmd *cmd = blk_mq_rq_to_pdu(rq);

	return atomic_xchg_acquire(&cmd->given, 0);
}

static void nvme_complete_io(struct nvme_queue *q, const struct nvme_completion *cqe)
{
	struct nvme *nvme = q->nvme;
	struct nvme_cmd *cmd;
	struct request *rq;

	rq = blk_mq_tag_to_rq(nvme->set.tags[q->id - 1], le16_to_cpu(cqe->id));
	if (!rq || !nvme_take_back(rq)) {
		dev_warn_ratelimited(&nvme->pdev->dev, "queue %u: completion of an unknown command %u\n",
				     q->id, le16_to_cpu(cqe->id));
		return;
	}

	cmd = blk_mq_rq_to_pdu(rq);
	cmd->status = nvme_cqe_code(cqe);
	blk_mq_complete_request(rq);
}

static bool nvme_pop(struct nvme_queue *q, struct nvme_completion *cqe)
{
	struct nvme_completion *next = &q->completions[q->head];

	if ((le16_to_cpu(READ_ONCE(next->status)) & NVME_CQE_PHASE) != q->phase)
		return false;

	dma_rmb();	/* the rest of it is there now */
	*cqe = *next;
	if (++q->head == q->depth) {
		q->head = 0;
		q->phase ^= NVME_CQE_PHASE;
	}
	return true;
}

static bool nvme_poll_queue(struct nvme_queue *q)
{
	struct nvme_completion cqe;
	bool found = false;

	while (nvme_pop(q, &cqe)) {
		found = true;
		if (q->id)
			nvme_complete_io(q, &cqe);
		else
			nvme_complete_admin(q->nvme, &cqe);
	}
	if (found)
		writel(q->head, q->cq_doorbell);

	return found;
}

static irqreturn_t nvme_irq(int irq, void *data)
{
	return nvme_poll_queue(data) ? IRQ_HANDLED : IRQ_NONE;
}

/* Commands */

static void nvme_ring(struct nvme_queue *q)
{
	if (q->rung == q->tail)
		return;

	writel(q->tail, q->sq_doorbell);
	q->rung = q->tail;
}

/* There is room: a queue has an entry more than there are tags. */
static void nvme_submit(struct nvme_queue *q, const struct nvme_command *command, bool ring)
{
	spin_lock(&q->lock);
	q->commands[q->tail] = *command;
	if (++q->tail == q->depth)
		q->tail = 0;
	if (ring)
		nvme_ring(q);
	spin_unlock(&q->lock);
}

static void nvme_commit_rqs(struct blk_mq_hw_ctx *hctx)
{
	struct nvme_queue *q = hctx->driver_data;

	spin_lock(&q->lock);
	nvme_ring(q);
	spin_unlock(&q->lock);
}

/* The controller */

static int nvme_wait(struct nvme *nvme, u32 mask, u32 value, unsigned int ms)
{
	u32 csts;
	int ret;

	ret = readl_poll_timeout(nvme->regs + NVME_CSTS, csts,
				 csts == NVME_CSTS_GONE || (csts & mask) == value, 100, ms * 1000);
	if (ret)
		return ret;

	return csts == NVME_CSTS_GONE ? -ENODEV : 0;
}

static int nvme_disable(struct nvme *nvme)
{
	u32 cc = readl(nvme->regs + NVME_CC);

	writel(cc & ~(NVME_CC_EN | NVME_CC_SHN), nvme->regs + NVME_CC);
	return nvme_wait(nvme, NVME_CSTS_RDY, 0, nvme->ready_ms);
}

/* Afterwards the controller reads and writes no memory any more, whatever its state. */
static void nvme_halt(struct nvme *nvme)
{
	if (nvme_disable(nvme))
		pci_clear_master(nvme->pdev);
}

static int nvme_enable(struct nvme *nvme)
{
	struct nvme_queue *admin = &nvme->queues[0];

	pci_set_master(nvme->pdev);
	writel(FIELD_PREP(NVME_AQA_ASQS, admin->depth - 1) |
	       FIELD_PREP(NVME_AQA_ACQS, admin->depth - 1), nvme->regs + NVME_AQA);
	lo_hi_writeq(admin->commands_dma, nvme->regs + NVME_ASQ);
	lo_hi_writeq(admin->completions_dma, nvme->regs + NVME_ACQ);
	writel(NVME_CC_EN | FIELD_PREP(NVME_CC_MPS, NVME_PAGE_SHIFT - 12) |
	       FIELD_PREP(NVME_CC_IOSQES, NVME_SQE_SHIFT) |
	       FIELD_PREP(NVME_CC_IOCQES, NVME_CQE_SHIFT), nvme->regs + NVME_CC);
	return nvme_wait(nvme, NVME_CSTS_RDY, NVME_CSTS_RDY, nvme->ready_ms);
}

/* Lets the controller write what it has cached, and switches it off. */
static void nvme_shutdown(struct nvme *nvme)
{
	u32 cc = readl(nvme->regs + NVME_CC) & ~NVME_CC_SHN;

	writel(cc | FIELD_PREP(NVME_CC_SHN, NVME_SHN_NORMAL), nvme->regs + NVME_CC);
	if (nvme_wait(nvme, NVME_CSTS_SHST, FIELD_PREP(NVME_CSTS_SHST, NVME_SHST_DONE),
		      NVME_SHUTDOWN_TIMEOUT_MS))
		dev_warn(&nvme->pdev->dev, "shutdown does not end\n");
	nvme_halt(nvme);
}

/* Admin commands */

static int nvme_admin(struct nvme *nvme, struct nvme_command *command, u32 *result)
{
	int ret = 0;

	mutex_lock(&nvme->admin_lock);
	reinit_completion(&nvme->admin_done);
	command->id = cpu_to_le16(++nvme->admin_id);
	nvme_submit(&nvme->queues[0], command, true);
	if (!wait_for_completion_timeout(&nvme->admin_done, msecs_to_jiffies(NVME_ADMIN_TIMEOUT_MS))) {
		/* The caller frees the buffer after this. */
		nvme_halt(nvme);
		ret = -ETIMEDOUT;
	} else if (nvme->admin_status & NVME_SC) {
		ret = -EIO;
	} else if (result) {
		*result = nvme->admin_result;
	}
	mutex_unlock(&nvme->admin_lock);

	return ret;
}

static int nvme_identify(struct nvme *nvme, u32 nsid, u32 what, dma_addr_t addr)
{
	struct nvme_command command = {
		.opcode = NVME_ADMIN_IDENTIFY,
		.nsid = cpu_to_le32(nsid),
		.prp1 = cpu_to_le64(addr),
		.cdw10 = cpu_to_le32(what),
	};

	return nvme_admin(nvme, &command, NULL);
}

static int nvme_identify_ctrl(struct nvme *nvme, const u8 *id, dma_addr_t addr)
{
	unsigned int mdts;
	int ret;

	ret = nvme_identify(nvme, 0, NVME_IDENTIFY_CTRL, addr);
	if (ret)
		return ret;

	memcpy(nvme->model, id + NVME_ID_CTRL_MODEL, NVME_ID_CTRL_MODEL_LEN);
	strim(nvme->model);
	nvme->write_cache = id[NVME_ID_CTRL_VWC] & NVME_VWC_PRESENT;
	nvme->max_bytes = min_t(size_t, NVME_MAX_BYTES, dma_max_mapping_size(&nvme->pdev->dev));
	mdts = id[NVME_ID_CTRL_MDTS];
	if (mdts && mdts < ilog2(NVME_MAX_BYTES) - NVME_PAGE_SHIFT + 1)
		nvme->max_bytes = min_t(size_t, nvme->max_bytes, NVME_PAGE_SIZE << mdts);
	return 0;
}

static int nvme_identify_ns(struct nvme *nvme, const u8 *id, dma_addr_t addr)
{
	struct device *dev = &nvme->pdev->dev;
	unsigned int format;
	u32 lbaf;
	int ret;

	ret = nvme_identify(nvme, NVME_NSID, NVME_IDENTIFY_NS, addr);
	if (ret)
		return ret;

	format = FIELD_GET(NVME_FLBAS_FORMAT, id[NVME_ID_NS_FLBAS]);
	lbaf = get_unaligned_le32(id + NVME_ID_NS_LBAF + format * sizeof(lbaf));
	nvme->block_shift = FIELD_GET(NVME_LBAF_LBADS, lbaf);
	nvme->blocks = get_unaligned_le64(id + NVME_ID_NS_NSZE);
	if (!nvme->blocks) {
		dev_err(dev, "no namespace %u\n", NVME_NSID);
		return -ENODEV;
	}
	if (nvme->block_shift < SECTOR_SHIFT || nvme->block_shift > NVME_PAGE_SHIFT ||
	    FIELD_GET(NVME_LBAF_MS, lbaf)) {
		dev_err(dev, "unknown format of blocks %#x\n", lbaf);
		return -ENODEV;
	}
	return 0;
}

static int nvme_identify_all(struct nvme *nvme)
{
	struct device *dev = &nvme->pdev->dev;
	dma_addr_t addr;
	u8 *id;
	int ret;

	id = dma_alloc_coherent(dev, NVME_ID_SIZE, &addr, GFP_KERNEL);
	if (!id)
		return -ENOMEM;

	ret = nvme_identify_ctrl(nvme, id, addr);
	if (!ret)
		ret = nvme_identify_ns(nvme, id, addr);
	dma_free_coherent(dev, NVME_ID_SIZE, id, addr);
	return ret;
}

/* How many of @wanted queues for I/O the controller has. */
static int nvme_set_queue_count(struct nvme *nvme, u32 wanted)
{
	struct nvme_command command = {
		.opcode = NVME_ADMIN_SET_FEATURES,
		.cdw10 = cpu_to_le32(NVME_FEATURE_QUEUES),
		.cdw11 = cpu_to_le32(FIELD_PREP(NVME_QUEUES_SQ, wanted - 1) |
				     FIELD_PREP(NVME_QUEUES_CQ, wanted - 1)),
	};
	u32 granted;
	int ret;

	ret = nvme_admin(nvme, &command, &granted);
	if (ret)
		return ret;

	return min3(wanted, FIELD_GET(NVME_QUEUES_SQ, granted) + 1,
		    FIELD_GET(NVME_QUEUES_CQ, granted) + 1);
}

/* Queues */

static int nvme_delete(struct nvme *nvme, u8 opcode, u16 id)
{
	struct nvme_command command = {
		.opcode = opcode,
		.cdw10 = cpu_to_le32(FIELD_PREP(NVME_QUEUE_ID, id)),
	};

	return nvme_admin(nvme, &command, NULL);
}

static int nvme_create_queue(struct nvme_queue *q)
{
	__le32 id = cpu_to_le32(FIELD_PREP(NVME_QUEUE_ID, q->id) |
				FIELD_PREP(NVME_QUEUE_ENTRIES, q->depth - 1));
	struct nvme_command cq = {
		.opcode = NVME_ADMIN_CREATE_CQ,
		.prp1 = cpu_to_le64(q->completions_dma),
		.cdw10 = id,
		.cdw11 = cpu_to_le32(NVME_QUEUE_CONTIGUOUS | NVME_CQ_INTERRUPT |
				     FIELD_PREP(NVME_CQ_VECTOR, q->id)),
	};
	struct nvme_command sq = {
		.opcode = NVME_ADMIN_CREATE_SQ,
		.prp1 = cpu_to_le64(q->commands_dma),
		.cdw10 = id,
		.cdw11 = cpu_to_le32(NVME_QUEUE_CONTIGUOUS | FIELD_PREP(NVME_SQ_CQ_ID, q->id)),
	};
	int ret;

	ret = nvme_admin(q->nvme, &cq, NULL);
	if (ret)
		return ret;

	return nvme_admin(q->nvme, &sq, NULL);
}

/* Whoever calls this halts the controller if it fails: then it has no queues either. */
static int nvme_create_queues(struct nvme *nvme)
{
	unsigned int i;
	int ret;

	for (i = 1; i <= nvme->nr_io_queues; i++) {
		ret = nvme_create_queue(&nvme->queues[i]);
		if (ret)
			return ret;
	}
	return 0;
}

static int nvme_delete_queues(struct nvme *nvme)
{
	unsigned int i;
	int ret;

	for (i = 1; i <= nvme->nr_io_queues; i++) {
		ret = nvme_delete(nvme, NVME_ADMIN_DELETE_SQ, i);
		if (!ret)
			ret = nvme_delete(nvme, NVME_ADMIN_DELETE_CQ, i);
		if (ret)
			return ret;
	}
	return 0;
}

/* Before the controller gets to know of it. */
static void nvme_reset_queue(struct nvme_queue *q)
{
	memset(q->completions, 0, q->depth * sizeof(*q->completions));
	q->tail = 0;
	q->rung = 0;
	q->head = 0;
	q->phase = NVME_CQE_PHASE;
}

static int nvme_alloc_queue(struct nvme *nvme, u16 id, u16 depth)
{
	struct device *dev = &nvme->pdev->dev;
	struct nvme_queue *q = &nvme->queues[id];
	size_t doorbells = NVME_DOORBELLS + 2 * id * nvme->stride;
	int ret;

	if (doorbells + 2 * nvme->stride > pci_resource_len(nvme->pdev, 0))
		return -ERANGE;

	q->nvme = nvme;
	q->id = id;
	q->depth = depth;
	q->sq_doorbell = nvme->regs + doorbells;
	q->cq_doorbell = nvme->regs + doorbells + nvme->stride;
	spin_lock_init(&q->lock);

	q->commands = dmam_alloc_coherent(dev, depth * sizeof(*q->commands), &q->commands_dma,
					  GFP_KERNEL);
	if (!q->commands)
		return -ENOMEM;
	q->completions = dmam_alloc_coherent(dev, depth * sizeof(*q->completions),
					     &q->completions_dma, GFP_KERNEL);
	if (!q->completions)
		return -ENOMEM;
	nvme_reset_queue(q);

	q->irq = pci_irq_vector(nvme->pdev, id);
	if (q->irq < 0)
		return q->irq;

	ret = devm_request_irq(dev, q->irq, nvme_irq, 0, dev_name(dev), q);
	if (ret)
		return dev_err_probe(dev, ret, "cannot request interrupt %d\n", q->irq);

	return 0;
}

/* A queue for each vector, before the controller knows of any. */
static int nvme_alloc_queues(struct nvme *nvme)
{
	unsigned int i;
	int ret;

	nvme->queues = devm_kcalloc(&nvme->pdev->dev, nvme->vectors, sizeof(*nvme->queues),
				    GFP_KERNEL);
	if (!nvme->queues)
		return -ENOMEM;

	for (i = 0; i < nvme->vectors; i++) {
		ret = nvme_alloc_queue(nvme, i, i ? nvme->depth : NVME_ADMIN_DEPTH);
		if (ret)
			return ret;
	}
	return 0;
}

/* Requests */

static void nvme_unmap_data(struct nvme *nvme, struct request *rq)
{
	struct nvme_cmd *cmd = blk_mq_rq_to_pdu(rq);

	if (cmd->list)
		dma_pool_free(nvme->lists, cmd->list, cmd->list_dma);
	cmd->list = NULL;
	if (cmd->nents)
		dma_unmap_sg(&nvme->pdev->dev, cmd->sg, cmd->nents, rq_dma_dir(rq));
	cmd->nents = 0;
}

/*
 * The address of the first page may have an offset; all between the first and the last are whole pages,
 * which the virtual boundary sees to. One address, two, or one and a list of all others.
 */
static blk_status_t nvme_setup_prps(struct nvme *nvme, struct nvme_cmd *cmd, int mapped,
				    unsigned int bytes, struct nvme_command *command)
{
	unsigned int offset = sg_dma_address(cmd->sg) & (NVME_PAGE_SIZE - 1);
	unsigned int i, n = 0;
	struct scatterlist *sg;

	if (offset + bytes > 2 * NVME_PAGE_SIZE) {
		cmd->list = dma_pool_alloc(nvme->lists, GFP_ATOMIC, &cmd->list_dma);
		if (!cmd->list)
			return BLK_STS_RESOURCE;
		command->prp2 = cpu_to_le64(cmd->list_dma);
	}

	for_each_sg(cmd->sg, sg, mapped, i) {
		dma_addr_t addr = sg_dma_address(sg), end = addr + sg_dma_len(sg);

		for (; addr < end; addr = ALIGN_DOWN(addr, NVME_PAGE_SIZE) + NVME_PAGE_SIZE, n++) {
			if (!n)
				command->prp1 = cpu_to_le64(addr);
			else if (!cmd->list)
				command->prp2 = cpu_to_le64(addr);
			else if (n <= NVME_LIST_ENTRIES)
				cmd->list[n - 1] = cpu_to_le64(addr);
			else
				return BLK_STS_IOERR;
		}
	}
	return BLK_STS_OK;
}

static blk_status_t nvme_map_data(struct nvme *nvme, struct request *rq,
				  struct nvme_command *command)
{
	struct nvme_cmd *cmd = blk_mq_rq_to_pdu(rq);
	blk_status_t status;
	int nents, mapped;

	if (blk_rq_nr_phys_segments(rq) > NVME_MAX_SEGMENTS)
		return BLK_STS_IOERR;

	sg_init_table(cmd->sg, blk_rq_nr_phys_segments(rq));
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 16, 0)
	nents = blk_rq_map_sg(rq->q, rq, cmd->sg);
#else
	nents = blk_rq_map_sg(rq, cmd->sg);
#endif
	mapped = dma_map_sg(&nvme->pdev->dev, cmd->sg, nents, rq_dma_dir(rq));
	if (!mapped)
		return BLK_STS_RESOURCE;
	cmd->nents = nents;

	status = nvme_setup_prps(nvme, cmd, mapped, blk_rq_payload_bytes(rq), command);
	if (status)
		nvme_unmap_data(nvme, rq);
	return status;
}

static blk_status_t nvme_setup_rw(struct nvme *nvme, struct request *rq,
				  struct nvme_command *command)
{
	u64 block = blk_rq_pos(rq) >> (nvme->block_shift - SECTOR_SHIFT);
	u32 last = (blk_rq_bytes(rq) >> nvme->block_shift) - 1;
	u32 control;

	if (last > FIELD_MAX(NVME_RW_BLOCKS))
		return BLK_STS_IOERR;
	control = FIELD_PREP(NVME_RW_BLOCKS, last);
	if (rq->cmd_flags & REQ_FUA)
		control |= NVME_RW_FUA;

	command->opcode = rq_data_dir(rq) == WRITE ? NVME_IO_WRITE : NVME_IO_READ;
	command->cdw10 = cpu_to_le32(lower_32_bits(block));
	command->cdw11 = cpu_to_le32(upper_32_bits(block));
	command->cdw12 = cpu_to_le32(control);
	return nvme_map_data(nvme, rq, command);
}

static blk_status_t nvme_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct nvme_queue *q = hctx->driver_data;
	struct request *rq = bd->rq;
	struct nvme_cmd *cmd = blk_mq_rq_to_pdu(rq);
	struct nvme_command command = {
		.id = cpu_to_le16(rq->tag),
		.nsid = cpu_to_le32(NVME_NSID),
	};
	blk_status_t status;

	if (q->nvme->dead)
		return BLK_STS_IOERR;

	switch (req_op(rq)) {
	case REQ_OP_READ:
	case REQ_OP_WRITE:
		status = nvme_setup_rw(q->nvme, rq, &command);
		if (status)
			return status;
		break;
	case REQ_OP_FLUSH:
		command.opcode = NVME_IO_FLUSH;
		break;
	default:
		return BLK_STS_NOTSUPP;
	}

	blk_mq_start_request(rq);
	atomic_set_release(&cmd->given, 1);
	nvme_submit(q, &command, bd->last);
	return BLK_STS_OK;
}

static blk_status_t nvme_status(u16 status)
{
	switch (status & NVME_SC) {
	case NVME_SC_SUCCESS:
		return BLK_STS_OK;
	case NVME_SC_LBA_RANGE:
	case NVME_SC_CAPACITY:
		return BLK_STS_NOSPC;
	case NVME_SC_OPCODE:
	case NVME_SC_FIELD:
		return BLK_STS_NOTSUPP;
	case NVME_SC_WRITE_FAULT:
	case NVME_SC_READ_ERROR:
		return BLK_STS_MEDIUM;
	case NVME_SC_HOST_ABORTED:
		return BLK_STS_TIMEOUT;
	default:
		return BLK_STS_IOERR;
	}
}

static void nvme_complete_rq(struct request *rq)
{
	struct nvme_queue *q = rq->mq_hctx->driver_data;
	struct nvme_cmd *cmd = blk_mq_rq_to_pdu(rq);

	nvme_unmap_data(q->nvme, rq);
	if ((cmd->status & NVME_SC) && !(cmd->status & NVME_SC_DNR) && cmd->retries < NVME_RETRIES) {
		cmd->retries++;
		blk_mq_requeue_request(rq, true);
		return;
	}

	cmd->retries = 0;
	blk_mq_end_request(rq, nvme_status(cmd->status));
}

/* Stop, start, reset */

static bool nvme_cancel_request(struct request *rq, void *data)
{
	struct nvme_cmd *cmd = blk_mq_rq_to_pdu(rq);

	if (nvme_take_back(rq)) {
		cmd->status = NVME_SC_HOST_ABORTED;
		blk_mq_complete_request(rq);
	}
	return true;
}

/* What was on its way comes back, to be tried again; the disk's queue is quiesced. */
static void nvme_stop_io(struct nvme *nvme)
{
	unsigned int i;

	nvme_halt(nvme);
	for (i = 0; i <= nvme->nr_io_queues; i++)
		synchronize_irq(nvme->queues[i].irq);
	blk_mq_tagset_busy_iter(&nvme->set, nvme_cancel_request, nvme);
	blk_mq_tagset_wait_completed_request(&nvme->set);
}

static int nvme_start(struct nvme *nvme)
{
	unsigned int i;
	int ret;

	for (i = 0; i <= nvme->nr_io_queues; i++)
		nvme_reset_queue(&nvme->queues[i]);

	ret = nvme_enable(nvme);
	if (ret)
		return ret;

	ret = nvme_set_queue_count(nvme, nvme->nr_io_queues);
	if (ret < 0)
		return ret;
	if (ret < nvme->nr_io_queues)
		return -EIO;

	return nvme_create_queues(nvme);
}

static void nvme_reset(struct nvme *nvme)
{
	int ret;

	lockdep_assert_held(&nvme->lock);
	blk_mq_quiesce_queue(nvme->disk->queue);
	nvme_stop_io(nvme);
	ret = nvme_start(nvme);
	if (ret) {
		dev_err(&nvme->pdev->dev, "reset failed (%d), the disk is dead\n", ret);
		nvme_halt(nvme);
		nvme->dead = true;
	}
	blk_mq_unquiesce_queue(nvme->disk->queue);
}

static enum blk_eh_timer_return nvme_timeout(struct request *rq)
{
	struct nvme_queue *q = rq->mq_hctx->driver_data;
	struct nvme_cmd *cmd = blk_mq_rq_to_pdu(rq);
	struct nvme *nvme = q->nvme;

	mutex_lock(&nvme->lock);
	disable_irq(q->irq);
	nvme_poll_queue(q);
	enable_irq(q->irq);
	if (!atomic_read(&cmd->given)) {
		dev_warn(&nvme->pdev->dev, "queue %u: an interrupt was lost\n", q->id);
	} else {
		dev_warn(&nvme->pdev->dev, "queue %u: command %u timed out, resetting\n", q->id,
			 rq->tag);
		nvme_reset(nvme);
	}
	mutex_unlock(&nvme->lock);

	return BLK_EH_DONE;
}

/* The disk */

static int nvme_init_hctx(struct blk_mq_hw_ctx *hctx, void *data, unsigned int index)
{
	struct nvme *nvme = data;

	hctx->driver_data = &nvme->queues[index + 1];
	return 0;
}

static void nvme_map_queues(struct blk_mq_tag_set *set)
{
	struct nvme *nvme = set->driver_data;

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 14, 0)
	blk_mq_pci_map_queues(&set->map[HCTX_TYPE_DEFAULT], nvme->pdev, 1);
#else
	blk_mq_map_hw_queues(&set->map[HCTX_TYPE_DEFAULT], &nvme->pdev->dev, 1);
#endif
}

static const struct blk_mq_ops nvme_mq_ops = {
	.queue_rq = nvme_queue_rq,
	.commit_rqs = nvme_commit_rqs,
	.complete = nvme_complete_rq,
	.timeout = nvme_timeout,
	.init_hctx = nvme_init_hctx,
	.map_queues = nvme_map_queues,
};

static const struct block_device_operations nvme_fops = {
	.owner = THIS_MODULE,
};

static int nvme_alloc_tag_set(struct nvme *nvme)
{
	nvme->set.ops = &nvme_mq_ops;
	nvme->set.driver_data = nvme;
	nvme->set.nr_hw_queues = nvme->nr_io_queues;
	nvme->set.queue_depth = nvme->depth - 1;
	nvme->set.cmd_size = sizeof(struct nvme_cmd);
	nvme->set.numa_node = dev_to_node(&nvme->pdev->dev);
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 14, 0)
	nvme->set.flags = BLK_MQ_F_SHOULD_MERGE;
#endif
	return blk_mq_alloc_tag_set(&nvme->set);
}

static struct gendisk *nvme_alloc_disk(struct nvme *nvme)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 11, 0)
	struct gendisk *disk = blk_mq_alloc_disk(&nvme->set, nvme);

	if (IS_ERR(disk))
		return disk;

	blk_queue_logical_block_size(disk->queue, 1 << nvme->block_shift);
	blk_queue_max_hw_sectors(disk->queue, nvme->max_bytes >> SECTOR_SHIFT);
	blk_queue_max_segments(disk->queue, NVME_MAX_SEGMENTS);
	blk_queue_virt_boundary(disk->queue, NVME_PAGE_SIZE - 1);
	blk_queue_dma_alignment(disk->queue, 3);
	blk_queue_write_cache(disk->queue, nvme->write_cache, nvme->write_cache);
	blk_queue_flag_set(QUEUE_FLAG_NONROT, disk->queue);
	return disk;
#else
	struct queue_limits limits = {
		.logical_block_size = 1 << nvme->block_shift,
		.max_hw_sectors = nvme->max_bytes >> SECTOR_SHIFT,
		.max_segments = NVME_MAX_SEGMENTS,
		.virt_boundary_mask = NVME_PAGE_SIZE - 1,
		.dma_alignment = 3,
	};

	if (nvme->write_cache)
		limits.features |= BLK_FEAT_WRITE_CACHE | BLK_FEAT_FUA;

	return blk_mq_alloc_disk(&nvme->set, &limits, nvme);
#endif
}

static int nvme_add_disk(struct nvme *nvme)
{
	struct device *dev = &nvme->pdev->dev;
	struct gendisk *disk;
	int ret;

	disk = nvme_alloc_disk(nvme);
	if (IS_ERR(disk))
		return PTR_ERR(disk);

	nvme->index = ida_alloc(&nvme_ida, GFP_KERNEL);
	if (nvme->index < 0) {
		ret = nvme->index;
		goto put_disk;
	}

	snprintf(disk->disk_name, sizeof(disk->disk_name), "snvme%dn%u", nvme->index, NVME_NSID);
	disk->fops = &nvme_fops;
	set_capacity(disk, nvme->blocks << (nvme->block_shift - SECTOR_SHIFT));
	nvme->disk = disk;
	ret = device_add_disk(dev, disk, NULL);
	if (ret)
		goto free_index;

	dev_info(dev, "%s: %s, %llu blocks of %u bytes, %u queues\n", disk->disk_name, nvme->model,
		 nvme->blocks, 1 << nvme->block_shift, nvme->nr_io_queues);
	return 0;

free_index:
	ida_free(&nvme_ida, nvme->index);
put_disk:
	put_disk(disk);
	return ret;
}

/* Probe */

static int nvme_init_pci(struct nvme *nvme)
{
	struct pci_dev *pdev = nvme->pdev;
	struct device *dev = &pdev->dev;
	u64 cap;
	int ret;

	ret = pcim_enable_device(pdev);
	if (ret)
		return dev_err_probe(dev, ret, "cannot enable the device\n");

	ret = pcim_iomap_regions(pdev, BIT(0), dev_name(dev));
	if (ret)
		return dev_err_probe(dev, ret, "cannot map the registers\n");
	if (pci_resource_len(pdev, 0) < NVME_SIZE)
		return dev_err_probe(dev, -ENODEV, "too few registers\n");
	nvme->regs = pcim_iomap_table(pdev)[0];

	ret = dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64));
	if (ret)
		return dev_err_probe(dev, ret, "no memory that the device can reach\n");
	dma_set_max_seg_size(dev, UINT_MAX);
	dma_set_min_align_mask(dev, NVME_PAGE_SIZE - 1);

	cap = lo_hi_readq(nvme->regs + NVME_CAP);
	if (!(cap & NVME_CAP_NVM) || FIELD_GET(NVME_CAP_MPSMIN, cap) || !FIELD_GET(NVME_CAP_MQES, cap))
		return dev_err_probe(dev, -ENODEV, "unknown controller, capabilities %#llx\n", cap);
	nvme->depth = min_t(u32, FIELD_GET(NVME_CAP_MQES, cap) + 1, NVME_IO_DEPTH);
	nvme->stride = 4 << FIELD_GET(NVME_CAP_DSTRD, cap);
	nvme->ready_ms = (FIELD_GET(NVME_CAP_TO, cap) + 1) * 500;

	nvme->lists = dmam_pool_create("prp list", dev, NVME_LIST_ENTRIES * sizeof(__le64),
				       NVME_PAGE_SIZE, 0);
	if (!nvme->lists)
		return -ENOMEM;

	ret = nvme_disable(nvme);
	if (ret)
		return dev_err_probe(dev, ret, "cannot disable the controller\n");

	return 0;
}

static void nvme_free_vectors(void *data)
{
	pci_free_irq_vectors(data);
}

/* The first vector is the admin queue's; the others are spread over the processors. */
static int nvme_init_vectors(struct nvme *nvme)
{
	struct irq_affinity affinity = { .pre_vectors = 1 };
	struct device *dev = &nvme->pdev->dev;
	int ret;

	ret = pci_alloc_irq_vectors_affinity(nvme->pdev, 2, 1 + num_possible_cpus(),
					     PCI_IRQ_MSIX | PCI_IRQ_AFFINITY, &affinity);
	if (ret < 0)
		return dev_err_probe(dev, ret, "no MSI-X\n");
	nvme->vectors = ret;

	return devm_add_action_or_reset(dev, nvme_free_vectors, nvme->pdev);
}

static int nvme_init_queues(struct nvme *nvme)
{
	struct device *dev = &nvme->pdev->dev;
	int ret;

	ret = nvme_identify_all(nvme);
	if (ret)
		return dev_err_probe(dev, ret, "cannot identify the controller\n");

	ret = nvme_set_queue_count(nvme, nvme->vectors - 1);
	if (ret < 0)
		return dev_err_probe(dev, ret, "cannot set the number of queues\n");
	nvme->nr_io_queues = ret;
	return 0;
}

static int nvme_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct device *dev = &pdev->dev;
	struct nvme *nvme;
	int ret;

	nvme = devm_kzalloc(dev, sizeof(*nvme), GFP_KERNEL);
	if (!nvme)
		return -ENOMEM;

	nvme->pdev = pdev;
	mutex_init(&nvme->lock);
	mutex_init(&nvme->admin_lock);
	init_completion(&nvme->admin_done);
	pci_set_drvdata(pdev, nvme);

	ret = nvme_init_pci(nvme);
	if (ret)
		return ret;
	ret = nvme_init_vectors(nvme);
	if (ret)
		return ret;
	ret = nvme_alloc_queues(nvme);
	if (ret)
		return ret;

	ret = nvme_enable(nvme);
	if (ret) {
		dev_err_probe(dev, ret, "cannot enable the controller\n");
		goto halt;
	}
	ret = nvme_init_queues(nvme);
	if (ret)
		goto halt;

	ret = nvme_alloc_tag_set(nvme);
	if (ret)
		goto halt;
	ret = nvme_create_queues(nvme);
	if (ret) {
		dev_err_probe(dev, ret, "cannot create the queues\n");
		goto free_set;
	}
	ret = nvme_add_disk(nvme);
	if (ret)
		goto free_set;

	return 0;

free_set:
	nvme_halt(nvme);
	blk_mq_free_tag_set(&nvme->set);
	return ret;
halt:
	nvme_halt(nvme);
	return ret;
}

static void nvme_remove(struct pci_dev *pdev)
{
	struct nvme *nvme = pci_get_drvdata(pdev);

	/* What waits for a device that is not there any more must not wait for its timeout. */
	if (!pci_device_is_present(pdev)) {
		mutex_lock(&nvme->lock);
		nvme_reset(nvme);
		mutex_unlock(&nvme->lock);
	}

	del_gendisk(nvme->disk);
	if (!nvme->dead && !nvme_delete_queues(nvme))
		nvme_shutdown(nvme);
	else
		nvme_halt(nvme);
	put_disk(nvme->disk);
	ida_free(&nvme_ida, nvme->index);
	blk_mq_free_tag_set(&nvme->set);
}

/* The system goes down: the disk stays quiesced. */
static void nvme_pci_shutdown(struct pci_dev *pdev)
{
	struct nvme *nvme = pci_get_drvdata(pdev);

	mutex_lock(&nvme->lock);
	if (!nvme->dead) {
		blk_mq_quiesce_queue(nvme->disk->queue);
		nvme_shutdown(nvme);
		nvme_stop_io(nvme);
	}
	mutex_unlock(&nvme->lock);
}

static const struct pci_device_id nvme_ids[] = {
	{ PCI_DEVICE_CLASS(NVME_CLASS, 0xffffff) },
	{ }
};
MODULE_DEVICE_TABLE(pci, nvme_ids);

static struct pci_driver nvme_driver = {
	.name = "snvme-raw",
	.id_table = nvme_ids,
	.probe = nvme_probe,
	.remove = nvme_remove,
	.shutdown = nvme_pci_shutdown,
};
module_pci_driver(nvme_driver);

MODULE_DESCRIPTION("NVM Express on PCI, kernel API");
MODULE_LICENSE("Dual MIT/GPL");
