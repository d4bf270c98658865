/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Frequencies of a table that are a boost.
 *
 * Invariants
 *   - Two lines say that a driver's table has them: one in its structure, one in its init(). Kernels
 *     want the one or the other; what is not wanted is nothing.
 *
 * Example
 *
 *	static int port_init(struct cpufreq_policy *policy)
 *	{
 *		...
 *		return safe_cpufreq_enable_boost_support();
 *	}
 *
 *	static struct cpufreq_driver port_cpufreq = {
 *		.name = "port",
 *		SAFE_CPUFREQ_BOOST
 *	};
 *
 * What misuse gives
 *   a result that is ignored		warning: ignoring return value ... (unused-result)
 *
 * What C cannot do: see that both lines are there.
 */
#ifndef SAFE_CORE_CPUFREQ_H
#define SAFE_CORE_CPUFREQ_H

#include <linux/cpufreq.h>

#ifndef SAFE_HAS_cpufreq_enable_boost
#error "include <safe/linux/cpufreq.h>, which knows this kernel"
#endif

/**
 * SAFE_CPUFREQ_BOOST - entry of struct cpufreq_driver: its table has frequencies that are a boost
 *
 * No comma follows.
 */
#if SAFE_HAS_cpufreq_enable_boost
#define SAFE_CPUFREQ_BOOST
#else
#define SAFE_CPUFREQ_BOOST .set_boost = cpufreq_boost_set_sw,
#endif

/**
 * safe_cpufreq_enable_boost_support() - the same, in the driver's init()
 *
 * Context: May sleep. Return: 0 or an errno.
 */
static inline __must_check int safe_cpufreq_enable_boost_support(void)
{
#if SAFE_HAS_cpufreq_enable_boost
	return cpufreq_enable_boost_support();
#else
	return 0;
#endif
}

#endif
