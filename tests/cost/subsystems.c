// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Subsystems' own structures: a bit that moved, data behind a chip, a claim that ends with its scope. */
#include <safe/linux/iio/iio.h>
#include <safe/linux/netdevice.h>
#include <safe/linux/pwm.h>
#include <safe/short.h>

/* cost: nic_bits: same */
void raw_nic_bits(struct net_device *dev, bool fcoe)
{
	dev->lltx = true;
	dev->netns_immutable = true;
	dev->fcoe_mtu = fcoe;
}
void cost_nic_bits(struct net_device *dev, bool fcoe)
{
	safe_netdev_set_lltx(dev);
	safe_netdev_set_netns_immutable(dev);
	safe_netdev_set_fcoe_mtu(dev, fcoe);
}

struct cost_pwm {
	unsigned int period;
};

/* cost: pwm_data: same */
unsigned int raw_pwm_data(struct pwm_chip *chip)
{
	struct cost_pwm *pwm = pwmchip_get_drvdata(chip);

	return pwm->period;
}
unsigned int cost_pwm_data(struct pwm_chip *chip)
{
	struct cost_pwm *pwm = safe_pwmchip_data(chip);

	return pwm->period;
}

int take_sample(struct iio_dev *indio_dev);

/* cost: iio_claim: same */
/* reason: clang +3 calls +1: one call of the unlock for both ways out, of the raw form only */
int raw_iio_claim(struct iio_dev *indio_dev)
{
	int ret;

	if (!iio_device_claim_direct(indio_dev))
		return -EBUSY;
	ret = take_sample(indio_dev);
	iio_device_release_direct(indio_dev);
	return ret;
}
int cost_iio_claim(struct iio_dev *indio_dev)
{
	owned(iio_direct, claim, safe_iio_device_claim_direct(indio_dev));

	return take_sample(borrow(claim));
}
