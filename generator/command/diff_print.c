// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <stdio.h>

#include "base/text.h"
#include "command/diff_print.h"

static const char *const titles[] = {
	[IMPACT_BREAKS] = "breaks the build",
	[IMPACT_MEANING] = "changes the meaning",
	[IMPACT_HARMLESS] = "harmless",
};

#define N_IMPACTS (sizeof(titles) / sizeof(titles[0]))

static void print_side(const char *title, const char *text, struct place at)
{
	if (text)
		printf("    %-8s%s:%u: %s\n", title, at.file, at.line, text);
}

static void print_change(const struct change *change)
{
	printf("%s: %s: %s\n", change->name, change->kind, change->how);
	print_side("before", change->before, change->before_at);
	print_side("now", change->after, change->after_at);
	if (change->instead) {
		printf("    %-8s%s", change->guessed ? "guess" : "use", change->instead);
		if (change->instead_at.file)
			printf(" (%s:%u)", change->instead_at.file, change->instead_at.line);
		putchar('\n');
	}
	for (const struct use *use = change->uses; use; use = use->next)
		printf("    %-8s%s:%u\n", "used", use->at.file, use->at.line);
}

void diff_print(const struct changes *changes, const struct api *from, const struct api *to)
{
	size_t counts[N_IMPACTS] = { 0 };
	const char *between = "";

	for (size_t i = 0; i < changes->n; i++) {
		const struct change *change = &changes->list[i];

		if (!counts[change->impact]++)
			printf("%s%s:\n\n", i ? "\n" : "", titles[change->impact]);
		print_change(change);
	}
	printf("%s%s %s to %s %s: ", changes->n ? "\n" : "", from->release, from->arch, to->release,
	       to->arch);
	for (size_t i = 0; i < N_IMPACTS; i++) {
		printf("%s%zu %s", between, counts[i], titles[i]);
		between = ", ";
	}
	putchar('\n');
}

static void add(struct text *text, const char *key, const char *value)
{
	text_printf(text, ",\"%s\":", key);
	if (value)
		text_add_quoted(text, value);
	else
		text_add(text, "null");
}

static void add_place(struct text *text, struct place at)
{
	text_add_quoted(text, at.file);
	text->len--;
	text_printf(text, ":%u\"", at.line);
}

static void add_side(struct text *text, const char *key, const char *side, struct place at)
{
	if (!side) {
		add(text, key, NULL);
		return;
	}
	text_printf(text, ",\"%s\":{\"text\":", key);
	text_add_quoted(text, side);
	text_add(text, ",\"at\":");
	add_place(text, at);
	text_addc(text, '}');
}

static void add_instead(struct text *text, const struct change *change)
{
	if (!change->instead) {
		add(text, "instead", NULL);
		return;
	}
	text_add(text, ",\"instead\":{\"text\":");
	text_add_quoted(text, change->instead);
	text_printf(text, ",\"guess\":%s,\"at\":", change->guessed ? "true" : "false");
	if (change->instead_at.file)
		add_place(text, change->instead_at);
	else
		text_add(text, "null");
	text_addc(text, '}');
}

static void add_change(struct text *text, const struct change *change)
{
	text_add(text, "{\"severity\":");
	text_add_quoted(text, impact_name(change->impact));
	add(text, "kind", change->kind);
	add(text, "name", change->name);
	add(text, "how", change->how);
	add_side(text, "before", change->before, change->before_at);
	add_side(text, "after", change->after, change->after_at);
	add_instead(text, change);
	text_add(text, ",\"uses\":[");
	for (const struct use *use = change->uses; use; use = use->next) {
		if (use != change->uses)
			text_addc(text, ',');
		add_place(text, use->at);
	}
	text_add(text, "]}\n");
}

void diff_print_json(const struct changes *changes)
{
	struct text text = TEXT_INIT;

	for (size_t i = 0; i < changes->n; i++) {
		text_reset(&text);
		add_change(&text, &changes->list[i]);
		fwrite(text.buf, 1, text.len, stdout);
	}
	text_release(&text);
}
