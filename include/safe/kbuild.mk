# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# What a driver that uses the safe headers asks of Kbuild, in one line of its Kbuild or Makefile:
#
#	include $(src)/safe-headers/safe/kbuild.mk
#
# where safe-headers is what was given to "sheath generate -o". It adds the directory to the include
# path and makes errors of what the kernel leaves a warning or does not ask for:
#
#   unused-result	a result or an errno that nobody looks at
#   unused-but-set-variable
#			one that is stored, and then nobody looks at the variable
#   int-conversion	a number taken for a pointer, or a pointer for a number
#   enum-conversion	an enumeration of another kind (clang always says so, gcc from Linux 6.10 on)
#   jump-misses-init	a goto or switch past the declaration of an owner, which then is given back
#			without ever having been acquired (clang always says so; only gcc has the flag)
safe-directory := $(patsubst %/safe/,%,$(dir $(lastword $(MAKEFILE_LIST))))

ccflags-y += -I$(safe-directory)
ccflags-y += -Werror=unused-result -Werror=unused-but-set-variable
ccflags-y += -Werror=int-conversion
ccflags-$(CONFIG_CC_IS_GCC) += -Werror=enum-conversion -Werror=jump-misses-init

# With SAFE_FAULTS := port.o, one of the module's files, in the Kbuild or on make's command line, each
# step of the driver can be made to fail: see <safe/core/fault.h>.
ifneq ($(SAFE_FAULTS),)
ccflags-y += -DSAFE_FAULT_INJECTION
CFLAGS_$(SAFE_FAULTS) += -DSAFE_FAULT_PARAMETER
endif

# Of headers for several kernels.
-include $(safe-directory)/safe/probe.mk
