// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * What states, references and destructors cost. A destructor asks each member whether it owns something, as careful
 * code does that may stop half way.
 */
#include <linux/clk.h>
#include <linux/module.h>
#include <linux/pm_runtime.h>
#include <linux/sched/mm.h>
#include <safe/linux/clk.h>
#include <safe/linux/module.h>
#include <safe/linux/pm_runtime.h>
#include <safe/linux/sched/mm.h>
#include <safe/short.h>

int ownership_work(struct device *dev);

/* cost: ownership_pm: same */
int raw_ownership_pm(struct device *dev)
{
	int ret = pm_runtime_resume_and_get(dev);

	if (unlikely(ret))
		return ret;
	ret = ownership_work(dev);
	pm_runtime_put(dev);
	return ret;
}

int cost_ownership_pm(struct device *dev)
{
	owned(pm_active, on, safe_pm_runtime_resume_and_get(dev));

	return ownership_work(dev);
}

/* cost: ownership_state_shown: same */
int raw_ownership_state_shown(struct clk **prepared)
{
	struct clk *clk = *prepared;
	int ret = clk_enable(clk);

	if (unlikely(ret))
		return ret;
	clk_disable(clk);
	return 0;
}

int cost_ownership_state_shown(struct safe_clk_prepared *prepared)
{
	owned(clk_enabled, on, safe_clk_enable(prepared));

	return 0;
}

/* cost: ownership_counted: same */
/* reason: gcc-x86_64 stack +8: one more register is saved, for two instructions less */
int raw_ownership_counted(struct module *module, struct device *dev)
{
	int ret;

	if (unlikely(!try_module_get(module)))
		return -ENODEV;
	ret = ownership_work(dev);
	module_put(module);
	return ret;
}

int cost_ownership_counted(struct module *module, struct device *dev)
{
	owned(module, held, safe_try_module_get(module));

	return ownership_work(dev);
}

struct raw_ownership_port {
	struct clk *bus, *core;
	struct device *powered;
};

struct cost_ownership_port {
	struct safe_clk bus, core;
	struct safe_pm_active powered;
};
SAFE_DESTROY(struct cost_ownership_port, bus, core, powered);

/* cost: ownership_destroy: same */
void raw_ownership_destroy(struct raw_ownership_port *port)
{
	struct device *powered = port->powered;
	struct clk *clk;

	port->powered = NULL;
	if (powered)
		pm_runtime_put(powered);
	clk = port->core;
	port->core = NULL;
	clk_put(clk);
	clk = port->bus;
	port->bus = NULL;
	clk_put(clk);
}

void cost_ownership_destroy(struct cost_ownership_port *port)
{
	safe_destroy_cost_ownership_port(port);
}

/* cost: ownership_destroy_array: same */
void raw_ownership_destroy_array(struct clk *clks[4])
{
	for (size_t i = 4; i-- > 0;) {
		struct clk *clk = clks[i];

		clks[i] = NULL;
		clk_put(clk);
	}
}

struct cost_ownership_clocks {
	struct safe_clk clks[4];
};
SAFE_DESTROY(struct cost_ownership_clocks, clks);

void cost_ownership_destroy_array(struct cost_ownership_clocks *clocks)
{
	safe_destroy_cost_ownership_clocks(clocks);
}

/* cost: ownership_put_early: same */
int raw_ownership_put_early(struct mm_struct *mm, struct device *dev)
{
	mmgrab(mm);
	mmdrop(mm);
	return ownership_work(dev);
}

int cost_ownership_put_early(struct mm_struct *mm, struct device *dev)
{
	owned(mm_struct, held, safe_mmgrab(mm));

	safe_mmdrop(move(held));
	return ownership_work(dev);
}
