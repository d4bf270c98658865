// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* One contract file: the tables of its keys. */
#include <string.h>

#include "base/file.h"
#include "model/fact.h"
#include "model/spec.h"
#include "spec/schema.h"
#include "spec/spec_read.h"

#define OF(type, member) offsetof(struct type, member)

static const struct key use_keys[] = {
	{ "code", KEY_TEXT, true, OF(spec_case, code), 0, 0, NULL },
	{ NULL, KEY_TEXT, false, 0, 0, 0, NULL },
};

static const struct key misuse_keys[] = {
	{ "code", KEY_TEXT, true, OF(spec_case, code), 0, 0, NULL },
	{ "error", KEY_PATTERN, true, OF(spec_case, error), 0, 0, NULL },
	{ NULL, KEY_TEXT, false, 0, 0, 0, NULL },
};

static const struct schema use_schema = {
	.what = "a use",
	.keys = use_keys,
	.size = sizeof(struct spec_case),
	.at = OF(spec_case, at),
};

static const struct schema misuse_schema = {
	.what = "a misuse",
	.keys = misuse_keys,
	.size = sizeof(struct spec_case),
	.at = OF(spec_case, at),
};

static const struct key no_keys[] = {
	{ NULL, KEY_TEXT, false, 0, 0, 0, NULL },
};

static const struct schema arg_schema = {
	.what = "an argument",
	.keys = no_keys,
	.size = sizeof(struct spec_arg),
	.name = OF(spec_arg, name),
	.at = OF(spec_arg, at),
	.facts = 1U << SUBJECT_PARAM,
	.items = OF(spec_arg, facts),
};

static const struct key function_keys[] = {
	{ "args", KEY_OBJECTS, false, OF(spec_function, args), OF(spec_function, n_args), 0,
	  &arg_schema },
	{ "takes", KEY_FACT, false, OF(spec_function, facts), 0, 0, NULL },
	{ "was", KEY_TEXTS, false, OF(spec_function, was), OF(spec_function, n_was), 0, NULL },
	{ "calls", KEY_TEXTS, false, OF(spec_function, calls), OF(spec_function, n_calls), 0,
	  NULL },
	{ "forms", KEY_ITEMS, false, OF(spec_function, forms), 0, 0, NULL },
	{ "prototype", KEY_TEXT, false, OF(spec_function, prototype), 0,
	  OF(spec_function, prototype_at), NULL },
	{ "needs", KEY_IDENTIFIER, false, OF(spec_function, needs), 0, 0, NULL },
	{ "shape", KEY_IDENTIFIER, false, OF(spec_function, shape), 0, OF(spec_function, shape_at),
	  NULL },
	{ "with", KEY_ITEMS, false, OF(spec_function, with), 0, 0, NULL },
	{ "wrapper", KEY_IDENTIFIER, false, OF(spec_function, wrapper), 0, 0, NULL },
	{ "safe", KEY_TEXT, false, OF(spec_function, safe), 0, 0, NULL },
	{ "refuse", KEY_TEXT, false, OF(spec_function, refuse), 0, 0, NULL },
	{ "note", KEY_TEXT, false, OF(spec_function, note), 0, 0, NULL },
	{ "use", KEY_LIST, false, OF(spec_function, use), OF(spec_function, n_use), 0,
	  &use_schema },
	{ "misuse", KEY_LIST, false, OF(spec_function, misuse), OF(spec_function, n_misuse), 0,
	  &misuse_schema },
	{ NULL, KEY_TEXT, false, 0, 0, 0, NULL },
};

static const struct schema function_schema = {
	.what = "a function",
	.keys = function_keys,
	.size = sizeof(struct spec_function),
	.name = OF(spec_function, name),
	.at = OF(spec_function, at),
	.facts = 1U << SUBJECT_CALL | 1U << SUBJECT_RETURN,
	.items = OF(spec_function, facts),
};

/* Facts alone: nothing is generated of a primitive. */
static const struct key primitive_keys[] = {
	{ "args", KEY_OBJECTS, false, OF(spec_function, args), OF(spec_function, n_args), 0,
	  &arg_schema },
	{ NULL, KEY_TEXT, false, 0, 0, 0, NULL },
};

static const struct schema primitive_schema = {
	.what = "a primitive",
	.keys = primitive_keys,
	.size = sizeof(struct spec_function),
	.name = OF(spec_function, name),
	.at = OF(spec_function, at),
	.families = true,
	.facts = 1U << SUBJECT_CALL | 1U << SUBJECT_RETURN,
	.items = OF(spec_function, facts),
};

static const struct key owned_keys[] = {
	{ "type", KEY_TEXT, false, OF(spec_owned, type), 0, 0, NULL },
	{ "members", KEY_ITEMS, false, OF(spec_owned, members), 0, 0, NULL },
	{ "release", KEY_TEXT, true, OF(spec_owned, release), 0, OF(spec_owned, release_at), NULL },
	{ "nullable", KEY_BOOL, false, OF(spec_owned, nullable), 0, 0, NULL },
	{ "by_hand", KEY_BOOL, false, OF(spec_owned, by_hand), 0, 0, NULL },
	{ "doc", KEY_TEXT, false, OF(spec_owned, doc), 0, 0, NULL },
	{ NULL, KEY_TEXT, false, 0, 0, 0, NULL },
};

static const struct schema owned_schema = {
	.what = "an entry of owned",
	.keys = owned_keys,
	.size = sizeof(struct spec_owned),
	.name = OF(spec_owned, name),
	.at = OF(spec_owned, at),
};

static const struct key name_keys[] = {
	{ "of", KEY_TEXTS, true, OF(spec_name, of), OF(spec_name, n_of), 0, NULL },
	{ NULL, KEY_TEXT, false, 0, 0, 0, NULL },
};

static const struct schema name_schema = {
	.what = "an entry of names",
	.keys = name_keys,
	.size = sizeof(struct spec_name),
	.name = OF(spec_name, name),
	.at = OF(spec_name, at),
};

static const struct key member_keys[] = {
	{ "prototype", KEY_TEXT, false, OF(spec_member, prototype), 0,
	  OF(spec_member, prototype_at), NULL },
	{ "was", KEY_TEXTS, false, OF(spec_member, was), OF(spec_member, n_was), 0, NULL },
	{ "forms", KEY_ITEMS, false, OF(spec_member, forms), 0, 0, NULL },
	{ NULL, KEY_TEXT, false, 0, 0, 0, NULL },
};

static const struct schema member_schema = {
	.what = "a member",
	.keys = member_keys,
	.size = sizeof(struct spec_member),
	.name = OF(spec_member, name),
	.at = OF(spec_member, at),
};

static const struct key ops_keys[] = {
	{ "from", KEY_ITEMS, false, OF(spec_ops, from), 0, 0, NULL },
	{ "members", KEY_OBJECTS, false, OF(spec_ops, members), OF(spec_ops, n_members), 0,
	  &member_schema },
	{ "sets", KEY_ITEMS, false, OF(spec_ops, sets), 0, 0, NULL },
	{ "atomic", KEY_TEXTS, false, OF(spec_ops, atomic), OF(spec_ops, n_atomic), 0, NULL },
	{ NULL, KEY_TEXT, false, 0, 0, 0, NULL },
};

static const struct schema ops_schema = {
	.what = "an entry of ops",
	.keys = ops_keys,
	.size = sizeof(struct spec_ops),
	.name = OF(spec_ops, name),
	.at = OF(spec_ops, at),
};

static const struct key file_keys[] = {
	{ "header", KEY_TEXT, false, OF(spec_header, header), 0, OF(spec_header, at), NULL },
	{ "also", KEY_TEXTS, false, OF(spec_header, also), OF(spec_header, n_also), 0, NULL },
	{ "includes", KEY_TEXTS, false, OF(spec_header, includes), OF(spec_header, n_includes), 0,
	  NULL },
	{ "core", KEY_TEXTS, false, OF(spec_header, core), OF(spec_header, n_core), 0, NULL },
	{ "safe", KEY_ITEMS, false, OF(spec_header, safe), 0, 0, NULL },
	{ "refuse", KEY_ITEMS, false, OF(spec_header, refuse), 0, 0, NULL },
	{ "has", KEY_ITEMS, false, OF(spec_header, has), 0, 0, NULL },
	{ "names", KEY_OBJECTS, false, OF(spec_header, names), OF(spec_header, n_names), 0,
	  &name_schema },
	{ "owned", KEY_OBJECTS, false, OF(spec_header, owned), OF(spec_header, n_owned), 0,
	  &owned_schema },
	{ "ops", KEY_OBJECTS, false, OF(spec_header, ops), OF(spec_header, n_ops), 0, &ops_schema },
	{ "functions", KEY_OBJECTS, false, OF(spec_header, functions), OF(spec_header, n_functions),
	  0, &function_schema },
	{ "primitives", KEY_OBJECTS, false, OF(spec_header, primitives),
	  OF(spec_header, n_primitives), 0, &primitive_schema },
	{ NULL, KEY_TEXT, false, 0, 0, 0, NULL },
};

static const struct schema file_schema = {
	.what = "a contract file",
	.keys = file_keys,
	.size = sizeof(struct spec_header),
};

/* Headers define no names but those that are known to be theirs. */
static bool check_name(struct run *run, const struct spec_name *name)
{
	if (!strncmp(name->name, "safe_", 5) || !strncmp(name->name, "SAFE_", 5))
		return true;
	diag_error(run, EXIT_CONTRACT, name->at, "'%s' does not begin with safe_ or SAFE_",
		   name->name);
	return false;
}

static bool check_owned(struct run *run, const struct spec_owned *owned)
{
	bool call = strchr(owned->release, '(');

	if (!owned->type == !owned->members.n)
		diag_error(run, EXIT_CONTRACT, owned->at, "'%s' needs either a type or members",
			   owned->name);
	else if (owned->type && call)
		diag_error(run, EXIT_CONTRACT, owned->release_at,
			   "'%s' has one member: its release is the name of a function",
			   owned->name);
	else if (!owned->type && !call)
		diag_error(run, EXIT_CONTRACT, owned->release_at,
			   "'%s' has members: its release is a call such as f(%s)", owned->name,
			   owned->members.items[0].key);
	else
		return true;
	return false;
}

static bool check_ops(struct run *run, const struct spec_ops *ops)
{
	bool ok = true;

	if (!ops->from.n && !ops->n_members)
		diag_error(run, EXIT_CONTRACT, ops->at, "'%s' needs from or members", ops->name);
	for (unsigned int i = 0; i < ops->n_members; i++) {
		const struct spec_member *member = &ops->members[i];

		if (member->prototype || !member->forms.n)
			continue;
		diag_error(run, EXIT_CONTRACT, member->at,
			   "'%s' has forms: it needs the prototype of the driver's function",
			   member->name);
		ok = false;
	}
	return ok && (ops->from.n || ops->n_members);
}

static bool check_function(struct run *run, const struct spec_function *function)
{
	int verdicts = !!function->safe + !!function->refuse + !!function->shape;
	bool bare = (function->n_calls || function->forms.n) && !function->prototype;

	if (verdicts > 1)
		diag_error(run, EXIT_CONTRACT, function->at,
			   "'%s' can have only one of safe, refuse and shape", function->name);
	if (bare)
		diag_error(run, EXIT_CONTRACT, function->at,
			   "'%s' has %s: it needs the prototype that they have in common",
			   function->name, function->n_calls ? "calls" : "forms");
	return verdicts <= 1 && !bare;
}

/* What is no header's own: what reading of functions' bodies takes as given. */
static bool check_headerless(struct run *run, const struct spec_header *file)
{
	unsigned int others = file->n_also + file->n_includes + file->n_core + file->safe.n +
			      file->refuse.n + file->has.n + file->n_names + file->n_owned +
			      file->n_ops + file->n_functions;

	if (file->n_primitives && !others)
		return true;
	diag_error(run, EXIT_CONTRACT, (struct place){ file->file, 1, 1 },
		   "'header' is missing in a contract file");
	return false;
}

static bool check_header(struct run *run, const struct spec_header *file)
{
	if (!file->header)
		return check_headerless(run, file);
	if (file_is_header(file->header) && file->header[0] != '/' && !strstr(file->header, ".."))
		return true;
	diag_error(run, EXIT_CONTRACT, file->at,
		   "'%s' is not a header as it is included, such as linux/clk.h", file->header);
	return false;
}

static bool check_entries(struct run *run, const struct spec_header *file)
{
	bool ok = check_header(run, file);

	for (unsigned int i = 0; ok && i < file->n_names; i++)
		ok = check_name(run, &file->names[i]);
	for (unsigned int i = 0; ok && i < file->n_owned; i++)
		ok = check_owned(run, &file->owned[i]);
	for (unsigned int i = 0; ok && i < file->n_ops; i++)
		ok = check_ops(run, &file->ops[i]);
	for (unsigned int i = 0; ok && i < file->n_functions; i++)
		ok = check_function(run, &file->functions[i]);
	return ok;
}

struct spec_header *spec_read_text(struct run *run, const char *name, const char *text, size_t len)
{
	struct spec_header *first = NULL, **last = &first;
	struct node *root = yaml_read(run, name, text, len);
	bool ok = root;

	for (; ok && root; root = root->next) {
		struct spec_header *file = arena_new(&run->arena, struct spec_header, 1);

		file->file = root->at.file;
		if (root->kind != NODE_MAP) {
			diag_error(run, EXIT_CONTRACT, root->at,
				   "a contract file is a mapping: 'header: linux/clk.h', ...");
			return NULL;
		}
		ok = schema_read(run, &file_schema, root, file) && check_entries(run, file);
		*last = file;
		last = &file->next;
	}
	return ok ? first : NULL;
}
