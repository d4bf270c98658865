/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef TEST_LITTLE_MODEL_H
#define TEST_LITTLE_MODEL_H

#include <string.h>

#include "complaints.h"
#include "model/prototype.h"
#include "model/model.h"

/*
 * A model made by hand, with a few types of the kernel and functions whose
 * prototypes are written as contract files write them. One header, linux/x.h;
 * line numbers count up from 101.
 */
struct little {
	struct run run;
	struct model model;
	struct function functions[48];
	struct type_decl types[16];
	struct header headers[2];
};

static inline struct type *little_type(struct little *l, const char *name, struct type type)
{
	struct type *copy = arena_new(&l->run.arena, struct type, 1);

	*copy = type;
	l->types[l->model.n_types].name = name;
	l->types[l->model.n_types].type = copy;
	l->model.n_types++;
	return copy;
}

static inline void little_typedef(struct little *l, const char *name, struct type of)
{
	struct type *inner = arena_new(&l->run.arena, struct type, 1);

	*inner = of;
	inner->kind = TYPE_INT;
	little_type(l, name, (struct type){ .kind = TYPE_TYPEDEF, .name = name, .inner = inner });
}

static inline void little_struct(struct little *l, const char *spelling, const char *tag)
{
	little_type(l, spelling, (struct type){ .kind = TYPE_STRUCT, .name = tag, .size = -1 });
}

static inline void little_init(struct little *l)
{
	*l = (struct little){ 0 };
	run_init(&l->run);
	l->model.release = "6.0-test";
	l->model.arch = "x86_64";
	l->model.functions = l->functions;
	l->model.types = l->types;
	l->model.headers = l->headers;
	l->headers[0] = (struct header){ .name = "linux/x.h", .selected = true };
	l->headers[1] = (struct header){ .name = "linux/other.h" };
	l->model.n_headers = 2;
	little_struct(l, "struct clk", "clk");
	little_struct(l, "struct device", "device");
	little_type(l, "enum port_mode",
		    (struct type){ .kind = TYPE_ENUM, .name = "port_mode", .size = 4 });
	little_typedef(l, "u8", (struct type){ .name = "unsigned char", .size = 1 });
	little_typedef(l, "u32", (struct type){ .name = "unsigned int", .size = 4 });
	little_typedef(l, "size_t", (struct type){ .name = "unsigned long", .size = 8 });
	little_typedef(l, "gfp_t", (struct type){ .name = "unsigned int", .size = 4 });
	model_index(&l->run, &l->model);
}

/* An exported function; @prototype NULL: a macro. */
static inline struct function *little_add(struct little *l, const char *name, const char *prototype)
{
	struct function *function = &l->functions[l->model.n_functions++];

	function->name = run_intern(&l->run, name);
	function->header = "linux/x.h";
	function->at = (struct place){ "linux/x.h", 100 + l->model.n_functions, 5 };
	function->export = EXPORT_GPL;
	function->form = prototype ? FUNCTION_EXTERN : FUNCTION_MACRO;
	if (prototype)
		function->type = prototype_parse(&l->run, &l->model, prototype, NOWHERE);
	assert_int_equal(l->run.diags.errors, 0);
	model_index(&l->run, &l->model);
	return function;
}

static inline void little_attribute(struct little *l, struct function *function, const char *name,
				    const char *args)
{
	struct attribute *attribute = arena_new(&l->run.arena, struct attribute, 1);

	attribute->name = name;
	attribute->args = args;
	attribute->at = function->at;
	function->attributes = attribute;
	function->n_attributes = 1;
}

/* A comment with one section, or only a body if @name is NULL. */
static inline struct doc *little_doc(struct little *l, struct function *function, const char *name,
				     const char *text)
{
	struct doc *doc = arena_new(&l->run.arena, struct doc, 1);

	doc->at = (struct place){ "linux/x.h", 11, 0 };
	doc->body = name ? NULL : text;
	doc->sections = arena_new(&l->run.arena, struct doc_section, 1);
	doc->sections[0] = (struct doc_section){ name, text, { "linux/x.h", 12, 0 } };
	doc->n_sections = !!name;
	function->doc = doc;
	return doc;
}

static inline void little_release(struct little *l)
{
	run_release(&l->run);
}

#endif
