// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "contract/doc_text.h"
#include "contract/lengths.h"
#include "contract/names.h"
#include "contract/types.h"

/* Who is asked of whose length, and how much is known of it already. */
struct lengths {
	struct facts *facts;
	const struct contract *contract;
	const struct type *type;
};

static bool is_one_of(const char *name, const char *const *words)
{
	for (; name && *words; words++)
		if (!strcmp(name, *words))
			return true;
	return false;
}

static bool is_number(const struct param *param)
{
	return param->name && type_resolve(param->type, NULL)->kind == TYPE_INT;
}

/* What a pointer points to; NULL: it is none, or to functions. */
static const struct type *element_of(const struct type *type)
{
	const struct type *pointer = type_resolve(type, NULL);

	if ((pointer->kind != TYPE_POINTER && pointer->kind != TYPE_ARRAY) || !pointer->inner ||
	    type_is_function_pointer(type))
		return NULL;
	return type_resolve(pointer->inner, NULL);
}

/* Are elements of this type and bytes the same? */
static bool is_byte(const struct type *element)
{
	return element->kind == TYPE_INT && element->size == 1;
}

/* --- what others say --- */

static const char *const kinds[] = { "bytes_of", "count_of", "bits_of", NULL };

/* Is it said of @buffer, "return" for the result, that it has another length or unit? */
static bool is_known(const struct lengths *l, const char *buffer, unsigned int length,
		     const char *kind)
{
	for (unsigned int i = 0; i < l->facts->list.n; i++) {
		const struct fact *fact = &l->facts->list.facts[i];

		if (fact->subject != SUBJECT_PARAM || fact->origin == ORIGIN_NAME ||
		    !is_one_of(fact->kind->name, kinds) || strcmp(fact->value, buffer))
			continue;
		if (fact->param != length || strcmp(fact->kind->name, kind) != 0)
			return true;
	}
	return false;
}

/* Does the comment count anything else than bytes? */
static bool has_other_unit(const struct lengths *l, unsigned int length)
{
	static const struct phrase units[] = {
		{ "word", 0 },	  { "element", 0 }, { "entries", 0 }, { " page", 0 },
		{ "sector", 0 },  { "block", 0 },   { "bits", 0 },    { "register", 0 },
		{ "sample", 0 },  { "pairs", 0 },   { "items", 0 },   { "records", 0 },
		{ "objects", 0 }, { "units", 0 },   { "frames", 0 },  { NULL, 0 },
	};
	const struct doc *doc = l->contract->function->doc;
	bool found = false;

	for (unsigned int i = 0; doc && i < doc->n_params; i++) {
		struct text prose = TEXT_INIT;

		if (strcmp(doc->params[i].name, l->type->params[length].name) != 0)
			continue;
		doc_normalise(&prose, doc->params[i].text);
		found = phrase_in(units, prose.buf) && !strstr(prose.buf, "byte");
		text_release(&prose);
	}
	return found;
}

/* What a contract file speaks of has the arguments that are stated there. */
static void say(struct lengths *l, unsigned int length, const char *kind, const char *buffer,
		bool sure)
{
	l->facts->sure = sure && !l->contract->spec && !is_known(l, buffer, length, kind) &&
			 (strcmp(kind, "bytes_of") != 0 || !has_other_unit(l, length));
	facts_param(l->facts, length, kind, buffer);
}

/* --- lengths that are called after what they count --- */

static const char *bare(const char *name)
{
	return name + strspn(name, "_");
}

/* "num_ports" of "ports": the rest of @name behind one of the words is @of. */
static bool is_number_of(const char *name, const char *of)
{
	static const char *const words[] = {
		"num_", "nr_", "n_", "no_of_", "number_of_", "num", "nr", "n", NULL,
	};

	for (const char *const *word = words; *word; word++)
		if (!strncmp(name, *word, strlen(*word)) && !strcmp(name + strlen(*word), of))
			return true;
	return false;
}

/* "buf_len" of "buf", "format_count" of "formats", with one of @ends. */
static bool has_end(const char *name, const char *of, const char *const *ends)
{
	size_t n = strlen(of);

	if (n > 2 && of[n - 1] == 's' && strncmp(name, of, n) != 0)
		n--;
	if (strncmp(name, of, n) != 0)
		return false;
	name += n;
	return is_one_of(name + (*name == '_'), ends);
}

/* The name of several things, of which there can be a number. */
static bool is_plural(const char *name)
{
	static const char *const lists[] = { "list", "array", "table", "tbl", NULL };
	size_t n = strlen(name);

	return (n > 2 && name[n - 1] == 's' && name[n - 2] != 's') || name_has_end(name, lists);
}

static const char *named_kind(const struct param *buffer, const struct param *length)
{
	static const char *const sizes[] = {
		"len", "length", "size", "sz", "bytes", "nbytes", NULL
	};
	static const char *const numbers[] = { "count", "cnt", "num", NULL };
	const char *name = bare(length->name), *of = bare(buffer->name);
	const struct type *element = element_of(buffer->type);

	if (!element || !*of)
		return NULL;
	if (is_number_of(name, of))
		return element->kind == TYPE_VOID ? NULL : "count_of";
	if (type_is_bytes(buffer->type) && has_end(name, of, sizes))
		return "bytes_of";
	if (element->kind == TYPE_VOID || !has_end(name, of, numbers))
		return NULL;
	return is_plural(of) ? "count_of" : NULL;
}

/* True if one of them is the length of @i. */
static bool find_named(struct lengths *l, unsigned int i)
{
	const struct param *params = l->type->params;
	bool found = false;

	for (unsigned int j = 0; params[i].name && j < l->type->n_params; j++) {
		const char *kind =
			j != i && is_number(&params[j]) ? named_kind(&params[i], &params[j]) : NULL;

		if (!kind)
			continue;
		say(l, j, kind, params[i].name, true);
		found = true;
	}
	return found;
}

/* --- lengths that stand beside what they count --- */

static const char *const lengths[] = { "len",	  "length",    "size",	  "nbytes",
				       "bytes",	  "buflen",    "bufsize", "buf_size",
				       "buf_len", "bytecount", NULL };
/* These may count anything, unless bytes are all there is. */
static const char *const counts[] = { "count", "n", "cnt", NULL };

static bool has_type(const struct type *type, const char *name)
{
	for (; type && type->kind == TYPE_TYPEDEF; type = type->inner)
		if (!strcmp(type->name, name))
			return true;
	return false;
}

/* What something is called by. */
static bool is_name(const struct param *param)
{
	static const char *const names[] = {
		"name",	  "id",	   "entry",   "object", "obj",	    "arg",
		"opaque", "ctx",   "context", "domain", "firmware", "path",
		"desc",	  "label", "priv",    "uop",	NULL,
	};

	return name_has_word(param->name, names);
}

static bool is_length(const struct param *length, const struct type *element)
{
	if (!is_number(length))
		return false;
	if (is_one_of(length->name, lengths))
		return true;
	return is_one_of(length->name, counts) &&
	       (is_byte(element) || has_type(length->type, "size_t"));
}

/* Text, wherever it is. */
static bool is_text(const struct type *type)
{
	const struct type *element = element_of(type);

	return element && element->kind == TYPE_INT && !strcmp(element->name, "char");
}

static const char *const targets[] = { "to", "dst", "dest", "out", "target", "output", NULL };
static const char *const sources[] = { "from", "src", "source", "in", "input", NULL };

/* Its header gives it no name. */
static bool is_unnamed(const struct lengths *l, unsigned int i)
{
	const struct type *type = l->contract->function->type;

	return type && i < type->n_params && !type->params[i].name;
}

/* Two that are copied, compared, or made of each other: both are as long. */
static bool is_copied(const struct lengths *l, unsigned int i)
{
	const struct param *to = &l->type->params[i], *from = to + 1;

	if (!to->name || !element_of(to->type) || !type_is_bytes(to->type) ||
	    type_points_to_const(to->type) || !type_points_to_const(from->type) ||
	    is_text(to->type) || is_text(from->type))
		return false;
	return (is_unnamed(l, i) && is_unnamed(l, i + 1)) ||
	       (is_one_of(to->name, targets) && is_one_of(from->name, sources));
}

/* The one untyped pointer beside a callback is what the callback gets. */
static bool is_callback_data(const struct lengths *l, unsigned int buffer)
{
	const struct type *type = l->type->params[buffer].type;
	bool callback = false;
	unsigned int n = 0;

	for (unsigned int i = 0; i < l->type->n_params; i++) {
		const struct type *other = l->type->params[i].type;

		callback |= type_is_function_pointer(other);
		n += type_is_untyped(other) && !type_points_to_const(other);
	}
	return callback && n == 1 && type_is_untyped(type) && !type_points_to_const(type);
}

/* A size beside what has a name or ends in NUL may well be that of something else. */
static bool is_doubtful(const struct lengths *l, unsigned int buffer)
{
	static const char *const numbers[] = { "n",	"num",	 "count", "nr",
					       "nmemb", "nelem", "elems", NULL };
	const struct param *params = l->type->params, *before = params + buffer - 1;

	if (is_name(&params[buffer]) || is_callback_data(l, buffer))
		return true;
	/* "base, n, size": the size of one of n */
	if (buffer + 2 < l->type->n_params && is_one_of(params[buffer + 1].name, numbers) &&
	    is_one_of(params[buffer + 2].name, lengths))
		return true;
	/* what is copied from a string is as long as the room for it at most */
	return buffer && is_text(params[buffer].type) &&
	       type_points_to_const(params[buffer].type) && !type_points_to_const(before->type) &&
	       (is_text(before->type) || is_one_of(before->name, targets));
}

static bool find_beside(struct lengths *l, unsigned int i)
{
	const struct param *params = l->type->params, *buffer = &params[i];
	const struct type *element = element_of(buffer->type);
	bool copied, unnamed;

	if (!buffer->name || !element || !type_is_bytes(buffer->type) ||
	    i + 1 == l->type->n_params || !is_number(&params[i + 1]))
		return false;
	copied = i && is_copied(l, i - 1);
	unnamed = is_unnamed(l, i) && is_unnamed(l, i + 1) &&
		  has_type(params[i + 1].type, "size_t");
	if (unnamed || is_length(&params[i + 1], element))
		say(l, i + 1, "bytes_of", buffer->name, !is_doubtful(l, i));
	else if (copied || is_one_of(params[i + 1].name, counts))
		say(l, i + 1, "bytes_of", buffer->name, copied);
	else
		return false;
	if (copied)
		say(l, i + 1, "bytes_of", params[i - 1].name, true);
	return true;
}

/* Several pointers, and how many there are. */
static bool find_pointers(struct lengths *l, unsigned int i)
{
	static const char *const numbers[] = { "count", "n",	    "nr",     "num",
					       "cnt",	"nr_pages", "npages", NULL };
	const struct param *params = l->type->params;
	const struct type *element = element_of(params[i].type);

	if (!params[i].name || !element || element->kind != TYPE_POINTER ||
	    !is_plural(params[i].name) || i + 1 == l->type->n_params ||
	    !is_number(&params[i + 1]) || !is_one_of(params[i + 1].name, numbers))
		return false;
	say(l, i + 1, "count_of", params[i].name, true);
	return true;
}

/* --- the only length there is --- */

/* A length right before a buffer: what is not told from a size of something else by its name is by its type. */
static bool stands_before(const struct param *length, const struct param *buffer)
{
	static const char *const lens[] = { "len", "length", NULL };

	if (length + 1 != buffer || type_resolve(buffer->type, NULL)->space)
		return false;
	return is_byte(element_of(buffer->type)) || is_one_of(length->name, lens);
}

/* The one buffer and the one length, wherever they stand. */
static void find_only(struct lengths *l)
{
	const struct param *params = l->type->params;
	int buffer = -1, length = -1;

	for (unsigned int i = 0; i < l->type->n_params; i++) {
		const struct type *element = element_of(params[i].type);

		if (params[i].name && type_is_raw(params[i].type)) {
			if (buffer >= 0)
				return;
			buffer = i;
		} else if (element && element->kind == TYPE_INT && element->size > 1 &&
			   !type_points_to_const(params[i].type)) {
			continue;
		} else if (is_number(&params[i]) && (is_one_of(params[i].name, lengths) ||
						     (is_one_of(params[i].name, counts) &&
						      has_type(params[i].type, "size_t")))) {
			if (length >= 0)
				return;
			length = i;
		}
	}
	if (buffer >= 0 && length >= 0)
		say(l, length, "bytes_of", params[buffer].name,
		    (has_type(params[length].type, "size_t") ||
		     stands_before(&params[length], &params[buffer])) &&
			    !is_doubtful(l, buffer));
}

/* --- bits --- */

static bool is_bitmap(const struct type *type)
{
	const struct type *element = element_of(type);

	return element && element->kind == TYPE_INT && !element->is_signed &&
	       !strcmp(element->name, "unsigned long");
}

/* Bits are what bitmaps are counted in. */
static void find_bits(struct lengths *l)
{
	static const char *const bits[] = { "nbits", "nr_bits", "num_bits", "n_bits", NULL };
	static const char *const sizes[] = { "size", "bits", "len", NULL };
	static const char *const about[] = { "bit", "bits", "bitmap", NULL };
	const struct param *params = l->type->params;
	bool named = name_has_word(l->contract->function->name, about);

	for (unsigned int i = 0; i < l->type->n_params; i++) {
		if (!is_number(&params[i]) || (!is_one_of(params[i].name, bits) &&
					       !(named && is_one_of(params[i].name, sizes))))
			continue;
		for (unsigned int j = 0; j < l->type->n_params; j++)
			if (params[j].name && is_bitmap(params[j].type))
				say(l, i, "bits_of", params[j].name, true);
		if (is_bitmap(l->type->inner))
			say(l, i, "bits_of", "return", true);
	}
}

/* --- results --- */

/* Room that was asked for, of the one size that was given. */
static void find_result(struct lengths *l)
{
	static const char *const making[] = { "alloc", "remap", "dup", NULL };
	const struct type *element = element_of(l->type->inner);
	int found = -1;

	if (!element || (element->kind != TYPE_VOID && !is_byte(element)) ||
	    !name_has_end(l->contract->function->name, making))
		return;
	for (unsigned int i = 0; i < l->type->n_params; i++) {
		if (!is_number(&l->type->params[i]))
			continue;
		if (is_one_of(l->type->params[i].name, counts))
			return;
		if (!is_one_of(l->type->params[i].name, lengths))
			continue;
		if (found >= 0)
			return;
		found = i;
	}
	if (found >= 0)
		say(l, found, "bytes_of", "return", !type_is_text(l->type->inner));
}

void lengths_collect(struct facts *facts, const struct contract *contract)
{
	struct lengths l = { facts, contract, contract->type };
	bool found = false;

	for (unsigned int i = 0; i < l.type->n_params; i++)
		found |= find_named(&l, i) || find_beside(&l, i) || find_pointers(&l, i);
	if (!found)
		find_only(&l);
	find_bits(&l);
	find_result(&l);
}
