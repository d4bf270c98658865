/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The claim that an IIO device stays in direct mode, which is owned.
 *
 * Example
 *
 *	safe_owned(iio_direct, claim, safe_iio_device_claim_direct(indio_dev));
 *
 * and the claim ends with its scope; see <safe/core/owned.h>.
 *
 * What misuse gives
 *   a claim that is ignored		warning: ignoring return value ... (unused-result)
 */
#ifndef SAFE_CORE_IIO_DIRECT_H
#define SAFE_CORE_IIO_DIRECT_H

#include <linux/iio/iio.h>
#include <safe/core/owned.h>

#ifndef SAFE_HAS_iio_release_direct
#error "include <safe/linux/iio/iio.h>, which knows this kernel"
#endif

static __safe_inline void __safe_iio_release_direct(struct iio_dev *indio_dev)
{
#if SAFE_HAS_iio_release_direct
	iio_device_release_direct(indio_dev);
#else
	iio_device_release_direct_mode(indio_dev);
#endif
}

/**
 * struct safe_iio_direct - owns the claim that an IIO device stays in direct mode
 *
 * Given back at the end of its scope; see <safe/core/owned.h>.
 */
SAFE_OWNED(iio_direct, struct iio_dev *, __safe_iio_release_direct);
#define SAFE_KIND iio_direct
#include <safe/core/new_kind.h>

#endif
