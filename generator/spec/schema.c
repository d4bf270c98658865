// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <regex.h>
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"
#include "model/fact.h"
#include "model/spec.h"
#include "spec/schema.h"

#define AT(object, offset, type) ((type *)((char *)(object) + (offset)))

struct filling {
	struct run *run;
	const struct schema *schema;
	const struct key *key;
	void *object;
};

static bool expect(struct run *run, const struct node *node, const char *key, enum node_kind kind)
{
	if (node->kind == kind)
		return true;
	diag_error(run, EXIT_CONTRACT, node->at, "'%s' wants %s, this is %s", key,
		   node_kind_name(kind), node_kind_name(node->kind));
	return false;
}

static bool is_identifier(const char *s)
{
	if (!isalpha((unsigned char)*s) && *s != '_')
		return false;
	while (isalnum((unsigned char)*s) || *s == '_')
		s++;
	return !*s;
}

static bool check_identifier(struct run *run, struct place at, const char *s)
{
	if (is_identifier(s))
		return true;
	diag_error(run, EXIT_CONTRACT, at, "'%s' is not a C identifier", s);
	return false;
}

static bool read_text(struct run *run, const struct node *node, const char *key, const char **value)
{
	if (!expect(run, node, key, NODE_SCALAR))
		return false;
	*value = node->value;
	if (*node->value)
		return true;
	diag_error(run, EXIT_CONTRACT, node->at, "'%s' has no value", key);
	return false;
}

static bool check_pattern(struct run *run, const struct node *node)
{
	regex_t regex;
	char why[128];
	int error = regcomp(&regex, node->value, REG_EXTENDED | REG_NOSUB);

	if (!error) {
		regfree(&regex);
		return true;
	}
	regerror(error, &regex, why, sizeof(why));
	diag_error(run, EXIT_CONTRACT, node->at, "not a regular expression: %s", why);
	return false;
}

static bool read_bool(struct run *run, const struct node *node, const char *key, bool *value)
{
	const char *text;

	if (!read_text(run, node, key, &text))
		return false;
	*value = !strcmp(text, "true");
	if (*value || !strcmp(text, "false"))
		return true;
	diag_error(run, EXIT_CONTRACT, node->at, "'%s' is true or false, not '%s'", key, text);
	return false;
}

/* A scalar counts as a list of one. */
static const struct node *list_first(const struct node *node, unsigned int *n)
{
	*n = node->kind == NODE_SCALAR ? 1 : node->n;
	return node->kind == NODE_SCALAR ? node : node->first;
}

static bool read_texts(struct filling *f, const struct node *node)
{
	unsigned int n, i = 0;
	const struct node *child = list_first(node, &n);
	const char **texts = arena_new(&f->run->arena, const char *, n);
	bool ok = node->kind == NODE_SCALAR || expect(f->run, node, f->key->name, NODE_LIST);

	for (; ok && i < n; i++, child = child->next)
		ok = read_text(f->run, child, f->key->name, &texts[i]);
	*AT(f->object, f->key->offset, const char **) = texts;
	*AT(f->object, f->key->count, unsigned int) = i;
	return ok;
}

static bool item_fill(struct run *run, const struct node *node, struct spec_items *items)
{
	struct spec_item *item = &items->items[items->n];

	item->key = node->key;
	item->key_at = node->key_at;
	item->at = node->at;
	if (!read_text(run, node, node->key, &item->value))
		return false;
	items->n++;
	return true;
}

static bool read_items(struct filling *f, const struct node *node)
{
	struct spec_items *items = AT(f->object, f->key->offset, struct spec_items);
	bool ok = true;

	if (!expect(f->run, node, f->key->name, NODE_MAP))
		return false;
	items->items = arena_new(&f->run->arena, struct spec_item, node->n);
	for (const struct node *child = node->first; child; child = child->next)
		ok &= item_fill(f->run, child, items);
	return ok;
}

/* A list alone stands for a mapping with only the first key, if that wants one. */
static bool read_object(struct run *run, const struct schema *schema, const struct node *node,
			void *object)
{
	struct node alone = *node;
	struct node map = { .kind = NODE_MAP, .at = node->at, .first = &alone, .n = 1 };

	if (node->kind != NODE_LIST || schema->keys->kind != KEY_TEXTS)
		return expect(run, node, node->key, NODE_MAP) &&
		       schema_read(run, schema, node, object);
	alone.key = schema->keys->name;
	alone.next = NULL;
	return schema_read(run, schema, &map, object);
}

static bool check_name(struct run *run, const struct schema *schema, const struct node *node)
{
	size_t len = strlen(node->key);
	const char *member = schema->families ? strchr(node->key, '.') : NULL;

	if (member)
		return check_identifier(run, node->key_at,
					arena_strndup(&run->arena, node->key,
						      (size_t)(member - node->key))) &&
		       check_identifier(run, node->key_at, member + 1);
	if (schema->families && len > 1 && node->key[len - 1] == '*')
		return check_identifier(run, node->key_at,
					arena_strndup(&run->arena, node->key, len - 1));
	return check_identifier(run, node->key_at, node->key);
}

static bool read_objects(struct filling *f, const struct node *node)
{
	const struct schema *schema = f->key->schema;
	char *objects, *object;
	bool ok = true;

	if (!expect(f->run, node, f->key->name, NODE_MAP))
		return false;
	objects = object = arena_array(&f->run->arena, node->n, schema->size);
	for (const struct node *child = node->first; child; child = child->next) {
		*AT(object, schema->name, const char *) = child->key;
		*AT(object, schema->at, struct place) = child->key_at;
		ok &= check_name(f->run, schema, child) &&
		      read_object(f->run, schema, child, object);
		object += schema->size;
	}
	*AT(f->object, f->key->offset, void *) = objects;
	*AT(f->object, f->key->count, unsigned int) = node->n;
	return ok;
}

/* A text alone stands for a mapping with only the first key. */
static bool read_element(struct filling *f, const struct node *node, void *object)
{
	const struct schema *schema = f->key->schema;
	struct node alone = *node;
	struct node map = { .kind = NODE_MAP, .at = node->at, .first = &alone, .n = 1 };

	*AT(object, schema->at, struct place) = node->at;
	if (node->kind != NODE_SCALAR)
		return expect(f->run, node, f->key->name, NODE_MAP) &&
		       schema_read(f->run, schema, node, object);
	alone.key = schema->keys->name;
	alone.key_at = node->at;
	alone.next = NULL;
	return schema_read(f->run, schema, &map, object);
}

static bool read_list(struct filling *f, const struct node *node)
{
	unsigned int n;
	const struct node *child = list_first(node, &n);
	char *elements, *element;
	bool ok = node->kind == NODE_SCALAR || expect(f->run, node, f->key->name, NODE_LIST);

	if (!ok)
		return false;
	elements = element = arena_array(&f->run->arena, n, f->key->schema->size);
	for (unsigned int i = 0; i < n; i++, child = child->next) {
		ok &= read_element(f, child, element);
		element += f->key->schema->size;
	}
	*AT(f->object, f->key->offset, void *) = elements;
	*AT(f->object, f->key->count, unsigned int) = n;
	return ok;
}

static bool read_key(struct filling *f, const struct node *node)
{
	const struct key *key = f->key;
	const char **text = AT(f->object, key->offset, const char *);

	if (key->place)
		*AT(f->object, key->place, struct place) = node->at;
	switch (key->kind) {
	case KEY_TEXT:
		return read_text(f->run, node, key->name, text);
	case KEY_IDENTIFIER:
		return read_text(f->run, node, key->name, text) &&
		       check_identifier(f->run, node->at, *text);
	case KEY_PATTERN:
		return read_text(f->run, node, key->name, text) && check_pattern(f->run, node);
	case KEY_BOOL:
		return read_bool(f->run, node, key->name, AT(f->object, key->offset, bool));
	case KEY_TEXTS:
		return read_texts(f, node);
	case KEY_ITEMS:
		return read_items(f, node);
	case KEY_FACT:
		return item_fill(f->run, node, AT(f->object, key->offset, struct spec_items));
	case KEY_OBJECTS:
		return read_objects(f, node);
	case KEY_LIST:
		return read_list(f, node);
	}
	return false;
}

static bool check_word(struct run *run, const struct spec_item *item, const char *const *words)
{
	struct text all = TEXT_INIT;
	const char *near;
	size_t n = 0;

	for (; words[n]; n++)
		if (!strcmp(words[n], item->value))
			return true;
	for (size_t i = 0; i < n; i++)
		text_printf(&all, "%s%s", i ? ", " : "", words[i]);
	near = suggest(item->value, words, n);
	if (near)
		diag_error(run, EXIT_CONTRACT, item->at, "'%s' cannot be '%s'; did you mean '%s'?",
			   item->key, item->value, near);
	else
		diag_error(run, EXIT_CONTRACT, item->at, "'%s' cannot be '%s'; it is one of %s",
			   item->key, item->value, all.buf);
	text_release(&all);
	return false;
}

static bool check_fact(struct run *run, const struct spec_item *item, const struct fact_kind *kind)
{
	switch (kind->value) {
	case VALUE_WORD:
		return check_word(run, item, kind->words);
	case VALUE_PARAM:
	case VALUE_HANDLE:
		return check_identifier(run, item->at, item->value);
	case VALUE_TRUE:
		if (!strcmp(item->value, "true") || !strcmp(item->value, "false"))
			return true;
		diag_error(run, EXIT_CONTRACT, item->at, "'%s' is true or false, not '%s'",
			   item->key, item->value);
		return false;
	default:
		return true;
	}
}

static const struct fact_kind *schema_fact(const struct schema *schema, const char *name)
{
	for (const struct fact_kind *kind = fact_kinds; kind->name; kind++)
		if ((kind->subjects & schema->facts) && !strcmp(kind->name, name))
			return kind;
	return NULL;
}

static bool unknown_key(struct run *run, const struct schema *schema, const struct node *node)
{
	const char *known[64], *near;
	struct text all = TEXT_INIT;
	size_t n = 0;

	for (const struct key *key = schema->keys; key->name && n < 32; key++)
		known[n++] = key->name;
	for (const struct fact_kind *kind = fact_kinds; kind->name && n < 64; kind++)
		if (kind->subjects & schema->facts)
			known[n++] = kind->name;
	for (size_t i = 0; i < n; i++)
		text_printf(&all, "%s%s", i ? ", " : "", known[i]);
	near = suggest(node->key, known, n);
	diag_error(run, EXIT_CONTRACT, node->key_at, "unknown key '%s' in %s", node->key,
		   schema->what);
	if (near)
		diag_note(run, node->key_at, "did you mean '%s'?", near);
	else
		diag_note(run, node->key_at, "known are %s", all.buf);
	text_release(&all);
	return false;
}

static bool read_pair(struct filling *f, const struct node *node)
{
	const struct schema *schema = f->schema;
	const struct fact_kind *kind;
	struct spec_items *items;

	for (const struct key *key = schema->keys; key->name; key++) {
		if (strcmp(key->name, node->key))
			continue;
		f->key = key;
		return read_key(f, node);
	}
	kind = schema_fact(schema, node->key);
	if (!kind)
		return unknown_key(f->run, schema, node);
	items = AT(f->object, schema->items, struct spec_items);
	return item_fill(f->run, node, items) &&
	       check_fact(f->run, &items->items[items->n - 1], kind);
}

static bool has_key(const struct node *map, const char *name)
{
	for (const struct node *node = map->first; node; node = node->next)
		if (!strcmp(node->key, name))
			return true;
	return false;
}

bool schema_read(struct run *run, const struct schema *schema, const struct node *map, void *object)
{
	struct filling f = { .run = run, .schema = schema, .object = object };
	bool ok = true;

	if (schema->facts)
		AT(object, schema->items, struct spec_items)->items =
			arena_new(&run->arena, struct spec_item, map->n);
	for (const struct node *node = map->first; node; node = node->next)
		ok &= read_pair(&f, node);
	for (const struct key *key = schema->keys; key->name; key++) {
		if (!key->required || has_key(map, key->name))
			continue;
		diag_error(run, EXIT_CONTRACT, map->at, "'%s' is missing in %s", key->name,
			   schema->what);
		ok = false;
	}
	return ok;
}
