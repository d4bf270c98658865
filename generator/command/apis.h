/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_APIS_H
#define SHEATH_APIS_H

#include "command/command.h"
#include "model/api.h"

/*
 * What kernels offer, read from configured trees or from the files that "sheath dump" saves: several
 * at once, each in a thread and a run of its own.
 */
struct kernel_api {
	const char *path; /* a tree or a saved model, as the user called it */
	struct run run;	  /* whose memory @api is */
	const struct api *api;
};

/*
 * False after errors, which are printed; @run gets the exit code. To be released in any case.
 */
bool apis_read(struct run *run, const struct request *request, struct kernel_api *kernels,
	       unsigned int n);
void apis_release(struct kernel_api *kernels, unsigned int n);

/* A line on how much of each kernel could not be read, a line for each header with --verbose. */
void apis_remark_unfit(struct run *run, const struct request *request, const struct api *api);

#endif
