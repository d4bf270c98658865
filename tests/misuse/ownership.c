// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Ownership: what is acquired is given back exactly once, on every way out; states and references
 * likewise; managed and unmanaged handles do not mix.
 */
#include <linux/clk.h>
#include <linux/firmware.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <safe/linux/clk.h>
#include <safe/linux/device.h>
#include <safe/linux/file.h>
#include <safe/linux/firmware.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/module.h>
#include <safe/linux/of.h>
#include <safe/linux/pm_runtime.h>
#include <safe/linux/sched/mm.h>
#include <safe/linux/workqueue.h>
#include <safe/short.h>

struct ownership_port {
	struct safe_clk bus;
	struct safe_clk_prepared prepared;
	struct safe_clk_running on;
	struct safe_pm_active active;
	struct clk *borrowed;
	unsigned long rate;
};

/* case 2: the acquired handle kept as a raw pointer, which nobody puts on the error path */
static int __used ownership_raw_pointer(struct device *dev, struct ownership_port *port)
{
#ifdef MISTAKE
	port->borrowed = safe_clk_get(dev, "bus");	/* error: incompatible types|assigning to .* from incompatible type */
#else
	owned(clk, bus, safe_clk_get(dev, "bus"));
	safe_store(&port->bus, move(bus));
#endif
	return 0;
}

/* case 2: an acquired handle opened by TRY(), which would leave nobody to give it back */
static int __used ownership_try(struct device *dev)
{
#ifdef MISTAKE
	clk_set_rate(TRY(safe_clk_get(dev, "bus")), 1000);	/* error: an owner is opened by owned\(\), not by TRY\(\) */
#else
	owned(clk, bus, safe_clk_get(dev, "bus"));
	clk_set_rate(borrow(bus), 1000);
#endif
	return 0;
}

/* case 2: prepared and enabled, but the result, which is what undoes it, is only tested */
static int __used ownership_enabled_for_ever(struct clk *clk)
{
#ifdef MISTAKE
	int ret = safe_clk_prepare_enable(clk);	/* error: incompatible types|initializing .* with an expression of incompatible type */

	return ret;
#else
	owned(clk_running, on, safe_clk_prepare_enable(clk));
	return 0;
#endif
}

/* case 2: an error path jumps past the declaration of an owner, which is released all the same */
static int __used ownership_goto_past(struct device *dev, bool simple)
{
#ifdef MISTAKE
	int ret = -EINVAL;

	if (simple)
		goto out;	/* kbuild: jump skips|cannot jump from this goto statement */
	owned(clk, bus, safe_clk_get(dev, "bus"));
	ret = clk_set_rate(borrow(bus), 1000);
out:
	return ret;
#else
	if (simple)
		return -EINVAL;
	owned(clk, bus, safe_clk_get(dev, "bus"));
	return clk_set_rate(borrow(bus), 1000);
#endif
}

/* case 2: a case label behind an owner of the same block */
static int __used ownership_switch_past(struct device *dev, int mode)
{
#ifdef MISTAKE
	switch (mode) {
	case 0:;
		owned(clk, bus, safe_clk_get(dev, "bus"));
		return clk_set_rate(borrow(bus), 1000);
	case 1:		/* kbuild: switch jumps over|cannot jump from switch statement */
		return 0;
	}
#else
	switch (mode) {
	case 0: {
		owned(clk, bus, safe_clk_get(dev, "bus"));
		return clk_set_rate(borrow(bus), 1000);
	}
	case 1:
		return 0;
	}
#endif
	return -EINVAL;
}

/* case 2: what was found is a reference, and goes on as a plain pointer */
static struct device_node *__used ownership_node_leaks(void)
{
#ifdef MISTAKE
	return safe_of_find_node_by_path("/cpus");	/* error: incompatible types|returning .* from a function with incompatible result type */
#else
	SAFE_OWNER(of_node, cpus);

	if (safe_open(&cpus, safe_of_find_node_by_path("/cpus")))
		return NULL;
	/* SAFETY: the caller puts it, as of_find_node_by_path() has its callers do. */
	return unsafe_take(cpus);
#endif
}

/* case 2: a structure whose destructor forgets an owned member */
struct ownership_forgets {
	struct safe_clk bus;
	struct safe_clk_running on;
};
#ifdef MISTAKE
SAFE_DESTROY(struct ownership_forgets, bus);	/* lint: struct ownership_forgets owns 'on', which SAFE_DESTROY() does not name */
#else
SAFE_DESTROY(struct ownership_forgets, bus, on);
#endif

/* case 2: a destructor told to give back what the structure only borrows */
#ifdef MISTAKE
SAFE_DESTROY(struct ownership_port, bus, borrowed);	/* error: not compatible with any (generic )?association */
#else
SAFE_DESTROY(struct ownership_port, bus, prepared, on, active);
#endif

/* case 2: the structure freed while it owns something */
static void __used ownership_freed_while_owning(struct ownership_port *port)
{
#ifdef MISTAKE
	kfree(port);	/* run time: owner.freed_while_owning with CONFIG_DEBUG_OBJECTS_FREE the kernel names the place that stored it */
#else
	safe_destroy_ownership_port(port);
	kfree(port);
#endif
}

/* case 2: what was stored is overwritten by plain assignment: the old one leaks */
static int __used ownership_overwritten(struct device *dev, struct ownership_port *port)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

#ifdef MISTAKE
	port->bus = move(bus);	/* lint: assignment to an owner; safe_store() gives back what was there */
#else
	safe_store(&port->bus, move(bus));
#endif
	return 0;
}

/* case 2: a raw pointer stored where an owner belongs */
static void __used ownership_store_raw(struct ownership_port *port, struct clk *clk)
{
#ifdef MISTAKE
	safe_store(&port->bus, clk);	/* error: invalid initializer|initializing .* with an expression of incompatible type */
#else
	/* SAFETY: the caller handed over its reference. */
	safe_store(&port->bus, unsafe_own(clk, clk));
#endif
}

/* case 2: an owner of one kind stored as one of another kind, which would be undone by the wrong function */
static int __used ownership_wrong_kind(struct clk *clk, struct ownership_port *port)
{
	owned(clk_running, on, safe_clk_prepare_enable(clk));

#ifdef MISTAKE
	safe_store(&port->prepared, move(on));	/* error: invalid initializer|initializing .* with an expression of incompatible type */
#else
	safe_store(&port->on, move(on));
#endif
	return 0;
}

/* case 3: pm_runtime_get_sync(), which counts the device even if it fails */
static int __used ownership_get_sync(struct device *dev)
{
#ifdef MISTAKE
	int ret = safe_pm_runtime_get_sync(dev);	/* error: implicit declaration of function|call to undeclared function */

	if (ret < 0)
		return ret;
	pm_runtime_put(dev);
#else
	owned(pm_active, on, safe_pm_runtime_resume_and_get(dev));
#endif
	return 0;
}

/* case 3: the device is resumed, and the put is forgotten on one way out */
static int __used ownership_pm_error_path(struct device *dev, struct clk *clk)
{
#ifdef MISTAKE
	int ret = safe_pm_runtime_resume_and_get(dev);	/* error: incompatible types|initializing .* with an expression of incompatible type */

	if (ret)
		return ret;
	ret = clk_set_rate(clk, 1000);
	if (ret)
		return ret;
	pm_runtime_put(dev);
#else
	owned(pm_active, on, safe_pm_runtime_resume_and_get(dev));
	TRY(safe_clk_set_rate(clk, safe_hz(1000)));
#endif
	return 0;
}

/* case 3: put of a device that this code did not get */
static void __used ownership_pm_put(struct device *dev, struct ownership_port *port)
{
#ifdef MISTAKE
	safe_release(dev);		/* error: not compatible with any (generic )?association */
#else
	safe_release(&port->active);
#endif
}

static void ownership_reset_hardware(const struct safe_pm_active *active)
{
	dev_dbg(active->__value, "reset\n");
}

/* case 3: hardware touched by a helper that was not shown a powered device */
static int __used ownership_pm_unproved(struct device *dev)
{
#ifdef MISTAKE
	ownership_reset_hardware(dev);	/* error: incompatible pointer type */
#else
	owned(pm_active, on, safe_pm_runtime_resume_and_get(dev));
	ownership_reset_hardware(&on);
#endif
	return 0;
}

/* case 3: a clock enabled that nobody prepared */
static int __used ownership_not_prepared(struct clk *clk, struct ownership_port *port)
{
#ifdef MISTAKE
	owned(clk_enabled, on, safe_clk_enable(clk));	/* error: incompatible pointer type */
#else
	owned(clk_enabled, on, safe_clk_enable(&port->prepared));
#endif
	return 0;
}

/* case 3: whether a state is held said by another one */
static int __used ownership_wrong_state(struct clk *clk)
{
	owned(clk_running, on, safe_clk_prepare_enable(clk));

#ifdef MISTAKE
	owned(clk_enabled, twice, safe_clk_enable(&on));	/* error: incompatible pointer type */
#else
	owned(clk_prepared, ready, safe_clk_prepare(clk));
	owned(clk_enabled, twice, safe_clk_enable(&ready));
#endif
	return 0;
}

/* case 3: an interrupt line enabled that this code did not disable */
static int __used ownership_enable_irq(unsigned int irq)
{
#ifdef MISTAKE
	safe_enable_irq(irq);	/* error: incompatible type for argument|passing .* to parameter of incompatible type|too (few|many) arguments */
#else
	owned(irq_disabled, quiet, safe_disable_irq(irq));
#endif
	return 0;
}

/* case 4: acquired, and the result ignored */
static void __used ownership_ignored(struct device *dev)
{
#ifdef MISTAKE_LATE
	safe_pm_runtime_resume_and_get(dev);	/* error: ignoring return value */
#else
	SAFE_OWNER(pm_active, on);

	if (safe_open(&on, safe_pm_runtime_resume_and_get(dev)))
		return;
#endif
}

/* case 4: opened in plain sight, and the errno ignored */
static void __used ownership_open_ignored(struct device *dev)
{
	SAFE_OWNER(clk, bus);

#ifdef MISTAKE_LATE
	safe_open(&bus, safe_clk_get(dev, "bus"));	/* error: ignoring return value */
#else
	if (safe_open(&bus, safe_clk_get(dev, "bus")))
		return;
#endif
}

/* case 5: put by hand, and once more at the end of the scope */
static int __used ownership_put_twice(struct device *dev)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

#ifdef MISTAKE
	safe_clk_put(borrow(bus));	/* error: incompatible type for argument|passing .* to parameter of incompatible type */
#else
	safe_clk_put(move(bus));
#endif
	return 0;
}

/* case 5: handed to the function that puts it, without giving it up */
static int __used ownership_released_pointer(struct device *dev, struct ownership_port *port)
{
#ifdef MISTAKE
	safe_clk_put(&port->bus);	/* error: incompatible type for argument|passing .* to parameter of incompatible type */
#else
	safe_clk_put(move(port->bus));
#endif
	return 0;
}

/* case 5: an owner copied: both are given back */
static int __used ownership_copied(struct device *dev, struct ownership_port *port)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

#ifdef MISTAKE
	safe_store(&port->bus, bus);	/* lint: 'bus' is an owner and copied: say move(bus) */
#else
	safe_store(&port->bus, move(bus));
#endif
	return 0;
}

/* case 5: used after it was moved away */
static int __used ownership_used_after_move(struct device *dev, struct ownership_port *port)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

#ifdef MISTAKE
	safe_store(&port->bus, move(bus));
	return clk_set_rate(borrow(bus), 1000);	/* run time: owner.moved_from_is_empty it is a clock that does nothing, not one that was put */
#else
	TRY(safe_clk_set_rate(borrow(bus), safe_hz(1000)));
	safe_store(&port->bus, move(bus));
	return 0;
#endif
}

/* case 5: the borrowed pointer kept for longer than the scope that owns */
static int __used ownership_borrowed_too_long(struct device *dev, struct ownership_port *port)
{
#ifdef MISTAKE
	owned(clk, bus, safe_clk_get(dev, "bus"));

	port->borrowed = borrow(bus);	/* never: C knows no lifetimes; the device-bound form is the one that lasts */
#else
	port->borrowed = TRY(safe_devm_clk_get(dev, "bus"));
#endif
	return 0;
}

/* case 5: a reference given up that was only borrowed */
static void __used ownership_put_borrowed(struct mm_struct *mm)
{
#ifdef MISTAKE
	safe_mmput(mm);	/* error: incompatible type for argument|passing .* to parameter of incompatible type */
#else
	SAFE_OWNER(mm, held);

	if (safe_open(&held, safe_mmget(mm)))
		return;
#endif
}

/* case 5: two kinds of references to one object confused: the one that keeps its mappings, and the other */
static int __used ownership_wrong_reference(struct mm_struct *mm)
{
	owned(mm_struct, held, safe_mmgrab(mm));

#ifdef MISTAKE
	safe_mmput(move(held));	/* error: incompatible type for argument|passing .* to parameter of incompatible type */
#else
	safe_mmdrop(move(held));
#endif
	return 0;
}

/* case 6: the device's clock put as if it were ours */
static int __used ownership_managed_put(struct device *dev)
{
	struct clk *clk = TRY(safe_devm_clk_get(dev, "bus"));

#ifdef MISTAKE
	safe_clk_put(clk);	/* error: incompatible type for argument|passing .* to parameter of incompatible type */
#endif
	return clk_set_rate(clk, 1000);
}

/* case 6: a managed handle stored as an owned one */
static int __used ownership_managed_stored(struct device *dev, struct ownership_port *port)
{
#ifdef MISTAKE
	return safe_open(&port->bus, safe_devm_clk_get(dev, "bus"));	/* error: has no member named|no member named */
#else
	return safe_open(&port->bus, safe_clk_get(dev, "bus"));
#endif
}

/* case 6: a managed handle declared as an owner */
static int __used ownership_managed_owned(struct device *dev)
{
#ifdef MISTAKE
	owned(clk, bus, safe_devm_clk_get(dev, "bus"));	/* error: invalid initializer|initializing .* with an expression of incompatible type */

	return clk_set_rate(borrow(bus), 1000);
#else
	return clk_set_rate(TRY(safe_devm_clk_get(dev, "bus")), 1000);
#endif
}

/* case 6: what the scope owns bound to a device as well */
static int __used ownership_bound_borrowed(struct device *dev)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

#ifdef MISTAKE
	return safe_clk_bind(dev, borrow(bus));	/* error: incompatible type for argument|passing .* to parameter of incompatible type */
#else
	return safe_clk_bind(dev, move(bus));
#endif
}

/* case 6: a managed allocation freed by hand */
static int __used ownership_managed_freed(struct device *dev)
{
#ifdef MISTAKE
	safe_devm_kfree(dev, NULL);	/* error: implicit declaration of function|call to undeclared function */
#endif
	return 0;
}
