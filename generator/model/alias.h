/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_ALIAS_H
#define SHEATH_ALIAS_H

#include "model/model.h"
#include "model/spec.h"

/* What an entry below names: of a contract file means on this kernel. */

enum alias_kind {
	ALIAS_NONE, /* this kernel has none of them */
	ALIAS_TYPE, /* a typedef */
	ALIAS_TAG,  /* of a structure */
	ALIAS_NAME, /* a constant or macro, or a value in place of one */
};

struct alias {
	enum alias_kind kind;
	const char *of;		      /* "fmode_t", "ethtool_ts_info" without its keyword, "0" */
	const struct type_decl *decl; /* of a type */
	const char *name; /* as types are written: "safe_blk_mode_t", "struct safe_ts_info" */
};

struct alias alias_resolve(struct run *run, const struct model *model,
			   const struct spec_name *spec);

/* Prototypes of contract files may use all of them. */
void aliases_add(struct run *run, const struct model *model, const struct spec *spec);

#endif
