/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MISTAKES_H
#define _MISTAKES_H

#include <linux/types.h>

struct lamp;

int lamp_light(int n);
void lamp_put(struct lamp *lamp);

#endif
