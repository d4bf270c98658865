/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _OPS_H
#define _OPS_H

#include <linux/types.h>

struct file {
	void *private_data;
};

struct meter {
	int value;
};

typedef int (*notify_fn)(void *cookie, int event);

/* Data behind an argument, which need not be the first; data that is the argument itself. */
struct port_ops {
	const char *name;
	int (*open)(struct file *file);
	ssize_t (*read)(int flags, struct file *, char __user *, size_t, unsigned long *);
	void (*close)(struct file *);
	notify_fn notify;
	int (*compare)(struct file *a, struct file *b, int (*order)(int, int));
	int (*print)(struct file *file, const char *fmt, ...);
	int (*anything)(int n);
};

/* The object is a member of the driver's. */
struct meter_ops {
	unsigned int (*value)(struct meter *meter);
};

#endif
