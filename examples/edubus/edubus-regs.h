/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* The registers of QEMU's educational PCI device, the same for both drivers. */
#ifndef EDUBUS_REGS_H
#define EDUBUS_REGS_H

#define EDU_VENDOR_ID		0x1234
#define EDU_DEVICE_ID		0x11e8

#define EDU_ID			0x00	/* 0xMMmm00ed: major and minor version */
#define   EDU_ID_MASK		0xffff
#define   EDU_ID_VALUE		0x00ed
#define EDU_LIVENESS		0x04	/* reads as the complement of what was written */
#define EDU_FACTORIAL		0x08	/* write n, read n! */
#define   EDU_MAX_N		12	/* 13! has more than 32 bits */
#define EDU_STATUS		0x20
#define   EDU_STATUS_COMPUTING	BIT(0)
#define   EDU_STATUS_IRQ	BIT(7)	/* interrupt when the factorial is there */
#define EDU_IRQ_STATUS		0x24
#define   EDU_IRQ_FACTORIAL	BIT(0)
#define   EDU_IRQ_DMA		BIT(8)
#define EDU_IRQ_ACK		0x64
#define EDU_DMA_SOURCE		0x80	/* 64 bits, as the next three */
#define EDU_DMA_DESTINATION	0x88
#define EDU_DMA_COUNT		0x90
#define EDU_DMA_COMMAND		0x98
#define   EDU_DMA_START		BIT(0)	/* reads as 1 until the transfer is done */
#define   EDU_DMA_TO_MEMORY	BIT(1)
#define   EDU_DMA_IRQ		BIT(2)
#define EDU_SIZE		0x100000

#define EDU_BUFFER		0x40000	/* the device's own memory, as DMA addresses it */
#define EDU_BUFFER_SIZE		4095	/* of 4096: up to version 7 QEMU ends at the last byte */
#define EDU_DMA_BITS		28	/* of addresses, unless QEMU is told otherwise */

#define EDU_TIMEOUT_MS		2000	/* a transfer takes 100 ms */
#define EDU_POLL_US		1000

#endif
