// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include "contract/pair_table.h"

#define PAIR(acquires, releases, strength) { WORD(acquires), WORD(releases), strength }

const struct word_pair pairs[] = {
	PAIR("get", "put", FIRM),
	PAIR("malloc", "free", FIRM),
	PAIR("zalloc", "free", FIRM),
	PAIR("calloc", "free", FIRM),
	PAIR("realloc", "free", FIRM),
	PAIR("alloc", "free", FIRM),
	PAIR("allocate", "free", FIRM),
	PAIR("alloc", "release", WHOLE),
	PAIR("register", "unregister", FIRM),
	PAIR("register", "deregister", FIRM),
	PAIR("request", "release", FIRM),
	PAIR("request", "free", FIRM),
	PAIR("create", "destroy", FIRM),
	PAIR("create", "remove", WHOLE),
	PAIR("create", "delete", WHOLE),
	PAIR("create", "free", WHOLE),
	PAIR("enable", "disable", FIRM),
	PAIR("open", "close", FIRM),
	PAIR("open", "release", WHOLE),
	PAIR("init", "exit", FIRM),
	PAIR("init", "fini", FIRM),
	PAIR("init", "uninit", FIRM),
	PAIR("init", "deinit", FIRM),
	PAIR("init", "destroy", WHOLE),
	PAIR("init", "cleanup", WHOLE),
	PAIR("init", "free", GUESS),
	PAIR("init", "release", WHOLE),
	PAIR("init", "term", WHOLE),
	PAIR("add", "del", FIRM),
	PAIR("add", "remove", FIRM),
	PAIR("add", "delete", WHOLE),
	PAIR("start", "stop", FIRM),
	PAIR("trylock", "unlock", FIRM),
	PAIR("lock", "unlock", FIRM),
	PAIR("remap", "unmap", FIRM),
	PAIR("map", "unmap", FIRM),
	PAIR("acquire", "release", FIRM),
	PAIR("attach", "detach", FIRM),
	PAIR("prepare", "unprepare", FIRM),
	PAIR("connect", "disconnect", FIRM),
	PAIR("bind", "unbind", FIRM),
	PAIR("setup", "cleanup", WHOLE),
	PAIR("setup", "teardown", WHOLE),
	PAIR("begin", "end", FIRM),
	PAIR("enter", "exit", WHOLE),
	PAIR("enter", "leave", WHOLE),
	PAIR("join", "leave", FIRM),
	PAIR("subscribe", "unsubscribe", FIRM),
	PAIR("inc", "dec", GUESS),
	PAIR("reserve", "unreserve", FIRM),
	PAIR("reserve", "release", WHOLE),
	PAIR("pin", "unpin", FIRM),
	PAIR("hold", "put", WHOLE),
	PAIR("hold", "release", WHOLE),
	PAIR("grab", "drop", WHOLE),
	PAIR("grab", "release", WHOLE),
	PAIR("find", "put", WHOLE),
	PAIR("lookup", "put", WHOLE),
	PAIR("claim", "release", FIRM),
	PAIR("load", "unload", FIRM),
	PAIR("insert", "remove", WHOLE),
	PAIR("insert", "erase", FIRM),
	PAIR("freeze", "unfreeze", FIRM),
	PAIR("freeze", "thaw", FIRM),
	PAIR("suspend", "resume", FIRM),
	PAIR("save", "restore", GUESS),
	PAIR("link", "unlink", FIRM),
	PAIR("ref", "unref", FIRM),
	PAIR("block", "unblock", FIRM),
	PAIR("new", "free", WHOLE),
	PAIR("new", "destroy", WHOLE),
	PAIR("new", "put", WHOLE),
	PAIR("dup", "free", WHOLE),
	PAIR("charge", "uncharge", FIRM),
	PAIR("mount", "unmount", FIRM),
	PAIR("publish", "unpublish", FIRM),
	PAIR("install", "uninstall", FIRM),
	PAIR("pause", "resume", FIRM),
	PAIR("push", "pop", GUESS),
	PAIR("assert", "deassert", FIRM),
	PAIR("on", "off", FIRM),
	PAIR("up", "down", GUESS),
	PAIR("new", "unregister", GUESS),
	PAIR("alloc", "put", WHOLE),
	PAIR("create", "put", WHOLE),
	PAIR("register", "del", GUESS),
	PAIR("create", "unregister", GUESS),
	PAIR("next", "put", GUESS),
	PAIR("init", "put", GUESS),
	PAIR("parse", "put", GUESS),
	PAIR("deny", "allow", WHOLE),
	PAIR("forbid", "allow", WHOLE),
	PAIR("override", "revert", WHOLE),
	PAIR("probe", "remove", WHOLE),
	PAIR("init", "remove", WHOLE),
	PAIR("get", "release", WHOLE),
	PAIR("get", "free", GUESS),
	PAIR("start", "end", WHOLE),
	PAIR("start", "cancel", WHOLE),
	PAIR("request", "unrequest", FIRM),
	PAIR("expose", "hide", FIRM),
	PAIR("select", "deselect", FIRM),
	PAIR("use", "unuse", FIRM),
	PAIR("plug", "unplug", FIRM),
	PAIR("track", "untrack", FIRM),
	PAIR("setup", "remove", WHOLE),
	PAIR("alloc", "remove", GUESS),
	PAIR("alloc", "erase", GUESS),
	PAIR("create", "stop", GUESS),
	PAIR("register", "free", GUESS),
	PAIR("insert", "delete", WHOLE),
	PAIR("tryget", "put", FIRM),
	PAIR("want", "drop", WHOLE),
	PAIR("pin", "release", WHOLE),
};

const size_t n_pairs = sizeof(pairs) / sizeof(*pairs);

const struct word_companion companions[] = { { WORD("irqsave"), WORD("irqrestore") } };

const size_t n_companions = sizeof(companions) / sizeof(*companions);

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
				       "u32",
				       "u64",
				       NULL };

/* How to find it: that a result comes from elsewhere changes nothing about giving it back. */
static const char *const sources[] = { "index", "by",	"name", "id",	  "from",  "fd", "path",
				       "label", "type", "addr", "number", "first", NULL };

/* What is said behind these is how, or where from: sg_alloc_table_from_pages(). */
static const char *const prepositions[] = { "from", "by", "with", "if", NULL };

bool word_is_one_of(const char *const *words, const char *word, size_t len)
{
	while (*words && (strlen(*words) != len || memcmp(*words, word, len) != 0))
		words++;
	return *words;
}

bool word_is_manner(const char *word, size_t len)
{
	return word_is_one_of(manners, word, len);
}

bool word_is_source(const char *word, size_t len)
{
	return word_is_one_of(sources, word, len);
}

bool word_is_preposition(const char *word, size_t len)
{
	return word_is_one_of(prepositions, word, len);
}
