# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Safe headers that are made by the driver's build, for the kernel that it is built for. Two lines of
# the driver's Kbuild:
#
#	SAFE_HEADERS := linux/clk.h linux/platform_device.h
#	include /usr/local/share/sheath/kbuild.mk
#
# (from a checkout: scripts/kbuild.mk). They come to be beside the objects, in safe-headers, and are
# made again when the kernel, the contracts, the templates or the program have changed. Otherwise all
# it costs is that the program looks at the times of those files; headers that come out the same stay
# untouched, so that nothing is compiled again. Without SAFE_HEADERS: all that have a contract file.
#
# May be set before, or on make's command line:
#   SHEATH		the program
#   SAFE_DIRECTORY	where to, if not safe-headers
#   SAFE_KERNEL		the kernel tree, if not the one that builds
#   SAFE_OPTIONS	further options of "sheath generate": --contracts DIR
safe-here := $(dir $(abspath $(lastword $(MAKEFILE_LIST))))
SHEATH ?= $(firstword $(wildcard $(safe-here)../../bin/sheath $(safe-here)../build/sheath) sheath)
SAFE_DIRECTORY ?= $(abspath $(obj))/safe-headers
SAFE_KERNEL ?= $(abspath $(objtree))

clean-files += safe-headers

# Cleaning reads this file, too. The program gets an environment of its own: what is exported for
# this build (MAKEFLAGS, CC, LLVM) is nothing to the kernel's own flags, which it asks for.
ifeq ($(filter %Makefile.clean,$(MAKEFILE_LIST)),)
safe-said := $(shell env -i PATH='$(PATH)' HOME='$(HOME)' TMPDIR='$(TMPDIR)' '$(SHEATH)' generate \
	--quiet --kernel '$(SAFE_KERNEL)' -o '$(SAFE_DIRECTORY)' $(SAFE_OPTIONS) $(SAFE_HEADERS) >&2)
ifneq ($(.SHELLSTATUS),0)
$(error $(SHEATH) generate failed; what it said is above)
endif
include $(SAFE_DIRECTORY)/safe/kbuild.mk
endif
