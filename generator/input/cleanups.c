// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "input/cleanups.h"

#define MAX_ARGS 4
/* What the macros call the thing, or the structure with it, in their expressions. */
#define THING "_T"

/* The macros, and which of their arguments say what; 0, the name, stands for "not said". */
static const struct cleanup_macro {
	const char *name;
	unsigned int type, acquire, release;
	bool conditional; /* of a guard that there is already: what releases is said there */
} macros[] = {
	{ "DEFINE_FREE", 1, 0, 2, false },
	{ "DEFINE_CLASS", 1, 3, 2, false },
	{ "DEFINE_GUARD", 1, 2, 3, false },
	{ "DEFINE_LOCK_GUARD_1", 1, 2, 3, false },
	{ "DEFINE_LOCK_GUARD_0", 0, 1, 2, false },
	{ "DEFINE_GUARD_COND", 0, 2, 0, true },
	{ "DEFINE_LOCK_GUARD_1_COND", 0, 2, 0, true },
};

static const struct cleanup_macro *find_macro(const struct scan_use *use)
{
	for (size_t i = 0; i < sizeof(macros) / sizeof(*macros); i++)
		if (strlen(macros[i].name) == use->name_len &&
		    !memcmp(macros[i].name, use->name, use->name_len))
			return &macros[i];
	return NULL;
}

/* Behind the parenthesis that closes the one at @s. */
static const char *skip_parens(const char *s)
{
	int depth = 0;

	for (; *s; s++) {
		depth += (*s == '(') - (*s == ')');
		if (!depth)
			return s + 1;
	}
	return s;
}

/* Is that argument the thing, or what the thing is in? */
static bool is_thing(const char *arg)
{
	const char *at = strstr(arg, THING);

	return at && (at == arg || !text_is_name(at[-1])) && !text_is_name(at[strlen(THING)]);
}

/* The position of the argument at @p, "f(" behind it, that is the thing; -1: none. */
static int find_thing(struct run *run, const char *p)
{
	const char *end = p + strlen(p), *arg;

	for (int i = 0; (arg = scan_next_arg(run, &p, end)); i++)
		if (is_thing(arg))
			return i;
	return -1;
}

/* "if (_T) f(_T)": the function that is called, and with the thing as which argument; NULL: more is done. */
static const char *find_call(struct run *run, const char *text, int *arg)
{
	const char *start;

	if (!strncmp(text, "if (", 4))
		text = skip_parens(text + 3);
	while (*text == ' ' || *text == '(')
		text++;
	/* what a save of flags is stored in */
	if (strstr(text, " = ") && strcspn(text, "(") > (size_t)(strstr(text, " = ") - text))
		text = strstr(text, " = ") + 3;
	for (start = text; text_is_name(*text);)
		text++;
	if (text == start || *text != '(' || isdigit((unsigned char)*start))
		return NULL;
	*arg = find_thing(run, text + 1);
	return run_intern_n(run, start, text - start);
}

static const struct cleanup *find_guard(const struct model *model, const char *name)
{
	for (size_t i = 0; i < model->n_cleanups; i++)
		if (!strcmp(model->cleanups[i].name, name))
			return &model->cleanups[i];
	return NULL;
}

static bool read_use(struct run *run, const struct model *model, const struct cleanup_macro *macro,
		     const struct scan_use *use, const char *end, struct cleanup *cleanup)
{
	const char *args[MAX_ARGS] = { NULL }, *p = use->args;

	for (unsigned int i = 0; i < MAX_ARGS; i++)
		args[i] = scan_next_arg(run, &p, end);
	*cleanup = (struct cleanup){
		.macro = macro->name,
		.name = args[0],
		.type = macro->type ? args[macro->type] : NULL,
		.acquires_arg = -1,
		.releases_arg = -1,
	};
	if (macro->acquire && args[macro->acquire])
		cleanup->acquires = find_call(run, args[macro->acquire], &cleanup->acquires_arg);
	if (macro->conditional) {
		const struct cleanup *guard = args[0] ? find_guard(model, args[0]) : NULL;

		if (!guard)
			return false;
		cleanup->releases = guard->releases;
		cleanup->releases_arg = guard->releases_arg;
	} else if (args[macro->release]) {
		cleanup->releases = find_call(run, args[macro->release], &cleanup->releases_arg);
	}
	return cleanup->releases;
}

static void find_in_source(struct run *run, const struct source *source, struct model *model)
{
	const char *end = source->mapped.text + source->mapped.size;

	for (size_t i = 0; i < source->scan->n_uses; i++) {
		const struct scan_use *use = &source->scan->uses[i];
		const struct cleanup_macro *macro = find_macro(use);
		struct cleanup *cleanup = &model->cleanups[model->n_cleanups];

		if (!macro || !read_use(run, model, macro, use, end, cleanup))
			continue;
		cleanup->at = (struct place){ source->name, use->line, 0 };
		model->n_cleanups++;
	}
}

void cleanups_find(struct run *run, const struct main_file *main_file, struct model *model)
{
	size_t n = 0;

	for (unsigned int i = 0; i < main_file->n_sources; i++)
		n += main_file->sources[i].scan->n_uses;
	model->cleanups = arena_new(&run->arena, struct cleanup, n);
	for (unsigned int i = 0; i < main_file->n_sources; i++)
		find_in_source(run, &main_file->sources[i], model);
}
