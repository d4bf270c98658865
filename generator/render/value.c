// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <assert.h>
#include <string.h>

#include "base/run.h"
#include "render/value.h"

const char *view_kind_name(enum view_kind kind)
{
	static const char *const names[] = {
		[VIEW_STRING] = "a string", [VIEW_BOOL] = "true or false", [VIEW_LIST] = "a list",
		[VIEW_RECORD] = "a record", [VIEW_LATER] = "not made",
	};

	return names[kind];
}

unsigned int name_hash(const char *name, size_t len)
{
	unsigned int hash = len;

	for (size_t i = 0; i < len; i++)
		hash = hash * 31 + (unsigned char)name[i];
	return hash;
}

struct view *view_new(struct run *run, unsigned int room)
{
	struct view *view = arena_new(&run->arena, struct view, 1);

	view->room = room;
	view->fields = arena_new(&run->arena, struct view_field, room);
	return view;
}

static struct value *view_add(struct run *run, struct view *view, const char *name)
{
	struct view_field *field;

	if (view->n == view->room) {
		struct view_field *old = view->fields;

		view->room = view->room ? view->room * 2 : 4;
		view->fields = arena_new(&run->arena, struct view_field, view->room);
		if (view->n)
			memcpy(view->fields, old, view->n * sizeof(*old));
	}
	field = &view->fields[view->n++];
	field->name = name;
	field->hash = name_hash(name, strlen(name));
	return &field->value;
}

void view_string(struct run *run, struct view *view, const char *name, const char *string)
{
	struct value *value = view_add(run, view, name);

	value->kind = VIEW_STRING;
	value->string = string ? string : "";
}

void view_printf(struct run *run, struct view *view, const char *name, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	view_string(run, view, name, arena_vprintf(&run->arena, fmt, args));
	va_end(args);
}

void view_bool(struct run *run, struct view *view, const char *name, bool truth)
{
	struct value *value = view_add(run, view, name);

	value->kind = VIEW_BOOL;
	value->truth = truth;
}

struct value_list *view_list(struct run *run, struct view *view, const char *name)
{
	struct value *value = view_add(run, view, name);

	value->kind = VIEW_LIST;
	value->list = list_new(run);
	return value->list;
}

void view_share(struct run *run, struct view *view, const char *name, struct view *inner)
{
	struct value *value = view_add(run, view, name);

	value->kind = VIEW_RECORD;
	value->view = inner;
}

struct view *view_inner(struct run *run, struct view *view, const char *name, unsigned int room)
{
	struct view *inner = view_new(run, room);

	view_share(run, view, name, inner);
	return inner;
}

static void add_later(struct run *run, struct view *view, const char *name,
		      const struct view_maker *maker)
{
	struct value *value = view_add(run, view, name);
	struct view_maker *copy = arena_new(&run->arena, struct view_maker, 1);

	*copy = *maker;
	value->kind = VIEW_LATER;
	value->maker = copy;
}

void view_later(struct run *run, struct view *view, const char *name,
		void (*make)(struct run *run, struct view *view, const void *data),
		const void *data)
{
	add_later(run, view, name, &(struct view_maker){ .view = make, .run = run, .data = data });
}

void view_list_later(struct run *run, struct view *view, const char *name,
		     void (*make)(struct run *run, struct value_list *list, const void *data),
		     const void *data)
{
	add_later(run, view, name, &(struct view_maker){ .list = make, .run = run, .data = data });
}

static void make_value(struct value *value)
{
	const struct view_maker *maker = value->maker;

	if (maker->view) {
		value->kind = VIEW_RECORD;
		value->view = view_new(maker->run, 6);
		maker->view(maker->run, value->view, maker->data);
	} else {
		value->kind = VIEW_LIST;
		value->list = list_new(maker->run);
		maker->list(maker->run, value->list, maker->data);
	}
}

const struct value *view_find(const struct view *view, const char *name, size_t len,
			      unsigned int hash)
{
	for (unsigned int i = 0; i < view->n; i++) {
		struct view_field *field = &view->fields[i];

		if (field->hash != hash || strncmp(field->name, name, len) || field->name[len])
			continue;
		if (field->value.kind == VIEW_LATER)
			make_value(&field->value);
		return &field->value;
	}
	return NULL;
}

static const struct value *view_field(const struct view *view, const char *name,
				      enum view_kind kind)
{
	size_t len = strlen(name);
	const struct value *value = view_find(view, name, len, name_hash(name, len));

	assert(value && value->kind == kind);
	return value;
}

const char *view_get(const struct view *view, const char *name)
{
	return view_field(view, name, VIEW_STRING)->string;
}

bool view_is(const struct view *view, const char *name)
{
	return view_field(view, name, VIEW_BOOL)->truth;
}

struct value_list *list_new(struct run *run)
{
	return arena_new(&run->arena, struct value_list, 1);
}

static struct value *append(struct run *run, struct value_list *list)
{
	if (list->n == list->room) {
		struct value *old = list->values;

		list->room = list->room ? list->room * 2 : 4;
		list->values = arena_new(&run->arena, struct value, list->room);
		if (list->n)
			memcpy(list->values, old, list->n * sizeof(*old));
	}
	return &list->values[list->n++];
}

void list_string(struct run *run, struct value_list *list, const char *string)
{
	struct value *value = append(run, list);

	value->kind = VIEW_STRING;
	value->string = string;
}

struct view *list_view(struct run *run, struct value_list *list, unsigned int room)
{
	struct value *value = append(run, list);

	value->kind = VIEW_RECORD;
	value->view = view_new(run, room);
	return value->view;
}

void list_lines(struct run *run, struct value_list *list, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		list_string(run, list, arena_strndup(&run->arena, text, len));
		text += len + (text[len] == '\n');
	}
}
