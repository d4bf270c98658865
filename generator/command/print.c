// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdio.h>
#include <stdlib.h>

#include "command/print.h"

void json_print(json_t *object)
{
	char *text = json_dumps(object, JSON_COMPACT);

	puts(text);
	free(text);
	json_decref(object);
}
