/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Injected failures: every way out of a driver's probe, taken once and on purpose.
 *
 * This file is included only where SAFE_FAULT_INJECTION is defined. Elsewhere the macros below are
 * nothing, and the driver is compiled as if they did not exist.
 *
 * Invariants
 *   - A step is whatever opens a result or an errno: SAFE_TRY() and its kin, safe_get(), safe_owned(),
 *     safe_open(), the kinds of safe_guard_or() that may fail, and the private data of a driver.
 *   - A step that is to fail does so before its expression is evaluated: nothing was called, so
 *     nothing was acquired. What is missing afterwards, or left behind, is the driver's doing.
 *   - Counted are the steps of one module, and of the task that asked for it, in process context. One
 *     of them fails, with -EIO; then everything is as ever, until it is asked for again.
 *
 * Example: the driver's Kbuild names one of the module's files, which gets the module's parameter
 *
 *	SAFE_FAULTS := port.o
 *	include $(src)/safe-headers/safe/kbuild.mk
 *
 * and a shell, or a program, fails one step after the other, until there are no more:
 *
 *	cd /sys/bus/pci/drivers/port
 *	echo 0000:00:02.0 > unbind
 *	echo 3 > /sys/module/port/parameters/safe_fail_step	# of this shell's: the third from now on
 *	echo 0000:00:02.0 > bind				# Input/output error
 *	cat /sys/module/port/parameters/safe_fail_step		# failed: 3, port.c:152, port_init_irq()
 *
 * For what a module does when it is loaded: insmod port.ko safe_fail_step=3. The kernel's log says
 * which step it was. 0 asks for nothing any more. Read before a step has failed, the parameter says
 * how many there were until then.
 *
 * What misuse gives
 *   SAFE_FAULT_INJECTION without SAFE_FAULT_PARAMETER in one of the module's files
 *					error: "__safe_fault_step_..." undefined (modpost)
 *   SAFE_FAULT_PARAMETER in several	error: multiple definition of '__safe_fault_step_...' (ld)
 *
 * What it cannot do: fail an errno that is returned as it is ("return safe_x();") or stored ("ret =
 * safe_x();"): these are plain calls. Who opens the result of the function around it has the step. Nor
 * unsafe_unchecked(), nor the allocations within the kernel's functions: for those there are failslab
 * and fail_page_alloc.
 */
#ifndef SAFE_CORE_FAULT_H
#define SAFE_CORE_FAULT_H

#include <linux/compiler.h>

/* Named after the module, since several may be built into a kernel. */
#define __safe_fault_step	__PASTE(__safe_fault_step_, __KBUILD_MODNAME)

/* 0, or the errno with which this step fails. */
int __safe_fault_step(const char *file, int line, const char *function);

#define __safe_fault_here()	__safe_fault_step(__FILE__, __LINE__, __func__)

/*
 * First in the block that opens a result @r: if this step is to fail, @r is an errno, and @leave is
 * what is done with it. A declaration, as those that follow it.
 */
#define __safe_fault(r, leave)	__safe_fault_1(__UNIQUE_ID(safe_fault), r, leave)
#define __safe_fault_1(step, r, leave)							\
	const int step __maybe_unused = ({						\
		int r = __safe_fault_here();						\
											\
		if (unlikely(r))							\
			leave;								\
		r;									\
	});

/* The errno of a call that opens a result and gives one; then, where there is a variable, zero in it. */
#define __safe_fault_get(to, call)							\
	safe_checked(({									\
		int __safe_step = __safe_fault_here();					\
											\
		if (unlikely(__safe_step))						\
			*(to) = (typeof(*(to)))0;					\
		else									\
			__safe_step = call;						\
		__safe_step;								\
	}))
#define __safe_fault_open(call)								\
	safe_checked(({									\
		int __safe_step = __safe_fault_here();					\
											\
		unlikely(__safe_step) ? __safe_step : call;				\
	}))

/* A guard, or one that did not get the lock. */
#define __safe_fault_guard(type, held)							\
	({ __safe_fault_here() ? (type){ } : held; })

#ifdef SAFE_FAULT_PARAMETER
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>

/* Who asked, if no step has failed since, and what failed. Others than the task only compare. */
static struct {
	const struct task_struct *task;
	unsigned int fails, steps;
	const char *file, *function;
	int line;
} __safe_fault_state;

int __safe_fault_step(const char *file, int line, const char *function)
{
	if (READ_ONCE(__safe_fault_state.task) != current || !in_task())
		return 0;
	if (++__safe_fault_state.steps != __safe_fault_state.fails)
		return 0;

	__safe_fault_state.file = kbasename(file);
	__safe_fault_state.line = line;
	__safe_fault_state.function = function;
	WRITE_ONCE(__safe_fault_state.task, NULL);
	printk(KERN_INFO KBUILD_MODNAME ": step %u fails: %s:%d, %s()\n", __safe_fault_state.steps,
		__safe_fault_state.file, line, function);
	return -EIO;
}

static int __safe_fault_set(const char *text, const struct kernel_param *param)
{
	unsigned int fails;
	int err = kstrtouint(text, 0, &fails);

	if (err)
		return err;

	WRITE_ONCE(__safe_fault_state.task, NULL);
	__safe_fault_state.fails = fails;
	__safe_fault_state.steps = 0;
	__safe_fault_state.file = NULL;
	if (fails)
		WRITE_ONCE(__safe_fault_state.task, current);
	return 0;
}

static int __safe_fault_show(char *text, const struct kernel_param *param)
{
	if (__safe_fault_state.file)
		return scnprintf(text, PAGE_SIZE, "failed: %u, %s:%d, %s()\n",
				 __safe_fault_state.steps, __safe_fault_state.file,
				 __safe_fault_state.line, __safe_fault_state.function);
	return scnprintf(text, PAGE_SIZE, "passed: %u\n", __safe_fault_state.steps);
}

static const struct kernel_param_ops __safe_fault_ops = {
	.set = __safe_fault_set,
	.get = __safe_fault_show,
};
module_param_cb(safe_fail_step, &__safe_fault_ops, NULL, 0600);
MODULE_PARM_DESC(safe_fail_step, "the step of this task that is to fail, from now on");
#endif

#endif
