// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Buses with few wires, pins, sensors, LEDs, power, clocks, interrupts: written once for all kernels. */
#include <linux/init.h>
#include <linux/module.h>
#include <safe/linux/backlight.h>
#include <safe/linux/clk-provider.h>
#include <safe/linux/cpufreq.h>
#include <safe/linux/debugfs.h>
#include <safe/linux/dma-map-ops.h>
#include <safe/linux/dma-mapping.h>
#include <safe/linux/gpio/consumer.h>
#include <safe/linux/gpio/driver.h>
#include <safe/linux/hwmon.h>
#include <safe/linux/i2c-mux.h>
#include <safe/linux/i2c.h>
#include <safe/linux/iio/iio.h>
#include <safe/linux/iio/trigger.h>
#include <safe/linux/irqdesc.h>
#include <safe/linux/irqdomain.h>
#include <safe/linux/lcd.h>
#include <safe/linux/leds.h>
#include <safe/linux/of.h>
#include <safe/linux/pci-epc.h>
#include <safe/linux/pinctrl/consumer.h>
#include <safe/linux/pm_runtime.h>
#include <safe/linux/pm_wakeup.h>
#include <safe/linux/power_supply.h>
#include <safe/linux/pwm.h>
#include <safe/linux/spi/spi.h>
#include <safe/linux/thermal.h>
#include <safe/short.h>

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("what kernels do differently");

struct port {
	int value;
};

/* ---- I2C, SPI ---- */

/* row: i2c_driver.probe */
/* row: i2c_driver.probe_new */
static int port_probe(struct i2c_client *client, struct port *port)
{
	port->value = client->addr;
	return 0;
}
SAFE_I2C_DRIVER_STRUCT(port_i2c, struct port, port_probe, NULL);

/* row: i2c_mux_add_adapter */
static int add_channel(struct i2c_mux_core *mux)
{
	return safe_i2c_mux_add_adapter(mux, 0, 1);
}

/* row: spi_alloc_master */
static int make_controller(struct device *dev, struct safe_spi_controller *kept)
{
	TRY(safe_open(kept, safe_spi_alloc_host(dev, sizeof(struct port))));
	return 0;
}

/* row: spi_device.cs_gpiod */
static struct gpio_desc *chip_select(const struct spi_device *spi)
{
	return safe_spi_get_csgpiod(spi, 0);
}

static int split(struct spi_controller *ctlr, struct spi_message *msg)
{
	return safe_spi_split_transfers_maxsize(ctlr, msg, 64);
}

/* ---- GPIO, pins ---- */

/* row: gpiod_set_value */
/* row: gpiod_set_value_cansleep */
static int set_line(struct gpio_desc *desc)
{
	TRY(safe_gpiod_set_value(desc, 1));
	return safe_gpiod_set_value_cansleep(desc, 0);
}

/* row: linux/of_gpio.h */
/* row: of_get_named_gpio_flags */
static int line_of_node(struct device_node *np, struct safe_gpio *kept)
{
	TRY(safe_open(kept, safe_fwnode_gpiod_get_index(of_fwnode_handle(np), "reset", 0,
							GPIOD_OUT_LOW, "drift")));
	return 0;
}

static int port_set(struct port *port, struct gpio_chip *gc, unsigned int offset, int value)
{
	port->value = value;
	return 0;
}
SAFE_OPS(port_gpio, struct port *);
SAFE_OP(port_gpio, gpio_chip, set, port_set);

/* row: of_mm_gpiochip_add_data */
static struct gpio_chip port_gpio = {
	.ngpio = 1,
	SAFE_OP_ENTRY(port_gpio, gpio_chip, set, port_set)
};

static int add_chip(struct device *dev, struct port *port)
{
	return safe_devm_gpiochip_add_data(dev, &port_gpio, port);
}

/* row: gpiochip_find */
static int is_ours(struct gpio_chip *gc, const void *label)
{
	return gc->label && !strcmp(gc->label, label);
}

/* row: gpiochip_is_requested */
static int show_label(void)
{
	struct gpio_chip *gc = safe_gpio_chip_find("drift", is_ours);
	char *label;

	if (!gc)
		return -ENODEV;
	label = TRY(safe_gpiochip_dup_line_label(gc, 0));
	pr_debug("%s\n", label ?: "free");
	kfree(label);
	safe_gpio_chip_put(gc);
	return 0;
}

/* row: pinctrl_gpio_request */
static int request_pin(struct gpio_chip *gc)
{
	TRY(safe_pinctrl_gpio_request(gc, 3));
	safe_pinctrl_gpio_free(gc, 3);
	return 0;
}

/* ---- IIO, hwmon, thermal ---- */

/* row: iio_trigger_poll_chained */
static void fire(struct iio_trigger *trig)
{
	safe_iio_trigger_poll_nested(trig);
}

/* row: iio_device_release_direct_mode */
static int read_direct(struct iio_dev *indio_dev)
{
	owned(iio_direct, claim, safe_iio_device_claim_direct(indio_dev));

	return 1;
}

static int port_event(struct port *port, struct iio_dev *indio_dev,
		      const struct iio_chan_spec *chan, enum iio_event_type type,
		      enum iio_event_direction dir, bool state)
{
	port->value = state;
	return 0;
}
SAFE_OPS(port_iio, struct port *);
SAFE_OP(port_iio, iio_info, write_event_config, port_event);

static const struct iio_info port_iio = {
	.write_event_config = safe_op(port_iio, port_event),
};

/* row: hwmon_chip_info.info */
static const struct hwmon_channel_info *const port_sensors[] = {
	HWMON_CHANNEL_INFO(temp, HWMON_T_INPUT),
	NULL,
};

static const struct hwmon_chip_info port_hwmon = {
	.info = safe_hwmon_info(port_sensors),
};

/* row: thermal_zone_device_ops.get_trend */
static int port_trend(struct port *port, struct thermal_zone_device *tz,
		      const struct thermal_trip *trip, enum thermal_trend *trend)
{
	*trend = port->value > trip->temperature ? THERMAL_TREND_RAISING : THERMAL_TREND_STABLE;
	return 0;
}
SAFE_OPS(port_zone, struct port *);
SAFE_OP(port_zone, thermal_zone_device_ops, get_trend, port_trend);

/* row: thermal_zone_device_ops.bind */
static bool port_binds(struct thermal_zone_device *tz, const struct thermal_trip *trip,
		       struct thermal_cooling_device *cdev, struct safe_cooling_spec *spec)
{
	spec->upper = 3;
	return trip->type == THERMAL_TRIP_ACTIVE;
}
SAFE_THERMAL_SHOULD_BIND(port_binds);

static const struct thermal_zone_device_ops port_zone = {
	SAFE_THERMAL_BIND_ENTRIES(port_binds)
	.get_trend = safe_op(port_zone, port_trend),
};

static struct thermal_trip port_trips[] = {
	{ .temperature = 80000, .type = THERMAL_TRIP_PASSIVE },
};

static int make_zone(struct port *port, struct safe_thermal_zone *kept)
{
	TRY(safe_open(kept, safe_thermal_zone_device_register_with_trips(
				    "drift", safe_slice_of(thermal_trip, port_trips), port,
				    &port_zone, NULL, safe_ms(0), safe_ms(1000))));
	return 0;
}

/* row: devm_thermal_of_cooling_device_register */
static int make_cooler(struct device *dev, const struct thermal_cooling_device_ops *ops)
{
	TRY(safe_devm_thermal_of_child_cooling_device_register(dev, NULL, "fan", NULL, ops));
	return 0;
}

/* ---- PWM, LEDs, displays ---- */

/* row: pwm_request */
static int set_pwm(struct device *dev, const struct pwm_state *state)
{
	owned(pwm, pwm, safe_pwm_get(dev, "fan"));

	return safe_pwm_apply_might_sleep(borrow(pwm), state);
}

/* row: pwm_get_chip_data */
static int port_apply(struct port *port, struct pwm_chip *chip, struct pwm_device *pwm,
		      const struct pwm_state *state)
{
	port->value = state->enabled;
	return 0;
}
SAFE_OPS(port_pwm, struct port *);
SAFE_OP(port_pwm, pwm_ops, apply, port_apply);

static const struct pwm_ops port_pwm = {
	SAFE_PWM_OWNER
	.apply = safe_op(port_pwm, port_apply),
};

static int make_chip(struct device *dev)
{
	struct pwm_chip *chip = TRY(safe_devm_pwmchip_alloc(dev, 1, sizeof(struct port)));

	chip->ops = &port_pwm;
	return safe_devm_pwmchip_add(dev, chip);
}

/* row: led_trigger_blink_oneshot */
static void blink(struct led_trigger *trigger)
{
	safe_led_trigger_blink_oneshot(trigger, 100, 200, 0);
}

/* row: backlight_ops.check_fb */
static bool port_controls(struct port *port, struct backlight_device *bd, struct device *display)
{
	return port->value;
}
SAFE_OPS(port_backlight, struct port *);
SAFE_OP(port_backlight, backlight_ops, controls_device, port_controls);

static const struct backlight_ops port_backlight = {
	SAFE_OP_ENTRY(port_backlight, backlight_ops, controls_device, port_controls)
};

/* row: lcd_ops.set_mode */
static int port_mode(struct port *port, struct lcd_device *lcd, u32 xres, u32 yres)
{
	return xres <= 800 && yres <= 480 ? 0 : -EINVAL;
}
SAFE_OPS(port_lcd, struct port *);
SAFE_OP(port_lcd, lcd_ops, set_mode, port_mode);

static const struct lcd_ops port_lcd = {
	.set_mode = safe_op(port_lcd, port_mode),
};

/* ---- interrupts ---- */

static const struct irq_domain_ops port_irqs = { };

/* row: irq_domain_add_linear */
static int make_linear(struct device_node *np, struct port *port, struct safe_irq_domain *kept)
{
	TRY(safe_open(kept, safe_irq_domain_create_linear(of_fwnode_handle(np), 8, &port_irqs,
							  port)));
	return 0;
}

/* row: irq_domain_add_simple */
static int make_simple(struct device_node *np, struct port *port, struct safe_irq_domain *kept)
{
	TRY(safe_open(kept, safe_irq_domain_create_simple(of_fwnode_handle(np), 8, 0, &port_irqs,
							  port)));
	return 0;
}

/* row: irq_set_default_host */
static void set_default(struct irq_domain *domain)
{
	safe_irq_set_default_domain(domain);
}

/* row: generic_handle_domain_irq */
static int handle(struct irq_domain *domain)
{
	return safe_generic_handle_domain_irq(domain, 1);
}

/* ---- device tree, clocks ---- */

/* row: of_property_for_each_u32 */
static u32 sum_of(const struct device_node *np)
{
	u32 u, sum = 0;

	safe_of_property_for_each_u32(np, "reg", u)
		sum += u;
	return sum;
}

/* row: of_device_uevent_modalias */
static int add_modalias(const struct device *dev, struct kobj_uevent_env *env)
{
	return safe_of_device_uevent_modalias(dev, env);
}

/* row: clk_ops.round_rate */
/* row: divider_round_rate */
struct port_clk {
	struct clk_hw hw;
};

static int port_rate(struct port_clk *clk, struct clk_hw *hw, struct clk_rate_request *req)
{
	return safe_divider_determine_rate(hw, req, NULL, 4, 0);
}
SAFE_OPS_MEMBER(port_clk, struct port_clk, hw);
SAFE_OP(port_clk, clk_ops, determine_rate, port_rate);

static const struct clk_ops port_clk = {
	.determine_rate = safe_op(port_clk, port_rate),
};

/* ---- power, DMA, files ---- */

/* row: pm_runtime_get_if_active */
/* row: pm_runtime_put */
static int if_active(struct device *dev)
{
	owned(pm_active, active, safe_pm_runtime_get_if_active(dev));

	safe_pm_runtime_put(move(active));
	return 0;
}

/* row: cpufreq_driver.exit */
static void port_exit(struct cpufreq_policy *policy)
{
	policy->driver_data = NULL;
}
SAFE_OP_PLAIN(port_cpufreq, cpufreq_driver, exit, port_exit);

static struct cpufreq_driver port_cpufreq = {
	.name = "drift",
	.exit = safe_op(port_cpufreq, port_exit),
	SAFE_CPUFREQ_BOOST
};

/* row: cpufreq_enable_boost_support */
static int port_boost(struct cpufreq_policy *policy)
{
	return safe_cpufreq_enable_boost_support();
}

static int make_cpufreq(struct safe_cpufreq_driver *kept)
{
	TRY(safe_open(kept, safe_cpufreq_register_driver(&port_cpufreq)));
	return 0;
}

/* row: pci_epc_raise_irq */
static int port_raise(struct port *port, struct pci_epc *epc, u8 func_no, u8 vfunc_no,
		      unsigned int type, u16 number)
{
	return type == PCI_IRQ_MSIX ? number : -EINVAL;
}
SAFE_OPS(port_epc, struct port *);
SAFE_OP(port_epc, pci_epc_ops, raise_irq, port_raise);

static const struct pci_epc_ops port_epc = {
	.raise_irq = safe_op(port_epc, port_raise),
};

/* row: dma_map_ops.alloc_pages */
static struct page *port_pages(struct device *dev, size_t size, dma_addr_t *handle,
			       enum dma_data_direction dir, gfp_t gfp)
{
	return NULL;
}
SAFE_OP_PLAIN(port_dma, dma_map_ops, alloc_pages_op, port_pages);

static const struct dma_map_ops port_dma = {
	SAFE_OP_ENTRY(port_dma, dma_map_ops, alloc_pages_op, port_pages)
};

static int limit_segments(struct device *dev)
{
	return safe_dma_set_max_seg_size(dev, SZ_64K);
}

/* row: debugfs_rename */
static int rename_file(struct dentry *file)
{
	return safe_debugfs_change_name(file, "new");
}

static void no_wakeup(struct device *dev)
{
	safe_device_wakeup_disable(dev);
}

static int supply_of(struct device *dev)
{
	struct power_supply *psy = TRY(safe_devm_power_supply_get_by_reference(dev, "supply"));

	return psy ? 0 : -ENODEV;
}

static const void *const used[] __used = {
	&port_i2c, add_channel, make_controller, chip_select, split, set_line, line_of_node,
	add_chip, show_label, request_pin, fire, read_direct, &port_iio, &port_hwmon, make_zone,
	make_cooler, set_pwm, blink, &port_backlight, &port_lcd, make_linear, make_simple,
	set_default, handle, sum_of, add_modalias, &port_clk, if_active, make_cpufreq, &port_dma,
	port_boost, make_chip, &port_epc, limit_segments, rename_file, no_wakeup, supply_of,
};
