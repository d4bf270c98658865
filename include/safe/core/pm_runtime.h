/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Runtime power management: a powered device is something one owns.
 *
 * Invariants
 *   - There is no safe_pm_runtime_get_sync(): it counts the device even where it fails.
 *     safe_pm_runtime_resume_and_get() gives an owner or fails, and counts nothing where it fails.
 *   - The owner is the proof that the device is powered. What touches the hardware takes it, by
 *     pointer: const struct safe_pm_active *. Who let go of it has nothing to pass.
 *
 * Example
 *
 *	static void port_reset(struct port *port, const struct safe_pm_active *active)
 *	{
 *		safe_writel(port->regs, PORT_RESET, 1);
 *	}
 *
 *	static int port_start(struct device *dev, struct port *port)
 *	{
 *		safe_owned(pm_active, on, safe_pm_runtime_resume_and_get(dev));
 *
 *		port_reset(port, &on);
 *		return 0;				// pm_runtime_put() here, and on every way out
 *	}
 *
 * A device that is suspended some time after its last use, safe_pm_runtime_use_autosuspend():
 *
 *	safe_owned(pm_active_auto, on, safe_pm_runtime_resume_and_get_autosuspend(dev));
 *
 * Until the device is unbound: safe_devm_pm_runtime_enable(), safe_devm_pm_runtime_resume_and_get().
 *
 * What misuse gives
 *   get_sync, get			error: implicit declaration of 'safe_pm_runtime_get_sync'
 *   result ignored			warning: ignoring return value ... (unused-result)
 *   the device in place of the proof	error: incompatible pointer type
 *   put of what is not owned		error: incompatible type for argument
 *
 * What C cannot do: know that the proof is of this device and not of another one; see that it was
 * released between two uses of a pointer to it.
 */
#ifndef SAFE_CORE_PM_RUNTIME_H
#define SAFE_CORE_PM_RUNTIME_H

#include <linux/pm_runtime.h>
#include <safe/core/owned.h>

/* Kernels before 6.17 leave it to the driver to note when the device was used. */
static __safe_inline void __safe_pm_put_autosuspend(struct device *dev)
{
	pm_runtime_mark_last_busy(dev);
	pm_runtime_put_autosuspend(dev);
}

/**
 * struct safe_pm_active_auto - owns a device that is powered, and for the autosuspend delay afterwards
 *
 * Given back with pm_runtime_put_autosuspend() at the end of its scope, which is its last use.
 */
SAFE_OWNED(pm_active_auto, struct device *, __safe_pm_put_autosuspend);
#define SAFE_KIND pm_active_auto
#include <safe/core/new_kind.h>

/**
 * safe_pm_runtime_resume_and_get_autosuspend() - power a device until some time after the scope ends
 * @dev: the device, with safe_pm_runtime_use_autosuspend()
 *
 * Context: May sleep, unless the device is pm_runtime_irq_safe().
 * Return: a &struct safe_pm_active_auto to open with owned(), or an errno.
 */
static __safe_inline __must_check struct safe_pm_active_auto_result
safe_pm_runtime_resume_and_get_autosuspend(struct device *dev)
{
	return safe_owner_from_errno_ptr(pm_active_auto, pm_runtime_resume_and_get(dev), dev);
}

#endif
