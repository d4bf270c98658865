/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _HAS_H
#define _HAS_H

struct limits {
	unsigned int size;
	union {
		unsigned int features;
		unsigned int flags;
	};
};

/* Leaves it to its users to include linux/queue.h. */
struct port {
	struct queue queue;
};

enum {
	PORT_F_MERGE = 1,
};

int port_start(struct limits *lim, int n);

int port_reset(struct limits *lim, int n, unsigned long size);

#define port_stop(lim) ((void)(lim))

#endif
