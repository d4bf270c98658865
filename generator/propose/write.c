// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The proposal as YAML, for people. */
#include <string.h>

#include "model/declarator.h"
#include "propose/proposal.h"

/* An entry in one line is no longer than this. */
#define MAX_LINE 140

struct writing {
	struct run *run;
	struct text *out;
};

/* --- words --- */

/* Plain YAML, or in quotes where that would mean something else. */
static const char *quoted(struct run *run, const char *value)
{
	struct text text = TEXT_INIT;
	const char *copy;

	if (*value && !strpbrk(value, ",[]{}#:\"'") && !strchr("*&!|>%@`?- ", *value) &&
	    strcmp(value, "null") != 0)
		return value;
	text_add_quoted(&text, value);
	copy = arena_strndup(&run->arena, text.buf, text.len);
	text_release(&text);
	return copy;
}

/* "body core.c:12", "kernel-doc linux/foo.h:3", "names" */
static const char *origin_words(enum origin origin)
{
	return origin == ORIGIN_DOC	    ? "kernel-doc"
	       : origin == ORIGIN_NAME	    ? "names"
	       : origin == ORIGIN_ATTRIBUTE ? "declared"
					    : origin_name(origin);
}

static const char *source_text(struct run *run, enum origin origin, struct place at)
{
	if (origin == ORIGIN_NAME || !at.file)
		return origin_words(origin);
	return arena_printf(&run->arena, "%s %s:%u", origin_words(origin), at.file, at.line);
}

static const char *param_name(const struct proposed_entry *entry, unsigned int param)
{
	return entry->contract->type->params[param].name;
}

static const char *pair_text(struct run *run, const struct proposed_fact *fact)
{
	return arena_printf(&run->arena, "%s: %s", fact->key, quoted(run, fact->value));
}

/* --- where it is said --- */

static bool same_source(const struct proposed_fact *a, const struct proposed_fact *b)
{
	return a->origin == b->origin &&
	       (a->origin == ORIGIN_NAME ||
		(a->at.file && b->at.file && !strcmp(a->at.file, b->at.file)));
}

/* "body core.c: returns 12, context 20; name: gives" of the facts that are sure. */
static const char *sources_text(struct run *run, const struct proposed_entry *entry)
{
	const char *text = "";

	for (unsigned int i = 0; i < entry->n; i++) {
		const struct proposed_fact *first = &entry->facts[i];
		bool known = !first->sure;

		for (unsigned int j = 0; j < i && !known; j++)
			known = entry->facts[j].sure && same_source(&entry->facts[j], first);
		if (known)
			continue;
		text = arena_printf(&run->arena, "%s%s%s%s%s:", text, *text ? "; " : "",
				    origin_words(first->origin),
				    first->origin == ORIGIN_NAME ? "" : " ",
				    first->origin == ORIGIN_NAME ? "" : first->at.file);
		for (unsigned int j = i; j < entry->n; j++) {
			const struct proposed_fact *fact = &entry->facts[j];

			if (!fact->sure || !same_source(first, fact))
				continue;
			text = arena_printf(&run->arena, "%s%s %s", text, j > i ? "," : "",
					    fact->key);
			if (fact->origin != ORIGIN_NAME)
				text = arena_printf(&run->arena, "%s %u", text, fact->at.line);
		}
	}
	return text;
}

static const char *guess_text(struct run *run, const struct proposed_fact *fact)
{
	return arena_printf(&run->arena, "  # guess: %s%s%s",
			    source_text(run, fact->origin, fact->at), fact->doubt ? "; " : "",
			    fact->doubt ? fact->doubt : "");
}

/* --- functions --- */

static unsigned int count_guesses(const struct proposed_entry *entry)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < entry->n; i++)
		n += !entry->facts[i].sure;
	return n;
}

/* "{ returns: errno, args: { n: { bytes_of: buf } } }" of all facts. */
static const char *flow_text(struct run *run, const struct proposed_entry *entry)
{
	const char *text = "{ ", *between = "";
	int param = -1;

	for (unsigned int i = 0; i < entry->n; i++) {
		const struct proposed_fact *fact = &entry->facts[i];

		if (fact->subject == SUBJECT_PARAM && (int)fact->param != param) {
			text = arena_printf(&run->arena, "%s%s%s: { ", text,
					    param >= 0 ? " }, "
					    : i	       ? ", args: { "
						       : "args: { ",
					    param_name(entry, fact->param));
			param = (int)fact->param;
			between = "";
		}
		text = arena_printf(&run->arena, "%s%s%s", text, between, pair_text(run, fact));
		between = ", ";
	}
	return arena_printf(&run->arena, "%s%s }", text, param >= 0 ? " } }" : "");
}

/* A line of a block; of a guess it begins with '#', which is all there is to delete. */
static void add_line(const struct writing *w, bool sure, unsigned int indent, const char *line,
		     const char *comment)
{
	text_printf(w->out, "%s%*s%s%s\n", sure ? "" : "#", (int)indent, "", line, comment);
}

static unsigned int count_of_param(const struct proposed_entry *entry, unsigned int from,
				   unsigned int *n_sure)
{
	unsigned int n = 0;

	*n_sure = 0;
	while (from + n < entry->n && entry->facts[from + n].param == entry->facts[from].param)
		*n_sure += entry->facts[from + n++].sure;
	return n;
}

/* What is said of one argument; in one line if all of it is equally sure. */
static void write_param(const struct writing *w, const struct proposed_entry *entry,
			unsigned int from, unsigned int n, unsigned int n_sure, bool sure_entry)
{
	struct run *run = w->run;
	const char *name = param_name(entry, entry->facts[from].param), *line = "";

	if (n_sure == n || n == 1) {
		for (unsigned int i = 0; i < n; i++)
			line = arena_printf(&run->arena, "%s%s%s", line, i ? ", " : "",
					    pair_text(run, &entry->facts[from + i]));
		add_line(w, n_sure && sure_entry, 6,
			 arena_printf(&run->arena, "%s: { %s }", name, line),
			 n_sure ? "" : guess_text(run, &entry->facts[from]));
		return;
	}
	add_line(w, n_sure && sure_entry, 6, arena_printf(&run->arena, "%s:", name), "");
	for (unsigned int i = from; i < from + n; i++) {
		const struct proposed_fact *fact = &entry->facts[i];

		add_line(w, fact->sure && sure_entry, 8, pair_text(run, fact),
			 fact->sure ? "" : guess_text(run, fact));
	}
}

static void write_params(const struct writing *w, const struct proposed_entry *entry,
			 unsigned int from, bool sure_entry)
{
	bool sure = false;
	unsigned int n, n_sure;

	for (unsigned int i = from; i < entry->n; i++)
		sure |= entry->facts[i].sure;
	if (from < entry->n)
		add_line(w, sure && sure_entry, 4, "args:", "");
	for (unsigned int i = from; i < entry->n; i += n) {
		n = count_of_param(entry, i, &n_sure);
		write_param(w, entry, i, n, n_sure, sure_entry);
	}
}

static void write_block(const struct writing *w, const struct proposed_entry *entry, bool sure)
{
	unsigned int i = 0;

	add_line(w, sure, 2, arena_printf(&w->run->arena, "%s:", entry->contract->function->name),
		 "");
	for (; i < entry->n && entry->facts[i].subject != SUBJECT_PARAM; i++)
		add_line(w, sure && entry->facts[i].sure, 4, pair_text(w->run, &entry->facts[i]),
			 entry->facts[i].sure ? "" : guess_text(w->run, &entry->facts[i]));
	write_params(w, entry, i, sure);
}

static bool lacks_returns(const struct proposed_entry *entry)
{
	for (unsigned int i = 0; i < entry->n; i++)
		if (!strcmp(entry->facts[i].key, "returns"))
			return false;
	return !contract_returns(entry->contract);
}

static void write_entry(const struct writing *w, const struct proposed_entry *entry)
{
	unsigned int n_guesses = count_guesses(entry);
	bool sure = n_guesses < entry->n && !entry->doubt;
	const char *sources = sources_text(w->run, entry);
	const char *line = arena_printf(&w->run->arena, "%s: %s", entry->contract->function->name,
					flow_text(w->run, entry));
	bool single = !n_guesses || entry->n == 1;

	if (*sources)
		text_printf(w->out, "  # %s%s\n", sources,
			    lacks_returns(entry) ? "; how it fails is not known" : "");
	if (entry->doubt)
		text_printf(w->out, "  # guess: %s\n", entry->doubt);
	if (single && strlen(line) <= MAX_LINE)
		add_line(w, sure, 2, line, n_guesses ? guess_text(w->run, entry->facts) : "");
	else
		write_block(w, entry, sure);
}

static bool is_sure(const struct proposed_entry *entry)
{
	return !entry->doubt && count_guesses(entry) < entry->n;
}

static void write_functions(const struct writing *w, const struct proposal *proposal)
{
	bool sure = false;

	for (unsigned int i = 0; i < proposal->n_entries; i++)
		sure |= is_sure(&proposal->entries[i]);
	if (!proposal->n_entries)
		return;
	text_addc(w->out, '\n');
	add_line(w, sure, 0, "functions:", "");
	for (unsigned int i = 0; i < proposal->n_entries; i++)
		write_entry(w, &proposal->entries[i]);
}

/* --- what can be owned, and tables of functions --- */

static const char *owner_text(struct run *run, const struct proposed_owner *owner)
{
	const char *text = "";

	if (!owner->n_members)
		return arena_printf(&run->arena, "type: %s, release: %s",
				    quoted(run, type_text(run, owner->types[0])), owner->release);
	for (unsigned int i = 0; i < owner->n_members; i++)
		text = arena_printf(&run->arena, "%s%s%s: %s", text, i ? ", " : "",
				    owner->members[i],
				    quoted(run, type_text(run, owner->types[i])));
	return arena_printf(&run->arena, "members: { %s }, release: %s", text,
			    quoted(run, owner->call));
}

static void write_owners(const struct writing *w, const struct proposal *proposal)
{
	bool any = false, sure = false;

	for (unsigned int i = 0; i < proposal->n_owners; i++) {
		any |= !proposal->owners[i].stated;
		sure |= !proposal->owners[i].stated && proposal->owners[i].sure;
	}
	if (!any)
		return;
	text_addc(w->out, '\n');
	add_line(w, sure, 0, "owned:", "");
	for (unsigned int i = 0; i < proposal->n_owners; i++) {
		const struct proposed_owner *owner = &proposal->owners[i];
		const char *source = source_text(w->run, owner->origin, owner->at);

		if (owner->stated)
			continue;
		if (owner->sure)
			text_printf(w->out, "  # %s\n", source);
		add_line(w, owner->sure, 2,
			 arena_printf(&w->run->arena, "%s: { %s, doc: what %s() %s }", owner->name,
				      owner_text(w->run, owner), owner->giver->name,
				      owner->state ? "did" : "gave"),
			 owner->sure ? "" : arena_printf(&w->run->arena, "  # guess: %s", source));
	}
}

static void write_ops(const struct writing *w, const struct proposal *proposal)
{
	if (!proposal->n_ops)
		return;
	text_addc(w->out, '\n');
	add_line(w, false, 0, "ops:", "  # guess: that there is the driver's data");
	for (unsigned int i = 0; i < proposal->n_ops; i++) {
		const struct proposed_ops *ops = &proposal->ops[i];

		add_line(w, false, 2,
			 arena_printf(&w->run->arena, "%s: { from: { %s: %s } }", ops->tag,
				      ops->argument, quoted(w->run, ops->data)),
			 "");
	}
}

/* So that whoever reviews knows of what more could be said. */
static void write_unknown(const struct writing *w, const struct proposal *proposal)
{
	size_t column = 0;

	if (proposal->n_unknown)
		text_add(w->out, "\n  # How these fail is not known:");
	for (unsigned int i = 0; i < proposal->n_unknown; i++) {
		const char *name = proposal->unknown[i];

		if (!column || column + strlen(name) > MAX_LINE - 40) {
			text_add(w->out, "\n  #");
			column = 1;
		}
		text_printf(w->out, " %s%s", name, i + 1 < proposal->n_unknown ? "," : "");
		column += strlen(name) + 2;
	}
	if (proposal->n_unknown)
		text_addc(w->out, '\n');
}

void proposal_begin(const struct model *model, struct text *out)
{
	text_printf(out,
		    "# SPDX-License-Identifier: GPL-2.0-only OR MIT\n"
		    "# Proposed by \"sheath infer\" from Linux %s, %s: to be reviewed. Above each "
		    "entry "
		    "stands where it is\n"
		    "# said. What is only guessed is a comment that begins in the first column: "
		    "check it, then "
		    "delete\n# that '#', or the line.\n",
		    model->version, model->arch);
}

void proposal_write(struct run *run, const struct proposal *proposal, struct text *out)
{
	struct writing w = { run, out };

	text_printf(out, "header: %s\n", proposal->header);
	if (proposal->n_stated)
		text_printf(
			out,
			"  # Contract files speak of %u of its %u functions already: these are the "
			"others.\n",
			proposal->n_stated, proposal->n_functions);
	if (!proposal->n_entries)
		text_add(out, "  # Of those nothing is known that the declarations do not say.\n");
	write_owners(&w, proposal);
	write_ops(&w, proposal);
	write_functions(&w, proposal);
	write_unknown(&w, proposal);
}
