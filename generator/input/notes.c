// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdbool.h>
#include <string.h>

#include "base/run.h"
#include "input/notes.h"

/* See annotations.h: "sheath:name" or "sheath:name:arguments". */
#define MARK "sheath:"

struct collecting {
	struct run *run;
	const struct libclang *clang;
	struct notes *notes;
};

static bool has(const struct notes *notes, const char *name, const char *args)
{
	for (unsigned int i = 0; i < notes->n; i++)
		if (notes->list[i].name == name && notes->list[i].args == args)
			return true;
	return false;
}

static void append(struct run *run, struct notes *notes, struct note note)
{
	if (notes->n == notes->room) {
		struct note *grown;

		notes->room = notes->room ? 2 * notes->room : 4;
		grown = arena_new(&run->arena, struct note, notes->room);
		if (notes->n)
			memcpy(grown, notes->list, notes->n * sizeof(*grown));
		notes->list = grown;
	}
	notes->list[notes->n++] = note;
}

static enum CXChildVisitResult collect(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct collecting *c = data;
	const char *text, *name, *args;

	(void)parent;
	if (cursor.kind != CXCursor_AnnotateAttr)
		return CXChildVisit_Continue;
	text = libclang_string(c->run, c->clang, c->clang->getCursorSpelling(cursor));
	if (!text || strncmp(text, MARK, strlen(MARK)))
		return CXChildVisit_Continue;
	text += strlen(MARK);
	args = strchr(text, ':');
	name = run_intern_n(c->run, text, args ? (size_t)(args - text) : strlen(text));
	args = args ? run_intern(c->run, args + 1) : NULL;
	if (!has(c->notes, name, args))
		append(c->run, c->notes,
		       (struct note){ name, args, c->clang->getCursorLocation(cursor) });
	return CXChildVisit_Continue;
}

void notes_add(struct run *run, const struct libclang *clang, CXCursor decl, struct notes *notes)
{
	struct collecting collecting = { run, clang, notes };

	clang->visitChildren(decl, collect, &collecting);
}
