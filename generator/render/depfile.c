// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "render/depfile.h"

/* As make reads names: blanks and '#' behind a backslash, '$' doubled. */
static void add_name(struct text *text, const char *name)
{
	for (; *name; name++) {
		if (strchr(" \t#", *name))
			text_addc(text, '\\');
		else if (*name == '$')
			text_addc(text, '$');
		text_addc(text, *name);
	}
}

bool depfile_write(struct run *run, const char *path, const char *target,
		   const struct sources *sources)
{
	struct text text = TEXT_INIT;
	bool fine;

	add_name(&text, target);
	text_addc(&text, ':');
	for (size_t i = 0; i < sources->n; i++) {
		if (sources->list[i].kind == SOURCE_DIRECTORY)
			continue;
		text_add(&text, " \\\n ");
		add_name(&text, sources->list[i].path);
	}
	text_addc(&text, '\n');
	fine = file_equals(path, text.buf, text.len) || file_replace(run, path, text.buf, text.len);
	if (!fine)
		diag_error(run, EXIT_SYSTEM, (struct place){ path, 0, 0 }, "cannot write: %s",
			   strerror(errno));
	text_release(&text);
	return fine;
}
