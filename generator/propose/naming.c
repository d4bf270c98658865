// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "base/text.h"
#include "propose/naming.h"

const char *name_of_object(const struct type *handle)
{
	const struct type *type = type_resolve(handle, NULL);

	if (type->kind != TYPE_POINTER)
		return NULL;
	type = type_resolve(type->inner, NULL);
	return type->kind == TYPE_STRUCT ? type->name : NULL;
}

/* Is the word of @len letters one of @name's, which '_' separates? */
static bool has_word(const char *name, const char *word, size_t len)
{
	while (*name) {
		size_t n = strcspn(name, "_");

		if (n == len && !memcmp(name, word, n))
			return true;
		name += n + (name[n] == '_');
	}
	return false;
}

/* What was done, as what it is now. */
static const struct {
	const char *verb, *state;
} irregular[] = {
	{ "get", "ref" },     { "hold", "held" },     { "begin", "begun" }, { "bind", "bound" },
	{ "take", "taken" },  { "freeze", "frozen" }, { "set", "set" },	    { "find", "found" },
	{ "map", "mapped" },  { "stop", "stopped" },  { "run", "running" }, { "init", "ready" },
	{ "build", "built" }, { "keep", "kept" },
};

static void add_state(struct text *text, const char *verb, size_t len)
{
	for (size_t i = 0; i < sizeof(irregular) / sizeof(*irregular); i++)
		if (strlen(irregular[i].verb) == len && !memcmp(irregular[i].verb, verb, len)) {
			text_add(text, irregular[i].state);
			return;
		}
	text_add_n(text, verb, len);
	text_add(text, verb[len - 1] == 'e' ? "d" : "ed");
}

const char *name_of_state(struct run *run, const char *giver, const char *releaser)
{
	struct text text = TEXT_INIT;
	const char *verb = NULL, *name;
	size_t verb_len = 0;
	unsigned int n = 0;

	for (const char *word = giver; *word;) {
		size_t len = strcspn(word, "_");

		if (has_word(releaser, word, len)) {
			text_printf(&text, "%s%.*s", text.len ? "_" : "", (int)len, word);
		} else {
			verb = word;
			verb_len = len;
			n++;
		}
		word += len + (word[len] == '_');
	}
	if (n == 1 && verb_len) {
		if (text.len)
			text_addc(&text, '_');
		add_state(&text, verb, verb_len);
	}
	name = n == 1 && verb_len ? run_intern_n(run, text.buf, text.len) : giver;
	text_release(&text);
	return name;
}

bool name_locks(const char *giver, const char *releaser)
{
	static const char lock[] = "lock";
	const size_t n = strlen(lock);

	for (const char *word = giver; *word;) {
		size_t len = strcspn(word, "_");

		if (len >= n && !memcmp(word + len - n, lock, n) && !has_word(releaser, word, len))
			return true;
		word += len + (word[len] == '_');
	}
	return false;
}
