/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_PLACE_H
#define SHEATH_PLACE_H

/*
 * Where something is said. @file is what people and outputs see: a kernel
 * header as it is included ("linux/clk.h"), a contract file below its directory
 * ("contracts/linux/clk.yaml"), never a path of this machine. @line 0: the file
 * as a whole; @file NULL: nowhere.
 */
struct place {
	const char *file;
	unsigned int line;
	unsigned int column;
};

#endif
