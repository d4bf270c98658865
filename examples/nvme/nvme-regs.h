/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * An NVM Express controller on PCI Express, as far as both drivers use it: NVM Express base
 * specification 1.4. Registers are little-endian, as is all that is in memory.
 */
#ifndef NVME_REGS_H
#define NVME_REGS_H

#include <linux/bits.h>

#define NVME_CLASS		0x010802	/* mass storage, non-volatile memory, NVM Express */

/* Registers of BAR 0 */
#define NVME_CAP		0x00	/* 64 bits: what the controller can */
#define   NVME_CAP_MQES		GENMASK_ULL(15, 0)	/* entries of a queue, less one */
#define   NVME_CAP_TO		GENMASK_ULL(31, 24)	/* longest wait for NVME_CSTS_RDY, 500 ms */
#define   NVME_CAP_DSTRD	GENMASK_ULL(35, 32)	/* doorbells are 4 << this bytes apart */
#define   NVME_CAP_NVM		BIT_ULL(37)		/* has the NVM command set */
#define   NVME_CAP_MPSMIN	GENMASK_ULL(51, 48)	/* smallest page, 4096 << this bytes */
#define NVME_VS			0x08	/* version of the specification: 0xMMMMmmtt */
#define NVME_CC			0x14	/* what it shall do */
#define   NVME_CC_EN		BIT(0)
#define   NVME_CC_CSS		GENMASK(6, 4)		/* command set; 0: NVM */
#define   NVME_CC_MPS		GENMASK(10, 7)		/* page, 4096 << this bytes */
#define   NVME_CC_SHN		GENMASK(15, 14)
#define     NVME_SHN_NORMAL	1
#define   NVME_CC_IOSQES	GENMASK(19, 16)		/* bytes of a command, power of two */
#define   NVME_CC_IOCQES	GENMASK(23, 20)		/* bytes of a completion, the same */
#define NVME_CSTS		0x1c	/* what it does; all ones if it is gone */
#define   NVME_CSTS_RDY		BIT(0)
#define   NVME_CSTS_CFS		BIT(1)			/* fatal: only a reset helps */
#define   NVME_CSTS_SHST	GENMASK(3, 2)
#define     NVME_SHST_DONE	2
#define   NVME_CSTS_GONE	0xffffffff
#define NVME_AQA		0x24	/* entries of the admin queues, less one */
#define   NVME_AQA_ASQS		GENMASK(11, 0)
#define   NVME_AQA_ACQS		GENMASK(27, 16)
#define NVME_ASQ		0x28	/* 64 bits: where the admin submission queue is */
#define NVME_ACQ		0x30	/* 64 bits: where the admin completion queue is */
#define NVME_DOORBELLS		0x1000	/* of queue 0: submission, completion; of queue 1; ... */
#define NVME_SIZE		0x2000	/* what every controller has at least */

/* Commands, completions */
#define NVME_SQE_SHIFT		6	/* a command has 64 bytes */
#define NVME_CQE_SHIFT		4	/* a completion has 16 */
#define NVME_CQE_PHASE		BIT(0)			/* of its status: changes with each round */
#define NVME_CQE_STATUS		GENMASK(15, 1)

#define NVME_ADMIN_DELETE_SQ	0x00
#define NVME_ADMIN_CREATE_SQ	0x01
#define NVME_ADMIN_DELETE_CQ	0x04
#define NVME_ADMIN_CREATE_CQ	0x05
#define NVME_ADMIN_IDENTIFY	0x06
#define NVME_ADMIN_SET_FEATURES	0x09

#define NVME_IO_FLUSH		0x00
#define NVME_IO_WRITE		0x01
#define NVME_IO_READ		0x02

/* Create: cdw10 has the queue, and its entries less one; cdw11 the flags and what it goes with. */
#define NVME_QUEUE_ID		GENMASK(15, 0)		/* of cdw10 */
#define NVME_QUEUE_ENTRIES	GENMASK(31, 16)		/* of cdw10 */
#define NVME_QUEUE_CONTIGUOUS	BIT(0)			/* of cdw11 */
#define NVME_CQ_INTERRUPT	BIT(1)			/* of cdw11 */
#define NVME_CQ_VECTOR		GENMASK(31, 16)		/* of cdw11 */
#define NVME_SQ_CQ_ID		GENMASK(31, 16)		/* of cdw11 */

#define NVME_IDENTIFY_NS	0			/* cdw10 */
#define NVME_IDENTIFY_CTRL	1
#define NVME_FEATURE_QUEUES	7			/* cdw10; cdw11, result: numbers less one */
#define NVME_QUEUES_SQ		GENMASK(15, 0)
#define NVME_QUEUES_CQ		GENMASK(31, 16)

/* Read, write: cdw10 and 11 have the first block */
#define NVME_RW_BLOCKS		GENMASK(15, 0)		/* of cdw12: blocks less one */
#define NVME_RW_FUA		BIT(30)			/* of cdw12: to the medium, past its cache */

/* Status: NVME_CQE_STATUS of a completion */
#define NVME_SC			GENMASK(10, 0)		/* code, and its type in the upper bits */
#define   NVME_SC_SUCCESS	0x000
#define   NVME_SC_OPCODE	0x001
#define   NVME_SC_FIELD		0x002
#define   NVME_SC_NAMESPACE	0x00b
#define   NVME_SC_LBA_RANGE	0x080
#define   NVME_SC_CAPACITY	0x081
#define   NVME_SC_NOT_READY	0x082
#define   NVME_SC_READ_ONLY	0x182
#define   NVME_SC_WRITE_FAULT	0x280
#define   NVME_SC_READ_ERROR	0x281
#define   NVME_SC_HOST_ABORTED	0x371	/* no controller says so: the host gave up the command */
#define NVME_SC_DNR		BIT(14)			/* do not retry */

/* Identify: offsets in its 4096 bytes */
#define NVME_ID_CTRL_MODEL	24	/* 40 characters, blanks at the end */
#define NVME_ID_CTRL_MODEL_LEN	40
#define NVME_ID_CTRL_MDTS	77	/* most data of a command, 4096 << this bytes; 0: any */
#define NVME_ID_CTRL_VWC	525	/* bit 0: has a volatile write cache */
#define   NVME_VWC_PRESENT	BIT(0)
#define NVME_ID_NS_NSZE		0	/* 64 bits: blocks */
#define NVME_ID_NS_FLBAS	26	/* bits 3..0: which format is in use */
#define   NVME_FLBAS_FORMAT	GENMASK(3, 0)
#define NVME_ID_NS_LBAF		128	/* formats, 32 bits each */
#define   NVME_LBAF_MS		GENMASK(15, 0)		/* bytes of metadata */
#define   NVME_LBAF_LBADS	GENMASK(23, 16)		/* bytes of a block, power of two */
#define NVME_ID_SIZE		4096

/* What the drivers choose */
#define NVME_PAGE_SHIFT		12
#define NVME_PAGE_SIZE		BIT(NVME_PAGE_SHIFT)	/* the controller's, set by NVME_CC_MPS */
#define NVME_ADMIN_DEPTH	8
#define NVME_IO_DEPTH		128
#define NVME_NSID		1
#define NVME_LIST_ENTRIES	512	/* addresses in a page */
#define NVME_MAX_SEGMENTS	128
#define NVME_MAX_BYTES		((NVME_LIST_ENTRIES - 1) * NVME_PAGE_SIZE)	/* with one list */
#define NVME_ADMIN_TIMEOUT_MS	5000
#define NVME_SHUTDOWN_TIMEOUT_MS 5000
#define NVME_RETRIES		3

#endif
