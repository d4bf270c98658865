// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "base/run.h"
#include "input/texts.h"

void texts_init(struct texts *texts, struct run *run, const struct main_file *main_file)
{
	for (unsigned int i = 0; i < main_file->n_sources; i++)
		table_add(&run->arena, &texts->sources, main_file->sources[i].path,
			  &main_file->sources[i]);
}

const struct mapped *texts_of_source(struct texts *texts, const struct source *source)
{
	if (texts->last && texts->last != source)
		mapped_rest(&texts->last->mapped);
	texts->last = source;
	return &source->mapped;
}

const struct mapped *texts_of(struct texts *texts, const struct file *file)
{
	const struct source *source = table_find(&texts->sources, file->path);

	if (source)
		return texts_of_source(texts, source);
	if (file == texts->other)
		return &texts->other_text;
	texts_release(texts);
	if (!mapped_open(file->path, &texts->other_text))
		return NULL;
	texts->other = file;
	return &texts->other_text;
}

void texts_release(struct texts *texts)
{
	mapped_close(&texts->other_text);
	texts->other = NULL;
	texts->other_text = (struct mapped){ NULL, 0 };
}
