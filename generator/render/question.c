// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "base/text.h"
#include "model/declarator.h"
#include "model/has.h"
#include "render/question.h"

bool question_same(const struct question *a, const struct question *b)
{
	if (!a->code || !b->code)
		return a->code == b->code;
	return !strcmp(a->code, b->code) && !strcmp(a->symbols, b->symbols) &&
	       !strcmp(a->names, b->names);
}

static const char *taken(struct run *run, struct text *text)
{
	const char *copy = arena_strndup(&run->arena, text->buf, text->len);

	text_release(text);
	return copy;
}

/* Something of that type, which nobody looks at. */
static const char *any_of(struct run *run, const struct type *type)
{
	return arena_printf(&run->arena, "*(%s)0", declare(run, type, "*"));
}

/* "clk_get(*(struct device **)0, *(const char **)0)"; @format: position of a format, or 0 */
static const char *any_call(struct run *run, const char *name, const struct type *type,
			    unsigned int format)
{
	struct text text = TEXT_INIT;

	text_printf(&text, "%s(", name);
	for (unsigned int i = 0; i < type->n_params; i++)
		text_printf(&text, "%s%s", i ? ", " : "",
			    i + 1 == format ? "\"%d\", 1" : any_of(run, type->params[i].type));
	text_addc(&text, ')');
	return taken(run, &text);
}

/* Calls @found for each function of the tree that an expression calls. */
static void each_call(const struct model *model, const char *code, struct text *text,
		      void (*found)(const struct function *function, struct text *text))
{
	for (const char *s = code; *s;) {
		size_t n = 0;
		const struct function *function;

		while (isalnum((unsigned char)s[n]) || s[n] == '_')
			n++;
		function = n && s[n] == '(' ? model_function_n(model, s, n) : NULL;
		if (function)
			found(function, text);
		s += n ? n : 1;
	}
}

static void add_symbol(const struct function *function, struct text *text)
{
	if (function->form == FUNCTION_EXTERN)
		text_printf(text, " %s", function->name);
}

static void add_name(const struct function *function, struct text *text)
{
	if (function->form != FUNCTION_EXTERN)
		text_printf(text, " %s", function->name);
}

/* gcc objects only to the first call of a function that is not declared, but to each other use. */
static void add_use(const struct function *function, struct text *text)
{
	if (function->form != FUNCTION_MACRO)
		text_printf(text, "#ifndef %s\n(void)%s;\n#endif\n", function->name,
			    function->name);
}

/* A definition whose body is @statement; @head: "static inline int SAFE_ASKED(int n)" */
static struct question ask(struct run *run, const struct model *model, const char *head,
			   const char *statement)
{
	struct text uses = TEXT_INIT, symbols = TEXT_INIT, names = TEXT_INIT;
	const char *code;

	each_call(model, statement, &uses, add_use);
	each_call(model, statement, &symbols, add_symbol);
	each_call(model, statement, &names, add_name);
	code = arena_printf(&run->arena, "%s {\n%s%s }", head, uses.buf, statement);
	text_release(&uses);
	return (struct question){ code, taken(run, &symbols), taken(run, &names) };
}

static struct question ask_call(struct run *run, const struct model *model, const char *call,
				const struct type *result, bool is_macro)
{
	/* A macro may be a statement. */
	if (is_macro && type_is_void(result))
		call = arena_printf(&run->arena, "({ %s; })", call);
	if (type_is_pointer(result)) /* which of them, the wrapper shows */
		return ask(run, model, "static inline const volatile void *SAFE_ASKED(void)",
			   arena_printf(&run->arena, "return %s;", call));
	return ask(
		run, model, "static inline void SAFE_ASKED(void)",
		arena_printf(&run->arena,
			     "_Static_assert(__builtin_types_compatible_p(typeof(%s), %s), \"\");",
			     call, type_text(run, result)));
}

#define IDENTIFIER "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

bool question_says_ours(const char *call)
{
	static const char *const ours[] = { "safe_", "__safe_", "SAFE_", "__SAFE_" };

	for (const char *word = call; *word; word += strcspn(word, IDENTIFIER)) {
		size_t len = strspn(word, IDENTIFIER);

		for (unsigned int i = 0; len && i < sizeof(ours) / sizeof(*ours); i++)
			if (!strncmp(word, ours[i], strlen(ours[i])))
				return true;
		word += len;
	}
	return false;
}

struct question question_contract(struct run *run, const struct model *model,
				  const struct contract *contract)
{
	const struct type *type = contract->type;
	const struct fact *printf_fact;
	unsigned int format = 0;

	if (!type || (contract->call && question_says_ours(contract->call)))
		return (struct question){ 0 };
	if (contract->call)
		return ask(run, model,
			   arena_printf(&run->arena, "static inline %s",
					declare(run, type, "SAFE_ASKED")),
			   arena_printf(&run->arena, "%s%s;",
					type_is_void(type->inner) ? "" : "return ",
					contract->call));
	printf_fact = contract_fact(contract, SUBJECT_CALL, 0, "printf");
	if (printf_fact && type->variadic)
		format = (unsigned int)strtoul(printf_fact->value, NULL, 10);
	return ask_call(run, model, any_call(run, contract->calls, type, format),
			contract_result(contract), contract->function->form == FUNCTION_MACRO);
}

struct question question_function(struct run *run, const struct model *model, const char *name)
{
	const struct function *function = model_function(model, name);

	if (!function || !function->type)
		return (struct question){ 0 };
	return ask_call(run, model, any_call(run, name, function->type, 0), function->type->inner,
			false);
}

/* C knows all that begins with one of its own words. */
static bool needs_no_declaration(const char *type)
{
	static const char *const words[] = { "const ", "struct ", "union ",    "void", "char",
					     "int",    "long",	  "unsigned ", "bool", "short" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t n = strlen(words[i]);

		if (strncmp(type, words[i], n))
			continue;
		if (i == 0)
			return needs_no_declaration(type + n);
		if (words[i][n - 1] == ' ' || !type[n] || type[n] == ' ')
			return true;
	}
	return false;
}

struct question question_type(struct run *run, const char *type)
{
	if (needs_no_declaration(type))
		return (struct question){ 0 };
	return (struct question){ arena_printf(&run->arena, "typedef %s;",
					       declare_text(run, type, "SAFE_ASKED")),
				  "", "" };
}

/* A macro, an enumerator or a function. */
static struct question ask_name(struct run *run, const char *name)
{
	return (struct question){
		arena_printf(
			&run->arena,
			"#ifndef %s\nstatic inline void SAFE_ASKED(void) { (void)%s; }\n#endif",
			name, name),
		"", arena_printf(&run->arena, " %s", name)
	};
}

struct question question_alias(struct run *run, const struct alias *alias)
{
	const char *code;

	if (alias->kind == ALIAS_TYPE)
		return question_type(run, alias->of);
	if (alias->kind == ALIAS_NAME)
		return isalpha((unsigned char)*alias->of) ? ask_name(run, alias->of)
							  : (struct question){ 0 };
	code = arena_printf(&run->arena,
			    "static inline void SAFE_ASKED(%s *it) { (void)sizeof(*it); }",
			    alias->decl->name);
	return (struct question){ code, "", "" };
}

struct question question_member(struct run *run, const char *record, const char *member,
				const struct type *type)
{
	return (struct question){
		arena_printf(
			&run->arena,
			"static inline void SAFE_ASKED(%s *it) { "
			"_Static_assert(__builtin_types_compatible_p(typeof(it->%s), %s), \"\"); }",
			record, member, declare(run, type, "(*)")),
		"", ""
	};
}

/* What @name is in a tree that is asked about it: a macro cannot be asked for its type. */
static const char *if_macro(struct run *run, const char *name, const char *then, const char *other)
{
	return arena_printf(&run->arena, "#ifdef %s\n%s\n#else\n%s\n#endif", name, then, other);
}

static struct question ask_params(struct run *run, const struct model *model, const struct has *has)
{
	const struct function *function = model_function(model, has->name);
	struct text args = TEXT_INIT;
	const char *call;

	for (int i = 0; i < has->n_params; i++)
		text_add(&args, i ? ", 0" : "0");
	call = arena_printf(&run->arena, "%s(%s)", has->name, args.buf);
	text_release(&args);
	return (struct question){
		if_macro(run, has->name,
			 arena_printf(&run->arena,
				      "static const char SAFE_ASKED[] __maybe_unused = "
				      "__stringify(%s);",
				      call),
			 arena_printf(&run->arena,
				      "static inline void SAFE_ASKED(void) "
				      "{ (void)%s; (void)sizeof(typeof(%s) *); }",
				      has->name,
				      function && function->type
					      ? any_call(run, has->name, function->type, 0)
					      : call)),
		"", arena_printf(&run->arena, " %s", has->name)
	};
}

struct question question_has(struct run *run, const struct model *model, const char *text)
{
	struct has has;
	const char *code;

	if (!has_parse(run, text, &has))
		return (struct question){ 0 };
	if (!has.tag && has.n_params >= 0)
		return ask_params(run, model, &has);
	if (has.tag)
		code = arena_printf(&run->arena,
				    "static inline void SAFE_ASKED(%.*s *it) { (void)it->%s; }",
				    (int)strcspn(text, "."), text, has.name);
	else
		return ask_name(run, has.name);
	return (struct question){ code, "", "" };
}

static bool has_word(const struct probe *probe, const char *word)
{
	for (unsigned int i = 0; i < probe->n; i++)
		if (!strcmp(probe->list[i].word, word))
			return true;
	return false;
}

void probe_name(struct run *run, struct probe *probe, const char *name,
		const struct question *question)
{
	if (probe->n == probe->room) {
		struct probe_question *list;

		probe->room = probe->room ? 2 * probe->room : 64;
		list = arena_new(&run->arena, struct probe_question, probe->room);
		if (probe->n)
			memcpy(list, probe->list, probe->n * sizeof(*list));
		probe->list = list;
	}
	probe->list[probe->n++] = (struct probe_question){ name, *question };
}

const char *probe_word(struct run *run, struct probe *probe, const char *wanted,
		       const struct question *question)
{
	const char *word = wanted;

	for (unsigned int i = 0; i < probe->n; i++)
		if (question_same(&probe->list[i].question, question))
			return probe->list[i].word;
	for (unsigned int i = 2; has_word(probe, word); i++)
		word = arena_printf(&run->arena, "%s_%u", wanted, i);
	probe_name(run, probe, word, question);
	return word;
}
