// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Waiting: a time-out is an errno, and a value is there or is not touched. */
#include <kunit/test.h>
#include <linux/module.h>
#include <safe/core/completion.h>
#include <safe/core/wait.h>

#define A_WHILE safe_jiffies(msecs_to_jiffies(1000))

SAFE_COMPLETION(reply, u32);

struct port {
	struct completion ran;
	struct reply reply;
	wait_queue_head_t queue;
	bool ready;
};

static struct port *new_port(struct kunit *test)
{
	struct port *port = kunit_kzalloc(test, sizeof(*port), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, port);
	init_completion(&port->ran);
	init_waitqueue_head(&port->queue);
	safe_completion_init(&port->reply);
	return port;
}

static void time_out_is_an_errno(struct kunit *test)
{
	struct port *port = new_port(test);
	struct safe_jiffies soon = safe_jiffies(1);
	u32 value = 17;

	KUNIT_EXPECT_EQ(test, -ETIMEDOUT, safe_wait_for_completion_timeout(&port->ran, soon));
	KUNIT_EXPECT_EQ(test, -ETIMEDOUT,
			safe_wait_for_completion_interruptible_timeout(&port->ran, soon));
	KUNIT_EXPECT_EQ(test, -ETIMEDOUT,
			safe_wait_event_timeout(port->queue, READ_ONCE(port->ready), soon));
	KUNIT_EXPECT_EQ(test, -ETIMEDOUT, safe_wait_for_value_timeout(&port->reply, soon, &value));
	KUNIT_EXPECT_EQ(test, 17, value);

	complete_all(&port->ran);
	port->ready = true;
	KUNIT_EXPECT_EQ(test, 0, safe_wait_for_completion_timeout(&port->ran, safe_jiffies(1)));
	KUNIT_EXPECT_EQ(test, 0, safe_wait_for_completion_timeout(&port->ran, A_WHILE));
	KUNIT_EXPECT_EQ(
		test, 0,
		safe_wait_event_timeout(port->queue, READ_ONCE(port->ready), safe_jiffies(0)));
	KUNIT_EXPECT_EQ(test, 0,
			safe_wait_event_interruptible_timeout(port->queue, READ_ONCE(port->ready),
							      A_WHILE));
}

static void first_value_counts(struct kunit *test)
{
	struct port *port = new_port(test);
	u32 value = 0;

	safe_complete_with(&port->reply, 0xffffffff);
	safe_complete_with(&port->reply, 2);
	KUNIT_EXPECT_EQ(test, 0, safe_wait_for_value_timeout(&port->reply, A_WHILE, &value));
	KUNIT_EXPECT_EQ(test, 0xffffffff, value);
	safe_completion_init(&port->reply);
	KUNIT_EXPECT_EQ(test, -ETIMEDOUT,
			safe_wait_for_value_timeout(&port->reply, safe_jiffies(1), &value));
}

static struct kunit_case cases[] = { KUNIT_CASE(time_out_is_an_errno),
				     KUNIT_CASE(first_value_counts),
				     {} };

static struct kunit_suite suite = {
	.name = "safe_wait",
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of waiting");
MODULE_LICENSE("Dual MIT/GPL");
