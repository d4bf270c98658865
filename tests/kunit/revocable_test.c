// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Files that stay open when their device is unbound: who gets in, who is waited for, what is freed. */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <safe/linux/fs.h>
#include <safe/linux/miscdevice.h>

struct port {
	unsigned int runs;
	struct completion inside;
	struct completion go_on;
	bool ended;
};

SAFE_OPS_REVOCABLE(port_fops, struct port *);

static ssize_t port_read(struct port *port, struct file *file, char __user *to, size_t len,
			 loff_t *pos)
{
	port->runs++;
	return len;
}
SAFE_OP(port_fops, file_operations, read, port_read);

/* One that takes its time. */
static long port_ioctl(struct port *port, struct file *file, unsigned int cmd, unsigned long arg)
{
	complete(&port->inside);
	wait_for_completion(&port->go_on);
	port->ended = true;
	return cmd;
}
SAFE_OP(port_fops, file_operations, unlocked_ioctl, port_ioctl);

static loff_t port_llseek(struct port *port, struct file *file, loff_t offset, int whence)
{
	return offset;
}
SAFE_OP(port_fops, file_operations, llseek, port_llseek);

static __poll_t port_poll(struct port *port, struct file *file, struct poll_table_struct *wait)
{
	return EPOLLIN;
}
SAFE_OP(port_fops, file_operations, poll, port_poll);

static void port_fdinfo(struct port *port, struct seq_file *m, struct file *file)
{
	port->runs += 100;
}
SAFE_OP(port_fops, file_operations, show_fdinfo, port_fdinfo);

SAFE_MISC_FOPS(port_fops, .llseek = safe_op(port_fops, port_llseek),
	       .read = safe_op(port_fops, port_read), .poll = safe_op(port_fops, port_poll),
	       .show_fdinfo = safe_op(port_fops, port_fdinfo),
	       .unlocked_ioctl = safe_op(port_fops, port_ioctl));

static struct port *new_port(struct kunit *test)
{
	struct port *port = kunit_kzalloc(test, sizeof(*port), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, port);
	init_completion(&port->inside);
	init_completion(&port->go_on);
	return port;
}

/* What registering makes, without a device: an open file, whose unbinding is up to the case. */
static struct __safe_misc_file *new_file(struct kunit *test, struct port *port, struct file **file)
{
	static struct lock_class_key key;
	struct __safe_misc_file *self = kzalloc(sizeof(*self), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, self);
	__safe_revocable_init(&self->revocable, port, &key);
	*file = kunit_kzalloc(test, sizeof(**file), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, *file);
	(*file)->private_data = &self->misc;
	KUNIT_ASSERT_EQ(test, 0, port_fops.open(NULL, *file));
	KUNIT_EXPECT_EQ(test, 2, kref_read(&self->revocable.__refs));
	return self;
}

static void after_the_end(struct kunit *test)
{
	struct port *port = new_port(test);
	struct __safe_misc_file *self;
	struct file *file;
	loff_t pos = 0;

	self = new_file(test, port, &file);
	KUNIT_EXPECT_EQ(test, 7, port_fops.read(file, NULL, 7, &pos));
	KUNIT_EXPECT_EQ(test, 0, atomic_read(&self->revocable.__inside));
	port_fops.show_fdinfo(NULL, file);
	KUNIT_EXPECT_EQ(test, 101, port->runs);

	__safe_revoke(&self->revocable);
	__safe_revocable_put(&self->revocable);
	memset(port, 0xff, sizeof(*port));

	KUNIT_EXPECT_EQ(test, -ENODEV, port_fops.read(file, NULL, 7, &pos));
	KUNIT_EXPECT_EQ(test, -ENODEV, port_fops.unlocked_ioctl(file, 3, 0));
	KUNIT_EXPECT_EQ(test, -ENODEV, port_fops.llseek(file, 3, SEEK_SET));
	KUNIT_EXPECT_EQ(test, (__force u32)(EPOLLERR | EPOLLHUP),
			(__force u32)port_fops.poll(file, NULL));
	port_fops.show_fdinfo(NULL, file);
	KUNIT_EXPECT_EQ(test, ~0u, port->runs);
	KUNIT_EXPECT_EQ(test, 1, kref_read(&self->revocable.__refs));
	/* Frees it: KASAN and kmemleak look at that. */
	KUNIT_EXPECT_EQ(test, 0, port_fops.release(NULL, file));
}

static int in_ioctl(void *file)
{
	return port_fops.unlocked_ioctl(file, 5, 0);
}

static int revokes(void *self)
{
	__safe_revoke(self);
	return 0;
}

/* Whoever is inside is waited for, and nobody else gets in. */
static void waits_for_operations(struct kunit *test)
{
	struct port *port = new_port(test);
	struct task_struct *task, *other;
	struct __safe_misc_file *self;
	struct file *file;
	loff_t pos = 0;

	self = new_file(test, port, &file);
	task = kthread_run(in_ioctl, file, "inside");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	get_task_struct(task);
	wait_for_completion(&port->inside);
	/* Others do get in before the end. */
	KUNIT_EXPECT_EQ(test, 7, port_fops.read(file, NULL, 7, &pos));

	other = kthread_create(revokes, &self->revocable, "revokes");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, other);
	get_task_struct(other);
	wake_up_process(other);
	while (atomic_read(&self->revocable.__inside) >= 0)
		schedule_timeout_uninterruptible(1);
	schedule_timeout_uninterruptible(2);
	KUNIT_EXPECT_FALSE(test, completion_done(&self->revocable.__left));
	KUNIT_EXPECT_EQ(test, -ENODEV, port_fops.read(file, NULL, 7, &pos));
	KUNIT_EXPECT_FALSE(test, port->ended);

	complete(&port->go_on);
	KUNIT_EXPECT_EQ(test, 0, kthread_stop_put(other));
	KUNIT_EXPECT_TRUE(test, port->ended);
	KUNIT_EXPECT_EQ(test, 5, kthread_stop_put(task));
	__safe_revocable_put(&self->revocable);
	KUNIT_EXPECT_EQ(test, 0, port_fops.release(NULL, file));
}

/* Registered for a device: there until it goes. */
static void goes_with_its_device(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "revocable");
	struct port *port = new_port(test);
	unsigned int i;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	KUNIT_EXPECT_EQ(test, 0, safe_devm_misc_register(dev, port, port_fops, "revocable"));
	/* A number that is taken: nothing is left of the second one. */
	KUNIT_EXPECT_EQ(test, 0,
			safe_devm_misc_register(dev, port, port_fops, "revocable1", .minor = 253));
	KUNIT_EXPECT_EQ(test, -EBUSY,
			safe_devm_misc_register(dev, port, port_fops, "revocable2", .minor = 253));
	kunit_device_unregister(test, dev);

	for (i = 0; i < 3; i++) {
		dev = kunit_device_register(test, "revocable");
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
		KUNIT_EXPECT_EQ(test, 0,
				safe_devm_misc_register(dev, port, port_fops, "revocable"));
		kunit_device_unregister(test, dev);
	}
}

static struct kunit_case cases[] = { KUNIT_CASE(after_the_end),
				     KUNIT_CASE(waits_for_operations),
				     KUNIT_CASE(goes_with_its_device),
				     {} };

static struct kunit_suite suite = {
	.name = "safe_revocable",
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of revocable data");
MODULE_LICENSE("Dual MIT/GPL");
