// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Buses of a driver's own, files of a class, files that show data, attributes of bytes. */
#include <linux/module.h>
#include <safe/core/bus.h>
#include <safe/linux/cdev.h>
#include <safe/linux/debugfs.h>
#include <safe/linux/device.h>
#include <safe/linux/fs.h>
#include <safe/linux/kobject.h>
#include <safe/linux/workqueue.h>
#include <safe/short.h>

/* good: devices that own something: it is given back with their last reference */
struct good_line_device {
	struct device dev;
	u32 kind;
	struct safe_workqueue queue;
};
SAFE_DESTROY(struct good_line_device, queue);

struct good_line_driver {
	struct device_driver driver;
	u32 kind;
	int (*probe)(struct good_line_device *line);
	void (*remove)(struct good_line_device *line);
};

static int good_line_match(const struct good_line_device *line,
			   const struct good_line_driver *driver)
{
	return line->kind == driver->kind;
}
static int good_line_uevent(const struct good_line_device *line, struct kobj_uevent_env *env)
{
	return safe_add_uevent_var(env, "LINE_KIND=%u", line->kind);
}
static ssize_t good_kinds_show(char *buf)
{
	return sysfs_emit(buf, "2\n");
}
SAFE_BUS_ATTR_RO(good_kinds);
static ssize_t good_kind_show(struct good_line_device *line, char *buf)
{
	return sysfs_emit(buf, "%u\n", line->kind);
}
SAFE_BUS_DEVICE_ATTR_RO(good_line, good_kind);
static struct attribute *good_bus_attrs[] = { &bus_attr_good_kinds.attr, NULL };
ATTRIBUTE_GROUPS(good_bus);
static struct attribute *good_line_attrs[] = { &dev_attr_good_kind.attr, NULL };
ATTRIBUTE_GROUPS(good_line);
SAFE_BUS(good_line, good_line_match, good_line_uevent,
	 .name = "good_line",
	 .bus_groups = good_bus_groups,
	 .dev_groups = good_line_groups);

/* a kind of owner that can be stored, and opened where it is */
#define SAFE_KIND good_line_device
#include <safe/core/new_kind.h>

static int __used good_line_prepare(struct device *parent, struct safe_good_line_device *to)
{
	return safe_open(to, safe_bus_device_new(good_line, parent));
}

static int __used good_line_add(struct device *parent, u32 kind)
{
	owned(good_line_device, line, safe_bus_device_new(good_line, parent));

	TRY(safe_open(&borrow(line)->queue, safe_alloc_workqueue("line-%u", WQ_UNBOUND, 1, kind)));
	borrow(line)->kind = kind;
	return safe_bus_device_add(good_line, move(line), "line%u", kind);
}

/* good: several drivers of one bus, each with its own private data, one with a remove() */
struct good_bus_port { u32 n; };
struct good_bus_lamp { u32 n; u32 bytes[4]; };
SAFE_DRVDATA(good_line_driver, good_port_driver, struct good_bus_port);
SAFE_DRVDATA(good_line_driver, good_lamp_driver, struct good_bus_lamp);

/* good: attributes of bytes, one that is only read; their list is what this kernel wants */
static ssize_t good_bytes_read(struct good_bus_lamp *lamp, struct safe_bytes to, loff_t offset)
{
	struct safe_bytes part;

	TRY(safe_part(&part, safe_bytes_of(lamp->bytes), offset, to.len));
	memcpy(to.ptr, part.ptr, part.len);
	return part.len;
}
static ssize_t good_bytes_write(struct good_bus_lamp *lamp, struct safe_const_bytes from,
				loff_t offset)
{
	return -EPERM;
}
SAFE_DEVICE_BIN_ATTR_RW(good_bytes, good_lamp_driver, 16);
static ssize_t good_rom_read(struct good_bus_lamp *lamp, struct safe_bytes to, loff_t offset)
{
	return good_bytes_read(lamp, to, offset);
}
SAFE_DEVICE_BIN_ATTR_RO(good_rom, good_lamp_driver, 16);
SAFE_BIN_ATTRS(good_lamp_bytes, &bin_attr_good_bytes, &bin_attr_good_rom);
static const struct attribute_group good_lamp_group = { .bin_attrs = good_lamp_bytes };
__ATTRIBUTE_GROUPS(good_lamp);

/* good: a file of a class, its directory in debugfs */
SAFE_OPS_REVOCABLE(good_bus_fops, SAFE_PRIVATE(good_port_driver));
static ssize_t good_bus_read(struct good_bus_port *port, struct file *file, char __user *to,
			     size_t len, loff_t *pos)
{
	return port->n;
}
SAFE_OP(good_bus_fops, file_operations, read, good_bus_read);
SAFE_CDEV_FOPS(good_bus_fops,
	       .llseek = noop_llseek,
	       .read = safe_op(good_bus_fops, good_bus_read));

static int good_n_show(struct good_bus_port *port, struct seq_file *seq)
{
	seq_printf(seq, "%u\n", port->n);
	return 0;
}
SAFE_SHOW_ATTRIBUTE(good_n_show, struct good_bus_port *);

static struct class *good_bus_class;

static int good_port_probe(struct good_line_device *line, struct good_bus_port *port)
{
	struct dentry *dir;

	TRY(safe_devm_debugfs_create_dir(&line->dev, &dir, dev_name(&line->dev), NULL));
	safe_debugfs_create_file("n", 0400, dir, good_n_show, port);
	return safe_devm_cdev_device_add(&line->dev, port, good_bus_fops, good_bus_class,
					 MKDEV(200, line->kind), "line%u", line->kind);
}
static int good_lamp_probe(struct good_line_device *line, struct good_bus_lamp *lamp)
{
	return 0;
}
static void good_lamp_remove(struct good_line_device *line, struct good_bus_lamp *lamp)
{
	lamp->n = 0;
}
SAFE_BUS_DRIVER(good_line, good_port_driver, struct good_bus_port, good_port_probe, NULL,
		.driver.name = "port", .kind = 1);
SAFE_BUS_DRIVER(good_line, good_lamp_driver, struct good_bus_lamp, good_lamp_probe,
		good_lamp_remove,
		.driver.name = "lamp", .driver.dev_groups = good_lamp_groups, .kind = 2);

/* good: what a module has, all of it owned */
struct good_bus_module {
	struct safe_chrdev_region numbers;
	struct safe_class class;
	struct safe_debugfs_dir debugfs;
	struct safe_bus_registered bus;
	struct safe_driver_registered drivers[2];
};
SAFE_DESTROY(struct good_bus_module, numbers, class, debugfs, bus, drivers);

static int __used good_bus_register(struct good_bus_module *self)
{
	TRY(safe_open(&self->numbers, safe_alloc_chrdev_region(0, 4, "line")));
	TRY(safe_open(&self->class, safe_class_create("line")));
	TRY(safe_open(&self->debugfs, safe_debugfs_create_dir("line", NULL)));
	TRY(safe_open(&self->bus, safe_bus_register(&good_line_bus_type)));
	TRY(safe_open(&self->drivers[0], safe_driver_register(&good_port_driver.driver)));
	TRY(safe_open(&self->drivers[1], safe_driver_register(&good_lamp_driver.driver)));
	good_bus_class = borrow(self->class);
	return MAJOR(borrow(self->numbers)) ? 0 : -EINVAL;
}
