// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "infer/choose.h"

/* Those that drivers of many kinds build on, and what these themselves are built on. */
static const char *const common[] = {
	"block",
	"crypto",
	"drivers/base",
	"drivers/bus",
	"drivers/char",
	"drivers/clk",
	"drivers/cpufreq",
	"drivers/cpuidle",
	"drivers/devfreq",
	"drivers/dma",
	"drivers/dma-buf",
	"drivers/extcon",
	"drivers/firmware",
	"drivers/gpio",
	"drivers/hid",
	"drivers/hwmon",
	"drivers/i2c",
	"drivers/i3c",
	"drivers/iio",
	"drivers/input",
	"drivers/interconnect",
	"drivers/iommu",
	"drivers/irqchip",
	"drivers/leds",
	"drivers/mailbox",
	"drivers/mfd",
	"drivers/misc",
	"drivers/mmc/core",
	"drivers/mtd",
	"drivers/mux",
	"drivers/net/mdio",
	"drivers/net/phy",
	"drivers/nvmem",
	"drivers/of",
	"drivers/opp",
	"drivers/pci",
	"drivers/phy",
	"drivers/pinctrl",
	"drivers/pnp",
	"drivers/power",
	"drivers/powercap",
	"drivers/pps",
	"drivers/ptp",
	"drivers/pwm",
	"drivers/regulator",
	"drivers/remoteproc",
	"drivers/reset",
	"drivers/rpmsg",
	"drivers/rtc",
	"drivers/scsi",
	"drivers/soundwire",
	"drivers/spi",
	"drivers/thermal",
	"drivers/tty",
	"drivers/uio",
	"drivers/usb/common",
	"drivers/usb/core",
	"drivers/usb/gadget",
	"drivers/usb/typec",
	"drivers/vfio",
	"drivers/virtio",
	"drivers/w1",
	"drivers/watchdog",
	"fs",
	"init",
	"io_uring",
	"ipc",
	"kernel",
	"lib",
	"mm",
	"net/core",
	"net/ethernet",
	"net/netlink",
	"net/sched",
	"security/keys",
	"sound/core",
};

static bool is_common(const char *name)
{
	for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++)
		if (file_below(name, common[i]))
			return true;
	return false;
}

/* Does the file export something that headers for modules name? */
static bool exports(const struct sources *sources, const struct offered *offered,
		    const struct source *source)
{
	struct run run;
	const char *text;
	size_t size;
	bool found;

	run_init(&run);
	text = file_read(&run, file_join(&run, sources->root, source->name), &size);
	found = text && offered_by(offered, text);
	run_release(&run);
	return found;
}

void sources_choose(struct sources *sources, const struct offered *offered, bool all)
{
	size_t n = 0;

	for (size_t i = 0; i < sources->n; i++) {
		struct source *source = sources->list[i];

		if ((is_common(source->name) && !source->module) ||
		    ((all || is_common(source->name)) && exports(sources, offered, source)))
			sources->list[n++] = source;
	}
	sources->n = n;
}
