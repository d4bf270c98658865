/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What a network device is, where kernels keep it in different places: bits of its features that
 * became members of their own.
 *
 * Invariants
 *   - Each is said before the device is registered, and stays.
 *   - A kernel that has neither the bit nor the member does not compile.
 *
 * Example
 *
 *	static void port_setup(struct net_device *dev)
 *	{
 *		safe_netdev_set_netns_immutable(dev);	// stays in its network namespace
 *		safe_netdev_set_lltx(dev);		// locks its transmit queue itself
 *	}
 *
 * What misuse gives
 *   another device			error: incompatible pointer type
 *
 * What C cannot do: see that the device is registered already.
 */
#ifndef SAFE_CORE_NETDEV_H
#define SAFE_CORE_NETDEV_H

#ifndef SAFE_HAS_netdev_lltx
#error "include <safe/linux/netdevice.h>, which knows the kernel"
#endif

#include <linux/netdevice.h>
#include <safe/core/result.h>

/**
 * safe_netdev_set_netns_immutable() - keep a device in its network namespace
 * @dev: not registered yet
 */
static __safe_inline void safe_netdev_set_netns_immutable(struct net_device *dev)
{
#if SAFE_HAS_netdev_netns_immutable
	dev->netns_immutable = true;
#elif SAFE_HAS_netdev_netns_local
	dev->netns_local = true;
#else
	dev->features |= NETIF_F_NETNS_LOCAL;
#endif
}

/**
 * safe_netdev_set_lltx() - say that ndo_start_xmit() needs no lock of the queue
 * @dev: not registered yet
 */
static __safe_inline void safe_netdev_set_lltx(struct net_device *dev)
{
#if SAFE_HAS_netdev_lltx
	dev->lltx = true;
#else
	dev->features |= NETIF_F_LLTX;
#endif
}

/**
 * safe_netdev_set_fcoe_mtu() - say that frames of FCoE may be sent whatever the MTU
 * @dev: the device
 * @on: or that they may not
 */
static __safe_inline void safe_netdev_set_fcoe_mtu(struct net_device *dev, bool on)
{
#if SAFE_HAS_netdev_fcoe_mtu
	dev->fcoe_mtu = on;
#else
	if (on)
		dev->features |= NETIF_F_FCOE_MTU;
	else
		dev->features &= ~NETIF_F_FCOE_MTU;
#endif
}

/**
 * safe_netdev_set_devlink_port() - say which devlink port a device belongs to
 * @dev: not registered yet
 * @port: the port
 *
 * Kernels that ask for it by ndo_get_devlink_port() do nothing here: the table has a
 * SAFE_OP_ENTRY_IF() for them.
 */
static __safe_inline void safe_netdev_set_devlink_port(struct net_device *dev,
						       struct devlink_port *port)
{
#ifdef SET_NETDEV_DEVLINK_PORT
	SET_NETDEV_DEVLINK_PORT(dev, port);
#endif
}

#endif
