// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/file.h"
#include "base/run.h"
#include "input/flag_cache.h"
#include "input/kbuild.h"
#include "input/process.h"
#include "input/tree.h"
#include "input/words.h"

#define SOURCE "sheath_probe"

/* What becomes of a word of the command. */
enum keep {
	KEEP_WORD, /* as it is */
	KEEP_PATH, /* the rest of the word, or the next word, is a path */
};

/*
 * Words that say what the code means; all others choose between ways to compile
 * it. The first row that a word begins with counts.
 */
static const struct kept {
	const char *prefix;
	enum keep keep;
} kept[] = {
	{ "-include", KEEP_PATH },
	{ "-imacros", KEEP_PATH },
	{ "-isystem", KEEP_PATH },
	{ "-iquote", KEEP_PATH },
	{ "-I", KEEP_PATH },
	{ "-D", KEEP_WORD },
	{ "-U", KEEP_WORD },
	{ "-nostdinc", KEEP_WORD },
	{ "-std=", KEEP_WORD },
	{ "-m64", KEEP_WORD },
	{ "-m32", KEEP_WORD },
	{ "-mlittle-endian", KEEP_WORD },
	{ "-mbig-endian", KEEP_WORD },
	{ "-mgeneral-regs-only", KEEP_WORD },
	{ "-fcf-protection", KEEP_WORD },
	{ "-fshort-wchar", KEEP_WORD },
	{ "-fno-short-wchar", KEEP_WORD },
	{ "-fshort-enums", KEEP_WORD },
	{ "-funsigned-char", KEEP_WORD },
	{ "-fsigned-char", KEEP_WORD },
	{ "-fms-", KEEP_WORD },
	{ "-ffreestanding", KEEP_WORD },
	{ "-fstrict-flex-arrays", KEEP_WORD },
};

static const struct kept *find_kept(const char *word)
{
	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		if (!strncmp(word, kept[i].prefix, strlen(kept[i].prefix)))
			return &kept[i];
	return NULL;
}

static void add_flag(struct flags *flags, const char *word)
{
	flags->words[flags->n++] = word;
}

/* Directories that are not there are left out: a search for every include would pass by. */
static void add_path(struct run *run, struct flags *flags, const char *prefix, const char *dir,
		     const char *path, bool separate)
{
	const char *full = file_join(run, dir, path);
	const char *real = file_real(run, full);

	if (!real)
		return;
	if (separate) {
		add_flag(flags, prefix);
		add_flag(flags, real);
	} else {
		add_flag(flags, arena_printf(&run->arena, "%s%s", prefix, real));
	}
}

void kbuild_keep(struct run *run, const struct words *words, unsigned int from, unsigned int to,
		 const char *dir, struct flags *flags)
{
	flags->words = arena_new(&run->arena, const char *, to - from + 1);
	flags->n = 0;
	for (unsigned int i = from; i < to; i++) {
		const char *word = words->words[i];
		const struct kept *keep = find_kept(word);

		if (!keep)
			continue;
		if (keep->keep == KEEP_WORD)
			add_flag(flags, word);
		else if (word[strlen(keep->prefix)])
			add_path(run, flags, keep->prefix, dir, word + strlen(keep->prefix), false);
		else if (i + 1 < to)
			add_path(run, flags, keep->prefix, dir, words->words[++i], true);
	}
}

/* Finds the command that compiles @source among those of a line. */
static bool find_command(const struct words *words, const char *source, unsigned int *from,
			 unsigned int *to)
{
	bool compiles = false, reads = false;

	*from = 0;
	for (unsigned int i = 0; i <= words->n; i++) {
		if (i < words->n && strcmp(words->words[i], ";")) {
			compiles |= !strcmp(words->words[i], "-c");
			reads |= text_ends(words->words[i], source);
			continue;
		}
		*to = i;
		if (compiles && reads && *to > *from)
			return true;
		*from = i + 1;
		compiles = reads = false;
	}
	return false;
}

/* The directory in "make[1]: Entering directory '/path'"; NULL if the line says something else. */
static const char *entered(struct run *run, const char *line, size_t len)
{
	static const char mark[] = "Entering directory '";
	const char *at = memmem(line, len, mark, strlen(mark));
	const char *end = line + len;

	if (!at)
		return NULL;
	at += strlen(mark);
	while (end > at && *end != '\'')
		end--;
	return arena_strndup(&run->arena, at, (size_t)(end - at));
}

bool kbuild_parse(struct run *run, const char *output, const char *source, struct flags *flags,
		  const char **compiler)
{
	const char *dir = "/";

	for (const char *line = output; *line;) {
		size_t len = strcspn(line, "\n");
		const char *enters = entered(run, line, len);
		unsigned int from, to;

		if (enters) {
			dir = enters;
		} else if (memmem(line, len, source, strlen(source))) {
			struct words words = words_split(run, line, len);

			if (find_command(&words, source, &from, &to)) {
				*compiler = words.words[from];
				kbuild_keep(run, &words, from + 1, to, dir, flags);
				return true;
			}
		}
		line += len + (line[len] == '\n');
	}
	return false;
}

/* The machine's own architecture needs no prefix before the compiler's name. */
static bool is_foreign(const struct arch *arch)
{
	const struct arch *own;
	struct utsname machine;

	own = uname(&machine) ? NULL : arch_find(machine.machine);
	return !own || strcmp(own->target, arch->target) != 0;
}

static const char *const *make_command(struct run *run, const struct tree *tree, const char *dir)
{
	const struct arch *arch = arch_find(tree->arch);
	const char **argv = arena_new(&run->arena, const char *, 12);
	const char *cross = getenv("CROSS_COMPILE");
	const char *llvm = getenv("LLVM");
	unsigned int n = 0;

	argv[n++] = "make";
	argv[n++] = "-n";
	argv[n++] = "-w";
	argv[n++] = "-C";
	argv[n++] = tree->path;
	argv[n++] = arena_printf(&run->arena, "M=%s", dir);
	argv[n++] = arena_printf(&run->arena, "ARCH=%s", arch->kbuild);
	if (tree->clang && !llvm)
		argv[n++] = "LLVM=1";
	else if (!tree->clang && (!cross || !*cross) && is_foreign(arch))
		argv[n++] = arena_printf(&run->arena, "CROSS_COMPILE=%s-", arch->target);
	argv[n++] = SOURCE ".o";
	return argv;
}

/* The end of what make complained about: the first lines are often only its way there. */
static const char *last_lines(const struct text *text, unsigned int n)
{
	const char *at = text->buf + text->len;

	while (at > text->buf && at[-1] == '\n')
		at--;
	while (at > text->buf && (at[-1] != '\n' || --n))
		at--;
	return at;
}

static bool ask_make(struct run *run, const struct tree *tree, const char *dir, struct flags *flags,
		     const char **compiler)
{
	struct output output = OUTPUT_INIT;
	bool fine = process_run(run, make_command(run, tree, dir), &output);

	if (!fine) {
		diag_error(run, EXIT_KERNEL, NOWHERE, "cannot run make: %s", strerror(errno));
	} else if (output.status) {
		diag_error(run, EXIT_KERNEL, (struct place){ tree->path, 0, 0 },
			   "Kbuild cannot say how it compiles (make ended with %d):\n%s",
			   output.status, last_lines(&output.err, 10));
		fine = false;
	} else if (!kbuild_parse(run, output.out.buf, SOURCE ".c", flags, compiler)) {
		diag_error(run, EXIT_KERNEL, (struct place){ tree->path, 0, 0 },
			   "Kbuild did not print a compile command%s%s",
			   output.err.len ? ":\n" : "", last_lines(&output.err, 10));
		fine = false;
	}
	output_release(&output);
	return fine;
}

static bool write_module(struct run *run, const char *dir)
{
	static const char kbuild[] = "obj-m := " SOURCE ".o\n";

	return file_write(file_join(run, dir, "Kbuild"), kbuild, strlen(kbuild)) &&
	       file_write(file_join(run, dir, SOURCE ".c"), "", 0);
}

static bool ask_kbuild(struct run *run, const struct tree *tree, struct flags *flags,
		       const char **compiler)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = arena_printf(&run->arena, "%s/sheath-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	bool fine;

	if (!mkdtemp(dir)) {
		diag_error(run, EXIT_SYSTEM, NOWHERE, "cannot make a directory %s: %s", dir,
			   strerror(errno));
		return false;
	}
	run_progress(run, "asking Kbuild of %s for its flags", tree->release);
	fine = write_module(run, dir);
	if (!fine)
		diag_error(run, EXIT_SYSTEM, NOWHERE, "cannot write into %s: %s", dir,
			   strerror(errno));
	fine = fine && ask_make(run, tree, dir, flags, compiler);
	file_remove_tree(dir);
	return fine;
}

static void add_target(struct run *run, const struct tree *tree, struct flags *flags)
{
	add_flag(flags, arena_printf(&run->arena, "--target=%s", arch_find(tree->arch)->target));
}

bool kbuild_flags(struct run *run, const struct tree *tree, const char *cache, bool readonly,
		  struct flags *flags)
{
	struct flag_cache *entry = flag_cache_open(run, tree, cache);
	const char *compiler;

	if (flag_cache_load(run, entry, flags))
		return true;
	if (!ask_kbuild(run, tree, flags, &compiler))
		return false;
	add_target(run, tree, flags);
	if (!readonly)
		flag_cache_store(run, entry, flags, compiler);
	return true;
}
