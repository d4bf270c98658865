/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_PROPOSE_H
#define SHEATH_PROPOSE_H

#include "base/text.h"
#include "command/command.h"

/* "sheath infer" in its second form, with headers: a proposed contract file. */

/* Are headers named? */
bool propose_is_asked(const struct request *request);
enum exit_code propose(struct run *run, const struct request *request);

/* To @path, which is replaced as a whole, or to standard output if it is NULL. */
bool infer_write(struct run *run, const char *path, const struct text *text);

#endif
