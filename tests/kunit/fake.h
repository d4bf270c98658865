/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What the suites need in place of devices.
 */
#ifndef FAKE_H
#define FAKE_H

#include <kunit/test.h>
#include <linux/sched.h>
#include <linux/types.h>

#define FAKE_IO_SIZE 4096U

/**
 * fake_io() - a block of registers, zeroed, which ends with the test
 * @test: the test
 *
 * Return: FAKE_IO_SIZE bytes, reached like any device's; one block at a time.
 */
void __iomem *fake_io(struct kunit *test);

/* The memory behind that block, where a test sees what a driver wrote. */
void *fake_io_memory(void);

/* What was read and written (in accesses, not bytes) since fake_io(); 0 where nobody counts. */
unsigned int fake_io_accesses(void);

/* The @nth allocation of this task from now on fails: 1 is the next one. */
static inline void fake_allocation_failure(unsigned int nth)
{
	current->fail_nth = nth;
}

/* Allocations succeed again. True if the one that was to fail was reached. */
static inline bool fake_allocation_failed(void)
{
	bool failed = !current->fail_nth;

	current->fail_nth = 0;
	return failed;
}

#endif
