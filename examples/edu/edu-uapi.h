/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What user space does with /dev/eduN.
 *
 * read() and write() reach the device's buffer at the file's position; they wait for the transfer.
 * All of them return EINTR (or start again, after SA_RESTART) if a signal comes while they wait,
 * ETIMEDOUT if the device does not answer, EIO ever after until it is bound again, ENODEV once it is
 * gone.
 */
#ifndef EDU_UAPI_H
#define EDU_UAPI_H

#include <linux/ioctl.h>
#include <linux/types.h>

struct edu_info {
	__u32 version_major;
	__u32 version_minor;
	__u32 buffer_size;
	__u32 reserved;		/* 0 */
};

struct edu_factorial_arg {
	__u32 n;
	__u32 result;		/* out */
};

#define EDU_DMA_TO_DEVICE	0
#define EDU_DMA_FROM_DEVICE	1

struct edu_dma_arg {
	__aligned_u64 data;	/* address of len bytes */
	__u32 offset;		/* in the device's buffer */
	__u32 len;		/* not 0 */
	__u32 direction;
	__u32 reserved;		/* must be 0 */
};

#define EDU_IOC_INFO		_IOR('e', 0xd0, struct edu_info)
#define EDU_IOC_FACTORIAL	_IOWR('e', 0xd1, struct edu_factorial_arg)	/* EOVERFLOW: n > 12 */
#define EDU_IOC_DMA		_IOW('e', 0xd2, struct edu_dma_arg)		/* ERANGE: not inside */

#endif
