// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* As little as a driver can be: its clock runs while it is bound. */
#include <linux/module.h>
#include <linux/of.h>
#include <safe/linux/clk.h>
#include <safe/linux/platform_device.h>
#include <safe/short.h>

static int port_probe(struct platform_device *pdev)
{
	TRY(safe_devm_clk_get_enabled(&pdev->dev, "bus"));
	return 0;
}

static const struct of_device_id port_of_match[] = {
	{ .compatible = "example,port" },
	{ }
};
MODULE_DEVICE_TABLE(of, port_of_match);

static struct platform_driver port_driver = {
	.driver = { .name = "port", .of_match_table = port_of_match },
	.probe = port_probe,
};
module_platform_driver(port_driver);

MODULE_DESCRIPTION("The least of a driver, for the examples of build systems");
MODULE_LICENSE("Dual MIT/GPL");
