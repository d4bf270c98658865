// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdlib.h>
#include <string.h>

#include "model/shape.h"

static int shape_compare(const void *name, const void *shape)
{
	return strcmp(name, ((const struct shape *)shape)->name);
}

const struct shape *shape_find(const struct shapes *shapes, const char *name)
{
	if (!shapes->n_shapes)
		return NULL;
	return bsearch(name, shapes->shapes, shapes->n_shapes, sizeof(*shapes->shapes),
		       shape_compare);
}
