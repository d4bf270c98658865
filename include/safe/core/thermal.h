/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Which cooling devices act at which trip points of a zone.
 *
 * Invariants
 *   - The driver answers a question for each trip point. Kernels that call a pair of functions
 *     instead get one that asks it for all trip points, and undoes what it bound.
 *   - The zone was registered with its trip points.
 *
 * Example
 *
 *	static bool port_binds(struct thermal_zone_device *tz, const struct thermal_trip *trip,
 *			       struct thermal_cooling_device *cdev, struct safe_cooling_spec *spec)
 *	{
 *		spec->upper = 3;		// the others are "no limit" and the default
 *		return trip->type == THERMAL_TRIP_ACTIVE;
 *	}
 *	SAFE_THERMAL_SHOULD_BIND(port_binds);
 *
 *	static struct thermal_zone_device_ops port_zone = {
 *		SAFE_THERMAL_BIND_ENTRIES(port_binds)
 *	};
 *
 * What misuse gives
 *   a function of another prototype	error: incompatible pointer type
 *   no SAFE_THERMAL_SHOULD_BIND()	error: '__safe_thermal_binds_...' undeclared
 */
#ifndef SAFE_CORE_THERMAL_H
#define SAFE_CORE_THERMAL_H

#include <linux/thermal.h>

#ifndef SAFE_HAS_thermal_should_bind
#error "include <safe/linux/thermal.h>, which knows this kernel"
#endif

#if SAFE_HAS_thermal_should_bind
#define safe_cooling_spec cooling_spec
#define __SAFE_THERMAL_PAIR(fn)
#define __SAFE_THERMAL_ENTRIES(fn) .should_bind = __safe_thermal_binds_##fn,
#else
/**
 * struct safe_cooling_spec - how a cooling device acts at a trip point
 * @upper: highest cooling state
 * @lower: lowest cooling state
 * @weight: of the device
 */
struct safe_cooling_spec {
	unsigned long upper;
	unsigned long lower;
	unsigned int weight;
};

static inline int __safe_thermal_unbind(struct thermal_zone_device *tz,
					struct thermal_cooling_device *cdev)
{
	for (int i = 0; i < tz->num_trips; i++)
		thermal_zone_unbind_cooling_device(tz, i, cdev);
	return 0;
}

#define __SAFE_THERMAL_PAIR(fn)								\
static int __maybe_unused								\
__safe_thermal_bind_##fn(struct thermal_zone_device *tz,				\
			 struct thermal_cooling_device *cdev)				\
{											\
	for (int i = 0; tz->trips && i < tz->num_trips; i++) {				\
		struct safe_cooling_spec spec = { THERMAL_NO_LIMIT, THERMAL_NO_LIMIT,	\
						  THERMAL_WEIGHT_DEFAULT };		\
		int ret;								\
											\
		if (!__safe_thermal_binds_##fn(tz, &tz->trips[i], cdev, &spec))	\
			continue;							\
		ret = thermal_zone_bind_cooling_device(tz, i, cdev, spec.upper,		\
						       spec.lower, spec.weight);	\
		if (ret) {								\
			__safe_thermal_unbind(tz, cdev);				\
			return ret;							\
		}									\
	}										\
	return 0;									\
}
#define __SAFE_THERMAL_ENTRIES(fn)							\
	.bind = __safe_thermal_bind_##fn,						\
	.unbind = __safe_thermal_unbind,
#endif

/**
 * SAFE_THERMAL_SHOULD_BIND() - a function that says which cooling devices act; stands after it
 * @fn: bool fn(struct thermal_zone_device *, const struct thermal_trip *,
 *	struct thermal_cooling_device *, struct safe_cooling_spec *)
 */
#define SAFE_THERMAL_SHOULD_BIND(fn)							\
static bool __maybe_unused								\
__safe_thermal_binds_##fn(struct thermal_zone_device *tz, const struct thermal_trip *trip,	\
			  struct thermal_cooling_device *cdev,				\
			  struct safe_cooling_spec *spec)				\
{											\
	return fn(tz, trip, cdev, spec);						\
}											\
__SAFE_THERMAL_PAIR(fn)									\
struct thermal_zone_device

/**
 * SAFE_THERMAL_BIND_ENTRIES() - entries of struct thermal_zone_device_ops
 * @fn: a function with SAFE_THERMAL_SHOULD_BIND()
 *
 * No comma follows.
 */
#define SAFE_THERMAL_BIND_ENTRIES(fn) __SAFE_THERMAL_ENTRIES(fn)

#endif
