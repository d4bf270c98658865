// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * What results cost, each convention and each way to open them. Failures are marked as unlikely in both twins, as
 * IS_ERR() marks its own.
 */
#include <linux/clk.h>
#include <linux/of.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/reset.h>
#include <linux/xarray.h>
#include <safe/linux/clk.h>
#include <safe/linux/of.h>
#include <safe/linux/platform_device.h>
#include <safe/linux/reset.h>
#include <safe/short.h>

/* cost: results_errno_try: same */
int raw_results_errno_try(struct clk *clk, int *on)
{
	int ret = clk_set_rate(clk, 100);

	if (ret < 0)
		return ret;
	*on = 1;
	return 0;
}

int cost_results_errno_try(struct clk *clk, int *on)
{
	TRY(safe_clk_set_rate(clk, safe_hz(100)));
	*on = 1;
	return 0;
}

/* cost: results_errno_plain: same */
int raw_results_errno_plain(struct clk *clk, struct clk *parent)
{
	return clk_set_parent(clk, parent);
}

int cost_results_errno_plain(struct clk *clk, struct clk *parent)
{
	return safe_clk_set_parent(clk, parent);
}

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

/* cost: results_err_ptr_get: same */
/* reason: clang-x86_64 +2: a branch, where the twin has two conditional moves */
int raw_results_err_ptr_get(struct device *dev, struct clk **to)
{
	struct clk *clk = devm_clk_get(dev, "bus");

	if (IS_ERR(clk)) {
		*to = NULL;
		return PTR_ERR(clk);
	}
	*to = clk;
	return 0;
}

int cost_results_err_ptr_get(struct device *dev, struct clk **to)
{
	return safe_get(to, safe_devm_clk_get(dev, "bus"));
}

/* cost: results_err_ptr_try_ptr: same */
struct clk *raw_results_err_ptr_try_ptr(struct device *dev, int *found)
{
	struct clk *clk = devm_clk_get(dev, "bus");

	if (IS_ERR(clk))
		return clk;
	*found = 1;
	return clk;
}

struct clk *cost_results_err_ptr_try_ptr(struct device *dev, int *found)
{
	struct clk *clk = TRY_PTR(safe_devm_clk_get(dev, "bus"));

	*found = 1;
	return clk;
}

/* cost: results_err_ptr_try_or: same */
bool raw_results_err_ptr_try_or(struct device *dev, struct clk **to)
{
	struct clk *clk = devm_clk_get(dev, "bus");

	if (IS_ERR(clk))
		return false;
	*to = clk;
	return true;
}

bool cost_results_err_ptr_try_or(struct device *dev, struct clk **to)
{
	*to = TRY_OR(safe_devm_clk_get(dev, "bus"), false);
	return true;
}

/* cost: results_err_ptr_try_goto: same */
int raw_results_err_ptr_try_goto(struct device *dev, struct clk **to)
{
	struct clk *clk;
	int ret;

	device_lock(dev);
	clk = devm_clk_get(dev, "bus");
	if (IS_ERR(clk)) {
		ret = PTR_ERR(clk);
		goto unlock;
	}
	*to = clk;
	ret = 0;
unlock:
	device_unlock(dev);
	return ret;
}

int cost_results_err_ptr_try_goto(struct device *dev, struct clk **to)
{
	int ret;

	device_lock(dev);
	*to = TRY_GOTO(safe_devm_clk_get(dev, "bus"), ret, unlock);
	ret = 0;
unlock:
	device_unlock(dev);
	return ret;
}

/* cost: results_err_ptr_try_probe: same */
int raw_results_err_ptr_try_probe(struct device *dev, struct clk **to)
{
	struct clk *clk = devm_clk_get(dev, "bus");

	if (IS_ERR(clk))
		return dev_err_probe(dev, PTR_ERR(clk), "no bus clock\n");
	*to = clk;
	return 0;
}

int cost_results_err_ptr_try_probe(struct device *dev, struct clk **to)
{
	*to = TRY_PROBE(dev, safe_devm_clk_get(dev, "bus"), "no bus clock");
	return 0;
}

/* cost: results_err_ptr_or_null_try: same */
int raw_results_err_ptr_or_null_try(struct device *dev, struct clk **to)
{
	struct clk *clk = devm_clk_get_optional(dev, "bus");

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	*to = clk;
	return 0;
}

int cost_results_err_ptr_or_null_try(struct device *dev, struct clk **to)
{
	*to = TRY(safe_devm_clk_get_optional(dev, "bus"));
	return 0;
}

/* cost: results_null_try: same */
int raw_results_null_try(struct platform_device *pdev, struct resource **to)
{
	struct resource *res = platform_get_resource(pdev, IORESOURCE_MEM, 0);

	if (unlikely(!res))
		return -ENODEV;
	*to = res;
	return 0;
}

int cost_results_null_try(struct platform_device *pdev, struct resource **to)
{
	*to = TRY(safe_platform_get_resource(pdev, IORESOURCE_MEM, 0));
	return 0;
}

/* cost: results_null_get: same */
int raw_results_null_get(struct platform_device *pdev, struct resource **to)
{
	struct resource *res = platform_get_resource(pdev, IORESOURCE_MEM, 0);

	if (unlikely(!res)) {
		*to = NULL;
		return -ENODEV;
	}
	*to = res;
	return 0;
}

int cost_results_null_get(struct platform_device *pdev, struct resource **to)
{
	return safe_get(to, safe_platform_get_resource(pdev, IORESOURCE_MEM, 0));
}

/* cost: results_value_try: same */
int raw_results_value_try(struct platform_device *pdev, int *to)
{
	int irq = platform_get_irq(pdev, 0);

	if (irq < 0)
		return irq;
	*to = irq;
	return 0;
}

int cost_results_value_try(struct platform_device *pdev, int *to)
{
	*to = TRY(safe_platform_get_irq(pdev, 0));
	return 0;
}

/* cost: results_value_get: same */
/* reason: clang-arm64 +1: a test and two selects, where the twin masks with the sign */
int raw_results_value_get(struct platform_device *pdev, int *to)
{
	int irq = platform_get_irq(pdev, 0);

	if (irq < 0) {
		*to = 0;
		return irq;
	}
	*to = irq;
	return 0;
}

int cost_results_value_get(struct platform_device *pdev, int *to)
{
	return safe_get(to, safe_platform_get_irq(pdev, 0));
}

/* cost: results_value_try_probe: same */
int raw_results_value_try_probe(struct platform_device *pdev, int *to)
{
	int irq = platform_get_irq(pdev, 0);

	if (irq < 0)
		return dev_err_probe(&pdev->dev, irq, "no interrupt\n");
	*to = irq;
	return 0;
}

int cost_results_value_try_probe(struct platform_device *pdev, int *to)
{
	*to = TRY_PROBE(&pdev->dev, safe_platform_get_irq(pdev, 0), "no interrupt");
	return 0;
}

/* cost: results_not_copied: same */
int raw_results_not_copied(void *to, const void __user *from, size_t n)
{
	return _copy_from_user(to, from, n) ? -EFAULT : 0;
}

int cost_results_not_copied(void *to, const void __user *from, size_t n)
{
	return safe_from_not_copied(_copy_from_user(to, from, n));
}

/* cost: results_pcibios: same */
int raw_results_pcibios(struct pci_dev *pdev, u16 *to)
{
	return pcibios_err_to_errno(pci_read_config_word(pdev, PCI_COMMAND, to));
}

int cost_results_pcibios(struct pci_dev *pdev, u16 *to)
{
	return safe_from_pcibios(pci_read_config_word(pdev, PCI_COMMAND, to));
}

/* That the entry is no value which looks like an error pointer is one check more. */
/* cost: results_xa_err: checks 1 */
/* reason: clang-x86_64 +0 branches +1: branches, where the twin has conditional moves */
int raw_results_xa_err(struct xarray *xa, void *entry, void **old)
{
	void *was = xa_store(xa, 3, entry, GFP_KERNEL);
	int err = xa_err(was);

	if (err)
		return err;
	*old = was;
	return 0;
}

int cost_results_xa_err(struct xarray *xa, void *entry, void **old)
{
	*old = TRY(safe_from_xa_err(void_ptr, xa_store(xa, 3, entry, GFP_KERNEL)));
	return 0;
}

/* cost: results_chain_of_four: same */
/* reason: clang-arm64 +3: asks of what is not NULL whether it is an error pointer, though it was told */
int raw_results_chain_of_four(struct platform_device *pdev, struct clk **clk, int *irq)
{
	struct resource *res;
	int ret;

	*clk = devm_clk_get(&pdev->dev, "bus");
	if (IS_ERR(*clk))
		return PTR_ERR(*clk);
	ret = clk_set_rate(*clk, 1000);
	if (ret)
		return ret;
	ret = platform_get_irq(pdev, 0);
	if (ret < 0)
		return ret;
	*irq = ret;
	res = platform_get_resource(pdev, IORESOURCE_MEM, 0);
	if (unlikely(!res))
		return -ENODEV;
	return resource_size(res) > 4096;
}

int cost_results_chain_of_four(struct platform_device *pdev, struct clk **clk, int *irq)
{
	struct resource *res;

	*clk = TRY(safe_devm_clk_get(&pdev->dev, "bus"));
	TRY(safe_clk_set_rate(*clk, safe_hz(1000)));
	*irq = TRY(safe_platform_get_irq(pdev, 0));
	res = TRY(safe_platform_get_resource(pdev, IORESOURCE_MEM, 0));
	return resource_size(res) > 4096;
}
