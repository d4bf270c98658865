// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Injected failures: each form that opens a result is a step, and a step that fails does not
 * evaluate what it would have opened.
 */
#define SAFE_FAULT_INJECTION
#define SAFE_FAULT_PARAMETER
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/hardirq.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <safe/core/driver.h>
#include <safe/core/guard.h>
#include <safe/core/lock.h>
#include <safe/core/locked.h>
#include <safe/core/owned.h>
#include <safe/core/result.h>

/* How often something was called, and how much of it is still held. */
static unsigned int calls;
static int held;

static void thing_put(int *thing)
{
	--*thing;
}

SAFE_OWNED(thing, int *, thing_put);
#define SAFE_KIND thing
#include <safe/core/new_kind.h>

static struct safe_thing_result thing_get(void)
{
	calls++;
	held++;
	return safe_owner_from_err_ptr(thing, &held);
}

static struct safe_int_result number(void)
{
	calls++;
	return safe_from_errno_or_value(int, 7);
}

static struct safe_void_ptr_result pointer(void)
{
	calls++;
	return safe_from_err_ptr(void_ptr, &held);
}

static __must_check int errno(void)
{
	calls++;
	return 0;
}

/* The module's parameter, as whoever writes to it sees it. */
static void fail_step(struct kunit *test, unsigned int step)
{
	char text[12];

	snprintf(text, sizeof(text), "%u\n", step);
	KUNIT_ASSERT_EQ(test, 0, __safe_fault_set(text, NULL));
	calls = 0;
}

static const char *outcome(struct kunit *test)
{
	char *text = kunit_kzalloc(test, PAGE_SIZE, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, text);
	__safe_fault_show(text, NULL);
	return text;
}

/* One function for each form; 1 if all went well. */
static int form_try(void)
{
	return SAFE_TRY(number()) == 7;
}

static int form_try_errno(void)
{
	SAFE_TRY(errno());
	return 1;
}

static void *found(void)
{
	return SAFE_TRY_PTR(pointer());
}

static int form_try_ptr(void)
{
	void *p = found();

	return IS_ERR(p) ? PTR_ERR(p) : 1;
}

static int form_try_or(void)
{
	SAFE_TRY_OR(number(), -EIO);
	return 1;
}

static int form_try_goto(void)
{
	int err;

	SAFE_TRY_GOTO(number(), err, out);
	return 1;
out:
	return err;
}

static int form_try_probe(void)
{
	SAFE_TRY_PROBE(NULL, number(), "no number");
	return 1;
}

/* Zero is stored, as with every failure. */
static int form_get(void)
{
	int value = 1, err;

	err = safe_get(&value, number());
	if (err)
		return value ? -EINVAL : err;
	return value == 7;
}

static int form_owned(void)
{
	safe_owned(thing, owner, thing_get());
	return *safe_borrow(owner) == 1;
}

/* What was there stays, as with every failure. */
static int form_open(void)
{
	int other = 1, err;
	SAFE_OWNER(thing, owner);

	safe_store(&owner, ((struct safe_thing){ &other }));
	err = safe_open(&owner, thing_get());
	if (err)
		return safe_borrow(owner) == &other ? err : -EINVAL;
	return *safe_borrow(owner) == 1 && !other;
}

static DEFINE_MUTEX(lock);

static int form_guard_or(void)
{
	calls++;
	safe_guard_or(mutex_try, mutex_is_locked(&lock) ? -EINVAL : -EIO, &lock);
	return mutex_is_locked(&lock);
}

static int form_scoped_guard_or(void)
{
	calls++;
	safe_scoped_guard_or(mutex_try, return mutex_is_locked(&lock) ? -EINVAL : -EIO,
			     &lock) return mutex_is_locked(&lock);
	return 0;
}

struct count {
	int n;
};
SAFE_LOCKED(counter, struct count, mutex);
static struct counter counter;

static int form_locked_or(void)
{
	safe_locked_init(&counter);
	safe_locked_or(counter, mutex_try, return -EIO, count, &counter) return ++count->n > 0;
	return 0;
}

static int (*const forms[])(void) = {
	form_try, form_try_errno, form_try_ptr, form_try_or,   form_try_goto,  form_try_probe,
	form_get, form_owned,	  form_open,	form_guard_or, form_locked_or, form_scoped_guard_or,
};

static void each_form_is_a_step(struct kunit *test)
{
	for (int i = 0; i < ARRAY_SIZE(forms); i++) {
		fail_step(test, 2);
		KUNIT_EXPECT_EQ_MSG(test, 1, forms[i](), "form %d", i);
		KUNIT_EXPECT_STREQ_MSG(test, "passed: 1\n", outcome(test), "form %d", i);
		KUNIT_EXPECT_EQ_MSG(test, -EIO, forms[i](), "form %d", i);
		KUNIT_EXPECT_EQ_MSG(test, 1, forms[i](), "form %d", i);
		KUNIT_EXPECT_EQ_MSG(test, 0, held, "form %d", i);
		KUNIT_EXPECT_FALSE(test, mutex_is_locked(&lock));
	}
}

static int three_steps(void)
{
	SAFE_TRY(number());
	safe_owned(thing, owner, thing_get());
	return safe_get(&calls, number()) ?: *safe_borrow(owner);
}

/* The Nth fails, those before it are called, those after it and itself are not. */
static void the_step_that_was_asked_for(struct kunit *test)
{
	for (unsigned int step = 1; step <= 3; step++) {
		fail_step(test, step);
		KUNIT_EXPECT_EQ(test, -EIO, three_steps());
		KUNIT_EXPECT_EQ(test, step == 3 ? 0 : step - 1, calls);
		KUNIT_EXPECT_EQ(test, 0, held);
	}
	fail_step(test, 4);
	KUNIT_EXPECT_EQ(test, 1, three_steps());
	KUNIT_EXPECT_STREQ(test, "passed: 3\n", outcome(test));
}

static void says_where(struct kunit *test)
{
	const char *text;

	fail_step(test, 2);
	KUNIT_EXPECT_EQ(test, -EIO, three_steps());
	text = outcome(test);
	KUNIT_EXPECT_TRUE(test, strstarts(text, "failed: 2, fault_test.c:"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, ", three_steps()\n"));
}

static void fails_once(struct kunit *test)
{
	fail_step(test, 1);
	KUNIT_EXPECT_EQ(test, -EIO, form_try());
	KUNIT_EXPECT_EQ(test, 1, form_try());
	fail_step(test, 1);
	fail_step(test, 0);
	KUNIT_EXPECT_EQ(test, 1, form_try());
	KUNIT_EXPECT_NE(test, 0, __safe_fault_set("one", NULL));
}

static void not_in_atomic_context_of_others(struct kunit *test)
{
	fail_step(test, 1);
	local_irq_disable();
	__irq_enter_raw();
	KUNIT_EXPECT_EQ(test, 1, form_try());
	__irq_exit_raw();
	local_irq_enable();
	KUNIT_EXPECT_EQ(test, -EIO, form_try());
}

static DECLARE_COMPLETION(other_done);

static int other_task(void *result)
{
	*(int *)result = form_try();
	complete(&other_done);
	return 0;
}

static void not_of_other_tasks(struct kunit *test)
{
	int result = 0;

	fail_step(test, 1);
	KUNIT_ASSERT_FALSE(test, IS_ERR(kthread_run(other_task, &result, "other")));
	wait_for_completion(&other_done);
	KUNIT_EXPECT_EQ(test, 1, result);
	KUNIT_EXPECT_EQ(test, -EIO, form_try());
}

/* Private data of a driver: -ENOMEM, as if there were no memory. */
struct private
{
	int *p;
};
__SAFE_DRIVER_PRIVATE(driver, struct private);

static int probe(struct device *dev, struct private *private)
{
	calls++;
	return 1;
}

static int probe_device(struct device *dev)
{
	return __safe_probe(driver, struct private, dev, dev, probe);
}

static void private_data(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "fault");

	KUNIT_ASSERT_FALSE(test, IS_ERR(dev));
	fail_step(test, 1);
	KUNIT_EXPECT_EQ(test, -ENOMEM, probe_device(dev));
	KUNIT_EXPECT_EQ(test, 0, calls);
	KUNIT_EXPECT_EQ(test, 1, probe_device(dev));
}

static void forget(struct kunit *test)
{
	__safe_fault_set("0", NULL);
}

static struct kunit_case cases[] = { KUNIT_CASE(each_form_is_a_step),
				     KUNIT_CASE(the_step_that_was_asked_for),
				     KUNIT_CASE(says_where),
				     KUNIT_CASE(fails_once),
				     KUNIT_CASE(not_in_atomic_context_of_others),
				     KUNIT_CASE(not_of_other_tasks),
				     KUNIT_CASE(private_data),
				     {} };

static struct kunit_suite suite = { .name = "safe_fault", .exit = forget, .test_cases = cases };

kunit_test_suite(suite);
MODULE_DESCRIPTION("injected failures");
MODULE_LICENSE("Dual MIT/GPL");
