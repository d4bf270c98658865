// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Subsystems' own structures, used as drivers do. */
#include <linux/module.h>
#include <safe/linux/cpufreq.h>
#include <safe/linux/gpio/driver.h>
#include <safe/linux/hwmon.h>
#include <safe/linux/iio/iio.h>
#include <safe/linux/netdevice.h>
#include <safe/linux/pwm.h>
#include <safe/core/page_pool.h>
#include <safe/short.h>

/* good: a claim moved into a structure, and out of it */
struct good_sampler { struct safe_iio_direct claim; };
SAFE_DESTROY(struct good_sampler, claim);

static int __used good_sampler_begin(struct good_sampler *sampler, struct iio_dev *indio_dev)
{
	owned(iio_direct, claim, safe_iio_device_claim_direct(indio_dev));

	safe_store(&sampler->claim, move(claim));
	return 0;
}

/* good: one table of sensors for two chips */
static const struct hwmon_channel_info *const good_sensors[] = {
	HWMON_CHANNEL_INFO(in, HWMON_I_INPUT, HWMON_I_INPUT), NULL
};
static const struct hwmon_chip_info good_chips[] __used = {
	{ .info = safe_hwmon_info(good_sensors) },
	{ .info = safe_hwmon_info(good_sensors) },
};

/* good: a driver with a boost, both lines */
static int good_boost_init(struct cpufreq_policy *policy)
{
	return safe_cpufreq_enable_boost_support();
}
static struct cpufreq_driver good_boost __used = {
	.name = "good",
	.init = good_boost_init,
	SAFE_CPUFREQ_BOOST
};

/* good: PWM chips without data, and the owner entry last */
static const struct pwm_ops good_pwm __used = {
	SAFE_PWM_OWNER
};
static int __used good_pwm_probe(struct device *dev)
{
	struct pwm_chip *chip = TRY(safe_devm_pwmchip_alloc(dev, 1, 0));

	chip->ops = &good_pwm;
	return safe_devm_pwmchip_add(dev, chip);
}

/* good: a network device with all of it, and the flag of a pool in a constant */
static const unsigned int good_pool_flags __used = PP_FLAG_DMA_MAP | SAFE_PP_FLAG_PAGE_FRAG;
static void __used good_nic_setup(struct net_device *dev, bool fcoe)
{
	safe_netdev_set_netns_immutable(dev);
	safe_netdev_set_lltx(dev);
	safe_netdev_set_fcoe_mtu(dev, fcoe);
}
