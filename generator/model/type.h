/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_TYPE_H
#define SHEATH_TYPE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * C types as the kernel spells them: typedefs are kept, not resolved.
 * type_resolve() looks through them.
 */
enum type_kind {
	TYPE_VOID,
	TYPE_BOOL,
	TYPE_INT, /* char, int, ... , __int128; enum is TYPE_ENUM */
	TYPE_FLOAT,
	TYPE_POINTER,
	TYPE_ARRAY,
	TYPE_FUNCTION,
	TYPE_STRUCT,
	TYPE_UNION,
	TYPE_ENUM,
	TYPE_TYPEDEF,
	TYPE_OTHER, /* va_list's builtin, vectors: only spelled */
};

enum type_quals { QUAL_CONST = 1, QUAL_VOLATILE = 2, QUAL_RESTRICT = 4 };

struct type {
	enum type_kind kind;
	unsigned int quals; /* of this level: "char *const" is a const pointer */
	bool is_signed;	    /* TYPE_INT, TYPE_ENUM */
	bool variadic;	    /* TYPE_FUNCTION */
	const char *name;   /* spelling of a builtin; tag; typedef's name; NULL: anonymous */
	const char *space; /* "user", "iomem", "percpu", "rcu": what a pointer points to; or NULL */
	const struct type *inner;   /* pointee, element, returned, aliased */
	const struct param *params; /* TYPE_FUNCTION */
	unsigned int n_params;
	int64_t count;		     /* TYPE_ARRAY: elements, -1: not said */
	int64_t size, align;	     /* bytes, -1: incomplete */
	const struct record *record; /* if complete: of what is anonymous or functions pass */
};

struct param {
	const char *name;	 /* NULL: not named in the prototype */
	const struct type *type; /* as declared: an array parameter stays an array */
};

struct field {
	const char *name; /* NULL: anonymous member or unnamed bit-field */
	const struct type *type;
	uint64_t bit_offset;
	unsigned int bit_width; /* of a bit-field; 0: none */
	bool is_bitfield;
	const char *counted_by; /* member that counts this one's elements; or NULL */
	unsigned int line;	/* in the file of its structure */
};

struct record {
	const char *name; /* tag; NULL: anonymous */
	struct field *fields;
	unsigned int n_fields;
};

/* Looks through typedefs; the qualifiers of all of them added up are in *quals if given. */
const struct type *type_resolve(const struct type *type, unsigned int *quals);

bool type_is_pointer(const struct type *type); /* also by typedef */
bool type_is_function_pointer(const struct type *type);
bool type_is_integer(const struct type *type); /* int kinds, bool, enum; by typedef too */
bool type_is_void(const struct type *type);
/* Pointer to const void, char, u8, ... : memory counted in bytes. */
bool type_is_bytes(const struct type *type);
/* Same type as C sees it (typedefs looked through, parameter arrays decayed). */
bool type_same(const struct type *a, const struct type *b);

#endif
