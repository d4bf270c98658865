// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "input/links.h"
#include "input/tokens.h"

/* What a body uses, while it is read. */
struct using
{
	struct run *run;
	const struct table *known; /* extern variables */
	bool declaring;		   /* in a declaration of some */
	struct paths called, variables;
};

static void add_name(struct run *run, struct paths *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (names->paths[i] == name)
			return;
	paths_add(run, names, name);
}

static void note_used(const struct token *token, void *data, void *of)
{
	struct using *using = of;
	bool called = token->kind == TOKEN_CALLED;
	bool declared = using->declaring && token->kind == TOKEN_NAME;

	(void)data;
	if (token->kind == TOKEN_MEMBER)
		return;
	if (token->len == strlen("extern") && !memcmp(token->text, "extern", token->len))
		using->declaring = true;
	else if (called || token->next == ';')
		using->declaring = false;
	if (!called && !declared && !table_find_n(using->known, token->text, token->len))
		return;
	add_name(using->run, called ? &using->called : &using->variables,
		 run_intern_n(using->run, token->text, token->len));
}

/* DMA_MAPPING_ERROR, INVALID_PHYS_ADDR, UINT_MAX: what stands for a failure where no sign can. */
static bool is_error_word(const char *p, const char *end)
{
	static const char *const parts[] = { "ERR",	"INVAL",   "INT_MAX", "LONG_MAX",
					     "U32_MAX", "U64_MAX", "U16_MAX", "U8_MAX" };
	const char *from = p;

	while (p < end && (isupper((unsigned char)*p) || isdigit((unsigned char)*p) || *p == '_'))
		p++;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (memmem(from, (size_t)(p - from), parts[i], strlen(parts[i])))
			return true;
	return false;
}

/*
 * -EINVAL, or behind "return" a minus that has nothing to its left or a word that means failure:
 * (u32)-1, x ? x : -1, ~0.
 */
static bool has_negative(const char *p, const char *end)
{
	static const char word[] = "return";
	bool returning = false;
	char before = ';';

	for (; p < end; p++) {
		if ((size_t)(end - p) > sizeof(word) && !memcmp(p, word, sizeof(word) - 1)) {
			returning = true;
			p += sizeof(word) - 1;
			before = ';';
		}
		if (isspace((unsigned char)*p))
			continue;
		if (*p == '-' && end - p > 2 && p[1] == 'E' && isupper((unsigned char)p[2]))
			return true;
		if ((*p == '-' || *p == '~') && end - p > 1 && isdigit((unsigned char)p[1]) &&
		    returning && strchr(";(?:)", before))
			return true;
		if (returning && isupper((unsigned char)*p) && !isalnum((unsigned char)before) &&
		    before != '_' && is_error_word(p, end))
			return true;
		returning = returning && *p != ';';
		before = *p;
	}
	return false;
}

void links_note(struct run *run, struct function *function, const struct table *variables,
		const char *p, const char *end)
{
	struct using using = { .run = run, .known = variables };

	tokens_visit(p, (size_t)(end - p), note_used, NULL, &using);
	function->read = true;
	function->negative = has_negative(p, end);
	function->called = using.called.paths;
	function->n_called = (unsigned int)using.called.n;
	function->variables = using.variables.paths;
	function->n_variables = (unsigned int)using.variables.n;
}

void links_note_macro(struct run *run, struct function *function, const struct table *variables,
		      const char *p, const char *end)
{
	struct using using = { .run = run, .known = variables };
	const char *newline = p;

	do
		newline = memchr(newline + 1, '\n', (size_t)(end - newline - 1));
	while (newline && newline[-1] == '\\');
	tokens_visit(p, (size_t)((newline ? newline : end) - p), note_used, NULL, &using);
	function->called = using.called.paths;
	function->n_called = (unsigned int)using.called.n;
	function->variables = using.variables.paths;
	function->n_variables = (unsigned int)using.variables.n;
}

struct linking {
	const struct model *model;
	const struct table *exported;
	unsigned char *done; /* of each function: 1 while it is looked at, then 2 */
};

static void follow(struct linking *linking, struct function *function)
{
	unsigned char *done = &linking->done[function - linking->model->functions];
	unsigned int n = function->n_called;

	if (*done)
		return;
	*done = 1;
	for (unsigned int i = 0; i < function->n_variables && !function->unlinked; i++)
		if (!table_find(linking->exported, function->variables[i]))
			function->unlinked = function->variables[i];
	/* what only macros call may stand where it is not compiled */
	if (function->form == FUNCTION_MACRO)
		n = 0;
	for (unsigned int i = 0; i < n && !function->unlinked; i++) {
		struct function *callee =
			(struct function *)model_function(linking->model, function->called[i]);

		if (!callee || callee->also_macro)
			continue;
		follow(linking, callee);
		if (callee->unlinked)
			function->unlinked = callee->unlinked;
		else if (callee->form != FUNCTION_MACRO && !function_links(callee))
			function->unlinked = callee->name;
		if (callee->symbol_namespace && !function->symbol_namespace)
			function->symbol_namespace = callee->symbol_namespace;
	}
	*done = 2;
}

/* Before a parenthesis, but nothing that is called. */
static bool is_no_call(const char *name)
{
	static const char *const words[] = {
		"if",
		"while",
		"for",
		"switch",
		"return",
		"sizeof",
		"typeof",
		"__typeof__",
		"_Generic",
		"asm",
		"__asm__",
		"asm_inline",
		"volatile",
		"__volatile__",
		"do",
		"else",
		"case",
		"_Alignof",
		"__alignof__",
		"_Static_assert",
		"static_assert",
		"__attribute__",
		"defined",
	};
	size_t upper = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(name, words[i]))
			return true;
	/* macros that are called so compute something */
	return !name[upper] || !strncmp(name, "__builtin_", strlen("__builtin_"));
}

enum seen { UNKNOWN, LOOKING, LEAF, NO_LEAF };

static bool find_leaf(struct linking *linking, struct function *function)
{
	unsigned char *seen = &linking->done[function - linking->model->functions];

	if (*seen)
		return *seen != NO_LEAF;
	*seen = LOOKING;
	for (unsigned int i = 0; i < function->n_called && *seen == LOOKING; i++) {
		struct function *callee =
			(struct function *)model_function(linking->model, function->called[i]);

		if (!is_no_call(function->called[i]) &&
		    (!callee || callee->form == FUNCTION_EXTERN || !find_leaf(linking, callee)))
			*seen = NO_LEAF;
	}
	if (*seen == LOOKING)
		*seen = LEAF;
	return *seen == LEAF;
}

void links_find(struct run *run, const struct table *exported, struct model *model)
{
	struct linking linking = { model, exported,
				   arena_new(&run->arena, unsigned char, model->n_functions + 1) };

	for (size_t i = 0; i < model->n_functions; i++)
		if (model->functions[i].form == FUNCTION_INLINE)
			follow(&linking, &model->functions[i]);
	linking.done = arena_new(&run->arena, unsigned char, model->n_functions + 1);
	for (size_t i = 0; i < model->n_functions; i++)
		if (model->functions[i].form == FUNCTION_INLINE)
			model->functions[i].leaf = find_leaf(&linking, &model->functions[i]);
}
