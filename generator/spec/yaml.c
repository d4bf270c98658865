// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdbool.h>
#include <string.h>

#include <yaml.h>

#include "spec/yaml.h"

/* Far more than a contract needs; keeps the recursion off the stack's end. */
#define MAX_DEPTH 32

struct reader {
	struct run *run;
	const char *file;
	const char *text;
	size_t len;
	yaml_parser_t parser;
	unsigned int depth;
};

static struct place mark_place(const struct reader *r, const yaml_mark_t *mark)
{
	return (struct place){ r->file, mark->line + 1, mark->column + 1 };
}

/* The reader below the scanner knows bytes only. */
static struct place offset_place(const struct reader *r, size_t offset)
{
	struct place at = { r->file, 1, 1 };

	for (size_t i = 0; i < offset && i < r->len; i++) {
		at.column++;
		if (r->text[i] == '\n')
			at = (struct place){ r->file, at.line + 1, 1 };
	}
	return at;
}

static void syntax_error(struct reader *r)
{
	const yaml_parser_t *parser = &r->parser;
	const char *problem = parser->problem ? parser->problem : "not YAML";

	if (parser->error == YAML_READER_ERROR) {
		diag_error(r->run, EXIT_CONTRACT, offset_place(r, parser->problem_offset),
			   "not a text in UTF-8: %s", problem);
		return;
	}
	diag_error(r->run, EXIT_CONTRACT, mark_place(r, &parser->problem_mark), "syntax error: %s",
		   problem);
	if (parser->context)
		diag_note(r->run, mark_place(r, &parser->context_mark), "%s", parser->context);
}

static struct node *refuse(struct reader *r, const yaml_event_t *event, const char *what)
{
	diag_error(r->run, EXIT_CONTRACT, mark_place(r, &event->start_mark), "%s", what);
	return NULL;
}

static struct node *node_new(struct reader *r, enum node_kind kind, const yaml_event_t *event)
{
	struct node *node = arena_new(&r->run->arena, struct node, 1);

	node->kind = kind;
	node->at = mark_place(r, &event->start_mark);
	return node;
}

static bool next_event(struct reader *r, yaml_event_t *event)
{
	if (yaml_parser_parse(&r->parser, event))
		return true;
	syntax_error(r);
	return false;
}

static struct node *read_value(struct reader *r, const yaml_event_t *event);

static const struct node *find_key(const struct node *map, const char *key)
{
	for (const struct node *node = map->first; node; node = node->next)
		if (node->key == key)
			return node;
	return NULL;
}

static struct node *read_scalar(struct reader *r, const yaml_event_t *event)
{
	const char *value = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	struct node *node;

	if (event->data.scalar.anchor)
		return refuse(r, event, "anchors (&name) are not understood in contract files");
	if (event->data.scalar.tag)
		return refuse(r, event, "tags (!name) are not understood in contract files");
	if (memchr(value, '\0', len))
		return refuse(r, event, "NUL in a text");
	node = node_new(r, NODE_SCALAR, event);
	node->value = run_intern_n(r->run, value, len);
	return node;
}

/* One key of @map with its value; @event is the key's. */
static struct node *read_pair(struct reader *r, const struct node *map, const yaml_event_t *event)
{
	struct node *key, *value;
	const struct node *twice;
	yaml_event_t next;

	if (event->type != YAML_SCALAR_EVENT)
		return refuse(r, event, "a key must be a word");
	key = read_scalar(r, event);
	if (!key || !next_event(r, &next))
		return NULL;
	value = read_value(r, &next);
	yaml_event_delete(&next);
	if (!value)
		return NULL;
	twice = find_key(map, key->value);
	if (twice) {
		diag_error(r->run, EXIT_CONTRACT, key->at, "duplicate key '%s'", key->value);
		diag_note(r->run, twice->key_at, "it stands here already");
		return NULL;
	}
	value->key = key->value;
	value->key_at = key->at;
	return value;
}

/* What is between the start of a list or map and its end. */
static struct node *read_children(struct reader *r, struct node *parent, yaml_event_type_t end)
{
	struct node **last = &parent->first, *child;
	yaml_event_t event;

	while (next_event(r, &event)) {
		bool done = event.type == end;

		child = done			   ? NULL
			: parent->kind == NODE_MAP ? read_pair(r, parent, &event)
						   : read_value(r, &event);
		yaml_event_delete(&event);
		if (done)
			return parent;
		if (!child)
			return NULL;
		*last = child;
		last = &child->next;
		parent->n++;
	}
	return NULL;
}

static struct node *read_collection(struct reader *r, const yaml_event_t *event)
{
	bool map = event->type == YAML_MAPPING_START_EVENT;
	struct node *node;

	if (map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor)
		return refuse(r, event, "anchors (&name) are not understood in contract files");
	if (map ? event->data.mapping_start.tag : event->data.sequence_start.tag)
		return refuse(r, event, "tags (!name) are not understood in contract files");
	if (r->depth == MAX_DEPTH)
		return refuse(r, event, "nested too deeply");
	r->depth++;
	node = read_children(r, node_new(r, map ? NODE_MAP : NODE_LIST, event),
			     map ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT);
	r->depth--;
	return node;
}

static struct node *read_value(struct reader *r, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return read_scalar(r, event);
	case YAML_MAPPING_START_EVENT:
	case YAML_SEQUENCE_START_EVENT:
		return read_collection(r, event);
	case YAML_ALIAS_EVENT:
		return refuse(r, event,
			      "aliases (*name) are not understood in contract files; "
			      "write the value out, or in quotes if it begins with '*'");
	default:
		return refuse(r, event, "a value is missing");
	}
}

/* From one event that opens something at the top to the next. */
static struct node *read_stream(struct reader *r)
{
	struct node *first = NULL, **last = &first;
	yaml_event_t event;
	bool ok = true, done = false;

	while (ok && !done && next_event(r, &event)) {
		switch (event.type) {
		case YAML_STREAM_START_EVENT:
		case YAML_DOCUMENT_START_EVENT:
		case YAML_DOCUMENT_END_EVENT:
			break;
		case YAML_STREAM_END_EVENT:
			first = first ? first : node_new(r, NODE_MAP, &event);
			done = true;
			break;
		default:
			*last = read_value(r, &event);
			ok = *last;
			if (ok)
				last = &(*last)->next;
		}
		yaml_event_delete(&event);
	}
	return done ? first : NULL;
}

struct node *yaml_read(struct run *run, const char *file, const char *text, size_t len)
{
	struct reader r = { .run = run, .file = run_intern(run, file), .text = text, .len = len };
	struct node *root;

	if (!yaml_parser_initialize(&r.parser)) {
		diag_error(run, EXIT_SYSTEM, (struct place){ r.file, 0, 0 }, "out of memory");
		return NULL;
	}
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, len);
	root = read_stream(&r);
	yaml_parser_delete(&r.parser);
	return root;
}

const char *node_kind_name(enum node_kind kind)
{
	static const char *const names[] = {
		[NODE_SCALAR] = "a text",
		[NODE_LIST] = "a list",
		[NODE_MAP] = "a mapping",
	};

	return names[kind];
}
