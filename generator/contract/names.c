// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "contract/names.h"

bool name_has_word(const char *name, const char *const *words)
{
	size_t len;

	for (; *name; name += len + !!name[len]) {
		len = strcspn(name, "_");
		for (const char *const *word = words; *word; word++)
			if (strlen(*word) == len && !memcmp(*word, name, len))
				return true;
	}
	return false;
}
