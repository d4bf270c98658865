// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What subsystems keep in different places: chips of pins, sensors, claims, zones, boosts, network devices. */
#include <linux/module.h>
#include <safe/linux/cpufreq.h>
#include <safe/linux/gpio/driver.h>
#include <safe/linux/hwmon.h>
#include <safe/linux/iio/iio.h>
#include <safe/linux/netdevice.h>
#include <safe/linux/pwm.h>
#include <safe/linux/thermal.h>
#include <safe/short.h>

/* case 4: a chip that was found and that nobody puts */
static int subsystems_is_ours(struct gpio_chip *gc, const void *label)
{
	return !strcmp(gc->label, label);
}
static void __used subsystems_find(const char *label)
{
#ifdef MISTAKE_LATE
	safe_gpio_chip_find(label, subsystems_is_ours);		/* error: ignoring return value */
#else
	struct gpio_chip *gc = safe_gpio_chip_find(label, subsystems_is_ours);

	if (gc)
		safe_gpio_chip_put(gc);
#endif
}

/* case 19: a function that may change what it compares with */
static int __maybe_unused subsystems_changes(struct gpio_chip *gc, void *label)
{
	return 0;
}
static void __used subsystems_find_other(const char *label)
{
#ifdef MISTAKE
	struct gpio_chip *gc = safe_gpio_chip_find(label, subsystems_changes);	/* error: incompatible (function )?pointer type */
#else
	struct gpio_chip *gc = safe_gpio_chip_find(label, subsystems_is_ours);
#endif

	if (gc)
		safe_gpio_chip_put(gc);
}

/* case 19: a table of channels where a table of sensors is wanted */
static const struct hwmon_channel_info *const subsystems_sensors[] = {
	HWMON_CHANNEL_INFO(temp, HWMON_T_INPUT),
	NULL,
};
static const u32 __maybe_unused subsystems_channels[] = { HWMON_T_INPUT, 0 };
#ifdef MISTAKE
static const struct hwmon_chip_info subsystems_chip __used = {
	.info = safe_hwmon_info(subsystems_channels),		/* error: a table of sensors is wanted */
};
static const void *const subsystems_no_sensors __used = subsystems_sensors;
#else
static const struct hwmon_chip_info subsystems_chip __used = {
	.info = safe_hwmon_info(subsystems_sensors),
};
#endif

/* case 4: a claim that nobody looks at */
static int __used subsystems_claim(struct iio_dev *indio_dev)
{
#ifdef MISTAKE_LATE
	safe_iio_device_claim_direct(indio_dev);		/* error: ignoring return value */
#else
	owned(iio_direct, claim, safe_iio_device_claim_direct(indio_dev));
#endif
	return 0;
}

/* case 1: a chip used before anybody looked whether there is one */
struct subsystems_port { unsigned int n; };
static int __used subsystems_pwm(struct device *dev)
{
#ifdef MISTAKE
	struct pwm_chip *chip = safe_devm_pwmchip_alloc(dev, 4, sizeof(struct subsystems_port));	/* error: incompatible types when initializing|initializing 'struct pwm_chip \*' with an expression of incompatible type */
#else
	struct pwm_chip *chip = TRY(safe_devm_pwmchip_alloc(dev, 4, sizeof(struct subsystems_port)));
#endif
	struct subsystems_port *port = safe_pwmchip_data(chip);

	port->n = 4;
	return safe_devm_pwmchip_add(dev, chip);
}

/* case 19: a zone's function of another prototype */
static bool subsystems_binds(struct thermal_zone_device *tz, const struct thermal_trip *trip,
			     struct thermal_cooling_device *cdev, struct safe_cooling_spec *spec)
{
	spec->upper = 3;
	return trip->type == THERMAL_TRIP_ACTIVE;
}
static bool __maybe_unused subsystems_binds_number(struct thermal_zone_device *tz, int trip,
						   struct thermal_cooling_device *cdev,
						   struct safe_cooling_spec *spec)
{
	return !subsystems_binds(tz, NULL, cdev, spec);
}
#ifdef MISTAKE
SAFE_THERMAL_SHOULD_BIND(subsystems_binds_number);		/* error: makes integer from pointer without a cast|incompatible pointer to integer conversion */
#else
SAFE_THERMAL_SHOULD_BIND(subsystems_binds);
static struct thermal_zone_device_ops subsystems_zone __used = {
	SAFE_THERMAL_BIND_ENTRIES(subsystems_binds)
};
#endif

/* case 19: a zone's table with a function that was not made one of it */
#ifdef MISTAKE
static struct thermal_zone_device_ops subsystems_no_zone __used = {
	SAFE_THERMAL_BIND_ENTRIES(subsystems_other)		/* error: undeclared */
};
#endif

/* case 4: a boost that could not be enabled */
static int __used subsystems_boost(struct cpufreq_policy *policy)
{
#ifdef MISTAKE_LATE
	safe_cpufreq_enable_boost_support();			/* error: ignoring return value */
	return 0;
#else
	return safe_cpufreq_enable_boost_support();
#endif
}

/* case 0: the driver's structure where the network device is wanted */
struct subsystems_nic { struct net_device *dev; };
static void __used subsystems_nic(struct subsystems_nic *nic)
{
#ifdef MISTAKE
	safe_netdev_set_lltx(nic);				/* error: incompatible pointer type */
#else
	safe_netdev_set_lltx(nic->dev);
#endif
}
