// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Results: every convention of failure becomes an errno from -4095 to -1, and
 * nothing else does.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/xarray.h>
#include <safe/core/result.h>

static const long errnos[] = { -1, -EINVAL, -MAX_ERRNO };

static int try_int(struct safe_int_result r)
{
	int value = SAFE_TRY(r);

	return value + 1;
}

static long try_pointer(struct safe_void_ptr_result r)
{
	void *p = SAFE_TRY(r);

	return p ? 1 : 0;
}

static int try_errno(int err)
{
	SAFE_TRY(safe_checked(err));
	return 1;
}

static bool try_or(struct safe_int_result r)
{
	return SAFE_TRY_OR(r, false) >= 0;
}

static void *try_ptr(struct safe_int_result r)
{
	int value = SAFE_TRY_PTR(r);

	return (void *)(long)(value + 1);
}

static int try_goto(struct safe_int_result r, int *undone)
{
	int err, value;

	value = SAFE_TRY_GOTO(r, err, undo);
	return value;
undo:
	++*undone;
	return err;
}

static void numbers(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 1, try_int(safe_from_errno_or_value(int, 0)));
	KUNIT_EXPECT_EQ(test, 2, try_int(safe_from_errno_or_value(int, 1)));
	KUNIT_EXPECT_EQ(test, INT_MAX, try_int(safe_from_errno_or_value(int, INT_MAX - 1)));
	for (int i = 0; i < ARRAY_SIZE(errnos); i++) {
		KUNIT_EXPECT_EQ(test, errnos[i], try_int(safe_from_errno_or_value(int, errnos[i])));
		KUNIT_EXPECT_EQ(test, errnos[i], try_int(safe_from_errno(int, errnos[i])));
	}
}

static void error_pointers(struct kunit *test)
{
	int object;

	KUNIT_EXPECT_EQ(test, 1, try_pointer(safe_from_err_ptr(void_ptr, &object)));
	KUNIT_EXPECT_EQ(test, 0, try_pointer(safe_from_err_ptr(void_ptr, NULL)));
	/* One below the error pointers is a pointer. */
	KUNIT_EXPECT_EQ(test, 1,
			try_pointer(safe_from_err_ptr(void_ptr, (void *)(-MAX_ERRNO - 1L))));
	for (int i = 0; i < ARRAY_SIZE(errnos); i++)
		KUNIT_EXPECT_EQ(test, errnos[i],
				try_pointer(safe_from_err_ptr(void_ptr, ERR_PTR(errnos[i]))));
}

static void null_is_an_errno(struct kunit *test)
{
	int object;

	KUNIT_EXPECT_EQ(test, 1, try_pointer(safe_from_null(void_ptr, &object, -ENOMEM)));
	KUNIT_EXPECT_EQ(test, -ENOMEM, try_pointer(safe_from_null(void_ptr, NULL, -ENOMEM)));
	KUNIT_EXPECT_EQ(test, -MAX_ERRNO, try_pointer(safe_from_null(void_ptr, NULL, -MAX_ERRNO)));
}

static void xarray_entries(struct kunit *test)
{
	int object;

	KUNIT_EXPECT_EQ(test, 1, try_pointer(safe_from_xa_err(void_ptr, &object)));
	KUNIT_EXPECT_EQ(test, 0, try_pointer(safe_from_xa_err(void_ptr, NULL)));
	KUNIT_EXPECT_EQ(test, 1, try_pointer(safe_from_xa_err(void_ptr, xa_mk_value(0))));
	KUNIT_EXPECT_EQ(test, 1, try_pointer(safe_from_xa_err(void_ptr, XA_ZERO_ENTRY)));
	for (int i = 0; i < ARRAY_SIZE(errnos); i++) {
		void *entry = xa_mk_internal(errnos[i]);

		KUNIT_EXPECT_EQ(test, xa_err(entry),
				try_pointer(safe_from_xa_err(void_ptr, entry)));
	}
}

static void bytes_that_were_not_copied(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 0, safe_from_not_copied(0));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_from_not_copied(1));
	KUNIT_EXPECT_EQ(test, -EFAULT, safe_from_not_copied(ULONG_MAX));
}

static void pcibios_codes(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 0, safe_from_pcibios(PCIBIOS_SUCCESSFUL));
	KUNIT_EXPECT_EQ(test, -ENODEV, safe_from_pcibios(PCIBIOS_DEVICE_NOT_FOUND));
	KUNIT_EXPECT_LT(test, safe_from_pcibios(PCIBIOS_BAD_REGISTER_NUMBER), 0);
	KUNIT_EXPECT_EQ(test, -EIO, safe_from_pcibios(-EIO));
}

static void ways_to_open(struct kunit *test)
{
	struct safe_int_result good = safe_from_errno_or_value(int, 7);
	struct safe_int_result bad = safe_from_errno(int, -EBUSY);
	int value = 1, undone = 0;

	KUNIT_EXPECT_EQ(test, 1, try_errno(0));
	KUNIT_EXPECT_EQ(test, -EBUSY, try_errno(-EBUSY));
	KUNIT_EXPECT_TRUE(test, try_or(good));
	KUNIT_EXPECT_FALSE(test, try_or(bad));
	KUNIT_EXPECT_PTR_EQ(test, (void *)8, try_ptr(good));
	KUNIT_EXPECT_PTR_EQ(test, ERR_PTR(-EBUSY), try_ptr(bad));
	KUNIT_EXPECT_EQ(test, 7, try_goto(good, &undone));
	KUNIT_EXPECT_EQ(test, 0, undone);
	KUNIT_EXPECT_EQ(test, -EBUSY, try_goto(bad, &undone));
	KUNIT_EXPECT_EQ(test, 1, undone);
	KUNIT_EXPECT_EQ(test, 0, safe_get(&value, good));
	KUNIT_EXPECT_EQ(test, 7, value);
	KUNIT_EXPECT_EQ(test, -EBUSY, safe_get(&value, bad));
	KUNIT_EXPECT_EQ(test, 0, value);
}

static struct safe_int_result counted(int *calls)
{
	++*calls;
	return safe_from_errno_or_value(int, *calls);
}

static int try_counted(int *calls)
{
	return SAFE_TRY(counted(calls));
}

static void evaluated_once(struct kunit *test)
{
	int calls = 0, value;

	KUNIT_EXPECT_EQ(test, 1, try_counted(&calls));
	KUNIT_EXPECT_EQ(test, 0, safe_get(&value, counted(&calls)));
	KUNIT_EXPECT_EQ(test, 2, value);
	KUNIT_EXPECT_EQ(test, 2, calls);
}

static struct kunit_case cases[] = { KUNIT_CASE(numbers),
				     KUNIT_CASE(error_pointers),
				     KUNIT_CASE(null_is_an_errno),
				     KUNIT_CASE(xarray_entries),
				     KUNIT_CASE(bytes_that_were_not_copied),
				     KUNIT_CASE(pcibios_codes),
				     KUNIT_CASE(ways_to_open),
				     KUNIT_CASE(evaluated_once),
				     {} };

static struct kunit_suite suite = { .name = "safe_result", .test_cases = cases };
kunit_test_suite(suite);
MODULE_DESCRIPTION("results of all conventions");
MODULE_LICENSE("Dual MIT/GPL");
