// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Control flow: ways out of a scope, and functions in which TRY() would return what it should not. */
#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <safe/linux/clk.h>
#include <safe/linux/device.h>
#include <safe/linux/mutex.h>
#include <safe/linux/of.h>
#include <safe/linux/spinlock.h>
#include <safe/short.h>

struct control_port {
	struct mutex lock;
	spinlock_t queue_lock;
	struct safe_clk bus;
	int users;
};

/* case 22: TRY() in a function that returns bool, where the errno is true */
static bool __used control_try_in_bool(struct clk *clk)
{
#ifdef MISTAKE
	TRY(safe_clk_set_rate(clk, safe_hz(1000)));	/* error: in boolean context|to a boolean */
#else
	TRY_OR(safe_clk_set_rate(clk, safe_hz(1000)), false);
#endif
	return true;
}

/* case 22: TRY() in a function that returns an unsigned number */
static unsigned int __used control_try_in_unsigned(struct clk *clk)
{
#ifdef MISTAKE
	return TRY(safe_clk_round_rate(clk, safe_hz(1000)));	/* error: may change the sign|changes signedness */
#else
	return TRY_OR(safe_clk_round_rate(clk, safe_hz(1000)), 0);
#endif
}

/* case 22: TRY() in a function that returns a size */
static size_t __used control_try_in_size(struct clk *clk)
{
#ifdef MISTAKE
	TRY(safe_clk_set_rate(clk, safe_hz(1000)));	/* error: may change the sign|changes signedness */
#else
	TRY_OR(safe_clk_set_rate(clk, safe_hz(1000)), 0);
#endif
	return 4;
}

/* case 22: TRY() in a function that returns a byte */
static u8 __used control_try_in_byte(struct clk *clk)
{
#ifdef MISTAKE
	TRY(safe_clk_set_rate(clk, safe_hz(1000)));	/* error: may change value|changes value|loses integer precision */
#else
	TRY_OR(safe_clk_set_rate(clk, safe_hz(1000)), 0);
#endif
	return 4;
}

/* case 22: TRY() in an interrupt handler, where the errno is no irqreturn_t */
static irqreturn_t __used control_try_in_enum(struct clk *clk)
{
#ifdef MISTAKE
	TRY(safe_clk_set_rate(clk, safe_hz(1000)));	/* error: implicit conversion from 'enum|changes signedness */
#else
	TRY_OR(safe_clk_set_rate(clk, safe_hz(1000)), IRQ_NONE);
#endif
	return IRQ_HANDLED;
}

/* case 22: TRY() in a function whose result is a netdev_tx_t */
static netdev_tx_t __used control_try_in_signed_enum(struct clk *clk)
{
#ifdef MISTAKE
	TRY(safe_clk_set_rate(clk, safe_hz(1000)));	/* error: implicit conversion from */
#else
	TRY_OR(safe_clk_set_rate(clk, safe_hz(1000)), NETDEV_TX_BUSY);
#endif
	return NETDEV_TX_OK;
}

/* case 22: an owner opened in a function that returns bool */
static bool __used control_owned_in_bool(struct device *dev)
{
#ifdef MISTAKE
	owned(clk, bus, safe_clk_get(dev, "bus"));	/* error: in boolean context|to a boolean */
#else
	SAFE_OWNER(clk, bus);

	if (safe_open(&bus, safe_clk_get(dev, "bus")))
		return false;
#endif
	return clk_get_rate(borrow(bus)) > 1000;
}

/* case 1: TRY() in a function that returns a pointer, so that its caller takes the errno for one */
static struct clk *__used control_try_in_pointer(struct device *dev)
{
#ifdef MISTAKE
	return TRY(safe_devm_clk_get(dev, "bus"));	/* error: makes pointer from integer|integer to pointer conversion */
#else
	return TRY_PTR(safe_devm_clk_get(dev, "bus"));
#endif
}

/* case 4: TRY() in a function that returns nothing, so that nobody hears of the failure */
static void __used control_try_in_void(struct clk *clk)
{
#ifdef MISTAKE
	TRY(safe_clk_set_rate(clk, safe_hz(1000)));	/* error: in function returning void|should not return a value */
#else
	if (safe_clk_set_rate(clk, safe_hz(1000)))
		pr_warn("the rate stays as it was\n");
#endif
}

/* case 2: goto past an owner, which is given back without having been acquired */
static int __used control_goto_past_owner(struct device *dev, bool external)
{
#ifdef MISTAKE
	if (external)
		goto out;			/* kbuild: jump skips variable initialization|cannot jump from this goto */
	owned(clk, bus, safe_clk_get(dev, "bus"));
	return clk_get_rate(borrow(bus)) > 1000;
out:
	return 0;
#else
	if (!external) {
		owned(clk, bus, safe_clk_get(dev, "bus"));
		return clk_get_rate(borrow(bus)) > 1000;
	}
	return 0;
#endif
}

/* case 2: a case of a switch past an owner of the case before */
static int __used control_switch_past_owner(struct device *dev, int mode)
{
	switch (mode) {
#ifdef MISTAKE
	case 1:
		mode++;
		owned(clk, bus, safe_clk_get(dev, "bus"));
		return clk_get_rate(borrow(bus)) > 1000;
	default:				/* kbuild: switch jumps over variable initialization|cannot jump from switch statement */
		return 0;
#else
	case 1: {
		owned(clk, bus, safe_clk_get(dev, "bus"));
		return clk_get_rate(borrow(bus)) > 1000;
	}
	default:
		return 0;
#endif
	}
}

/* case 2: TRY_GOTO() past an owner */
static int __used control_try_goto_past_owner(struct device *dev, struct clk *clk)
{
	int ret = 0;

#ifdef MISTAKE
	TRY_GOTO(safe_clk_set_rate(clk, safe_hz(1000)), ret, out);	/* kbuild: jump skips variable initialization|cannot jump from this goto */
	owned(clk, bus, safe_clk_get(dev, "bus"));
	ret = clk_get_rate(borrow(bus)) > 1000;
#else
	TRY_GOTO(safe_clk_set_rate(clk, safe_hz(1000)), ret, out);
	{
		owned(clk, bus, safe_clk_get(dev, "bus"));
		ret = clk_get_rate(borrow(bus)) > 1000;
	}
#endif
out:
	return ret;
}

/* case 7: goto over the declaration of a guard, which then unlocks what was never locked */
static int __used control_goto_past_guard(struct control_port *port, bool idle)
{
#ifdef MISTAKE
	if (idle)
		goto out;			/* kbuild: jump skips variable initialization|cannot jump from this goto */
	safe_guard(mutex, &port->lock);
	port->users++;
out:
	return 0;
#else
	if (idle)
		return 0;
	safe_guard(mutex, &port->lock);
	port->users++;
	return 0;
#endif
}

/* case 7: goto into a locked scope */
static int __used control_goto_into_scope(struct control_port *port, bool again)
{
#ifdef MISTAKE
	if (again)
		goto inside;			/* kbuild: jump skips variable initialization|cannot jump from this goto */
	safe_scoped_guard(mutex, &port->lock) {
inside:
		port->users++;
	}
#else
	safe_scoped_guard(mutex, &port->lock)
		port->users += again ? 2 : 1;
#endif
	return 0;
}

/* case 7: break that was to leave the loop leaves the locked scope only */
static int __used control_break_leaves_scope(struct control_port *ports, int n)
{
	int i;

	for (i = 0; i < n; i++) {
#ifdef MISTAKE
		safe_scoped_guard(mutex, &ports[i].lock) {
			if (!ports[i].users)
				break;		/* lint: break leaves the locked scope, not the loop around it */
			ports[i].users--;
		}
#else
		safe_guard(mutex, &ports[i].lock);
		if (!ports[i].users)
			break;
		ports[i].users--;
#endif
	}
	return i;
}

/* case 7: unlocked by hand inside the scope of a guard, and again at its end */
static int __used control_unlocked_inside(struct control_port *port)
{
	safe_guard(mutex, &port->lock);
#ifdef MISTAKE
	if (!port->users) {
		mutex_unlock(&port->lock);	/* lint: unlocked by hand while a guard holds it */
		return -ENOENT;
	}
#else
	if (!port->users)
		return -ENOENT;
#endif
	return port->users;
}

/* case 5: an owner returned without move(), so that its scope gives it back as well */
static struct safe_clk __used control_returned_unmoved(struct device *dev)
{
	SAFE_OWNER(clk, bus);

	if (safe_open(&bus, safe_clk_get(dev, "bus")))
		return safe_none(clk);
#ifdef MISTAKE
	return bus;				/* lint: an owner is copied: move() it */
#else
	return move(bus);
#endif
}

/* case 5: an owner used after it was moved into a structure */
static unsigned long __used control_used_after_move(struct device *dev, struct control_port *port)
{
	SAFE_OWNER(clk, bus);

	if (safe_open(&bus, safe_clk_get(dev, "bus")))
		return 0;
	safe_store(&port->bus, move(bus));
#ifdef MISTAKE
	return clk_get_rate(borrow(bus));	/* lint: bus was moved from: this is the clock NULL */
#else
	return clk_get_rate(borrow(port->bus));
#endif
}

/* case 2: an owner in a branch without braces, whose scope ends before it is used */
static unsigned long __used control_owner_of_a_branch(struct device *dev, bool fast)
{
#ifdef MISTAKE
	if (fast) {
		SAFE_OWNER(clk, bus);

		if (safe_open(&bus, safe_clk_get(dev, "bus")))
			return 0;
	}
	return clk_get_rate(borrow(bus));	/* error: 'bus' undeclared|undeclared identifier 'bus' */
#else
	SAFE_OWNER(clk, bus);

	if (fast && safe_open(&bus, safe_clk_get(dev, "bus")))
		return 0;
	return clk_get_rate(borrow(bus));
#endif
}

/* case 5: a node of a loop kept after the loop has given it back */
static struct device_node *__used control_node_kept(struct device_node *parent)
{
	struct device_node *found = NULL;

	safe_for_each_child_of_node(parent, child) {
#ifdef MISTAKE
		found = child;			/* lint: child is given back at the end of the loop */
#else
		found = of_node_get(child);
#endif
		break;
	}
	return found;
}

/* case 2: a loop that runs on with a variable of its own, of which nobody looks at the other */
static bool __used control_node_outside(struct device_node *parent)
{
#ifdef MISTAKE
	struct device_node *child;		/* error: unused variable 'child' */
#endif

	safe_for_each_child_of_node(parent, child) {
		if (of_node_name_eq(child, "port"))
			return true;
	}
	return false;
}
