// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * What owners cost: scopes, moves, structures, bound to a device. Failures are marked as unlikely in both twins, as
 * IS_ERR() marks its own.
 */
#include <linux/clk.h>
#include <linux/of.h>
#include <linux/workqueue.h>
#include <safe/linux/clk.h>
#include <safe/linux/firmware.h>
#include <safe/linux/of.h>
#include <safe/linux/workqueue.h>
#include <safe/short.h>

int owned_work(struct clk *clk);

/* cost: owned_scope: same */
int raw_owned_scope(struct device *dev)
{
	struct clk *clk = clk_get(dev, "bus");
	int ret;

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	ret = owned_work(clk);
	clk_put(clk);
	return ret;
}

int cost_owned_scope(struct device *dev)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

	return owned_work(borrow(bus));
}

/* cost: owned_scope_early_return: same */
int raw_owned_scope_early_return(struct device *dev)
{
	struct clk *clk = clk_get(dev, "bus");
	int ret;

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	ret = clk_set_rate(clk, 1000);
	if (ret < 0)
		goto put;
	ret = owned_work(clk);
put:
	clk_put(clk);
	return ret;
}

int cost_owned_scope_early_return(struct device *dev)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

	TRY(safe_clk_set_rate(borrow(bus), safe_hz(1000)));
	return owned_work(borrow(bus));
}

/* cost: owned_two_in_order: same */
int raw_owned_two_in_order(struct device *dev)
{
	struct clk *clk = clk_get(dev, "bus");
	int ret;

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	ret = clk_prepare_enable(clk);
	if (unlikely(ret))
		goto put;
	ret = owned_work(clk);
	clk_disable_unprepare(clk);
put:
	clk_put(clk);
	return ret;
}

int cost_owned_two_in_order(struct device *dev)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));
	owned(clk_running, on, safe_clk_prepare_enable(borrow(bus)));

	return owned_work(borrow(on));
}

/* cost: owned_null_on_failure: same */
int raw_owned_null_on_failure(struct device_node *node, const struct fwnode_handle **to)
{
	struct device_node *child = of_get_child_by_name(node, "port");

	if (unlikely(!child))
		return -ENODEV;
	*to = &child->fwnode;
	of_node_put(child);
	return 0;
}

int cost_owned_null_on_failure(struct device_node *node, const struct fwnode_handle **to)
{
	owned(of_node, child, safe_of_get_child_by_name(node, "port"));

	*to = &borrow(child)->fwnode;
	return 0;
}

/* cost: owned_out_parameter: same */
int raw_owned_out_parameter(struct device *dev, size_t *size)
{
	const struct firmware *fw;
	int ret = request_firmware(&fw, "a.bin", dev);

	if (unlikely(ret))
		return ret;
	*size = fw->size;
	release_firmware(fw);
	return 0;
}

int cost_owned_out_parameter(struct device *dev, size_t *size)
{
	owned(firmware, fw, safe_request_firmware("a.bin", dev));

	*size = borrow(fw)->size;
	return 0;
}

struct owned_port {
	struct clk *raw;
	struct clk *raw_on;
	struct safe_clk clk;
	struct safe_clk_running on;
};

/* cost: owned_into_new_structure: same */
int raw_owned_into_new_structure(struct device *dev, struct owned_port *port)
{
	struct clk *clk = clk_get(dev, "bus");

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	port->raw = clk;
	return 0;
}

int cost_owned_into_new_structure(struct device *dev, struct owned_port *port)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

	port->clk = move(bus);
	return 0;
}

/* cost: owned_stored: same */
int raw_owned_stored(struct device *dev, struct owned_port *port)
{
	struct clk *clk = clk_get(dev, "bus"), *old;

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	old = port->raw;
	port->raw = NULL;
	clk_put(old);
	port->raw = clk;
	return 0;
}

int cost_owned_stored(struct device *dev, struct owned_port *port)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

	safe_store(&port->clk, move(bus));
	return 0;
}

/* cost: owned_opened_into_structure: same */
int raw_owned_opened_into_structure(struct device *dev, struct owned_port *port)
{
	struct clk *clk = clk_get(dev, "bus"), *old;

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	old = port->raw;
	port->raw = NULL;
	clk_put(old);
	port->raw = clk;
	return 0;
}

int cost_owned_opened_into_structure(struct device *dev, struct owned_port *port)
{
	return safe_open(&port->clk, safe_clk_get(dev, "bus"));
}

/* cost: owned_move_in_one_branch: same */
/* reason: gcc +1: does not split the end of the scope: where it was moved it calls the release with NULL */
int raw_owned_move_in_one_branch(struct device *dev, struct owned_port *port, bool keep)
{
	struct clk *clk = clk_get(dev, "bus");

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	if (keep)
		port->raw = clk;
	else
		clk_put(clk);
	return 0;
}

int cost_owned_move_in_one_branch(struct device *dev, struct owned_port *port, bool keep)
{
	owned(clk, bus, safe_clk_get(dev, "bus"));

	if (keep)
		port->clk = move(bus);
	return 0;
}

/* cost: owned_released: same */
void raw_owned_released(struct owned_port *port)
{
	struct clk *clk = port->raw;

	port->raw = NULL;
	clk_put(clk);
}

void cost_owned_released(struct owned_port *port)
{
	safe_release(&port->clk);
}

/* cost: owned_structure_destroyed: same */
void raw_owned_structure_destroyed(struct owned_port *port)
{
	struct clk *clk = port->raw_on;

	port->raw_on = NULL;
	clk_disable_unprepare(clk);
	clk = port->raw;
	port->raw = NULL;
	clk_put(clk);
}

SAFE_DESTROY(struct owned_port, clk, on);

void cost_owned_structure_destroyed(struct owned_port *port)
{
	safe_destroy_owned_port(port);
}

static void owned_raw_destroy_workqueue(void *data)
{
	destroy_workqueue(data);
}

/* That what is bound is not empty is one check. */
/* cost: owned_bound_to_device: checks 1 */
/* reason: gcc-arm64 +2: a return of its own for the failure */
int raw_owned_bound_to_device(struct device *dev, struct workqueue_struct *wq)
{
	return devm_add_action_or_reset(dev, owned_raw_destroy_workqueue, wq);
}

int cost_owned_bound_to_device(struct device *dev, struct safe_workqueue wq)
{
	return safe_workqueue_bind(dev, wq);
}

static void owned_raw_put_node(void *node)
{
	of_node_put(node);
}

/* cost: owned_devm_generated: same */
/* reason: clang-arm64 +3: asks of what was bound whether it is an error pointer, though it was told */
int raw_owned_devm_generated(struct device *dev, struct device_node *node, struct device_node **to)
{
	struct device_node *child = of_get_child_by_name(node, "port");
	int ret;

	if (unlikely(!child))
		return -ENODEV;
	ret = devm_add_action_or_reset(dev, owned_raw_put_node, child);
	if (unlikely(ret))
		return ret;
	*to = child;
	return 0;
}

int cost_owned_devm_generated(struct device *dev, struct device_node *node, struct device_node **to)
{
	*to = TRY(safe_devm_of_get_child_by_name(dev, node, "port"));
	return 0;
}

/* cost: owned_loop_of_scopes: same */
/* reason: clang-x86_64 +10 stack +8: does not see that the errno and what the scope returns are one */
/* reason: clang-arm64 +1: the same */
int raw_owned_loop_of_scopes(struct device *dev, const char *const *names, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		struct clk *clk = clk_get(dev, names[i]);
		int ret;

		if (IS_ERR(clk))
			return PTR_ERR(clk);
		ret = clk_set_rate(clk, 1000);
		if (ret < 0) {
			clk_put(clk);
			return ret;
		}
		clk_put(clk);
	}
	return 0;
}

int cost_owned_loop_of_scopes(struct device *dev, const char *const *names, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		owned(clk, clk, safe_clk_get(dev, names[i]));

		TRY(safe_clk_set_rate(borrow(clk), safe_hz(1000)));
	}
	return 0;
}
