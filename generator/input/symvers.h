/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_SYMVERS_H
#define SHEATH_SYMVERS_H

#include <stdbool.h>

#include "model/model.h"
#include "model/table.h"

struct run;

/* What one line of Module.symvers says. */
struct symbol {
	enum export export;
	const char *symbol_namespace;	/* NULL: none */
};

/*
 * The symbols that a module can link: CRC, name, object, kind and, since 5.4,
 * namespace, between tabs. A file that cannot be read or a line of another form
 * is an error and gives NULL: a truncated list would say that functions which
 * are there cannot be called.
 */
struct symvers {
	struct table symbols;	/* name -> struct symbol */
};

struct symvers *symvers_read(struct run *run, const char *path);
const struct symbol *symvers_find(const struct symvers *symvers, const char *name);

#endif
