// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Buses of a driver's own, files of a class, files that show data, attributes of bytes. */
#include <linux/module.h>
#include <safe/core/bus.h>
#include <safe/linux/cdev.h>
#include <safe/linux/debugfs.h>
#include <safe/linux/device.h>
#include <safe/linux/eventfd.h>
#include <safe/linux/fs.h>
#include <safe/linux/pci.h>
#include <safe/short.h>

struct line_device {
	struct device dev;
	int kind;
};

struct line_driver {
	struct device_driver driver;
	int kind;
	int (*probe)(struct line_device *line);
	void (*remove)(struct line_device *line);
};

struct lane_device {
	struct device dev;
	int n;
};

struct lane_driver {
	struct device_driver driver;
	int (*probe)(struct lane_device *lane);
	void (*remove)(struct lane_device *lane);
};

struct bus_port {
	u32 n;
};

struct bus_other {
	u32 n;
};

static int line_match(const struct line_device *line, const struct line_driver *driver)
{
	return line->kind == driver->kind;
}
SAFE_BUS(line, line_match, NULL, .name = "line");
#define SAFE_KIND line_device
#include <safe/core/new_kind.h>

/* case 19: match() of a bus that takes the devices of another one */
static int lane_match(const struct lane_device *lane, const struct lane_driver *driver)
{
	return 1;
}
#ifdef MISTAKE
SAFE_BUS(lane, line_match, NULL, .name = "lane");	/* error: incompatible (function )?pointer type */
#else
SAFE_BUS(lane, lane_match, NULL, .name = "lane");
#endif

/* case 0: match() that changes what it only looks at */
static int __used line_match_and_count(const struct line_device *line,
				       const struct line_driver *driver)
{
#ifdef MISTAKE
	line->kind++;				/* error: read-only object|const-qualified type */
#endif
	return line->kind == driver->kind;
}

/* case 19: a driver whose probe() takes the private data of another one */
static int line_probe(struct line_device *line, struct bus_port *port)
{
	return port->n;
}
#ifdef MISTAKE
SAFE_BUS_DRIVER(line, line_driver_other, struct bus_other, line_probe, NULL, .kind = 1);	/* error: incompatible (function )?pointer type */
static struct line_driver *line_driver_keep __used = &line_driver_other;
#else
SAFE_BUS_DRIVER(line, line_driver_port, struct bus_port, line_probe, NULL, .kind = 1);
static struct line_driver *line_driver_keep __used = &line_driver_port;
#endif

/* case 5: a device that is given to the bus and stays the caller's */
static int __used line_add(struct device *parent)
{
	owned(line_device, line, safe_bus_device_new(line, parent));

#ifdef MISTAKE
	return safe_bus_device_add(line, borrow(line), "line");	/* error: incompatible type for argument|to parameter of incompatible type */
#else
	return safe_bus_device_add(line, move(line), "line");
#endif
}

/* case 17: a device that is put on another bus */
static int __used lane_add(struct device *parent)
{
	owned(lane_device, lane, safe_bus_device_new(lane, parent));

#ifdef MISTAKE
	return safe_bus_device_add(line, move(lane), "lane");	/* error: incompatible type for argument|to parameter of incompatible type */
#else
	return safe_bus_device_add(lane, move(lane), "lane");
#endif
}

/* case 4: a device that may not be there */
static void __used line_add_late(struct device *parent)
{
	SAFE_OWNER(line_device, line);

	if (safe_open(&line, safe_bus_device_new(line, parent)))
		return;
#ifdef MISTAKE_LATE
	safe_bus_device_add(line, move(line), "line");	/* error: ignoring return value */
#else
	if (safe_bus_device_add(line, move(line), "line"))
		pr_err("no line\n");
#endif
}

/* case 2: a bus that stays registered */
static int __used line_register(void)
{
#ifdef MISTAKE
	TRY(safe_bus_register(&line_bus_type));	/* error: an owner is opened by owned */
#else
	owned(bus_registered, bus, safe_bus_register(&line_bus_type));
#endif
	return 0;
}

/* case 2: a driver that stays registered */
static int __used line_register_driver(struct pci_driver *driver)
{
#ifdef MISTAKE
	struct pci_driver *kept = safe_pci_register_driver(driver);	/* error: incompatible types when initializing|initializing '.*' with an expression of incompatible type */

	return kept ? 0 : -ENODEV;
#else
	owned(pci_driver_registered, kept, safe_pci_register_driver(driver));

	return borrow(kept) ? 0 : -ENODEV;
#endif
}

/* case 20: a file of a class whose operations get what unbinding frees */
SAFE_OPS(bus_plain_fops, struct bus_port *);
SAFE_OPS_REVOCABLE(bus_fops, struct bus_port *);
static ssize_t bus_read(struct bus_port *port, struct file *file, char __user *to, size_t len,
			loff_t *pos)
{
	return port->n;
}
SAFE_OP(bus_plain_fops, file_operations, read, bus_read);
SAFE_OP(bus_fops, file_operations, read, bus_read);
static const struct file_operations bus_plain_fops __used = {
	.read = safe_op(bus_plain_fops, bus_read),
};
SAFE_CDEV_FOPS(bus_fops,
	       .read = safe_op(bus_fops, bus_read));
static int __used bus_add_file(struct device *dev, struct bus_port *port, struct class *class,
			       dev_t number)
{
#ifdef MISTAKE
	return safe_devm_cdev_device_add(dev, port, bus_plain_fops, class, number, "port");	/* error: implicit|undeclared|incomplete type|invalid application|makes pointer from integer|incompatible integer to pointer */
#else
	return safe_devm_cdev_device_add(dev, port, bus_fops, class, number, "port");
#endif
}

/* case 19: a file of a class with the data of another table */
static int __used bus_add_other(struct device *dev, struct bus_port *port, struct bus_other *other,
				struct class *class, dev_t number)
{
#ifdef MISTAKE
	return safe_devm_cdev_device_add(dev, other, bus_fops, class, number, "port");	/* error: incompatible pointer type */
#else
	return safe_devm_cdev_device_add(dev, port, bus_fops, class, number, "port");
#endif
}

/* case 20: an open() in place of the one that keeps the file's object */
static int bus_open(struct inode *inode, struct file *file)
{
	return 0;
}
static int (*bus_open_keep)(struct inode *, struct file *) __used = bus_open;
SAFE_OPS_REVOCABLE(bus_open_fops, struct bus_port *);
#ifdef MISTAKE
SAFE_CDEV_FOPS(bus_open_fops, .open = bus_open);	/* error: overwritten|overrides prior|initializer overrides */
#else
SAFE_CDEV_FOPS(bus_open_fops,
	       .llseek = noop_llseek);
#endif
static const struct file_operations *bus_open_fops_keep __used = &bus_open_fops;

/* case 19: a file of debugfs that shows other data */
static int bus_port_show(struct bus_port *port, struct seq_file *seq)
{
	seq_printf(seq, "%u\n", port->n);
	return 0;
}
SAFE_SHOW_ATTRIBUTE(bus_port_show, struct bus_port *);
static void __used bus_show(struct dentry *dir, struct bus_port *port, struct bus_other *other)
{
#ifdef MISTAKE
	safe_debugfs_create_file("n", 0400, dir, bus_port_show, other);	/* error: incompatible pointer type */
#else
	safe_debugfs_create_file("n", 0400, dir, bus_port_show, port);
#endif
}

/* case 2: a directory of debugfs that stays */
static int __used bus_dir(struct device *dev)
{
#ifdef MISTAKE
	struct dentry *dir = safe_debugfs_create_dir("port", NULL);	/* error: incompatible types when initializing|initializing '.*' with an expression of incompatible type */
#else
	struct dentry *dir;

	TRY(safe_devm_debugfs_create_dir(dev, &dir, "port", NULL));
#endif
	debugfs_create_dir("below", dir);
	return 0;
}

/* case 19: an attribute of bytes of another driver's device */
SAFE_DRVDATA(pci_driver, bus_pci_driver, struct bus_port);
static ssize_t port_bytes_read(struct bus_port *port, struct safe_bytes to, loff_t offset)
{
	return to.len;
}
static ssize_t other_bytes_read(struct bus_other *other, struct safe_bytes to, loff_t offset)
{
	return other->n;
}
static ssize_t (*other_bytes_keep)(struct bus_other *, struct safe_bytes, loff_t) __used =
	other_bytes_read;
#ifdef MISTAKE
SAFE_DEVICE_BIN_ATTR_RO(other_bytes, bus_pci_driver, 16);	/* error: incompatible pointer type */
SAFE_BIN_ATTRS(bus_bytes, &bin_attr_other_bytes);
#else
SAFE_DEVICE_BIN_ATTR_RO(port_bytes, bus_pci_driver, 16);
SAFE_BIN_ATTRS(bus_bytes, &bin_attr_port_bytes);
#endif
static ssize_t (*port_bytes_keep)(struct bus_port *, struct safe_bytes, loff_t) __used =
	port_bytes_read;
static const struct attribute_group bus_group __used = { .bin_attrs = bus_bytes };
static int bus_pci_probe(struct pci_dev *pdev, struct bus_port *port)
{
	return 0;
}
SAFE_PCI_DRIVER_STRUCT(bus_pci_driver, struct bus_port, bus_pci_probe, NULL);
static struct pci_driver *bus_pci_keep __used = &bus_pci_driver;

/* case 2: a reference to an eventfd that is forgotten */
static int __used bus_notify(int fd)
{
#ifdef MISTAKE
	struct eventfd_ctx *ctx = TRY(safe_eventfd_ctx_fdget(fd));	/* error: an owner is opened by owned|incompatible|void */

	safe_eventfd_signal(ctx);
#else
	owned(eventfd, ctx, safe_eventfd_ctx_fdget(fd));

	safe_eventfd_signal(borrow(ctx));
#endif
	return 0;
}
