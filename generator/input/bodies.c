// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <string.h>

#include <xxhash.h>

#include "base/run.h"
#include "base/text.h"
#include "input/bodies.h"
#include "input/mapped.h"
#include "input/tokens.h"

/* A name behind "->" that no structure had so far. */
struct suspected {
	const void *key;
	bool is_macro;
};

/* No address, but as good as one. */
static const void *member_key(const char *name, size_t len)
{
	return (const void *)(uintptr_t)(XXH3_64bits(name, len) | 1);
}

static enum CXChildVisitResult add_member(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct bodies *b = data;
	const char *name;
	CXString spelling;

	(void)parent;
	if (cursor.kind == CXCursor_StructDecl || cursor.kind == CXCursor_UnionDecl)
		return CXChildVisit_Recurse;
	if (cursor.kind != CXCursor_FieldDecl)
		return CXChildVisit_Continue;
	spelling = b->clang->getCursorSpelling(cursor);
	name = b->clang->getCString(spelling);
	if (name)
		*ptrmap_at(&b->run->arena, &b->members, member_key(name, strlen(name))) = b;
	b->clang->disposeString(spelling);
	return CXChildVisit_Continue;
}

void bodies_add_record(struct bodies *bodies, CXCursor record)
{
	if (bodies->clang->isCursorDefinition(record))
		bodies->clang->visitChildren(record, add_member, bodies);
}

struct looking {
	struct bodies *bodies;
	const struct file *file;
	const char *body, *end;
};

static void suspect(struct bodies *b, const struct file *file, const char *text, size_t len)
{
	struct suspected *name = table_find_n(&b->suspected, text, len);

	if (!name) {
		name = arena_new(&b->run->arena, struct suspected, 1);
		name->key = member_key(text, len);
		table_add_n(&b->run->arena, &b->suspected, arena_strndup(&b->run->arena, text, len),
			    len, name);
	}
	if (b->n == b->room) {
		struct suspicion *grown;

		b->room = b->room ? 2 * b->room : 256;
		grown = arena_new(&b->run->arena, struct suspicion, b->room);
		if (b->n)
			memcpy(grown, b->list, b->n * sizeof(*grown));
		b->list = grown;
	}
	b->list[b->n++] = (struct suspicion){ file, name };
}

/* The brace that closes the one at @p. */
static const char *skip_braces(const char *p, const char *end)
{
	unsigned int depth = 0;

	for (; p < end; p++)
		if (*p == '{')
			depth++;
		else if (*p == '}' && !--depth)
			break;
	return p;
}

/* Between @p and @end, and not as a part of another name. */
static bool has_name(const char *p, const char *end, const struct token *name)
{
	for (; (p = memmem(p, (size_t)(end - p), name->text, name->len)); p += name->len)
		if (!text_is_name(p[-1]) && !text_is_name(p[name->len]))
			return true;
	return false;
}

/* Does a structure that the body defines itself have it? */
static bool is_own(const struct looking *l, const struct token *member)
{
	static const char word[] = "struct";
	const char *p = l->body, *close;

	while ((p = memmem(p, (size_t)(l->end - p), word, strlen(word)))) {
		for (p += strlen(word);
		     p < l->end && (text_is_name(*p) || isspace((unsigned char)*p));)
			p++;
		if (p == l->end || *p != '{')
			continue;
		close = skip_braces(p, l->end);
		if (has_name(p, close, member))
			return true;
	}
	return false;
}

static void look(const struct token *token, void *data, void *of)
{
	const struct looking *l = of;
	struct bodies *b = l->bodies;

	(void)data;
	if (token->member && !ptrmap_find(&b->members, member_key(token->text, token->len)) &&
	    !is_own(l, token) && !dropped_at(&b->dropped, l->body, token->text))
		suspect(b, l->file, token->text, token->len);
}

/* Where #if decides, people have thought of it. */
static bool has_condition(const char *p, const char *end)
{
	while ((p = memchr(p, '#', (size_t)(end - p)))) {
		for (p++; p < end && isblank((unsigned char)*p); p++)
			;
		if (end - p > 2 && p[0] == 'i' && p[1] == 'f')
			return true;
	}
	return false;
}

void bodies_look(struct bodies *bodies, const struct file *file, const char *p, const char *end)
{
	struct looking looking = { bodies, file, p, end };

	if (!has_condition(p, end))
		tokens_visit(p, (size_t)(end - p), look, NULL, &looking);
}

/* "#define sk_state __sk_common.skc_state" */
static void find_macros(struct bodies *b, const struct mapped *text)
{
	static const char word[] = "define";
	const char *p = text->text, *end = p + text->size;

	while ((p = memmem(p, (size_t)(end - p), word, strlen(word)))) {
		struct suspected *name;
		const char *from;

		p += strlen(word);
		while (p < end && isblank((unsigned char)*p))
			p++;
		for (from = p; p < end && text_is_name(*p); p++)
			;
		name = table_find_n(&b->suspected, from, (size_t)(p - from));
		if (name)
			name->is_macro = true;
	}
}

static void find_all_macros(struct bodies *b, const struct main_file *main_file,
			    const char *const *files, size_t n)
{
	struct table sources = { 0 };

	for (unsigned int i = 0; i < main_file->n_sources; i++)
		table_add(&b->run->arena, &sources, main_file->sources[i].path,
			  &main_file->sources[i]);
	for (size_t i = 0; i < n; i++) {
		const struct source *source = table_find(&sources, files[i]);
		struct mapped text;

		if (source) {
			find_macros(b, &source->mapped);
			mapped_rest(&source->mapped);
		} else if (mapped_open(files[i], &text)) {
			find_macros(b, &text);
			mapped_close(&text);
		}
	}
}

/* The file in which the error is what was suspected; NULL: in none. */
static const struct file *find_file(const struct bodies *b, const char *path)
{
	for (unsigned int i = 0; path && i < b->n; i++)
		if (!b->list[i].name->is_macro && !strcmp(b->list[i].file->path, path))
			return b->list[i].file;
	return NULL;
}

static void read_error(struct bodies *b, CXDiagnostic diagnostic, struct findings *findings)
{
	const struct libclang *clang = b->clang;
	struct finding finding = { .is_error = true };
	unsigned int line, column;
	CXFile handle;

	finding.text = libclang_string(b->run, clang, clang->getDiagnosticSpelling(diagnostic));
	clang->getExpansionLocation(clang->getDiagnosticLocation(diagnostic), &handle, &line,
				    &column, NULL);
	if (!handle || !finding.text || !strstr(finding.text, "no member named"))
		return;
	finding.file = find_file(b, libclang_string(b->run, clang, clang->getFileName(handle)));
	if (!finding.file)
		return;
	finding.at = (struct place){ finding.file->name, line, column };
	findings_add(b->run, findings, finding);
}

static void read_errors(struct bodies *b, CXTranslationUnit unit, struct findings *findings)
{
	const struct libclang *clang = b->clang;

	for (unsigned int i = 0; i < clang->getNumDiagnostics(unit); i++) {
		CXDiagnostic diagnostic = clang->getDiagnostic(unit, i);

		if (clang->getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error)
			read_error(b, diagnostic, findings);
		clang->disposeDiagnostic(diagnostic);
	}
}

static void parse(struct bodies *b, const struct bodies_parse *with, const struct text *text,
		  struct findings *findings)
{
	struct CXUnsavedFile main_file = { MAIN_FILE, text->buf, text->len };
	CXIndex index = b->clang->createIndex(0, 0);
	CXTranslationUnit unit;

	if (!b->clang->parseTranslationUnit2(index, MAIN_FILE, with->words, with->n_words,
					     &main_file, 1, CXTranslationUnit_KeepGoing, &unit)) {
		read_errors(b, unit, findings);
		b->clang->disposeTranslationUnit(unit);
	}
	b->clang->disposeIndex(index);
}

/* Now that all is known. What has an error anyway cannot be used, whatever its bodies are. */
static bool is_worth_it(const struct bodies *b, const struct suspicion *suspicion,
			const struct findings *findings)
{
	const struct suspected *name = suspicion->name;

	if (name->is_macro || !suspicion->file->header || ptrmap_find(&b->members, name->key))
		return false;
	for (unsigned int i = 0; i < findings->n; i++)
		if (findings->list[i].is_error && findings->list[i].file == suspicion->file)
			return false;
	return true;
}

void bodies_check(struct bodies *bodies, const struct bodies_parse *with, const char *const *files,
		  size_t n_files, struct findings *findings)
{
	struct text text = TEXT_INIT;
	struct table seen = { 0 };

	if (bodies->n)
		find_all_macros(bodies, with->main_file, files, n_files);
	if (with->prelude)
		text_printf(&text, "#include \"%s\"\n", with->prelude);
	for (unsigned int i = 0; i < bodies->n; i++) {
		const struct suspicion *suspicion = &bodies->list[i];
		const char *header = suspicion->file->header;

		if (is_worth_it(bodies, suspicion, findings) &&
		    table_add(&bodies->run->arena, &seen, header, header))
			text_printf(&text, "#include <%s>\n", header);
	}
	ptrmap_return(&bodies->run->arena, &bodies->members);
	if (seen.n)
		parse(bodies, with, &text, findings);
	text_release(&text);
}
