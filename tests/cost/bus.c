// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Buses of a driver's own, files that show data, attributes of bytes, queues of a processor. */
#include <linux/debugfs.h>
#include <linux/eventfd.h>
#include <linux/kobject.h>
#include <linux/pci.h>
#include <linux/seq_file.h>
#include <linux/workqueue.h>
#include <safe/core/bus.h>
#include <safe/linux/debugfs.h>
#include <safe/linux/eventfd.h>
#include <safe/linux/pci.h>
#include <safe/linux/workqueue.h>
#include <safe/short.h>

struct line_device {
	struct device dev;
	u32 kind;
};

struct line_driver {
	struct device_driver driver;
	u32 kind;
	int (*probe)(struct line_device *line);
	void (*remove)(struct line_device *line);
};

struct cost_port {
	u32 n;
};

ssize_t port_copy(struct cost_port *port, void *to, size_t len, loff_t offset);

static int line_match(const struct line_device *line, const struct line_driver *driver)
{
	return line->kind == driver->kind;
}

static int line_uevent(const struct line_device *line, struct kobj_uevent_env *env)
{
	return add_uevent_var(env, "KIND=%u", line->kind);
}
SAFE_BUS(line, line_match, line_uevent, .name = "line");
struct bus_type *line_bus = &line_bus_type;

/* cost: bus_match: same */
int raw_bus_match(struct device *dev, const struct device_driver *drv)
{
	const struct line_device *line = container_of(dev, struct line_device, dev);
	const struct line_driver *driver = container_of(drv, struct line_driver, driver);

	return line->kind == driver->kind;
}

int cost_bus_match(struct device *dev, const struct device_driver *drv)
{
	return __safe_bus_match_line(dev, drv);
}

/* cost: bus_uevent: same */
int raw_bus_uevent(const struct device *dev, struct kobj_uevent_env *env)
{
	const struct line_device *line = container_of(dev, struct line_device, dev);

	return add_uevent_var(env, "KIND=%u", line->kind);
}

int cost_bus_uevent(const struct device *dev, struct kobj_uevent_env *env)
{
	return __safe_bus_uevent_line(dev, env);
}

/* cost: bus_probe: same */
int raw_bus_probe(struct device *dev)
{
	struct line_device *line = container_of(dev, struct line_device, dev);
	struct line_driver *driver = container_of(dev->driver, struct line_driver, driver);

	return driver->probe(line);
}

int cost_bus_probe(struct device *dev)
{
	return __safe_bus_probe_line(dev);
}

static int port_show(struct cost_port *port, struct seq_file *seq)
{
	seq_printf(seq, "%u\n", port->n);
	return 0;
}
SAFE_SHOW_ATTRIBUTE(port_show, struct cost_port *);

static int port_raw_show(struct seq_file *seq, void *unused)
{
	struct cost_port *port = seq->private;

	seq_printf(seq, "%u\n", port->n);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(port_raw);

/* cost: seq_show: same */
int raw_seq_show(struct seq_file *seq, void *unused)
{
	return port_raw_show(seq, unused);
}

int cost_seq_show(struct seq_file *seq, void *unused)
{
	return __safe_seq_show_port_show(seq, unused);
}

/* cost: debugfs_file: same */
/* reason: gcc-arm64 +1: how it reaches the table */
void raw_debugfs_file(struct dentry *dir, struct cost_port *port)
{
	debugfs_create_file("n", 0400, dir, port, &port_raw_fops);
}

void cost_debugfs_file(struct dentry *dir, struct cost_port *port)
{
	safe_debugfs_create_file("n", 0400, dir, port_show, port);
}

SAFE_DRVDATA(pci_driver, cost_driver, struct cost_port);
static ssize_t port_bytes_read(struct cost_port *port, struct safe_bytes to, loff_t offset)
{
	return port_copy(port, to.ptr, to.len, offset);
}
SAFE_DEVICE_BIN_ATTR_RO(port_bytes, cost_driver, 64);
SAFE_BIN_ATTRS(port_attrs, &bin_attr_port_bytes);
const struct attribute_group port_group = { .bin_attrs = port_attrs };
static int port_probe(struct pci_dev *pdev, struct cost_port *port)
{
	return 0;
}
SAFE_PCI_DRIVER_STRUCT(cost_driver, struct cost_port, port_probe, NULL);
struct pci_driver *port_driver = &cost_driver;

/* Whether the device is this driver's is asked. */
/* cost: bin_read: checks 1 */
/* reason: arm64 +2: the address of the driver that it compares with */
ssize_t raw_bin_read(struct file *file, struct kobject *kobj, const struct bin_attribute *attr,
		     char *buf, loff_t offset, size_t len)
{
	struct cost_port *port = dev_get_drvdata(kobj_to_dev(kobj));

	return port_copy(port, buf, len, offset);
}

ssize_t cost_bin_read(struct file *file, struct kobject *kobj, const struct bin_attribute *attr,
		      char *buf, loff_t offset, size_t len)
{
	return __safe_read_port_bytes(file, kobj, attr, buf, offset, len);
}

/* cost: eventfd: same */
void raw_eventfd(struct eventfd_ctx *ctx)
{
	eventfd_signal(ctx);
}

void cost_eventfd(struct eventfd_ctx *ctx)
{
	safe_eventfd_signal(ctx);
}

/* cost: queue_of_processor: same */
/* reason: gcc-arm64 +3: an epilogue of its own for the failure */
int raw_queue_of_processor(struct work_struct *work)
{
	struct workqueue_struct *queue = alloc_workqueue("port", WQ_MEM_RECLAIM | WQ_PERCPU, 1);

	if (!queue)
		return -ENOMEM;
	queue_work(queue, work);
	destroy_workqueue(queue);
	return 0;
}

int cost_queue_of_processor(struct work_struct *work)
{
	owned(workqueue, queue, safe_alloc_workqueue("port", WQ_MEM_RECLAIM, 1));

	queue_work(borrow(queue), work);
	return 0;
}
