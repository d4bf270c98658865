// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <malloc.h>
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "input/survey.h"
#include "input/units.h"

/*
 * Not all headers can be included together: two may define the same name. All are parsed together
 * at first; those that errors are about are parsed again, without the others, and so on. What
 * still has an error when a unit gains nothing, in either order, cannot be parsed.
 */
struct units {
	struct run *run;
	const struct input_options *options;
	const struct flags *flags;
	struct model *model; /* of what was understood so far */
	struct input_header *todo;
	unsigned int n_todo;
	unsigned int n_futile; /* units in a row that gained nothing */
	struct broken before;  /* of the last unit */
	/* what the model has: names -> numbers, from 1, of functions, types and headers */
	struct table functions, types, headers, cleaned, seen;
	struct table conflicting; /* headers that have refused to go with others */
	size_t functions_room, types_room, headers_room, cleanups_room;
	struct paths files;
};

/* What a header must be told before it can be parsed is limited: it is mostly one thing. */
#define INCLUDES_MAX 8

static bool is_accepted(const struct broken *broken, const char *header)
{
	return header && !table_find(&broken->headers, header);
}

/* Room for @n more things in a list of the model that has @had. */
static void *room_for(struct units *u, void *list, size_t had, size_t n, size_t *room, size_t size)
{
	size_t before = *room;
	void *grown;

	if (had + n <= *room)
		return list;
	*room = had + n + (had + n) / 8;
	grown = arena_array(&u->run->arena, *room, size);
	if (had)
		memcpy(grown, list, had * size);
	arena_return(&u->run->arena, list, before * size);
	return grown;
}

/* Functions of headers that have no error, and that no unit had before. */
static void join_functions(struct units *u, const struct model *part, const struct broken *broken)
{
	struct model *model = u->model;

	model->functions = room_for(u, model->functions, model->n_functions, part->n_functions,
				    &u->functions_room, sizeof(*model->functions));
	for (size_t i = 0; i < part->n_functions; i++) {
		const struct function *function = &part->functions[i];

		if (is_accepted(broken, function->header) &&
		    is_accepted(broken, function->at.file) &&
		    table_add(&u->run->arena, &u->functions, function->name,
			      (void *)(model->n_functions + 1)))
			model->functions[model->n_functions++] = *function;
	}
}

static void join_types(struct units *u, const struct model *part, const struct broken *broken)
{
	struct model *model = u->model;

	model->types = room_for(u, model->types, model->n_types, part->n_types, &u->types_room,
				sizeof(*model->types));
	for (size_t i = 0; i < part->n_types; i++)
		if (is_accepted(broken, part->types[i].at.file) &&
		    table_add(&u->run->arena, &u->types, part->types[i].name,
			      (void *)(model->n_types + 1)))
			model->types[model->n_types++] = part->types[i];
}

static void join_cleanups(struct units *u, const struct model *part, const struct broken *broken)
{
	struct model *model = u->model;

	model->cleanups = room_for(u, model->cleanups, model->n_cleanups, part->n_cleanups,
				   &u->cleanups_room, sizeof(*model->cleanups));
	for (size_t i = 0; i < part->n_cleanups; i++)
		if (is_accepted(broken, part->cleanups[i].at.file) &&
		    table_add(&u->run->arena, &u->cleaned,
			      arena_printf(&u->run->arena, "%s %s", part->cleanups[i].macro,
					   part->cleanups[i].name),
			      part))
			model->cleanups[model->n_cleanups++] = part->cleanups[i];
}

static const struct input_header *find_todo(const struct units *u, const char *name)
{
	for (unsigned int i = 0; i < u->n_todo; i++)
		if (!strcmp(u->todo[i].name, name))
			return &u->todo[i];
	return NULL;
}

/* From 1; 0: no unit had it. */
static size_t header_index(const struct units *u, const char *name)
{
	return (size_t)table_find(&u->headers, name);
}

static struct header *header_of(const struct units *u, const char *name)
{
	size_t i = header_index(u, name);

	return i ? &u->model->headers[i - 1] : NULL;
}

static void join_headers(struct units *u, const struct model *part, const struct broken *broken)
{
	struct model *model = u->model;

	model->headers = room_for(u, model->headers, model->n_headers, part->n_headers,
				  &u->headers_room, sizeof(*model->headers));
	for (size_t i = 0; i < part->n_headers; i++) {
		const struct header *header = &part->headers[i];
		struct header *joined = header_of(u, header->name);

		if (!joined) {
			joined = &model->headers[model->n_headers++];
			*joined = *header;
			table_add(&u->run->arena, &u->headers, header->name,
				  (void *)model->n_headers);
		}
		if (!model->n_units || !header->selected || !is_accepted(broken, header->name))
			continue;
		joined->unit = model->n_units;
		joined->apart = header->apart;
		joined->no_prelude = header->no_prelude;
		joined->includes = header->includes;
		joined->n_includes = header->n_includes;
		joined->tags = header->tags;
		joined->n_tags = header->n_tags;
		joined->spdx = header->spdx;
	}
}

static void join_files(struct units *u, const struct model *part)
{
	for (size_t i = 0; i < part->n_files; i++)
		if (table_add(&u->run->arena, &u->seen, part->files[i], part))
			paths_add(u->run, &u->files, part->files[i]);
}

static void join(struct units *u, const struct model *part, const struct broken *broken)
{
	struct model *model = u->model;

	if (!model->n_units) {
		model->clang = part->clang;
		model->declared = part->declared;
	}
	join_functions(u, part, broken);
	join_types(u, part, broken);
	join_cleanups(u, part, broken);
	join_headers(u, part, broken);
	join_files(u, part);
}

/* The header that a driver includes for @word; NULL: none, or none that can be. */
static const char *declaring(const struct units *u, const char *word)
{
	size_t type = (size_t)table_find(&u->types, word);
	size_t function = type ? 0 : (size_t)table_find(&u->functions, word);
	const char *file = type	      ? u->model->types[type - 1].at.file
			   : function ? u->model->functions[function - 1].header
				      : NULL;
	const struct header *header = file ? header_of(u, file) : NULL;

	if (header && !header->selected && header->speaker)
		header = header_of(u, header->speaker);
	return header && header->selected && !header->missing ? header->name : NULL;
}

static void add_include(struct units *u, struct input_header *header, const char *name)
{
	const char **includes = arena_new(&u->run->arena, const char *, header->n_includes + 1);

	if (find_todo(u, name) || header->n_includes == INCLUDES_MAX)
		return;
	for (unsigned int i = 0; i < header->n_includes; i++) {
		if (!strcmp(header->includes[i], name))
			return;
		includes[i] = header->includes[i];
	}
	includes[header->n_includes++] = name;
	header->includes = includes;
}

/* What was not known where it was used is included before. */
static void add_wanted(struct units *u, const struct broken *broken)
{
	for (size_t i = 0; i < broken->n_wanted; i++) {
		const struct wanted *wanted = &broken->wanted[i];
		const struct input_header *header = find_todo(u, wanted->header);
		const char *name = header ? declaring(u, wanted->word) : NULL;

		if (name)
			add_include(u, (struct input_header *)header, name);
	}
}

/* What it could only be parsed with goes before it. */
static void add_includes(struct units *u, struct header *header, const struct input_header *said)
{
	const char **all =
		arena_new(&u->run->arena, const char *, said->n_includes + header->n_includes + 1);
	unsigned int n = 0;

	for (unsigned int i = 0; i < said->n_includes; i++)
		all[n++] = said->includes[i];
	for (unsigned int i = 0; i < header->n_includes; i++)
		all[n++] = header->includes[i];
	header->includes = all;
	header->n_includes = n;
}

/* Was it read apart for what it does to others, and not for what it lacked? */
static bool goes_together(const struct units *u, const struct header *header,
			  const struct header *other)
{
	return !other->unit || other->unit == header->unit ||
	       !table_find(&u->conflicting, other->name);
}

/* What was found out to be included is only so if it can be included together with it. */
static void drop_unfit_includes(struct units *u)
{
	for (size_t i = 0; i < u->model->n_headers; i++) {
		struct header *header = &u->model->headers[i];
		const char **left = (const char **)header->includes;
		unsigned int n = 0;

		for (unsigned int j = 0; j < header->n_includes; j++) {
			const struct header *other = header_of(u, left[j]);

			if (!other->missing && goes_together(u, header, other))
				left[n++] = left[j];
		}
		header->n_includes = n;
	}
}

/* It cannot be parsed, whatever is included with it. */
static void give_up(struct units *u, const char *name, const struct unfit *error)
{
	struct header *header = header_of(u, name);
	const char *text = error->text;

	if (strcmp(error->name, name) && !error->line)
		text = arena_printf(&u->run->arena, "%s %s", error->name, text);
	else if (strcmp(error->name, name))
		text = arena_printf(&u->run->arena, "%s:%u: %s", error->name, error->line, text);
	header->missing = true;
	survey_unfit(u->run, u->model, (struct place){ name, error->line, 0 }, text);
}

/* The error that a header has in any company; NULL: not known yet. */
static const struct unfit *lasting(const struct units *u, const struct broken *broken,
				   const char *name)
{
	const struct unfit *now = table_find(&broken->headers, name);
	const struct unfit *before = table_find(&u->before.headers, name);
	const struct unfit *hopeless = table_find(&broken->hopeless, name);

	if (hopeless || !now || !before || broken_by_other(now->text))
		return hopeless;
	if (now->line != before->line || strcmp(now->name, before->name) ||
	    strcmp(now->text, before->text))
		return NULL;
	return now;
}

/* Leaves those that have an error. */
static void keep_broken(struct units *u, const struct broken *broken)
{
	struct input_header *left = arena_new(&u->run->arena, struct input_header, u->n_todo + 1);
	unsigned int n = 0;

	for (unsigned int i = 0; i < u->n_todo; i++) {
		struct header *header = header_of(u, u->todo[i].name);
		const struct unfit *error = table_find(&broken->headers, u->todo[i].name);
		const struct unfit *last = lasting(u, broken, u->todo[i].name);

		if (last) {
			give_up(u, u->todo[i].name, last);
		} else if (error) {
			left[n++] = u->todo[i];
			if (broken_by_other(error->text))
				table_add(&u->run->arena, &u->conflicting, u->todo[i].name, header);
		} else if (u->model->n_units) {
			add_includes(u, header, &u->todo[i]);
		}
	}
	u->n_futile = n == u->n_todo ? u->n_futile + 1 : 0;
	u->todo = left;
	u->n_todo = n;
}

static void reverse(struct units *u)
{
	for (unsigned int i = 0; i < u->n_todo / 2; i++) {
		struct input_header first = u->todo[i];

		u->todo[i] = u->todo[u->n_todo - 1 - i];
		u->todo[u->n_todo - 1 - i] = first;
	}
}

/* Its lists have been copied. */
static void part_return(struct units *u, struct model *part)
{
	struct arena *arena = &u->run->arena;

	model_index_return(u->run, part);
	arena_return(arena, part->functions, part->n_functions * sizeof(*part->functions));
	arena_return(arena, part->types, part->n_types * sizeof(*part->types));
}

/* One more unit; false after errors. */
static bool parse_next(struct units *u, struct broken *broken)
{
	struct input_options options = *u->options;
	struct model *part;
	unsigned int before = u->n_todo;

	options.headers = u->todo;
	options.n_headers = u->n_todo;
	run_progress(u->run,
		     u->model->n_units ? "parsing %u headers that refuse to go with others"
				       : "parsing %u headers",
		     u->n_todo);
	*broken = (struct broken){ .wanted = NULL };
	part = parse_unit(u->run, &options, u->flags, broken);
	if (!part)
		return false;
	join(u, part, broken);
	part_return(u, part);
	keep_broken(u, broken);
	u->before = *broken;
	add_wanted(u, broken);
	if (u->n_todo < before)
		u->model->n_units++;
	return true;
}

struct model *units_parse(struct run *run, const struct input_options *options,
			  const struct flags *flags)
{
	struct units u = { .run = run, .options = options, .flags = flags };
	struct broken broken;

	/* what one unit took is there for the next, large pieces, too */
	mallopt(M_MMAP_THRESHOLD, 1 << 30);
	u.model = arena_new(&run->arena, struct model, 1);
	u.todo = arena_new(&run->arena, struct input_header, options->n_headers);
	memcpy(u.todo, options->headers, options->n_headers * sizeof(*u.todo));
	u.n_todo = options->n_headers;
	while (u.n_todo && u.n_futile < (u.n_todo > 1 ? 2 : 1)) {
		if (!parse_next(&u, &broken))
			return NULL;
		if (u.n_futile)
			reverse(&u);
	}
	/* which was most of the memory of a run */
	malloc_trim(0);
	for (unsigned int i = 0; i < u.n_todo; i++)
		give_up(&u, u.todo[i].name, table_find(&broken.headers, u.todo[i].name));
	survey_unfit_finish(u.model);
	drop_unfit_includes(&u);
	table_return(&run->arena, &u.functions);
	table_return(&run->arena, &u.types);
	u.model->files = u.files.paths;
	u.model->n_files = u.files.n;
	model_index(run, u.model);
	return u.model;
}
