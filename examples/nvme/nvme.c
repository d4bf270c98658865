// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * NVM Express on PCI, with the generated headers: compare raw.c.
 *
 * One namespace of a controller is a disk; each processor has a queue of its own, if the controller has
 * as many. A command that gets no answer resets the controller, and is tried again with all others
 * that were on their way. If the controller does not come back the disk is dead.
 */
#include <linux/bitfield.h>
#include <linux/cpumask.h>
#include <linux/module.h>
#include <linux/string.h>
#include <safe/core/dma_ring.h>
#include <safe/core/register_poll.h>
#include <safe/linux/blk-mq.h>
#include <safe/linux/blkdev.h>
#include <safe/linux/completion.h>
#include <safe/linux/device.h>
#include <safe/linux/dma-mapping.h>
#include <safe/linux/dmapool.h>
#include <safe/linux/idr.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/io.h>
#include <safe/linux/iopoll.h>
#include <safe/linux/mutex.h>
#include <safe/linux/pci.h>
#include <safe/linux/slab.h>
#include <safe/linux/spinlock.h>
#include <safe/core/blk_dma.h>
#include <safe/short.h>

#include "nvme-regs.h"

SAFE_IO_REGION(nvme_regs, NVME_SIZE);
SAFE_REGISTER(nvme_regs, nvme_cap, NVME_CAP, u64, ro) {
	SAFE_FIELD(mqes, NVME_CAP_MQES);
	SAFE_FIELD(to, NVME_CAP_TO);
	SAFE_FIELD(dstrd, NVME_CAP_DSTRD);
	SAFE_FIELD(nvm, NVME_CAP_NVM);
	SAFE_FIELD(mpsmin, NVME_CAP_MPSMIN);
};
SAFE_REGISTER(nvme_regs, nvme_cc, NVME_CC, u32, rw) {
	SAFE_FIELD(en, NVME_CC_EN);
	SAFE_FIELD(mps, NVME_CC_MPS);
	SAFE_FIELD(shn, NVME_CC_SHN);
	SAFE_FIELD(iosqes, NVME_CC_IOSQES);
	SAFE_FIELD(iocqes, NVME_CC_IOCQES);
};
SAFE_REGISTER(nvme_regs, nvme_csts, NVME_CSTS, u32, ro) {
	SAFE_FIELD(rdy, NVME_CSTS_RDY);
	SAFE_FIELD(shst, NVME_CSTS_SHST);
};
SAFE_REGISTER(nvme_regs, nvme_aqa, NVME_AQA, u32, rw) {
	SAFE_FIELD(asqs, NVME_AQA_ASQS);
	SAFE_FIELD(acqs, NVME_AQA_ACQS);
};
SAFE_REGISTER(nvme_regs, nvme_asq, NVME_ASQ, u64, rw) { };
SAFE_REGISTER(nvme_regs, nvme_acq, NVME_ACQ, u64, rw) { };

SAFE_IO_REGION(nvme_doorbell, sizeof(u32));
SAFE_IO_ARRAY(nvme_doorbell);

struct nvme_command {
	u8 opcode;
	u8 flags;
	struct safe_le16 id;
	struct safe_le32 nsid;
	struct safe_le64 reserved;
	struct safe_le64 metadata;
	struct safe_le64 prp1;
	struct safe_le64 prp2;
	struct safe_le32 cdw10;
	struct safe_le32 cdw11;
	struct safe_le32 cdw12;
	struct safe_le32 cdw13;
	struct safe_le32 cdw14;
	struct safe_le32 cdw15;
};
static_assert(sizeof(struct nvme_command) == 1 << NVME_SQE_SHIFT);

struct nvme_completion {
	struct safe_le32 result;
	struct safe_le32 reserved;
	struct safe_le16 sq_head;
	struct safe_le16 sq_id;
	struct safe_le16 id;
	struct safe_le16 status;
};
static_assert(sizeof(struct nvme_completion) == 1 << NVME_CQE_SHIFT);

SAFE_WORD(nvme_cqe_status, u16) {
	SAFE_FIELD(phase, NVME_CQE_PHASE);
	SAFE_FIELD(status, NVME_CQE_STATUS);
};
SAFE_WORD(nvme_new_queue, u32) {		/* cdw10 */
	SAFE_FIELD(id, NVME_QUEUE_ID);
	SAFE_FIELD(last, NVME_QUEUE_ENTRIES);
};
SAFE_WORD(nvme_new_cq, u32) {			/* cdw11 */
	SAFE_FIELD(contiguous, NVME_QUEUE_CONTIGUOUS);
	SAFE_FIELD(interrupt, NVME_CQ_INTERRUPT);
	SAFE_FIELD(vector, NVME_CQ_VECTOR);
};
SAFE_WORD(nvme_new_sq, u32) {			/* cdw11 */
	SAFE_FIELD(contiguous, NVME_QUEUE_CONTIGUOUS);
	SAFE_FIELD(cq, NVME_SQ_CQ_ID);
};
SAFE_WORD(nvme_nr_queues, u32) {		/* less one; cdw11, and the result */
	SAFE_FIELD(sq, NVME_QUEUES_SQ);
	SAFE_FIELD(cq, NVME_QUEUES_CQ);
};
SAFE_WORD(nvme_lbaf, u32) {
	SAFE_FIELD(ms, NVME_LBAF_MS);
	SAFE_FIELD(lbads, NVME_LBAF_LBADS);
};
SAFE_WORD(nvme_rw, u32) {			/* cdw12 */
	SAFE_FIELD(last, NVME_RW_BLOCKS);
	SAFE_FIELD_TYPED(fua, NVME_RW_FUA, bool);
};

SAFE_SUBMISSION_RING(nvme_commands, struct nvme_command);
SAFE_COMPLETION_RING(nvme_completions, struct nvme_completion, status, NVME_CQE_PHASE);

struct nvme_submission {
	struct nvme_commands commands;
	struct nvme_doorbell __iomem *doorbell;
	u32 rung;			/* the position that the controller knows */
};
SAFE_LOCKED(nvme_sq, struct nvme_submission, spinlock);

/* A pair of queues: commands go out, completions come in. */
struct nvme_queue {
	struct nvme *nvme;
	u16 id;				/* 0: admin */
	int irq;
	struct nvme_sq sq;

	/* The interrupt's; with the interrupt disabled, the timeout's. */
	struct nvme_completions completions;
	struct nvme_doorbell __iomem *cq_doorbell;
};
SAFE_SLICE(nvme_queue, struct nvme_queue);

SAFE_LOCKED(nvme_control, struct { }, mutex);	/* who holds it stops and starts the controller */

struct nvme {
	struct pci_dev *pdev;
	struct nvme_regs __iomem *regs;
	struct nvme_doorbell_array doorbells;
	struct safe_us ready;		/* longest wait for it */
	u16 depth;			/* of queues for I/O */
	struct nvme_queue admin;
	struct safe_nvme_queue_slice queues;	/* for I/O */

	struct nvme_control control;
	bool dead;			/* is written while the queues are quiesced */

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

	struct safe_dma_pool lists;
	struct safe_tag_set set;
	struct safe_ida_id index;
	struct safe_disk disk;
	struct safe_quiesced_set off;	/* the system goes down */
};
SAFE_DESTROY(struct nvme, lists, set, index, disk, off);

SAFE_DRVDATA(pci_driver, nvme_driver, struct nvme);
SAFE_OPS(nvme_driver, SAFE_PRIVATE(nvme_driver));

/* What a request for I/O has beside it. */
struct nvme_cmd {
	u16 status;
	u8 retries;
	struct safe_rq_dma data;
	struct safe_dma_block list;	/* addresses of pages, if there are more than two */
	struct scatterlist sg[NVME_MAX_SEGMENTS];
};

SAFE_MQ(nvme_mq_ops, struct nvme, struct nvme_queue, struct nvme, struct nvme_cmd);

static DEFINE_IDA(nvme_ida);

/* Completions */

static u16 nvme_cqe_code(const struct nvme_completion *cqe)
{
	return safe_field_get(safe_reg_value(nvme_cqe_status, safe_le16_to_cpu(cqe->status)), status);
}

static void nvme_complete_admin(struct nvme *nvme, const struct nvme_completion *cqe)
{
	if (safe_le16_to_cpu(cqe->id) != nvme->admin_id) {
		dev_warn_ratelimited(&nvme->pdev->dev, "completion of an unknown admin command\n");
		return;
	}

	nvme->admin_status = nvme_cqe_code(cqe);
	nvme->admin_result = safe_le32_to_cpu(cqe->result);
	complete(&nvme->admin_done);
}

static void nvme_complete_io(struct nvme_queue *q, const struct nvme_completion *cqe)
{
	struct nvme *nvme = q->nvme;
	u16 id = safe_le16_to_cpu(cqe->id);
	SAFE_OWNER(request, rq);

	if (safe_open(&rq, safe_blk_mq_tag_to_rq(&nvme->set, q->id - 1, id))) {
		dev_warn_ratelimited(&nvme->pdev->dev, "queue %u: completion of an unknown command %u\n",
				     q->id, id);
		return;
	}

	safe_pdu(nvme_mq_ops, rq)->status = nvme_cqe_code(cqe);
	safe_blk_mq_complete_request(move(rq));
}

static bool nvme_poll_queue(struct nvme_queue *q)
{
	struct nvme_completion cqe;
	bool found = false;

	while (safe_ring_pop(&q->completions, &cqe)) {
		found = true;
		if (q->id)
			nvme_complete_io(q, &cqe);
		else
			nvme_complete_admin(q->nvme, &cqe);
	}
	if (found)
		safe_writel(safe_ring_position(&q->completions), q->cq_doorbell, 0);

	return found;
}

static irqreturn_t nvme_irq(struct nvme_queue *q, SAFE_ATOMIC)
{
	return nvme_poll_queue(q) ? IRQ_HANDLED : IRQ_NONE;
}
SAFE_IRQ_HANDLER(nvme_irq, struct nvme_queue *);

/* Commands */

static void nvme_ring(struct nvme_submission *sq)
{
	u32 position = safe_ring_position(&sq->commands);

	if (sq->rung == position)
		return;

	safe_writel(position, sq->doorbell, 0);
	sq->rung = position;
}

/* There is room: a queue has an entry more than there are tags. */
static void nvme_submit(struct nvme_queue *q, const struct nvme_command *command, bool ring)
{
	safe_locked(nvme_sq, sq, &q->sq) {
		safe_ring_push(&sq->commands, command);
		if (ring)
			nvme_ring(sq);
	}
}

static void nvme_commit_rqs(struct nvme_queue *q, SAFE_ATOMIC)
{
	safe_locked(nvme_sq, sq, &q->sq)
		nvme_ring(sq);
}
SAFE_OP(nvme_mq_ops, blk_mq_ops, commit_rqs, nvme_commit_rqs);

/* The controller */

static int nvme_wait(struct nvme *nvme, struct nvme_csts mask, struct nvme_csts value,
		     struct safe_us limit)
{
	struct nvme_csts csts;

	TRY(safe_reg_poll_timeout(nvme->regs, csts, csts.value == NVME_CSTS_GONE ||
				  (csts.value & mask.value) == value.value, safe_us(100), limit));
	return csts.value == NVME_CSTS_GONE ? -ENODEV : 0;
}

static int nvme_disable(struct nvme *nvme)
{
	safe_reg_update(nvme->regs, nvme_cc, en, 0, shn, 0);
	return nvme_wait(nvme, safe_fields(nvme_csts, rdy, 1), safe_fields(nvme_csts, rdy, 0),
			 nvme->ready);
}

/* Afterwards the controller reads and writes no memory any more, whatever its state. */
static void nvme_halt(struct nvme *nvme)
{
	if (nvme_disable(nvme))
		pci_clear_master(nvme->pdev);
}
SAFE_DEVM_ACTION(nvme_halt, struct nvme *);

static u64 nvme_commands_address(struct nvme_queue *q)
{
	u64 address;

	safe_locked(nvme_sq, sq, &q->sq)
		address = sq->commands.dma.value;
	return address;
}

static int nvme_enable(struct nvme *nvme)
{
	pci_set_master(nvme->pdev);
	safe_reg_write(nvme->regs, safe_fields(nvme_aqa, asqs, NVME_ADMIN_DEPTH - 1,
					       acqs, NVME_ADMIN_DEPTH - 1));
	safe_reg_write(nvme->regs, safe_reg_value(nvme_asq, nvme_commands_address(&nvme->admin)));
	safe_reg_write(nvme->regs, safe_reg_value(nvme_acq, nvme->admin.completions.dma.value));
	safe_reg_write(nvme->regs, safe_fields(nvme_cc, en, 1, mps, NVME_PAGE_SHIFT - 12,
					       iosqes, NVME_SQE_SHIFT, iocqes, NVME_CQE_SHIFT));
	return nvme_wait(nvme, safe_fields(nvme_csts, rdy, 1), safe_fields(nvme_csts, rdy, 1),
			 nvme->ready);
}

/* Lets the controller write what it has cached, and switches it off. */
static void nvme_shutdown(struct nvme *nvme)
{
	safe_reg_update(nvme->regs, nvme_cc, shn, NVME_SHN_NORMAL);
	if (nvme_wait(nvme, safe_fields(nvme_csts, shst, 3),
		      safe_fields(nvme_csts, shst, NVME_SHST_DONE),
		      safe_us_from_ms(safe_ms(NVME_SHUTDOWN_TIMEOUT_MS))))
		dev_warn(&nvme->pdev->dev, "shutdown does not end\n");
	nvme_halt(nvme);
}

/* Admin commands */

static int nvme_admin(struct nvme *nvme, struct nvme_command *command, u32 *result)
{
	struct safe_jiffies timeout = safe_jiffies_from_ms(safe_ms(NVME_ADMIN_TIMEOUT_MS));

	safe_guard(mutex, &nvme->admin_lock);
	reinit_completion(&nvme->admin_done);
	command->id = safe_cpu_to_le16(++nvme->admin_id);
	nvme_submit(&nvme->admin, command, true);
	if (safe_wait_for_completion_timeout(&nvme->admin_done, timeout)) {
		/* The caller frees the buffer after this. */
		nvme_halt(nvme);
		return -ETIMEDOUT;
	}
	if (nvme->admin_status & NVME_SC)
		return -EIO;
	if (result)
		*result = nvme->admin_result;
	return 0;
}

static int nvme_identify(struct nvme *nvme, u32 nsid, u32 what, struct safe_dma_addr addr)
{
	struct nvme_command command = {
		.opcode = NVME_ADMIN_IDENTIFY,
		.nsid = safe_cpu_to_le32(nsid),
		.prp1 = safe_cpu_to_le64(addr.value),
		.cdw10 = safe_cpu_to_le32(what),
	};

	return nvme_admin(nvme, &command, NULL);
}

static int nvme_identify_ctrl(struct nvme *nvme, struct safe_dma_mem id)
{
	struct safe_dma_mem model;
	u8 mdts, vwc;

	TRY(nvme_identify(nvme, 0, NVME_IDENTIFY_CTRL, id.dma));

	TRY(safe_dma_part(&model, id, NVME_ID_CTRL_MODEL, NVME_ID_CTRL_MODEL_LEN));
	memcpy(nvme->model, model.ptr, NVME_ID_CTRL_MODEL_LEN);
	strim(nvme->model);
	TRY(safe_dma_read(id, u8, NVME_ID_CTRL_VWC, &vwc));
	nvme->write_cache = vwc & NVME_VWC_PRESENT;
	nvme->max_bytes = min_t(size_t, NVME_MAX_BYTES, dma_max_mapping_size(&nvme->pdev->dev));
	TRY(safe_dma_read(id, u8, NVME_ID_CTRL_MDTS, &mdts));
	if (mdts && mdts < ilog2(NVME_MAX_BYTES) - NVME_PAGE_SHIFT + 1)
		nvme->max_bytes = min_t(size_t, nvme->max_bytes, NVME_PAGE_SIZE << mdts);
	return 0;
}

static int nvme_identify_ns(struct nvme *nvme, struct safe_dma_mem id)
{
	struct device *dev = &nvme->pdev->dev;
	struct safe_le64 nsze;
	struct safe_le32 word;
	struct nvme_lbaf lbaf;
	unsigned int format;
	u8 flbas;

	TRY(nvme_identify(nvme, NVME_NSID, NVME_IDENTIFY_NS, id.dma));

	TRY(safe_dma_read(id, u8, NVME_ID_NS_FLBAS, &flbas));
	format = FIELD_GET(NVME_FLBAS_FORMAT, flbas);
	TRY(safe_dma_read(id, struct safe_le32, NVME_ID_NS_LBAF / sizeof(word) + format, &word));
	TRY(safe_dma_read(id, struct safe_le64, NVME_ID_NS_NSZE / sizeof(nsze), &nsze));
	lbaf = safe_reg_value(nvme_lbaf, safe_le32_to_cpu(word));
	nvme->block_shift = safe_field_get(lbaf, lbads);
	nvme->blocks = safe_le64_to_cpu(nsze);
	if (!nvme->blocks) {
		dev_err(dev, "no namespace %u\n", NVME_NSID);
		return -ENODEV;
	}
	if (nvme->block_shift < SECTOR_SHIFT || nvme->block_shift > NVME_PAGE_SHIFT ||
	    safe_field_get(lbaf, ms)) {
		dev_err(dev, "unknown format of blocks %#x\n", lbaf.value);
		return -ENODEV;
	}
	return 0;
}

static int nvme_identify_all(struct nvme *nvme)
{
	owned(dma_coherent, id, safe_dma_alloc_coherent(&nvme->pdev->dev, NVME_ID_SIZE, GFP_KERNEL));

	TRY(nvme_identify_ctrl(nvme, borrow(id)));
	return nvme_identify_ns(nvme, borrow(id));
}

/* How many of @wanted queues for I/O the controller has. */
static int nvme_set_queue_count(struct nvme *nvme, u16 wanted)
{
	u16 last = wanted - 1;
	struct nvme_command command = {
		.opcode = NVME_ADMIN_SET_FEATURES,
		.cdw10 = safe_cpu_to_le32(NVME_FEATURE_QUEUES),
		.cdw11 = safe_cpu_to_le32(safe_fields(nvme_nr_queues, sq, last, cq, last).value),
	};
	struct nvme_nr_queues granted;

	TRY(nvme_admin(nvme, &command, &granted.value));
	return min3((u32)wanted, safe_field_get(granted, sq) + 1, safe_field_get(granted, cq) + 1);
}

/* Queues */

static int nvme_delete(struct nvme *nvme, u8 opcode, u16 id)
{
	struct nvme_command command = {
		.opcode = opcode,
		.cdw10 = safe_cpu_to_le32(safe_fields(nvme_new_queue, id, id).value),
	};

	return nvme_admin(nvme, &command, NULL);
}

static int nvme_create_queue(struct nvme_queue *q)
{
	u16 last = safe_ring_len(&q->completions) - 1;
	struct nvme_new_queue id = safe_fields(nvme_new_queue, id, q->id, last, last);
	struct nvme_new_cq cq = safe_fields(nvme_new_cq, contiguous, 1, interrupt, 1, vector, q->id);
	struct nvme_new_sq sq = safe_fields(nvme_new_sq, contiguous, 1, cq, q->id);
	struct nvme_command create_cq = {
		.opcode = NVME_ADMIN_CREATE_CQ,
		.prp1 = safe_cpu_to_le64(q->completions.dma.value),
		.cdw10 = safe_cpu_to_le32(id.value),
		.cdw11 = safe_cpu_to_le32(cq.value),
	};
	struct nvme_command create_sq = {
		.opcode = NVME_ADMIN_CREATE_SQ,
		.prp1 = safe_cpu_to_le64(nvme_commands_address(q)),
		.cdw10 = safe_cpu_to_le32(id.value),
		.cdw11 = safe_cpu_to_le32(sq.value),
	};

	TRY(nvme_admin(q->nvme, &create_cq, NULL));
	return nvme_admin(q->nvme, &create_sq, NULL);
}

/* Whoever calls this halts the controller if it fails: then it has no queues either. */
static int nvme_create_queues(struct nvme *nvme)
{
	safe_for_each(q, nvme->queues)
		TRY(nvme_create_queue(q));
	return 0;
}

static int nvme_delete_queues(struct nvme *nvme)
{
	safe_for_each(q, nvme->queues) {
		TRY(nvme_delete(nvme, NVME_ADMIN_DELETE_SQ, q->id));
		TRY(nvme_delete(nvme, NVME_ADMIN_DELETE_CQ, q->id));
	}
	return 0;
}

/* Before the controller gets to know of it. */
static void nvme_reset_queue(struct nvme_queue *q)
{
	safe_ring_reset(&q->completions);
	safe_locked(nvme_sq, sq, &q->sq) {
		safe_ring_reset(&sq->commands);
		sq->rung = 0;
	}
}

static int nvme_alloc_queue(struct nvme *nvme, struct nvme_queue *q, u16 id, u32 depth)
{
	struct device *dev = &nvme->pdev->dev;
	struct nvme_doorbell __iomem *doorbell;
	struct nvme_commands commands;

	q->nvme = nvme;
	q->id = id;
	doorbell = TRY(safe_io_at(nvme_doorbell, &nvme->doorbells, 2 * id));
	q->cq_doorbell = TRY(safe_io_at(nvme_doorbell, &nvme->doorbells, 2 * id + 1));
	TRY(safe_dmam_alloc_ring(dev, &commands, depth, GFP_KERNEL));
	TRY(safe_dmam_alloc_ring(dev, &q->completions, depth, GFP_KERNEL));

	safe_locked_init(&q->sq);
	safe_locked(nvme_sq, sq, &q->sq) {
		sq->commands = commands;
		sq->doorbell = doorbell;
	}

	q->irq = TRY(safe_pci_irq_vector(nvme->pdev, id));
	TRY_PROBE(dev, safe_devm_request_irq(dev, q->irq, nvme_irq, q),
		  "cannot request interrupt %d", q->irq);
	return 0;
}

/* Requests */

static void nvme_unmap_data(struct nvme_cmd *cmd)
{
	safe_release(&cmd->list);
	safe_release(&cmd->data);
}

/*
 * The address of the first page may have an offset; all between the first and the last are whole pages,
 * which the virtual boundary sees to. One address, two, or one and a list of all others.
 */
static int nvme_setup_prps(struct nvme *nvme, struct nvme_cmd *cmd, unsigned int bytes,
			   struct nvme_command *command)
{
	struct safe_dma_segment segment = safe_first_dma_segment(&cmd->data);
	struct safe_le64_slice others = safe_slice(le64, &command->prp2, 1);
	struct safe_le64 *entry = &command->prp1;
	unsigned int i, n = 0;
	dma_addr_t addr, end;

	if ((segment.dma.value & (NVME_PAGE_SIZE - 1)) + bytes > 2 * NVME_PAGE_SIZE) {
		TRY(safe_open(&cmd->list, safe_dma_pool_alloc(&nvme->lists, GFP_ATOMIC)));
		command->prp2 = safe_cpu_to_le64(borrow(cmd->list).dma.value);
		others = safe_dma_slice(le64, borrow(cmd->list));
	}

	safe_for_each_dma_segment(&cmd->data, segment, i) {
		addr = segment.dma.value;
		end = addr + segment.len;
		for (; addr < end; addr = ALIGN_DOWN(addr, NVME_PAGE_SIZE) + NVME_PAGE_SIZE) {
			if (!entry)
				return -EIO;
			*entry = safe_cpu_to_le64(addr);
			entry = safe_at(others, n++);
		}
	}
	return 0;
}

static int nvme_map_data(struct nvme *nvme, struct request *rq, struct nvme_command *command)
{
	struct nvme_cmd *cmd = safe_pdu(nvme_mq_ops, rq);
	int err;

	TRY(safe_blk_rq_map_dma(&cmd->data, &nvme->pdev->dev, rq, cmd->sg));
	err = nvme_setup_prps(nvme, cmd, blk_rq_payload_bytes(rq), command);
	if (err)
		nvme_unmap_data(cmd);
	return err;
}

static int nvme_setup_rw(struct nvme *nvme, struct request *rq, struct nvme_command *command)
{
	u64 block = safe_blk_rq_pos(rq).value >> (nvme->block_shift - SECTOR_SHIFT);
	struct nvme_rw control = safe_fields(nvme_rw, fua, rq->cmd_flags & REQ_FUA);

	TRY(safe_try_field_set(&control, last, (safe_blk_rq_bytes(rq) >> nvme->block_shift) - 1));
	command->opcode = rq_data_dir(rq) == WRITE ? NVME_IO_WRITE : NVME_IO_READ;
	command->cdw10 = safe_cpu_to_le32(lower_32_bits(block));
	command->cdw11 = safe_cpu_to_le32(upper_32_bits(block));
	command->cdw12 = safe_cpu_to_le32(control.value);
	return nvme_map_data(nvme, rq, command);
}

static struct safe_queued nvme_queue_rq(struct nvme *nvme, struct safe_new_request new, bool last,
					SAFE_ATOMIC)
{
	struct nvme_queue *q = safe_hctx_data(nvme_mq_ops, new);
	struct nvme_command command = {
		.id = safe_cpu_to_le16(safe_rq_tag(new)),
		.nsid = safe_cpu_to_le32(NVME_NSID),
	};
	struct safe_queued queued;
	int err;

	if (nvme->dead)
		return safe_rq_refuse(move(new), safe_blk_status(BLK_STS_IOERR));

	switch (safe_req_op(new)) {
	case REQ_OP_READ:
	case REQ_OP_WRITE:
		err = nvme_setup_rw(nvme, borrow(new), &command);
		if (err)
			return safe_rq_refuse(move(new), safe_blk_status_from_errno(err));
		break;
	case REQ_OP_FLUSH:
		command.opcode = NVME_IO_FLUSH;
		break;
	default:
		return safe_rq_refuse(move(new), safe_blk_status(BLK_STS_NOTSUPP));
	}

	queued = safe_rq_give(safe_blk_mq_start_request(move(new)));
	nvme_submit(q, &command, last);
	return queued;
}
SAFE_OP(nvme_mq_ops, blk_mq_ops, queue_rq, nvme_queue_rq);

static struct safe_blk_status nvme_status(u16 status)
{
	switch (status & NVME_SC) {
	case NVME_SC_SUCCESS:
		return safe_blk_status(BLK_STS_OK);
	case NVME_SC_LBA_RANGE:
	case NVME_SC_CAPACITY:
		return safe_blk_status(BLK_STS_NOSPC);
	case NVME_SC_OPCODE:
	case NVME_SC_FIELD:
		return safe_blk_status(BLK_STS_NOTSUPP);
	case NVME_SC_WRITE_FAULT:
	case NVME_SC_READ_ERROR:
		return safe_blk_status(BLK_STS_MEDIUM);
	case NVME_SC_HOST_ABORTED:
		return safe_blk_status(BLK_STS_TIMEOUT);
	default:
		return safe_blk_status(BLK_STS_IOERR);
	}
}

static void nvme_complete_rq(struct nvme *nvme, struct safe_request rq, SAFE_ATOMIC)
{
	struct nvme_cmd *cmd = safe_pdu(nvme_mq_ops, rq);

	nvme_unmap_data(cmd);
	if ((cmd->status & NVME_SC) && !(cmd->status & NVME_SC_DNR) && cmd->retries < NVME_RETRIES) {
		cmd->retries++;
		safe_blk_mq_requeue_request(move(rq), true);
		return;
	}

	cmd->retries = 0;
	safe_blk_mq_end_request(move(rq), nvme_status(cmd->status));
}
SAFE_OP(nvme_mq_ops, blk_mq_ops, complete, nvme_complete_rq);

/* Stop, start, reset */

static bool nvme_cancel_request(struct nvme *nvme, struct request *rq)
{
	owned_or(request, mine, safe_rq_claim(rq), true);

	safe_pdu(nvme_mq_ops, mine)->status = NVME_SC_HOST_ABORTED;
	safe_blk_mq_complete_request(move(mine));
	return true;
}
SAFE_BUSY_ITER(nvme_cancel_request, struct nvme);

/* What was on its way comes back, to be tried again; nothing more goes out. */
static void nvme_stop_io(struct nvme *nvme, const struct safe_quiesced_set *quiesced)
{
	nvme_halt(nvme);
	synchronize_irq(nvme->admin.irq);
	safe_for_each(q, nvme->queues)
		synchronize_irq(q->irq);
	safe_blk_mq_tagset_busy_iter(&nvme->set, nvme_cancel_request, nvme);
	safe_blk_mq_tagset_wait_completed_request(&nvme->set);
}

static int nvme_start(struct nvme *nvme)
{
	int n;

	nvme_reset_queue(&nvme->admin);
	safe_for_each(q, nvme->queues)
		nvme_reset_queue(q);

	TRY(nvme_enable(nvme));
	n = nvme_set_queue_count(nvme, nvme->queues.len);
	if (n < 0)
		return n;
	if (n < nvme->queues.len)
		return -EIO;

	return nvme_create_queues(nvme);
}

static void nvme_reset(struct nvme *nvme, struct nvme_control_held *held)
{
	SAFE_OWNER(quiesced_set, quiesced);
	int err;

	/* The set's, since the disk may be on its way out. */
	safe_store(&quiesced, safe_blk_mq_quiesce_tagset(&nvme->set));
	nvme_stop_io(nvme, &quiesced);
	err = nvme_start(nvme);
	if (err) {
		dev_err(&nvme->pdev->dev, "reset failed (%d), the disk is dead\n", err);
		nvme_halt(nvme);
		nvme->dead = true;
	}
}

static enum blk_eh_timer_return nvme_timeout(struct nvme *nvme, struct request *rq)
{
	struct nvme_queue *q = safe_hctx_data(nvme_mq_ops, rq);

	safe_locked(nvme_control, control, &nvme->control) {
		{
			owned_or(irq_disabled, line, safe_disable_irq(q->irq), BLK_EH_RESET_TIMER);
			nvme_poll_queue(q);
		}
		if (blk_mq_rq_state(rq) != MQ_RQ_IN_FLIGHT) {
			dev_warn(&nvme->pdev->dev, "queue %u: an interrupt was lost\n", q->id);
		} else {
			dev_warn(&nvme->pdev->dev, "queue %u: command %u timed out, resetting\n",
				 q->id, safe_rq_tag(rq));
			nvme_reset(nvme, safe_held(nvme_control, control));
		}
	}
	return BLK_EH_DONE;
}
SAFE_OP(nvme_mq_ops, blk_mq_ops, timeout, nvme_timeout);

/* The disk */

static int nvme_init_hctx(struct nvme *nvme, unsigned int index, struct nvme_queue **q)
{
	*q = safe_at(nvme->queues, index);
	return *q ? 0 : -EINVAL;
}
SAFE_OP(nvme_mq_ops, blk_mq_ops, init_hctx, nvme_init_hctx);

static void nvme_map_queues(struct nvme *nvme, struct blk_mq_tag_set *set)
{
	safe_blk_mq_map_hw_queues(set, HCTX_TYPE_DEFAULT, &nvme->pdev->dev, 1);
}
SAFE_OP(nvme_mq_ops, blk_mq_ops, map_queues, nvme_map_queues);

static const struct blk_mq_ops nvme_mq_ops = {
	.queue_rq = safe_op(nvme_mq_ops, nvme_queue_rq),
	.commit_rqs = safe_op(nvme_mq_ops, nvme_commit_rqs),
	.complete = safe_op(nvme_mq_ops, nvme_complete_rq),
	.timeout = safe_op(nvme_mq_ops, nvme_timeout),
	.init_hctx = safe_op(nvme_mq_ops, nvme_init_hctx),
	.map_queues = safe_op(nvme_mq_ops, nvme_map_queues),
};

static const struct block_device_operations nvme_fops = {
	.owner = THIS_MODULE,
};

static int nvme_alloc_tag_set(struct nvme *nvme)
{
	return safe_blk_mq_alloc_tag_set(&nvme->set, nvme_mq_ops, nvme,
					 .nr_hw_queues = nvme->queues.len,
					 .queue_depth = nvme->depth - 1,
					 .numa_node = dev_to_node(&nvme->pdev->dev));
}

static struct safe_disk_result nvme_alloc_disk(struct nvme *nvme)
{
	struct safe_queue_limits limits = {
		.logical_block_size = 1 << nvme->block_shift,
		.max_hw_sectors = safe_sectors_from_bytes(nvme->max_bytes),
		.max_segments = NVME_MAX_SEGMENTS,
		.virt_boundary_mask = NVME_PAGE_SIZE - 1,
		.dma_alignment = 3,
		.write_cache = nvme->write_cache,
		.fua = nvme->write_cache,
	};

	return safe_blk_mq_alloc_disk(nvme_mq_ops, &nvme->set, &limits, &nvme_fops, nvme);
}

static int nvme_add_disk(struct nvme *nvme)
{
	struct device *dev = &nvme->pdev->dev;

	TRY(safe_open(&nvme->index, safe_ida_alloc(&nvme_ida, GFP_KERNEL)));
	TRY(safe_open(&nvme->disk, nvme_alloc_disk(nvme)));
	TRY(safe_disk_set_name(&nvme->disk, "snvme%un%u", borrow(nvme->index), NVME_NSID));
	safe_set_capacity(borrow(nvme->disk),
			  safe_sectors(nvme->blocks << (nvme->block_shift - SECTOR_SHIFT)));
	TRY(safe_device_add_disk(dev, &nvme->disk, NULL));

	dev_info(dev, "%s: %s, %llu blocks of %u bytes, %zu queues\n",
		 borrow(nvme->disk)->disk_name, nvme->model, nvme->blocks,
		 1 << nvme->block_shift, nvme->queues.len);
	return 0;
}

/* Probe */

static int nvme_init_pci(struct nvme *nvme)
{
	struct pci_dev *pdev = nvme->pdev;
	struct device *dev = &pdev->dev;
	struct nvme_cap cap;
	unsigned int to;

	TRY_PROBE(dev, safe_pcim_enable_device(pdev), "cannot enable the device");
	nvme->regs = TRY_PROBE(dev, safe_devm_iomap_bar(pdev, 0, struct nvme_regs),
			       "cannot map the registers");
	TRY_PROBE(dev, safe_dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64)),
		  "no memory that the device can reach");
	dma_set_max_seg_size(dev, UINT_MAX);
	dma_set_min_align_mask(dev, NVME_PAGE_SIZE - 1);

	cap = safe_reg_read(nvme->regs, nvme_cap);
	if (!safe_field_get(cap, nvm) || safe_field_get(cap, mpsmin) || !safe_field_get(cap, mqes))
		return dev_err_probe(dev, -ENODEV, "unknown controller, capabilities %#llx\n",
				     cap.value);
	nvme->depth = min_t(u32, safe_field_get(cap, mqes) + 1, NVME_IO_DEPTH);
	to = safe_field_get(cap, to);
	nvme->ready = safe_us_from_ms(safe_ms((to + 1) * 500));
	TRY_PROBE(dev, safe_pci_io_array(pdev, 0, &nvme->doorbells, NVME_DOORBELLS,
					 4 << safe_field_get(cap, dstrd)),
		  "no doorbells");

	TRY(safe_open(&nvme->lists, safe_dma_pool_create("prp list", dev, NVME_PAGE_SIZE,
							 NVME_PAGE_SIZE, 0)));
	TRY_PROBE(dev, nvme_disable(nvme), "cannot disable the controller");
	return 0;
}

/* The first vector is the admin queue's; the others are spread over the processors. */
static int nvme_init_vectors(struct nvme *nvme)
{
	struct irq_affinity affinity = { .pre_vectors = 1 };
	struct device *dev = &nvme->pdev->dev;
	int n;

	n = TRY_PROBE(dev, safe_devm_pci_alloc_irq_vectors_affinity(nvme->pdev, 2,
				1 + num_possible_cpus(), PCI_IRQ_MSIX, &affinity),
		      "no MSI-X");
	return safe_devm_kcalloc_slice(dev, &nvme->queues, n - 1, GFP_KERNEL);
}

static int nvme_alloc_queues(struct nvme *nvme)
{
	unsigned int id = 0;

	TRY(nvme_alloc_queue(nvme, &nvme->admin, id++, NVME_ADMIN_DEPTH));
	safe_for_each(q, nvme->queues)
		TRY(nvme_alloc_queue(nvme, q, id++, nvme->depth));
	return 0;
}

static int nvme_init_queues(struct nvme *nvme)
{
	struct device *dev = &nvme->pdev->dev;
	int n;

	TRY_PROBE(dev, nvme_identify_all(nvme), "cannot identify the controller");
	n = nvme_set_queue_count(nvme, nvme->queues.len);
	if (n < 0)
		return dev_err_probe(dev, n, "cannot set the number of queues\n");
	return safe_part(&nvme->queues, nvme->queues, 0, n);
}

static int nvme_probe(struct pci_dev *pdev, struct nvme *nvme)
{
	struct device *dev = &pdev->dev;

	nvme->pdev = pdev;
	safe_locked_init(&nvme->control);
	mutex_init(&nvme->admin_lock);
	init_completion(&nvme->admin_done);

	TRY(nvme_init_pci(nvme));
	TRY(nvme_init_vectors(nvme));
	TRY(nvme_alloc_queues(nvme));
	/* From here on it is halted before its interrupts and queues go. */
	TRY(safe_devm_add_action_or_reset(dev, nvme_halt, nvme));

	TRY_PROBE(dev, nvme_enable(nvme), "cannot enable the controller");
	TRY(nvme_init_queues(nvme));
	TRY(nvme_alloc_tag_set(nvme));
	TRY_PROBE(dev, nvme_create_queues(nvme), "cannot create the queues");
	return nvme_add_disk(nvme);
}

static void nvme_remove(struct pci_dev *pdev, struct nvme *nvme)
{
	/* What waits for a device that is not there any more must not wait for its timeout. */
	if (!pci_device_is_present(pdev)) {
		safe_locked(nvme_control, control, &nvme->control)
			nvme_reset(nvme, safe_held(nvme_control, control));
	}

	safe_release(&nvme->disk);
	if (!nvme->dead && !nvme_delete_queues(nvme))
		nvme_shutdown(nvme);
}

/* The system goes down: the queues stay quiesced. */
static void nvme_pci_shutdown(struct nvme *nvme, struct pci_dev *pdev)
{
	safe_locked(nvme_control, control, &nvme->control) {
		if (nvme->dead)
			break;
		safe_store(&nvme->off, safe_blk_mq_quiesce_tagset(&nvme->set));
		nvme_shutdown(nvme);
		nvme_stop_io(nvme, &nvme->off);
	}
}
SAFE_OP(nvme_driver, pci_driver, shutdown, nvme_pci_shutdown);

static const struct pci_device_id nvme_ids[] = {
	{ PCI_DEVICE_CLASS(NVME_CLASS, 0xffffff) },
	{ }
};
MODULE_DEVICE_TABLE(pci, nvme_ids);

SAFE_PCI_DRIVER(nvme_driver, struct nvme, nvme_probe, nvme_remove,
		.id_table = nvme_ids,
		.shutdown = safe_op(nvme_driver, nvme_pci_shutdown));

MODULE_DESCRIPTION("NVM Express on PCI, generated headers");
MODULE_LICENSE("Dual MIT/GPL");
