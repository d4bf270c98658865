# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# What the Makefile of every tree under build/kernels does:
#
#	make -C build/kernels/6.12-arm64 M=/path/to/module modules [CC=clang-19]
#
# Debian's own Makefile knows one compiler and absolute paths. This one goes to
# the kernel's Makefile instead, with a configuration that fits the compiler.
# The tree's Makefile has set tree-arch and tree-cross before it includes this.

tree := $(abspath $(dir $(firstword $(MAKEFILE_LIST))))
kbuild-variant := $(dir $(abspath $(lastword $(MAKEFILE_LIST))))kbuild-variant

# The release is Debian's, the kernel's Makefile would make one up.
ifeq ($(MAKECMDGOALS),kernelrelease)
.PHONY: kernelrelease
kernelrelease:
	@sed -n 's/.*UTS_RELEASE "\(.*\)"/\1/p' $(tree)/include/generated/utsrelease.h
else

ARCH          ?= $(tree-arch)
CROSS_COMPILE ?= $(tree-cross)

# As in the kernel: only the command line overrides CC, the environment does not.
ifneq ($(origin CC),command line)
CC := $(if $(LLVM),clang$(filter -%,$(LLVM)),$(CROSS_COMPILE)gcc)
endif

variant := $(shell $(kbuild-variant) $(tree) $(CC))
ifeq ($(variant),)
$(error no configuration for CC=$(CC), see above)
endif

goals := $(or $(MAKECMDGOALS),modules)

.PHONY: $(goals) forward
$(goals): forward ; @:

# The variant is no tree that a program could be pointed to: scripts/kbuild.mk asks for this one.
export SAFE_KERNEL ?= $(tree)

# The + and $(MAKE) hand -n on, for which Kbuild prints its compile commands.
# No pahole: the variant has BTF for modules off, whichever pahole there is.
forward:
	+@$(MAKE) -C $(tree)/source O=$(variant) ARCH=$(ARCH) \
		CROSS_COMPILE=$(CROSS_COMPILE) CC='$(CC)' PAHOLE=: $(goals)
endif
