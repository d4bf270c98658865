# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Part of kbuild.mk: before anything is compiled the kernel is asked what these headers have to know of
# it. That takes a compilation, once for each kernel.
ccflags-y += -I$(obj)
clean-files += safe-config.h $(addprefix safe-config.h.,c log names words)

safe-asked := $(if $(filter %Makefile.build,$(MAKEFILE_LIST)),$(shell sh $(safe-directory)/safe/probe.sh \
	$(obj)/safe-config.h $(objtree)/Module.symvers $(CC) $(NOSTDINC_FLAGS) $(LINUXINCLUDE) \
	-include $(srctree)/include/linux/compiler_types.h $(KBUILD_CPPFLAGS) $(KBUILD_CFLAGS) \
	$(KBUILD_CFLAGS_MODULE) -DMODULE -DKBUILD_MODNAME=\"safe_probe\" -DKBUILD_BASENAME=\"probe\" \
	-D__KBUILD_MODNAME=kmod_safe_probe && echo yes),yes)
ifneq ($(safe-asked),yes)
$(error $(safe-directory)/safe/probe.sh failed)
endif
