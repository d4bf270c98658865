// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "contract/pair_names.h"

/* How much two words say. */
enum strength {
	GUESS,
	WHOLE, /* enough where the names differ in nothing else, and no other pair of words fits */
	FIRM,  /* they mean each other, and hardly anything else */
};

/* A word that ends in the first gets the second in its place. */
static const struct {
	const char *acquires, *releases;
	enum strength strength;
} pairs[] = {
	{ "get", "put", FIRM },
	{ "malloc", "free", FIRM },
	{ "zalloc", "free", FIRM },
	{ "calloc", "free", FIRM },
	{ "realloc", "free", FIRM },
	{ "alloc", "free", FIRM },
	{ "allocate", "free", FIRM },
	{ "alloc", "release", WHOLE },
	{ "register", "unregister", FIRM },
	{ "register", "deregister", FIRM },
	{ "request", "release", FIRM },
	{ "request", "free", FIRM },
	{ "create", "destroy", FIRM },
	{ "create", "remove", WHOLE },
	{ "create", "delete", WHOLE },
	{ "create", "free", WHOLE },
	{ "enable", "disable", FIRM },
	{ "open", "close", FIRM },
	{ "open", "release", WHOLE },
	{ "init", "exit", FIRM },
	{ "init", "fini", FIRM },
	{ "init", "uninit", FIRM },
	{ "init", "deinit", FIRM },
	{ "init", "destroy", WHOLE },
	{ "init", "cleanup", WHOLE },
	{ "init", "free", GUESS },
	{ "init", "release", WHOLE },
	{ "init", "term", WHOLE },
	{ "add", "del", FIRM },
	{ "add", "remove", FIRM },
	{ "add", "delete", WHOLE },
	{ "start", "stop", FIRM },
	{ "trylock", "unlock", FIRM },
	{ "lock", "unlock", FIRM },
	{ "remap", "unmap", FIRM },
	{ "map", "unmap", FIRM },
	{ "acquire", "release", FIRM },
	{ "attach", "detach", FIRM },
	{ "prepare", "unprepare", FIRM },
	{ "connect", "disconnect", FIRM },
	{ "bind", "unbind", FIRM },
	{ "setup", "cleanup", WHOLE },
	{ "setup", "teardown", WHOLE },
	{ "begin", "end", FIRM },
	{ "enter", "exit", WHOLE },
	{ "enter", "leave", WHOLE },
	{ "join", "leave", FIRM },
	{ "subscribe", "unsubscribe", FIRM },
	{ "inc", "dec", GUESS },
	{ "reserve", "unreserve", FIRM },
	{ "reserve", "release", WHOLE },
	{ "pin", "unpin", FIRM },
	{ "hold", "put", WHOLE },
	{ "hold", "release", WHOLE },
	{ "grab", "drop", WHOLE },
	{ "grab", "release", WHOLE },
	{ "find", "put", WHOLE },
	{ "lookup", "put", WHOLE },
	{ "claim", "release", FIRM },
	{ "load", "unload", FIRM },
	{ "insert", "remove", WHOLE },
	{ "insert", "erase", FIRM },
	{ "freeze", "unfreeze", FIRM },
	{ "freeze", "thaw", FIRM },
	{ "suspend", "resume", FIRM },
	{ "save", "restore", GUESS },
	{ "link", "unlink", FIRM },
	{ "ref", "unref", FIRM },
	{ "block", "unblock", FIRM },
	{ "new", "free", WHOLE },
	{ "new", "destroy", WHOLE },
	{ "new", "put", WHOLE },
	{ "dup", "free", WHOLE },
	{ "charge", "uncharge", FIRM },
	{ "mount", "unmount", FIRM },
	{ "publish", "unpublish", FIRM },
	{ "install", "uninstall", FIRM },
	{ "pause", "resume", FIRM },
	{ "push", "pop", GUESS },
	{ "assert", "deassert", FIRM },
	{ "on", "off", FIRM },
	{ "up", "down", GUESS },
	{ "new", "unregister", GUESS },
	{ "alloc", "put", WHOLE },
	{ "create", "put", WHOLE },
	{ "register", "del", GUESS },
	{ "create", "unregister", GUESS },
	{ "next", "put", GUESS },
	{ "init", "put", GUESS },
	{ "parse", "put", GUESS },
	{ "deny", "allow", WHOLE },
	{ "forbid", "allow", WHOLE },
	{ "override", "revert", WHOLE },
	{ "probe", "remove", WHOLE },
	{ "init", "remove", WHOLE },
	{ "get", "release", WHOLE },
	{ "get", "free", GUESS },
	{ "start", "end", WHOLE },
	{ "start", "cancel", WHOLE },
	{ "request", "unrequest", FIRM },
};

#define N_PAIRS (sizeof(pairs) / sizeof(*pairs))

/* Words of whole names that say more of how it is done; what is undone has others. */
static const struct {
	const char *acquires, *releases;
} companions[] = { { "irqsave", "irqrestore" } };

static bool ends_in(const char *word, size_t len, const char *end)
{
	size_t n = strlen(end);

	return len >= n && !memcmp(word + len - n, end, n);
}

void pair_names_init(struct pair_names *names, const char *name)
{
	*names = (struct pair_names){ .name = TEXT_INIT };
	while (*name && names->n < PAIR_WORDS) {
		size_t len = strcspn(name, "_");

		names->words[names->n] = name;
		names->lengths[names->n++] = len;
		name += len + (name[len] == '_');
	}
	names->kept = names->n;
}

static void add_word(struct text *text, const char *word, size_t len)
{
	for (size_t i = 0; i < sizeof(companions) / sizeof(*companions); i++) {
		if (strlen(companions[i].acquires) != len ||
		    memcmp(companions[i].acquires, word, len) != 0)
			continue;
		text_add(text, companions[i].releases);
		return;
	}
	text_add_n(text, word, len);
}

/* The words that are kept, one with another end. */
static const char *exchange(struct pair_names *names)
{
	const char *acquires = pairs[names->row].acquires;
	struct text *text = &names->name;

	text_reset(text);
	for (unsigned int i = 0; i < names->kept; i++) {
		size_t len = names->lengths[i];

		if (i)
			text_addc(text, '_');
		if (i == names->word) {
			text_add_n(text, names->words[i], len - strlen(acquires));
			text_add(text, pairs[names->row].releases);
		} else {
			add_word(text, names->words[i], len);
		}
	}
	return text->buf;
}

/* From the whole name to shorter ones: clk_get_optional() is undone by clk_put(). */
const char *pair_names_next(struct pair_names *names)
{
	for (; names->kept; names->kept--, names->word = 0) {
		for (; names->word < names->kept; names->word++, names->row = 0) {
			const char *word = names->words[names->word];
			size_t len = names->lengths[names->word];

			while (names->row < N_PAIRS &&
			       !ends_in(word, len, pairs[names->row].acquires))
				names->row++;
			if (names->row < N_PAIRS) {
				const char *name = exchange(names);

				names->row++;
				return name;
			}
		}
	}
	return NULL;
}

void pair_names_release(struct pair_names *names)
{
	text_release(&names->name);
}

bool pair_names_counts(const struct pair_names *names)
{
	const char *acquires = names->row ? pairs[names->row - 1].acquires : "";

	return !strcmp(acquires, "get") || !strcmp(acquires, "acquire");
}

bool pair_names_clear(const struct pair_names *names)
{
	return names->kept == names->n && !pair_names_counts(names);
}

/* How to wait, for whom: what it is about stays the same. */
static const char *const manners[] = { "optional",
				       "interruptible",
				       "killable",
				       "nested",
				       "sync",
				       "nowait",
				       "noresume",
				       "exclusive",
				       "shared",
				       "timeout",
				       "uninterruptible",
				       "atomic",
				       "locked",
				       "unlocked",
				       "cansleep",
				       "node",
				       "ext",
				       "flags",
				       "noprof",
				       "array",
				       "mem",
				       "io",
				       "try",
				       "gfp",
				       "unless",
				       "zero",
				       "not",
				       "args",
				       "max",
				       "numbered",
				       "full",
				       "min",
				       "range",
				       "cyclic",
				       NULL };

/* How to find it: that a result comes from elsewhere changes nothing about giving it back. */
static const char *const sources[] = { "index", "by",	"name", "id",	  "from",  "fd", "path",
				       "label", "type", "addr", "number", "first", NULL };

static bool is_one_of(const char *const *words, const char *word, size_t len)
{
	while (*words && (strlen(*words) != len || memcmp(*words, word, len) != 0))
		words++;
	return *words;
}

static bool leaves_out_only(const struct pair_names *names, bool found)
{
	for (unsigned int i = names->kept; i < names->n; i++)
		if (!is_one_of(manners, names->words[i], names->lengths[i]) &&
		    !(found && is_one_of(sources, names->words[i], names->lengths[i])))
			return false;
	return true;
}

bool pair_names_whole(const struct pair_names *names)
{
	return leaves_out_only(names, false);
}

bool pair_names_strong(const struct pair_names *names)
{
	return names->row && pairs[names->row - 1].strength == FIRM;
}

bool pair_names_alike(const struct pair_names *names)
{
	/* what is only told to others, or written down, undoes nothing */
	static const char *const told[] = { "trace", "audit", "notify", "fsnotify", NULL };

	for (unsigned int i = 0; i < names->n; i++)
		if (is_one_of(told, names->words[i], names->lengths[i]))
			return false;
	return names->row && names->kept == names->n && pairs[names->row - 1].strength >= WHOLE;
}

bool pair_names_firm(const struct pair_names *names)
{
	/* it is the one before that is tried now */
	return names->row && pairs[names->row - 1].strength == FIRM && names->words[0][0] != '_' &&
	       leaves_out_only(names, true);
}

/* Endings that are so long or short of letters before them that the word can mean nothing else. */
static const struct {
	const char *end;
	size_t before; /* letters at most */
} endings[] = { { "free", 3 }, { "unmap", 2 }, { "unlock", 2 }, { "put", 1 } };

static bool word_releases(const char *word, size_t len)
{
	for (size_t i = 0; i < N_PAIRS; i++)
		if (strlen(pairs[i].releases) == len && ends_in(word, len, pairs[i].releases))
			return true;
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (ends_in(word, len, endings[i].end) &&
		    len <= strlen(endings[i].end) + endings[i].before)
			return true;
	return false;
}

bool pair_name_releases(const char *name, size_t n)
{
	while (n) {
		size_t len = 0;

		while (len < n && name[len] != '_')
			len++;
		if (word_releases(name, len))
			return true;
		name += len + (len < n);
		n -= len + (len < n);
	}
	return false;
}

/* The word at *name, of *len characters, and *name behind it; false at the end. */
static bool next_word(const char **name, const char **word, size_t *len)
{
	*word = *name;
	*len = strcspn(*name, "_");
	*name += *len + ((*name)[*len] == '_');
	return **word;
}

/* Is it one of the words of @name, or if @cut the beginning of one? */
static bool has_word(const char *name, const char *word, size_t len, bool cut)
{
	const char *other;
	size_t n;

	while (next_word(&name, &other, &n))
		if ((n == len || (cut && len > 1 && n > len)) && !memcmp(other, word, len))
			return true;
	return false;
}

/* Words of functions that hand out what they speak of, if they hand out anything. */
static const char *const handing_out[] = { "get", "find",   "lookup", "next", "alloc",
					   "new", "create", "parse",  "dup",  NULL };

static bool hands_out(const char *word)
{
	const char *const *other = handing_out;

	while (*other && strcmp(*other, word) != 0)
		other++;
	return *other;
}

/* A word that both names have says what they are about: request_free() frees no request. */
static bool is_verb(const char *name, const char *releaser, size_t row)
{
	const char *acquires = pairs[row].acquires;
	size_t len = strlen(acquires);

	return has_word(name, acquires, len, false) && !has_word(releaser, acquires, len, false);
}

static bool is_other_word(const char *name, const char *releaser, bool handed_out, const char *word,
			  size_t len)
{
	for (size_t i = 0; i < N_PAIRS; i++)
		if (strlen(pairs[i].releases) == len &&
		    (handed_out || !hands_out(pairs[i].acquires)) &&
		    !memcmp(pairs[i].releases, word, len) && is_verb(name, releaser, i))
			return true;
	return false;
}

bool pair_words_fit(const char *name, const char *tag, const char *releaser)
{
	const char *whole = releaser, *word;
	bool other = false;
	size_t len;

	while (next_word(&releaser, &word, &len)) {
		if (is_other_word(name, whole, tag, word, len))
			other = true;
		else if (!has_word(name, word, len, false) &&
			 !has_word(tag ? tag : "", word, len, true))
			return false;
	}
	return other;
}

bool pair_words_rest(const char *name, const char *releaser, const char *verb)
{
	const char *word;
	size_t len;

	while (next_word(&name, &word, &len))
		if (len && !has_word(releaser, word, len, false) &&
		    (strlen(verb) != len || memcmp(verb, word, len) != 0) &&
		    !is_one_of(manners, word, len) && !is_one_of(sources, word, len))
			return true;
	return false;
}

/* "ioremap" and "iounmap": what comes before the word is another one. */
static bool has_word_end(const char *name, const char *end)
{
	const char *word;
	size_t len;

	while (next_word(&name, &word, &len))
		if (ends_in(word, len, end))
			return true;
	return false;
}

const char *pair_words_verb(const char *name, const char *releaser)
{
	for (size_t i = 0; i < N_PAIRS; i++)
		if (is_verb(name, releaser, i) &&
		    has_word(releaser, pairs[i].releases, strlen(pairs[i].releases), false))
			return pairs[i].acquires;
	for (size_t i = 0; i < N_PAIRS; i++)
		if (pairs[i].strength == FIRM && strlen(pairs[i].acquires) > 3 &&
		    has_word_end(name, pairs[i].acquires) &&
		    !has_word_end(releaser, pairs[i].acquires) &&
		    has_word_end(releaser, pairs[i].releases))
			return pairs[i].acquires;
	return NULL;
}

bool pair_words_companions(const char *name, const char *releaser)
{
	for (size_t i = 0; i < sizeof(companions) / sizeof(*companions); i++)
		if (has_word(name, companions[i].acquires, strlen(companions[i].acquires), false) !=
		    has_word(releaser, companions[i].releases, strlen(companions[i].releases),
			     false))
			return false;
	return true;
}

bool pair_words_firm(const char *name, const char *releaser)
{
	for (size_t i = 0; i < N_PAIRS; i++)
		if (pairs[i].strength == FIRM && name[0] != '_' &&
		    has_word(name, pairs[i].acquires, strlen(pairs[i].acquires), false) &&
		    has_word(releaser, pairs[i].releases, strlen(pairs[i].releases), false))
			return true;
	return false;
}

bool pair_name_managed(const char *name)
{
	static const char *const managed[] = { "devm", "drmm", "pcim", "dmam", "managed", NULL };
	const char *word;
	size_t len;

	while (next_word(&name, &word, &len))
		if (is_one_of(managed, word, len))
			return true;
	return false;
}

bool pair_name_acquires(const char *name)
{
	const char *word;
	size_t len;

	while (next_word(&name, &word, &len))
		for (size_t i = 0; i < N_PAIRS; i++)
			if (ends_in(word, len, pairs[i].acquires))
				return true;
	return false;
}
