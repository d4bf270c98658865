// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "input/values.h"

/* Before the number of a text in the list. */
#define PREFIX "__sheath_value_"
/* For so many texts there is one enumeration: each of its own would cost more than its value. */
#define TOGETHER 32

struct valued {
	const char *body;
	const char *name; /* of the only macro that has it; NULL: there are several */
	bool known;
	int64_t value;
};

/* Would it leave a parenthesis or a character open, it would take its neighbours along. */
static bool is_whole(const char *body)
{
	int depth = 0;

	for (; *body && depth >= 0; body++) {
		depth += (*body == '(') - (*body == ')');
		if (*body != '\'')
			continue;
		body = strchr(body + 1, '\'');
		if (!body)
			return false;
	}
	return !depth;
}

static struct valued *add_text(struct run *run, struct values *values, const char *body)
{
	if (values->n == values->room) {
		struct valued *grown;

		values->room = values->room ? 2 * values->room : 1024;
		grown = arena_new(&run->arena, struct valued, values->room);
		if (values->n)
			memcpy(grown, values->list, values->n * sizeof(*grown));
		values->list = grown;
	}
	values->list[values->n].body = body;
	return &values->list[values->n++];
}

void values_add(struct run *run, struct values *values, const char *name, const char *body)
{
	void **slot = ptrmap_at(&run->arena, &values->by_text, body);
	struct valued *valued;
	size_t at = (size_t)*slot;

	if (!at && !is_whole(body))
		return;
	if (!at) {
		valued = add_text(run, values, body);
		valued->name = name;
		at = values->n;
		*slot = (void *)at;
	}
	valued = &values->list[at - 1];
	if (valued->name != name)
		valued->name = NULL;
	*ptrmap_at(&run->arena, &values->by_name, name) = (void *)at;
}

/* A line for each: an error is about one of them. */
static void write_one(const struct values *values, unsigned int i, struct text *text)
{
	const struct valued *valued = &values->list[i];

	if (valued->name)
		text_printf(text, "#ifdef %s\n" PREFIX "%u = (%s),\n#endif\n", valued->name, i,
			    valued->name);
	else
		text_printf(text, PREFIX "%u = (%s),\n", i, valued->body);
}

void values_write(const struct values *values, struct text *text)
{
	for (unsigned int i = 0; i < values->n; i++) {
		if (i % TOGETHER == 0)
			text_add(text, "enum {\n");
		write_one(values, i, text);
		if (i % TOGETHER == TOGETHER - 1 || i == values->n - 1)
			text_printf(text, PREFIX "end%u };\n", i);
	}
}

void values_set(struct values *values, const char *constant, int64_t value)
{
	unsigned long i;
	char *end;

	if (strncmp(constant, PREFIX, strlen(PREFIX)) != 0)
		return;
	i = strtoul(constant + strlen(PREFIX), &end, 10);
	if (*end || end == constant + strlen(PREFIX) || i >= values->n)
		return;
	values->list[i].known = true;
	values->list[i].value = value;
}

bool values_find(struct run *run, struct values *values, const char *name, const char *body,
		 int64_t *value)
{
	size_t by_name = (size_t)*ptrmap_at(&run->arena, &values->by_name, name), at;
	const struct valued *valued;

	if (!by_name)
		return false;
	at = (size_t)*ptrmap_at(&run->arena, &values->by_text, body);
	valued = &values->list[(at ? at : by_name) - 1];
	if (!valued->known || (!at && valued->name != name))
		return false;
	*value = valued->value;
	return true;
}
