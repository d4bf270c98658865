// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * The least that reading kernel headers through libclang can cost: one parse with function bodies
 * skipped, no shim, no visit.
 *
 *	parse_only TREE CACHE FLAGS-FILE HEADER... [-- HEADER...]...
 *
 * Headers behind "--" are another unit: not all can be included together. Leaves the flags in
 * FLAGS-FILE, a line each, for other programs to be measured with.
 */
#include <stdio.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "input/kbuild.h"
#include "input/libclang.h"

/* As compilers read them from an @file. */
static bool write_flags(const char *path, const struct flags *flags)
{
	FILE *file = fopen(path, "w");

	if (!file)
		return false;
	for (unsigned int i = 0; i < flags->n; i++) {
		for (const char *p = flags->words[i]; *p; p++)
			fprintf(file, "%s%c", strchr("\"'\\ ", *p) ? "\\" : "", *p);
		putc('\n', file);
	}
	return !fclose(file);
}

static bool parse(struct run *run, const struct flags *flags, struct text *source)
{
	const struct libclang *clang = libclang_open(run);
	struct CXUnsavedFile file = { "main.c", source->buf, source->len };
	const char **words = arena_new(&run->arena, const char *, flags->n + 2);
	CXTranslationUnit unit;
	CXIndex index;

	if (!clang)
		return false;
	memcpy(words, flags->words, flags->n * sizeof(*words));
	words[flags->n] = "-w";
	/* or all behind a few errors goes unread in part */
	words[flags->n + 1] = "-ferror-limit=0";
	index = clang->createIndex(0, 0);
	if (clang->parseTranslationUnit2(index, "main.c", words, (int)flags->n + 2, &file, 1,
					 CXTranslationUnit_SkipFunctionBodies, &unit))
		return false;
	clang->disposeTranslationUnit(unit);
	clang->disposeIndex(index);
	return true;
}

int main(int argc, char **argv)
{
	struct text source = TEXT_INIT;
	struct flags flags;
	struct tree tree;
	struct run run;
	bool fine;

	if (argc < 5)
		return EXIT_USAGE;
	run_init(&run);
	fine = input_probe(&run, argv[1], NULL, &tree) &&
	       kbuild_flags(&run, &tree, argv[2], false, &flags) && write_flags(argv[3], &flags);
	for (int i = 4; fine && i < argc; i++) {
		bool ends = !strcmp(argv[i], "--");

		if (!ends)
			text_printf(&source, "#include <%s>\n", argv[i]);
		if (ends || i + 1 == argc) {
			fine = parse(&run, &flags, &source);
			text_reset(&source);
		}
	}
	diag_flush(&run, stderr);
	text_release(&source);
	run_release(&run);
	return fine ? EXIT_FINE : EXIT_KERNEL;
}
