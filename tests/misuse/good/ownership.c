// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Owners in all the places where C lets a value be. */
#include <linux/clk.h>
#include <linux/list.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <safe/linux/clk.h>
#include <safe/linux/device.h>
#include <safe/linux/firmware.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/of.h>
#include <safe/linux/pm_runtime.h>
#include <safe/short.h>

/* good: owners in a structure in a structure, in an array, in a union that says which one it is */
struct good_ownership_port {
	struct safe_clk clocks[3];
	struct {
		struct safe_clk_prepared ready;
		struct safe_clk_running on;
	} power;
	union {
		struct safe_of_node node;
		struct safe_device device;
	} parent;
	bool by_node;
	struct safe_irq_disabled quiet;
	struct list_head list;
};
SAFE_DESTROY(struct good_ownership_port, clocks, power.ready, power.on, quiet);

/* good: several early returns behind several owners */
static int __used good_ownership_early_returns(struct device *dev, int mode)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));
	if (mode == 1)
		return -EINVAL;
	owned(clk, core, safe_clk_get(dev, "core"));
	if (mode == 2)
		return 0;
	owned(clk_running, on, safe_clk_prepare_enable(borrow(core)));
	return clk_set_rate(borrow(bus), clk_get_rate(borrow(on)));
}

/* good: moved away in one branch, elsewhere in the other */
static int __used good_ownership_move_in_branches(struct device *dev, struct good_ownership_port *port, bool first)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

	if (first)
		safe_store(&port->clocks[0], move(bus));
	else
		safe_store(&port->clocks[1], move(bus));
	return 0;
}

/* good: moved away in one branch only; the scope gives back what the other leaves */
static int __used good_ownership_move_in_one_branch(struct device *dev, struct good_ownership_port *port, bool keep)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

	if (keep)
		safe_store(&port->clocks[0], move(bus));
	return 0;
}

/* good: an owner in each round of a loop, with break, continue and return */
static int __used good_ownership_loop(struct device *dev, const char *const *names, int n)
{
	for (int i = 0; i < n; i++) {
		owned(clk, clk, safe_clk_get(dev, names[i]));

		if (!clk_get_rate(borrow(clk)))
			continue;
		if (i == 5)
			break;
		TRY(safe_clk_set_rate(borrow(clk), safe_hz(1000)));
	}
	return 0;
}

/* good: an array filled in a loop; what is there already when it fails is the destructor's */
static int __used good_ownership_array(struct device *dev, struct good_ownership_port *port)
{
	static const char *const names[] = { "bus", "core", "ref" };

	for (int i = 0; i < ARRAY_SIZE(port->clocks); i++)
		TRY(safe_open(&port->clocks[i], safe_clk_get(dev, names[i])));
	return 0;
}

/* good: an array of owners of this scope, each empty until it is filled */
static int __used good_ownership_local_array(struct device *dev)
{
	struct good_ownership_port port = { };
	int ret = good_ownership_array(dev, &port);

	safe_destroy_good_ownership_port(&port);
	return ret;
}

/* good: a union, of which another member says which owner it holds */
static void __used good_ownership_union(struct good_ownership_port *port, struct device *dev)
{
	if (port->by_node)
		safe_release(&port->parent.node);
	else
		safe_release(&port->parent.device);
	port->by_node = false;
	port->parent.device = (struct safe_device){ };
	if (safe_open(&port->parent.device, safe_get_device(dev)))
		return;
}

/* good: a switch with an owner in each case's own block */
static int __used good_ownership_switch(struct device *dev, int mode)
{
	switch (mode) {
	case 0: {
		owned(clk, bus, safe_clk_get(dev, "bus"));
		return clk_set_rate(borrow(bus), 1);
	}
	case 1: {
		owned(clk, core, safe_clk_get(dev, "core"));
		return clk_set_rate(borrow(core), 1);
	}
	default:
		return -EINVAL;
	}
}

/* good: goto backwards over an owner, and forwards out of its block */
static int __used good_ownership_goto(struct device *dev)
{
	int tries = 0;

again:
	{
		owned(clk, bus, safe_clk_get(dev, "bus"));

		if (!clk_get_rate(borrow(bus)) && tries++ < 3)
			goto again;
		if (tries == 3)
			goto out;
	}
	return 0;
out:
	return -ETIMEDOUT;
}

/* good: acquired only if wanted */
static int __used good_ownership_conditional(struct device *dev, bool wanted)
{
	SAFE_OWNER(clk, bus);
	SAFE_OWNER(clk_running, on);

	if (wanted) {
		TRY(safe_open(&bus, safe_clk_get(dev, "bus")));
		TRY(safe_open(&on, safe_clk_prepare_enable(borrow(bus))));
	}
	return 0;
}

/* good: with a message for a deferred probe, and with an own label */
static int __used good_ownership_open_forms(struct device *dev)
{
	SAFE_OWNER(clk, bus);
	SAFE_OWNER(clk, core);
	int err;

	TRY_PROBE(dev, safe_open(&bus, safe_clk_get(dev, "bus")), "no bus clock");
	TRY_GOTO(safe_open(&core, safe_clk_get(dev, "core")), err, fail);
	return 0;
fail:
	return err == -ENOENT ? 0 : err;
}

/* good: a function that returns an owner */
static struct safe_clk_result good_ownership_get(struct device *dev)
{
	return safe_clk_get(dev, "bus");
}

/* good: a function that hands an owner out after it has used it */
static struct safe_clk good_ownership_ready(struct device *dev)
{
	SAFE_OWNER(clk, bus);

	if (safe_open(&bus, good_ownership_get(dev)) || clk_set_rate(borrow(bus), 1))
		return safe_none(clk);
	return move(bus);
}

/* good: what such a function returns stored at once */
static void __used good_ownership_store_returned(struct device *dev, struct good_ownership_port *port)
{
	safe_store(&port->clocks[2], good_ownership_ready(dev));
}

/* good: a function that takes an owner, and gives it back */
static void good_ownership_drop(struct safe_clk clk)
{
	safe_clk_put(move(clk));
}

/* good: handed over to a function */
static int __used good_ownership_hand_over(struct device *dev)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

	good_ownership_drop(move(bus));
	return 0;
}

/* good: two owners change places */
static void __used good_ownership_swap(struct good_ownership_port *port)
{
	swap(port->clocks[0], port->clocks[1]);
}

/* good: the same variable opened again; the first is given back */
static int __used good_ownership_reopen(struct device *dev)
{
	SAFE_OWNER(clk, clk);

	TRY(safe_open(&clk, safe_clk_get(dev, "bus")));
	TRY(safe_open(&clk, safe_clk_get(dev, "core")));
	return clk_set_rate(borrow(clk), 1);
}

/* good: released early, released again, and once more by the scope */
static int __used good_ownership_release_early(struct device *dev)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

	safe_release(&bus);
	safe_release(&bus);
	return 0;
}

/* good: moved within a list of objects that own */
static void __used good_ownership_list(struct list_head *ports)
{
	struct good_ownership_port *port, *next;

	list_for_each_entry_safe(port, next, ports, list) {
		list_del(&port->list);
		safe_destroy_good_ownership_port(port);
		kfree(port);
	}
}

/* good: a state that is held by a structure, shown to calls that need it */
static int __used good_ownership_state(struct device *dev, struct good_ownership_port *port)
{
	TRY(safe_open(&port->clocks[0], safe_clk_get(dev, "bus")));
	TRY(safe_open(&port->power.ready, safe_clk_prepare(borrow(port->clocks[0]))));
	owned(clk_enabled, on, safe_clk_enable(&port->power.ready));
	return 0;
}

/* good: states nested, undone in reverse order */
static int __used good_ownership_nested_states(struct device *dev, unsigned int irq, struct clk *clk)
{
	owned(pm_active, on, safe_pm_runtime_resume_and_get(dev));
	owned(clk_running, running, safe_clk_prepare_enable(clk));
	owned(irq_disabled, quiet, safe_disable_irq(irq));
	owned(pm_active_auto, again, safe_pm_runtime_resume_and_get_autosuspend(dev));

	safe_pm_runtime_mark_last_busy(&again);
	return 0;
}

/* good: an optional clock, whose NULL is a clock that does nothing */
static int __used good_ownership_optional(struct device *dev)
{
	owned(clk, bus, safe_clk_get_optional(dev, "bus"));
	owned(clk_running, on, safe_clk_prepare_enable(borrow(bus)));

	return borrow(bus) ? 1 : 0;
}

/* good: bound to the device after it was used in the scope */
static int __used good_ownership_bind_later(struct device *dev)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

	TRY(safe_clk_set_rate(borrow(bus), safe_hz(1000)));
	return safe_clk_bind(dev, move(bus));
}

/* good: in a function that returns a pointer */
static void *__used good_ownership_returns_pointer(struct device *dev, struct good_ownership_port *port)
{
	SAFE_OWNER(clk, bus);

	TRY_PTR(safe_open(&bus, safe_clk_get(dev, "bus")));
	safe_store(&port->clocks[0], move(bus));
	return port;
}

/* good: an owner that lives as long as the module */
static struct safe_clk good_ownership_static;

static int __used good_ownership_in_static(struct device *dev)
{
	TRY(safe_open(&good_ownership_static, safe_clk_get(dev, "bus")));
	safe_release(&good_ownership_static);
	return 0;
}

/* good: out of these headers' care, and back */
static int __used good_ownership_escape(struct device *dev, struct good_ownership_port *port)
{
	struct clk *raw;

	owned(clk, bus, safe_clk_get(dev, "bus"));
	/* SAFETY: given back two lines further down. */
	raw = unsafe_take(bus);
	/* SAFETY: that is the reference just taken out. */
	safe_store(&port->clocks[0], unsafe_own(clk, raw));
	return 0;
}
