// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Ways out of scopes that own or hold something. */
#include <safe/linux/clk.h>
#include <safe/linux/device.h>
#include <safe/linux/mutex.h>
#include <safe/linux/of.h>
#include <safe/linux/slab.h>
#include <safe/linux/spinlock.h>
#include <safe/short.h>

struct good_control_port {
	struct mutex lock;
	struct mutex other;
	spinlock_t queue;
	struct safe_clk clocks[3];
	union {
		struct safe_clk master;
		unsigned long rate;
	};
	bool is_master;
	int users;
};

/* good: early returns before, between and after two owners */
static int __used good_control_early_returns(struct device *dev, int step)
{
	if (step == 0)
		return -EINVAL;
	owned(clk, bus, safe_clk_get(dev, "bus"));
	if (step == 1)
		return 1;
	owned(clk, core, safe_clk_get(dev, "core"));
	if (step == 2)
		return clk_get_rate(borrow(core)) > 1000;
	return clk_get_rate(borrow(bus)) > 1000;
}

/* good: break, continue and return in a locked scope in a loop */
static int __used good_control_loop(struct good_control_port *ports, int n)
{
	for (int i = 0; i < n; i++) {
		safe_scoped_guard(mutex, &ports[i].lock) {
			if (ports[i].users < 0)
				break;
			if (!ports[i].users)
				continue;
			if (ports[i].users > 100)
				return -EBUSY;
			ports[i].users--;
		}
	}
	return 0;
}

/* good: an owner in a loop, with continue and break past its end */
static int __used good_control_owner_in_loop(struct device *dev, const char *const *names, int n)
{
	int fast = 0;

	for (int i = 0; i < n; i++) {
		owned(clk, clk, safe_clk_get(dev, names[i]));

		if (clk_get_rate(borrow(clk)) < 1000)
			continue;
		if (fast++ > 3)
			break;
	}
	return fast;
}

/* good: back to before an owner, which is given back on the way */
static int __used good_control_again(struct device *dev)
{
	int tries = 0;

again:
	if (tries++ > 3)
		return -ETIMEDOUT;
	owned(clk, bus, safe_clk_get(dev, "bus"));
	if (!clk_get_rate(borrow(bus)))
		goto again;
	return 0;
}

/* good: goto out of two scopes */
static int __used good_control_goto_out(struct good_control_port *port, struct device *dev)
{
	int ret = -EIO;

	safe_scoped_guard(mutex, &port->lock) {
		owned(clk, bus, safe_clk_get(dev, "bus"));

		if (!clk_get_rate(borrow(bus)))
			goto out;
		ret = 0;
	}
out:
	return ret;
}

/* good: guards nested, of different kinds */
static int __used good_control_nested(struct good_control_port *port)
{
	safe_guard(mutex, &port->lock);
	safe_guard(mutex, &port->other);
	safe_scoped_guard(spinlock_irqsave, &port->queue) {
		if (!port->users)
			return -ENOENT;
		port->users--;
	}
	return 0;
}

/* good: locked on one way only */
static int __used good_control_conditional(struct good_control_port *port, bool shared)
{
	if (shared) {
		safe_guard(mutex, &port->lock);
		return ++port->users;
	}
	return ++port->users;
}

/* good: a switch whose cases have scopes of their own */
static int __used good_control_switch(struct device *dev, struct good_control_port *port, int mode)
{
	switch (mode) {
	case 0: {
		owned(clk, bus, safe_clk_get(dev, "bus"));
		if (!clk_get_rate(borrow(bus)))
			break;
		return 1;
	}
	case 1:
		safe_scoped_guard(mutex, &port->lock)
			port->users++;
		fallthrough;
	case 2:
		return 2;
	default:
		break;
	}
	return 0;
}

/* good: moved in both branches, and not given back twice */
static int __used good_control_moved(struct device *dev, struct good_control_port *port, bool first)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

	if (first)
		safe_store(&port->clocks[0], move(bus));
	else
		safe_store(&port->clocks[1], move(bus));
	return 0;
}

/* good: moved on one way only; given back at the end of the scope on the other */
static int __used good_control_moved_sometimes(struct device *dev, struct good_control_port *port,
					       bool keep)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

	if (keep)
		safe_store(&port->clocks[2], move(bus));
	return keep;
}

/* good: owners in an array, filled and emptied in loops */
static int __used good_control_array(struct device *dev, struct good_control_port *port)
{
	static const char *const names[] = { "a", "b", "c" };

	for (int i = 0; i < ARRAY_SIZE(names); i++) {
		int ret = safe_open(&port->clocks[i], safe_clk_get(dev, names[i]));

		if (ret) {
			while (--i >= 0)
				safe_release(&port->clocks[i]);
			return ret;
		}
	}
	return 0;
}

/* good: an owner in a union, which another member tells of */
static void __used good_control_union(struct good_control_port *port)
{
	if (port->is_master)
		safe_release(&port->master);
	port->is_master = false;
	port->rate = 0;
}

/* good: an owner handed from function to function, and returned */
static struct safe_clk good_control_pass(struct safe_clk clk)
{
	return clk_get_rate(borrow(clk)) ? clk : safe_none(clk);
}

static int __used good_control_passed(struct device *dev, struct good_control_port *port)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

	safe_store(&port->master, good_control_pass(move(bus)));
	return 0;
}

/* good: declared empty, filled on one way, used on both */
static unsigned long __used good_control_filled_later(struct device *dev, bool external)
{
	SAFE_OWNER(clk, clk);

	if (external && safe_open(&clk, safe_clk_get(dev, "ext")))
		return 0;
	return clk_get_rate(borrow(clk));
}

/* good: a loop over nodes, left by return, in a locked scope */
static int __used good_control_nodes(struct good_control_port *port, struct device_node *parent)
{
	safe_guard(mutex, &port->lock);

	safe_for_each_child_of_node(parent, child) {
		if (of_node_name_eq(child, "port"))
			return 1;
		safe_for_each_child_of_node(child, endpoint) {
			if (of_node_name_eq(endpoint, "endpoint"))
				goto found;
		}
	}
	return 0;
found:
	return 2;
}

/* good: the kernel's own guard() and __free() beside ours, where there are any */
static int __used good_control_kernel_guard(struct good_control_port *port, struct device *dev)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));
#ifdef DEFINE_GUARD
	guard(mutex)(&port->lock);
#endif
	if (!clk_get_rate(borrow(bus)))
		return -EIO;
	return ++port->users;
}
