// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What results cost, each convention and each way to open them. */
#include <linux/clk.h>
#include <safe/linux/clk.h>
#include <safe/short.h>

/* cost: results_err_ptr_try: same */
int raw_results_err_ptr_try(struct device *dev, struct clk **to)
{
	struct clk *clk = devm_clk_get(dev, "bus");

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	*to = clk;
	return 0;
}

int cost_results_err_ptr_try(struct device *dev, struct clk **to)
{
	*to = TRY(safe_devm_clk_get(dev, "bus"));
	return 0;
}
