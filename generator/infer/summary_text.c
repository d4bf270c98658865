// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Summaries as text. A value is "[BITS ATOM...]": bits and masks are hexadecimal digits, "#" and a
 * number follow where it is exact, "<" where each is -1, 0 or 1. An atom begins with a letter for
 * its source, then its mask.
 */
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "infer/summary.h"

static const char source_letters[] = {
	[SOURCE_CALL] = 'c',	[SOURCE_PARAM] = 'p',	[SOURCE_FLAGS] = 'b',
	[SOURCE_MEMBER] = 'm',	[SOURCE_CALLED] = 'k',	[SOURCE_FIELD] = 'f',
	[SOURCE_UNKNOWN] = 'u', [SOURCE_ADDRESS] = 'a', [SOURCE_FUNCTION] = 'g',
};

static void value_write(struct text *text, const struct value *value);

static void atom_write(struct text *text, const struct atom *atom)
{
	text_printf(text, " %c%x", source_letters[atom->source], atom->mask);
	if (atom->source == SOURCE_PARAM || atom->source == SOURCE_CALLED)
		text_printf(text, "%u", atom->index);
	if (atom->source == SOURCE_PARAM && atom->flags)
		text_printf(text, "|%lld", atom->flags);
	if (atom->source == SOURCE_FLAGS)
		text_printf(text, "%u&%lld", atom->index, atom->flags);
	if (atom->source == SOURCE_CALL || atom->source == SOURCE_MEMBER)
		text_printf(text, "%x", atom->type);
	if (atom->source == SOURCE_CALL || atom->source == SOURCE_MEMBER)
		text_printf(text, "%u:", atom->index);
	if (atom->name)
		text_add(text, atom->name);
	if (!atom->n_args)
		return;
	text_addc(text, '(');
	for (unsigned int i = 0; i < atom->n_args; i++)
		value_write(text, atom->args[i]);
	text_addc(text, ')');
}

static void value_write(struct text *text, const struct value *value)
{
	text_printf(text, "[%x", value->bits);
	if (value->known)
		text_printf(text, "#%lld", value->number);
	else if (value->small && value->bits)
		text_addc(text, '<');
	for (unsigned int i = 0; i < value->n; i++)
		atom_write(text, &value->atoms[i]);
	text_addc(text, ']');
}

static void conditions_write(struct text *text, const struct condition *conditions, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		if (conditions[i].flags)
			text_printf(text, " %u&%lld:%x", conditions[i].param, conditions[i].flags,
				    conditions[i].mask);
		else
			text_printf(text, " %u:%x", conditions[i].param, conditions[i].mask);
	text_add(text, " = ");
}

static void summary_write(struct text *text, const struct summary *summary)
{
	text_printf(text, "fn %s %d %u %s:%u %s%s%s%s%s- %s %s\n", summary->name,
		    (int)summary->result, summary->gfp, summary->at.file, summary->at.line,
		    summary->file_only ? "s" : "", summary->header ? "h" : "",
		    summary->pure ? "p" : "", summary->noreturn ? "n" : "",
		    summary->stub ? "e" : "", summary->prototype,
		    summary->params ? summary->params : "");
	for (unsigned int i = 0; i < summary->n_cases; i++) {
		text_add(text, " r");
		conditions_write(text, summary->cases[i].conditions, summary->cases[i].n);
		value_write(text, summary->cases[i].value);
		text_addc(text, '\n');
	}
	for (unsigned int i = 0; i < summary->n_calls; i++) {
		const struct summary_call *call = &summary->calls[i];
		struct atom what = call->what;

		text_printf(text, " c%u", call->line);
		conditions_write(text, call->conditions, call->n);
		what.mask = what.type = BITS_ALL;
		atom_write(text, &what);
		text_addc(text, '\n');
	}
}

static void member_write(struct text *text, const struct member *member)
{
	for (unsigned int i = 0; i < member->n_functions; i++)
		text_printf(text, "op %s %s\n", member->name, member->functions[i]);
	if (member->tested || member->used)
		text_printf(text, "us %s %u %u\n", member->name, member->tested, member->used);
	if (!member->stored)
		return;
	text_printf(text, "st %s ", member->name);
	value_write(text, member->stored);
	text_addc(text, '\n');
}

void summaries_write(struct text *text, const struct summaries *all)
{
	for (unsigned int i = 0; i < all->n; i++)
		summary_write(text, all->all[i]);
	for (unsigned int i = 0; i < all->n_members; i++)
		member_write(text, all->all_members[i]);
}

/* What is read, from front to back. */
struct reader {
	struct run *run;
	const char *at, *end;
	bool wrong;
};

static char peek(const struct reader *reader)
{
	return reader->at < reader->end ? *reader->at : '\0';
}

static bool eat(struct reader *reader, char c)
{
	if (peek(reader) != c)
		return false;
	reader->at++;
	return true;
}

static unsigned char digit(struct reader *reader)
{
	char c = peek(reader);

	reader->at++;
	if (c >= '0' && c <= '9')
		return (unsigned char)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned char)(c - 'a' + 10);
	reader->wrong = true;
	return 0;
}

static long long number(struct reader *reader)
{
	char *end;
	long long n = strtoll(reader->at, &end, 10);

	if (end == reader->at || end > reader->end)
		reader->wrong = true;
	reader->at = end;
	return n;
}

static const char *word(struct reader *reader, const char *stop)
{
	const char *from = reader->at;

	while (reader->at < reader->end && !strchr(stop, *reader->at))
		reader->at++;
	if (from == reader->at)
		reader->wrong = true;
	return run_intern_n(reader->run, from, (size_t)(reader->at - from));
}

static const struct value *read_value(struct reader *reader);

static void read_args(struct reader *reader, struct atom *atom)
{
	const struct value *args[32];
	const struct value **kept;

	while (peek(reader) == '[' && atom->n_args < 32)
		args[atom->n_args++] = read_value(reader);
	reader->wrong |= !eat(reader, ')');
	kept = arena_new(&reader->run->arena, const struct value *, atom->n_args);
	if (atom->n_args)
		memcpy(kept, args, atom->n_args * sizeof(*kept));
	atom->args = kept;
}

static struct atom read_atom(struct reader *reader)
{
	const char *letter = memchr(source_letters, peek(reader), sizeof(source_letters));
	struct atom atom = { .source = SOURCE_UNKNOWN };

	if (!letter) {
		reader->wrong = true;
		return atom;
	}
	reader->at++;
	atom.source = (enum source)(letter - source_letters);
	atom.mask = digit(reader);
	if (atom.source == SOURCE_PARAM || atom.source == SOURCE_CALLED)
		atom.index = (unsigned int)number(reader);
	if (atom.source == SOURCE_PARAM && eat(reader, '|'))
		atom.flags = number(reader);
	if (atom.source == SOURCE_FLAGS) {
		atom.index = (unsigned int)number(reader);
		atom.flags = eat(reader, '&') ? number(reader) : 0;
	}
	if (atom.source == SOURCE_CALL || atom.source == SOURCE_MEMBER)
		atom.type = digit(reader);
	if (atom.source == SOURCE_CALL || atom.source == SOURCE_MEMBER) {
		atom.index = (unsigned int)number(reader);
		reader->wrong |= !eat(reader, ':');
	}
	if (atom.source == SOURCE_CALL || atom.source == SOURCE_MEMBER ||
	    atom.source == SOURCE_FIELD || atom.source == SOURCE_FUNCTION)
		atom.name = word(reader, " ](\n");
	if (eat(reader, '('))
		read_args(reader, &atom);
	return atom;
}

static const struct value *read_value(struct reader *reader)
{
	struct value *value = arena_new(&reader->run->arena, struct value, 1);
	struct atom atoms[MAX_ATOMS + 1], *kept;

	reader->wrong |= !eat(reader, '[');
	value->bits = digit(reader);
	if (eat(reader, '#')) {
		value->known = true;
		value->number = number(reader);
	}
	value->small = value->known ? number_is_small(value->number) : eat(reader, '<');
	while (!reader->wrong && value->n < MAX_ATOMS && eat(reader, ' '))
		atoms[value->n++] = read_atom(reader);
	reader->wrong |= !eat(reader, ']');
	kept = arena_new(&reader->run->arena, struct atom, value->n);
	if (value->n)
		memcpy(kept, atoms, value->n * sizeof(*kept));
	value->atoms = kept;
	return value;
}

static const struct condition *read_conditions(struct reader *reader, unsigned int *n)
{
	struct condition found[64], *kept;

	*n = 0;
	reader->wrong |= !eat(reader, ' ');
	while (!reader->wrong && peek(reader) != '=' && *n < 64) {
		found[*n].param = (unsigned int)number(reader);
		found[*n].flags = eat(reader, '&') ? number(reader) : 0;
		reader->wrong |= !eat(reader, ':');
		found[(*n)++].mask = digit(reader);
		reader->wrong |= !eat(reader, ' ');
	}
	reader->wrong |= !eat(reader, '=') || !eat(reader, ' ');
	kept = arena_new(&reader->run->arena, struct condition, *n);
	if (*n)
		memcpy(kept, found, *n * sizeof(*kept));
	return kept;
}

static struct place read_place(struct reader *reader)
{
	struct place place = { .file = word(reader, ":") };

	eat(reader, ':');
	place.line = (unsigned int)number(reader);
	return place;
}

static struct summary *read_function(struct reader *reader)
{
	struct summary *summary = arena_new(&reader->run->arena, struct summary, 1);
	const char *flags;

	summary->name = word(reader, " ");
	eat(reader, ' ');
	summary->result = (enum result_kind)number(reader);
	eat(reader, ' ');
	summary->gfp = (unsigned int)number(reader);
	eat(reader, ' ');
	summary->at = read_place(reader);
	eat(reader, ' ');
	flags = word(reader, " ");
	eat(reader, ' ');
	summary->file_only = strchr(flags, 's');
	summary->header = strchr(flags, 'h');
	summary->pure = strchr(flags, 'p');
	summary->noreturn = strchr(flags, 'n');
	summary->stub = strchr(flags, 'e');
	summary->prototype = word(reader, " ");
	if (eat(reader, ' ') && reader->at < reader->end)
		summary->params = word(reader, "\n");
	return summary;
}

static void read_case(struct reader *reader, struct summary *summary)
{
	struct summary_case one = { 0 };

	one.conditions = read_conditions(reader, &one.n);
	one.value = read_value(reader);
	if (!reader->wrong)
		summary_add_case(&reader->run->arena, summary, &one);
}

static void read_call(struct reader *reader, struct summary *summary)
{
	struct summary_call call = { .line = (unsigned int)number(reader) };

	call.conditions = read_conditions(reader, &call.n);
	eat(reader, ' ');
	call.what = read_atom(reader);
	if (!reader->wrong)
		summary_add_call(&reader->run->arena, summary, &call);
}

static void read_member(struct reader *reader, struct summaries *all, bool callback)
{
	struct member *member = summaries_member(reader->run, all, word(reader, " "));
	const struct value *value;

	eat(reader, ' ');
	if (callback) {
		member_add_function(&reader->run->arena, member, word(reader, "\n"));
		return;
	}
	value = read_value(reader);
	member->stored = member->stored ? value_join(&reader->run->arena, member->stored, value)
					: value;
}

static void read_trust(struct reader *reader, struct summaries *all)
{
	struct member *member = summaries_member(reader->run, all, word(reader, " "));

	member->tested += (unsigned int)number(reader);
	eat(reader, ' ');
	member->used += (unsigned int)number(reader);
}

static bool begins(struct reader *reader, const char *with)
{
	size_t len = strlen(with);

	if ((size_t)(reader->end - reader->at) < len || memcmp(reader->at, with, len))
		return false;
	reader->at += len;
	return true;
}

void summaries_read(struct run *run, struct summaries *all, const char *text, size_t len)
{
	const char *end = text + len;
	struct summary *summary = NULL;

	while (text < end) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		struct reader reader = { run, text, newline ? newline : end, false };

		if (begins(&reader, "fn ")) {
			summary = read_function(&reader);
			summaries_add(run, all, summary);
		} else if (summary && begins(&reader, " r")) {
			read_case(&reader, summary);
		} else if (summary && begins(&reader, " c")) {
			read_call(&reader, summary);
		} else if (begins(&reader, "op ")) {
			read_member(&reader, all, true);
		} else if (begins(&reader, "st ")) {
			read_member(&reader, all, false);
		} else if (begins(&reader, "us ")) {
			read_trust(&reader, all);
		}
		text = (newline ? newline : end) + 1;
	}
}
