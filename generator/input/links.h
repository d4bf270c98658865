/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_LINKS_H
#define SHEATH_LINKS_H

#include "input/files.h"
#include "input/main_file.h"

struct run;

/*
 * An inline function can only be called by a module if its body calls nothing that the kernel keeps
 * to itself. What bodies call is read from their text.
 */

/*
 * The names in front of a parenthesis, and those of extern @variables, in the body of the function
 * that goes from @p to @end.
 */
void links_note(struct run *run, struct function *function, const struct table *variables,
		const char *p, const char *end);

/* Those variables in the definition of the macro @function, which goes on at @p. */
void links_note_macro(struct run *run, struct function *function, const struct table *variables,
		      const char *p, const char *end);

/* Behind symvers_read(): sets unlinked, and the namespace that a module must import. */
void links_find(struct run *run, const struct table *exported, struct model *model);

#endif
