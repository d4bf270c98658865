/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* What every module includes, so that headers need not. */
#ifndef MODULE_H
#define MODULE_H

#include "../../errno.h"

#endif
