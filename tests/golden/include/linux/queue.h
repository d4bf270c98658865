/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef _LINUX_QUEUE_H
#define _LINUX_QUEUE_H

struct queue {
	unsigned int depth;
};

#endif
