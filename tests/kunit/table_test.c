// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Tables of functions: each function gets the data that is stored for it, and what is not there is NULL. */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/module.h>
#include <safe/linux/fs.h>
#include <safe/linux/pm.h>

struct port {
	bool ready;
	unsigned int runs;
};

static struct port *new_port(struct kunit *test)
{
	struct port *port = kunit_kzalloc(test, sizeof(*port), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, port);
	return port;
}

static struct device *new_device(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "table");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	return dev;
}

SAFE_OPS(fops, struct port *);

static int port_open(struct inode *inode, struct file *file, struct port **data)
{
	*data = file->private_data;
	file->private_data = NULL;
	return (*data)->ready ? 0 : -ENODEV;
}
SAFE_OP_SETS(fops, file_operations, open, port_open);

static ssize_t port_read(struct port *port, struct file *file, char __user *to, size_t len,
			 loff_t *pos)
{
	*pos += len;
	return port->runs + len;
}
SAFE_OP(fops, file_operations, read, port_read);

static const struct file_operations fops = {
	.open = safe_op(fops, port_open),
	.read = safe_op(fops, port_read),
};

static void table_of_functions(struct kunit *test)
{
	struct file *file = kunit_kzalloc(test, sizeof(*file), GFP_KERNEL);
	struct port *port = new_port(test);
	loff_t pos = 5;

	KUNIT_ASSERT_NOT_NULL(test, file);
	KUNIT_EXPECT_NULL(test, fops.write);
	/* What open() fails to make is not stored. */
	file->private_data = port;
	KUNIT_EXPECT_EQ(test, -ENODEV, fops.open(NULL, file));
	KUNIT_EXPECT_NULL(test, file->private_data);

	file->private_data = port;
	port->ready = true;
	port->runs = 100;
	KUNIT_EXPECT_EQ(test, 0, fops.open(NULL, file));
	KUNIT_EXPECT_PTR_EQ(test, (void *)port, file->private_data);
	KUNIT_EXPECT_EQ(test, 103, fops.read(file, NULL, 3, &pos));
	KUNIT_EXPECT_EQ(test, 8, pos);
}

SAFE_OPS(pm, struct port *);

static int port_suspend(struct port *port, struct device *dev)
{
	port->runs++;
	return port->ready && dev_get_drvdata(dev) == port ? 0 : -EBUSY;
}
SAFE_OP(pm, dev_pm_ops, suspend, port_suspend);

static const struct dev_pm_ops pm = { .suspend = safe_op(pm, port_suspend) };

static void table_of_a_device(struct kunit *test)
{
	struct device *dev = new_device(test);
	struct port *port = new_port(test);

	dev_set_drvdata(dev, port);
	KUNIT_EXPECT_EQ(test, -EBUSY, pm.suspend(dev));
	port->ready = true;
	KUNIT_EXPECT_EQ(test, 0, pm.suspend(dev));
	KUNIT_EXPECT_EQ(test, 2, port->runs);
	KUNIT_EXPECT_NULL(test, pm.resume);
}

static struct kunit_case cases[] = { KUNIT_CASE(table_of_functions),
				     KUNIT_CASE(table_of_a_device),
				     {} };

static struct kunit_suite suite = {
	.name = "safe_table",
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of tables of functions");
MODULE_LICENSE("Dual MIT/GPL");
