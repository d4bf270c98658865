/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_VALUE_H
#define SHEATH_VALUE_H

#include <stdbool.h>
#include <stddef.h>

struct run;

/*
 * What templates are filled from: a tree of strings, truth values, lists and
 * views, which are records of named values. A field is set once, under a name
 * that is a literal or lives as long as the run. Nothing is converted: a number
 * is put in as the string it shall look like. All memory is the run's.
 *
 * What few templates ask for is put in as VIEW_LATER and made when it is looked
 * up for the first time; nobody who looks up sees the difference.
 */
enum view_kind { VIEW_STRING, VIEW_BOOL, VIEW_LIST, VIEW_RECORD, VIEW_LATER };

const char *view_kind_name(enum view_kind kind); /* "a string", "a list", ... */

struct value {
	enum view_kind kind;
	union {
		const struct view_maker *maker;
		const char *string; /* never NULL */
		bool truth;
		struct value_list *list;
		struct view *view;
	};
};

/* Fills @view, which is empty, or @list if it is one, from @data. */
struct view_maker {
	void (*view)(struct run *run, struct view *view, const void *data);
	void (*list)(struct run *run, struct value_list *list, const void *data);
	struct run *run;
	const void *data;
};

struct value_list {
	struct value *values;
	unsigned int n, room;
};

struct view_field {
	const char *name;
	unsigned int hash; /* name_hash() */
	struct value value;
};

struct view {
	struct view_field *fields;
	unsigned int n, room;
	bool open; /* names it has not are false in conditions, no error */
};

/* Cheap and good enough to spare most comparisons of names. */
unsigned int name_hash(const char *name, size_t len);

/* With room for @room fields; more may be added. */
struct view *view_new(struct run *run, unsigned int room);
/* NULL is put in as "". */
void view_string(struct run *run, struct view *view, const char *name, const char *string);
void view_printf(struct run *run, struct view *view, const char *name, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
void view_bool(struct run *run, struct view *view, const char *name, bool truth);
/* Puts in an empty one and returns it. */
struct value_list *view_list(struct run *run, struct view *view, const char *name);
struct view *view_inner(struct run *run, struct view *view, const char *name, unsigned int room);
/* Puts in what is there already, and may stand in other views too. */
void view_share(struct run *run, struct view *view, const char *name, struct view *inner);

/* Puts in what @make will make of @data, if anybody looks it up. */
void view_later(struct run *run, struct view *view, const char *name,
		void (*make)(struct run *run, struct view *view, const void *data),
		const void *data);
void view_list_later(struct run *run, struct view *view, const char *name,
		     void (*make)(struct run *run, struct value_list *list, const void *data),
		     const void *data);

/* NULL if there is no such field. */
const struct value *view_find(const struct view *view, const char *name, size_t len,
			      unsigned int hash);
/* The string in a field that is known to be one. */
const char *view_get(const struct view *view, const char *name);
bool view_is(const struct view *view, const char *name);

struct value_list *list_new(struct run *run);
void list_string(struct run *run, struct value_list *list, const char *string);
struct view *list_view(struct run *run, struct value_list *list, unsigned int room);
/* Adds every line of @text, of which the last may lack its newline. */
void list_lines(struct run *run, struct value_list *list, const char *text);

#endif
