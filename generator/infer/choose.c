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

/* Does the file offer something to modules? Its text tells; what is exported by a macro is found too. */
static bool exports(struct run *run, const struct sources *sources, const struct source *source)
{
	size_t size;
	const char *text = file_read(run, file_join(run, sources->root, source->name), &size);

	return text && memmem(text, size, "EXPORT_", strlen("EXPORT_"));
}

void sources_choose(struct sources *sources, bool all)
{
	size_t n = 0;

	for (size_t i = 0; i < sources->n; i++) {
		struct source *source = sources->list[i];
		struct run scratch;

		run_init(&scratch);
		if ((all || is_common(source->name)) &&
		    (!source->module || exports(&scratch, sources, source)))
			sources->list[n++] = source;
		run_release(&scratch);
	}
	sources->n = n;
}
