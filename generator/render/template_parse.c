// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* From a template's text to its nodes. */
#include <ctype.h>
#include <string.h>

#include "base/run.h"
#include "base/suggest.h"
#include "render/node.h"

/* What a line is made of: text, or what stands between two at signs. */
struct token {
	enum token_kind { TOKEN_TEXT, TOKEN_VALUE, TOKEN_DIRECTIVE, TOKEN_LAST } kind;
	const char *text; /* NUL-terminated if between at signs */
	size_t len;
	struct place at;
};

struct parser {
	struct run *run;
	struct templates *templates;
	struct template *template;
	struct token *tokens;
	size_t n, room;
	size_t next;	    /* token to be parsed */
	unsigned int depth; /* of blocks in blocks */
};

#define DEPTH_MAX 32

static const char *const directives[] = { "if", "elif", "else", "end", "for", "include" };

#define N_DIRECTIVES (sizeof(directives) / sizeof(*directives))

static size_t word_len(const char *s)
{
	size_t len = 0;

	while (isalnum((unsigned char)s[len]) || s[len] == '_')
		len++;
	return len;
}

static bool is_word(const char *s, size_t len, const char *word)
{
	return strlen(word) == len && !strncmp(s, word, len);
}

/* Comments, the words above, and what is no path and so meant to be one of them. */
static bool is_directive(const char *s, size_t len)
{
	size_t word = word_len(s);

	if (*s == '#' || (word < len && isspace((unsigned char)s[word])))
		return true;
	for (size_t i = 0; i < N_DIRECTIVES; i++)
		if (is_word(s, word, directives[i]) && word == len)
			return true;
	return false;
}

static struct token *token_add(struct parser *parser, enum token_kind kind, const char *text,
			       size_t len, struct place at)
{
	struct token *token;

	if (parser->n == parser->room) {
		struct token *old = parser->tokens;

		parser->room = parser->room ? parser->room * 2 : 64;
		parser->tokens = arena_new(&parser->run->arena, struct token, parser->room);
		if (parser->n)
			memcpy(parser->tokens, old, parser->n * sizeof(*old));
	}
	token = &parser->tokens[parser->n++];
	*token = (struct token){ kind, text, len, at };
	return token;
}

/* The at sign that closes the one at @s, or NULL if the line ends before. */
static const char *closing(const char *s, const char *end)
{
	return s + 1 < end ? memchr(s + 1, '@', (size_t)(end - s - 1)) : NULL;
}

/* Does the line hold directives and blanks only? */
static bool stands_alone(const char *s, const char *end)
{
	bool any = false;

	for (; s < end; s++) {
		const char *close;

		if (isspace((unsigned char)*s))
			continue;
		close = *s == '@' ? closing(s, end) : NULL;
		if (!close || close == s + 1 || !is_directive(s + 1, (size_t)(close - s - 1)))
			return false;
		any = true;
		s = close;
	}
	return any;
}

/* One line, its newline included. */
static void lex_line(struct parser *parser, const char *line, const char *end, unsigned int number)
{
	bool alone = stands_alone(line, end);
	const char *s = line;

	while (s < end) {
		struct place at = { parser->template->file, number, (unsigned int)(s - line) + 1 };
		const char *sign = memchr(s, '@', (size_t)(end - s)), *close;

		if (sign != s) {
			sign = sign ? sign : end;
			if (!alone)
				token_add(parser, TOKEN_TEXT, s, (size_t)(sign - s), at);
			s = sign;
			continue;
		}
		close = closing(s, end);
		if (!close) {
			template_error(parser->run, parser->template, at,
				       "'@' is not closed on its line (one '@' is written '@@')");
			return;
		}
		if (close == s + 1) {
			token_add(parser, TOKEN_TEXT, "@", 1, at);
		} else {
			size_t len = (size_t)(close - s - 1);

			token_add(parser, is_directive(s + 1, len) ? TOKEN_DIRECTIVE : TOKEN_VALUE,
				  arena_strndup(&parser->run->arena, s + 1, len), len, at);
		}
		s = close + 1;
	}
}

static void lex(struct parser *parser, const char *text)
{
	unsigned int number = 1;

	for (const char *line = text; *line; number++) {
		size_t len = strcspn(line, "\n");

		len += line[len] == '\n';
		lex_line(parser, line, line + len, number);
		line += len;
	}
	token_add(parser, TOKEN_LAST, "", 0, (struct place){ parser->template->file, number, 1 });
}

static bool fail(struct parser *parser, const struct token *token, const char *what)
{
	return template_error(parser->run, parser->template, token->at, "%s in '@%s@'", what,
			      token->text);
}

/* @s up to @end is names with dots between them. */
static bool parse_path(struct parser *parser, const struct token *token, const char *s, size_t len,
		       struct path *path)
{
	const char *name;

	path->text = name = arena_strndup(&parser->run->arena, s, len);
	for (;;) {
		size_t n = word_len(name);

		if (!n || isdigit((unsigned char)*name) || path->n == PATH_NAMES)
			return fail(parser, token, "not a name");
		path->names[path->n++] = (struct path_name){ name, n, name_hash(name, n) };
		name += n;
		if (!*name)
			return true;
		if (*name++ != '.')
			return fail(parser, token, "not a name");
	}
}

/* The words of a directive, at most four of them. */
struct words {
	const char *text[4];
	size_t len[4];
	unsigned int n;
};

static bool split(struct parser *parser, const struct token *token, struct words *out)
{
	const char *s = token->text;

	*out = (struct words){ .n = 0 };
	for (;;) {
		size_t len;

		s += strspn(s, " \t");
		len = strcspn(s, " \t");
		if (!len)
			return true;
		if (out->n == 4)
			return fail(parser, token, "too many words");
		out->text[out->n] = s;
		out->len[out->n++] = len;
		s += len;
	}
}

static bool words_are(const struct words *words, unsigned int i, const char *word)
{
	return i < words->n && is_word(words->text[i], words->len[i], word);
}

static struct node *node_new(struct parser *parser, enum node_kind kind, const struct token *token)
{
	struct node *node = arena_new(&parser->run->arena, struct node, 1);

	node->kind = kind;
	node->at = token->at;
	return node;
}

static struct node *parse_block(struct parser *parser);

static const struct token *peek(const struct parser *parser)
{
	return &parser->tokens[parser->next];
}

static bool at_word(const struct parser *parser, const char *word)
{
	const struct token *token = peek(parser);

	return token->kind == TOKEN_DIRECTIVE && is_word(token->text, word_len(token->text), word);
}

/* "if [not] path [== word]"; the same after elif. */
static bool parse_condition(struct parser *parser, const struct token *token, struct node *node)
{
	const char *s = token->text + word_len(token->text), *equal;
	size_t len;

	s += strspn(s, " \t");
	if (!strncmp(s, "not ", 4)) {
		node->negated = true;
		s += 4 + strspn(s + 4, " \t");
	}
	len = strcspn(s, " \t");
	if (!parse_path(parser, token, s, len, &node->path))
		return false;
	equal = s + len + strspn(s + len, " \t");
	if (!*equal)
		return true;
	if (strncmp(equal, "==", 2))
		return fail(parser, token, "expected '=='");
	equal += 2 + strspn(equal + 2, " \t");
	if (!*equal || strpbrk(equal, " \t"))
		return fail(parser, token, "expected one word after '=='");
	node->text = equal;
	return true;
}

static void parse_end(struct parser *parser, const struct token *opening)
{
	if (at_word(parser, "end"))
		parser->next++;
	else if (parser->depth < DEPTH_MAX)
		template_error(parser->run, parser->template, opening->at, "'@%s@' has no '@end@'",
			       opening->text);
}

/* An elif is an if in the branch that is taken otherwise. */
static struct node *parse_if(struct parser *parser)
{
	const struct token *opening = peek(parser);
	struct node *first = NULL, **last = &first;

	do {
		const struct token *token = &parser->tokens[parser->next++];

		*last = node_new(parser, NODE_IF, token);
		parse_condition(parser, token, *last);
		(*last)->body = parse_block(parser);
		last = &(*last)->otherwise;
	} while (at_word(parser, "elif"));
	if (at_word(parser, "else")) {
		parser->next++;
		*last = parse_block(parser);
	}
	parse_end(parser, opening);
	return first;
}

static struct node *parse_for(struct parser *parser)
{
	const struct token *token = peek(parser);
	struct node *node = node_new(parser, NODE_FOR, token);
	struct words words;

	parser->next++;
	if (!split(parser, token, &words))
		;
	else if (words.n != 4 || !words_are(&words, 2, "in") ||
		 word_len(words.text[1]) != words.len[1])
		fail(parser, token, "expected 'for x in path'");
	else if (parse_path(parser, token, words.text[3], words.len[3], &node->path))
		node->text = arena_strndup(&parser->run->arena, words.text[1], words.len[1]);
	node->len = words.n > 1 ? words.len[1] : 0;
	node->body = parse_block(parser);
	parse_end(parser, token);
	return node;
}

static struct node *parse_include(struct parser *parser)
{
	const struct token *token = &parser->tokens[parser->next++];
	struct node *node = node_new(parser, NODE_INCLUDE, token);
	struct words words;
	const char *name;

	if (!split(parser, token, &words))
		return NULL;
	if (words.n != 2) {
		fail(parser, token, "expected one file name");
		return NULL;
	}
	name = arena_strndup(&parser->run->arena, words.text[1], words.len[1]);
	node->include = templates_find(parser->run, parser->templates, name);
	if (!node->include)
		template_error(parser->run, parser->template, token->at, "no template '%s'", name);
	else if (node->include->parsing)
		template_error(parser->run, parser->template, token->at, "'%s' includes itself",
			       name);
	else if (node->include->broken)
		parser->template->broken = true;
	return node;
}

static struct node *parse_value(struct parser *parser)
{
	const struct token *token = &parser->tokens[parser->next++];
	struct node *node = node_new(parser, NODE_VALUE, token);

	return parse_path(parser, token, token->text, token->len, &node->path) ? node : NULL;
}

static struct node *parse_text(struct parser *parser)
{
	const struct token *token = &parser->tokens[parser->next++];
	struct node *node = node_new(parser, NODE_TEXT, token);

	node->text = token->text;
	node->len = token->len;
	return node;
}

/* "@# key: text@" is remembered, any other comment is nothing. */
static struct node *parse_comment(struct parser *parser)
{
	const struct token *token = &parser->tokens[parser->next++];
	const char *key = token->text + 1 + strspn(token->text + 1, " \t"), *text;
	struct view *notes = parser->template->notes;
	size_t len = strcspn(key, ": ");
	const struct value *list;

	if (key[len] != ':')
		return NULL;
	text = key + len + 1 + strspn(key + len + 1, " \t");
	list = view_find(notes, key, len, name_hash(key, len));
	list_string(
		parser->run,
		list ? list->list
		     : view_list(parser->run, notes, arena_strndup(&parser->run->arena, key, len)),
		text);
	return NULL;
}

static struct node *parse_directive(struct parser *parser)
{
	const struct token *token = peek(parser);
	char *word = arena_strndup(&parser->run->arena, token->text, word_len(token->text));
	const char *near;

	if (*token->text == '#')
		return parse_comment(parser);
	if (!strcmp(word, "if"))
		return parse_if(parser);
	if (!strcmp(word, "for"))
		return parse_for(parser);
	if (!strcmp(word, "include"))
		return parse_include(parser);
	near = suggest(word, directives, N_DIRECTIVES);
	template_error(parser->run, parser->template, token->at,
		       near ? "no directive '%s'; did you mean '%s'?" : "no directive '%s'", word,
		       near);
	parser->next++;
	return NULL;
}

/* Up to what ends a block, or the end of the text. */
static struct node *parse_block(struct parser *parser)
{
	struct node *first = NULL, **last = &first;

	if (++parser->depth > DEPTH_MAX) {
		template_error(parser->run, parser->template, peek(parser)->at,
			       "more than %d blocks within each other", DEPTH_MAX);
		parser->next = parser->n - 1;
	}
	while (peek(parser)->kind != TOKEN_LAST && !at_word(parser, "elif") &&
	       !at_word(parser, "else") && !at_word(parser, "end")) {
		enum token_kind kind = peek(parser)->kind;

		*last = kind == TOKEN_TEXT    ? parse_text(parser)
			: kind == TOKEN_VALUE ? parse_value(parser)
					      : parse_directive(parser);
		if (*last)
			last = &(*last)->next;
	}
	parser->depth--;
	return first;
}

void template_parse(struct run *run, struct templates *templates, struct template *template,
		    const char *text)
{
	struct parser parser = { .run = run, .templates = templates, .template = template };

	template->notes = view_new(run, 4);
	template->parsing = true;
	lex(&parser, text);
	template->nodes = parse_block(&parser);
	if (peek(&parser)->kind != TOKEN_LAST)
		template_error(run, template, peek(&parser)->at, "'@%s@' without a block",
			       peek(&parser)->text);
	template->parsing = false;
}
