// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/run.h"
#include "input/main_file.h"
#include "input/survey.h"

/* Everything that is collected on the way to the text. */
struct making {
	struct run *run;
	const struct input_options *options;
	struct files *files;
	struct main_file *out;
	struct table asked; /* macros that contract files ask about */
	struct table seen;  /* sources, then macros, by name */
	unsigned int room;
};

static void add_source(struct making *m, const char *name, int speaker)
{
	struct source source = {
		run_intern(m->run, name), files_find(m->files, name), speaker, { NULL, 0 }, NULL
	};
	struct main_file *out = m->out;

	if (!source.path || table_find(&m->seen, name) || !mapped_open(source.path, &source.mapped))
		return;
	table_add(&m->run->arena, &m->seen, source.name, source.name);
	source.scan = scan_text_for(m->run, source.mapped.text, source.mapped.size,
				    m->options->survey ? NULL : &m->asked);
	if (m->options->all)
		mapped_rest(&source.mapped);
	if (out->n_sources == m->room) {
		struct source *grown;

		m->room = m->room ? 2 * m->room : 64;
		grown = arena_new(&m->run->arena, struct source, m->room);
		if (out->n_sources)
			memcpy(grown, out->sources, out->n_sources * sizeof(*grown));
		out->sources = grown;
	}
	out->sources[out->n_sources++] = source;
}

static void add_selected(struct making *m)
{
	const struct input_options *options = m->options;

	m->out->missing = arena_new(&m->run->arena, bool, options->n_headers);
	for (unsigned int i = 0; i < options->n_headers; i++) {
		unsigned int before = m->out->n_sources;
		const char *name = options->headers[i].name;

		add_source(m, name, (int)i);
		if ((options->survey || options->headers[i].other) && m->out->n_sources > before &&
		    survey_is_part(&m->out->sources[before].mapped)) {
			files_add_part(m->files, m->out->sources[before].name);
			continue;
		}
		if (m->out->n_sources > before) {
			for (unsigned int j = 0; j < options->headers[i].n_includes; j++)
				text_printf(&m->out->text, "#include <%s>\n",
					    options->headers[i].includes[j]);
			text_printf(&m->out->text, "#include <%s>\n", name);
		} else if (!table_find(&m->seen, name)) {
			m->out->missing[i] = true;
			m->out->n_missing++;
		}
	}
}

static void add_also(struct making *m, const struct input_header *header, int speaker)
{
	for (unsigned int i = 0; i < header->n_also; i++) {
		unsigned int n;
		const char **names = files_glob(m->files, header->also[i], &n);

		for (unsigned int j = 0; j < n; j++)
			add_source(m, names[j], speaker);
	}
}

static void add_probes(struct making *m, const struct source *source)
{
	struct main_file *out = m->out;

	for (size_t i = 0; i < source->scan->n_macros; i++) {
		const struct scan_macro *macro = &source->scan->macros[i];

		if (!macro->function_like && !table_find(&m->asked, macro->name))
			continue;
		if (!table_add(&m->run->arena, &m->seen, macro->name, macro))
			continue;
		text_printf(&out->text, "#ifdef %s\n\"1\"\n#else\n\"0\"\n#endif\n", macro->name);
		out->probes[out->n_probes++] = (struct probe){ macro, source };
	}
}

static void add_values(struct making *m, const struct source *source)
{
	const char *end = source->mapped.text + source->mapped.size;

	for (size_t i = 0; i < source->scan->n_macros; i++) {
		const struct scan_macro *macro = &source->scan->macros[i];
		const char *body;
		int64_t value;

		if (macro->function_like)
			continue;
		body = scan_macro_body(m->run, macro->body, end);
		if (survey_is_constant(body) && !survey_is_number(body, &value))
			values_add(m->run, &m->out->values, macro->name, body);
	}
}

static size_t count_macros(const struct main_file *out)
{
	size_t n = 0;

	for (unsigned int i = 0; i < out->n_sources; i++)
		n += out->sources[i].scan->n_macros;
	return n;
}

void main_file_make(struct run *run, const struct input_options *options, struct files *files,
		    struct main_file *main_file)
{
	struct making making = { run, options, files, main_file, { 0 }, { 0 }, 0 };

	*main_file = (struct main_file){ .text = TEXT_INIT };
	for (unsigned int i = 0; i < options->n_macros; i++)
		table_add(&run->arena, &making.asked, options->macros[i], options->macros[i]);
	if (options->all && options->prelude)
		text_printf(&main_file->text, "#include \"%s\"\n", options->prelude);
	add_selected(&making);
	for (unsigned int i = 0; i < options->n_headers; i++)
		if (!main_file->missing[i])
			add_also(&making, &options->headers[i], (int)i);
	making.seen = (struct table){ 0 };
	main_file->probes = arena_new(&run->arena, struct probe, count_macros(main_file));
	text_add(&main_file->text, "static const char " PROBE_NAME "[] = \"\"\n");
	for (unsigned int i = 0; i < main_file->n_sources; i++)
		add_probes(&making, &main_file->sources[i]);
	text_add(&main_file->text, ";\n");
	for (unsigned int i = 0; options->survey && i < main_file->n_sources; i++)
		add_values(&making, &main_file->sources[i]);
	values_write(&main_file->values, &main_file->text);
}

void main_file_release(struct main_file *main_file)
{
	for (unsigned int i = 0; i < main_file->n_sources; i++)
		mapped_close(&main_file->sources[i].mapped);
	text_release(&main_file->text);
}
