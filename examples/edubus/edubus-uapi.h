/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What user space does with the files of the units, /dev/edubus/NUMBER.KIND.
 *
 * compute: write() takes numbers, __u32 each, and queues them; read() gives struct edubus_result in
 * that order, waits while one is still to come, and ends when there is none. A queue that is full
 * makes write() return less, or EAGAIN.
 *
 * copy: read() and write() reach the device's buffer at the file's position. ETIMEDOUT if the device
 * does not answer, EIO ever after until it is bound again.
 *
 * Both: ENODEV once the unit is gone.
 */
#ifndef EDUBUS_UAPI_H
#define EDUBUS_UAPI_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define EDUBUS_COMPUTE	0
#define EDUBUS_COPY	1

struct edubus_info {
	__u32 kind;
	__u32 version;		/* of the device: major in the high, minor in the low 16 bits */
	__u32 capacity;		/* numbers that can be queued; bytes of the buffer */
	__u32 used;		/* numbers that are; 0 */
};

struct edubus_result {
	__u32 n;
	__u32 factorial;
	__s32 status;		/* 0 or a negative errno */
	__u32 reserved;		/* 0 */
};

struct edubus_fill {
	__u32 offset;
	__u32 len;		/* not 0 */
	__u8 byte;
	__u8 reserved[7];	/* must be 0 */
};

#define EDUBUS_IOC_INFO		_IOR('e', 0xe0, struct edubus_info)
#define EDUBUS_IOC_NOTIFY	_IOW('e', 0xe1, __s32)	/* compute: an eventfd, or -1 for none */
#define EDUBUS_IOC_FILL		_IOW('e', 0xe2, struct edubus_fill)	/* copy; ERANGE: not inside */

#endif
