// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <string.h>

#include "infer/value.h"

const struct value value_nothing = { .bits = 0 };
const struct value value_valid = { .bits = BIT_POS };
const struct value value_truth = { .bits = BIT_ZERO | BIT_POS, .small = true };

static struct value *copy(struct arena *arena, const struct value *value)
{
	struct value *made = arena_new(arena, struct value, 1);

	*made = *value;
	return made;
}

const struct value *value_bits(struct arena *arena, unsigned int bits)
{
	return copy(arena, &(struct value){ .bits = (unsigned char)bits });
}

unsigned int number_bits(long long number, bool errno_named)
{
	if (number < 0)
		return errno_named ? BIT_ERR : BIT_MINUS;
	return number ? BIT_POS : BIT_ZERO;
}

bool number_is_small(long long number)
{
	return number >= -1 && number <= 1;
}

const struct value *value_number(struct arena *arena, long long number, unsigned int bits)
{
	return copy(arena, &(struct value){ .bits = (unsigned char)bits,
					    .known = true,
					    .small = number_is_small(number),
					    .number = number });
}

const struct value *value_atom(struct arena *arena, const struct atom *atom)
{
	struct atom *atoms = arena_new(arena, struct atom, 1);

	*atoms = *atom;
	return copy(arena, &(struct value){ .atoms = atoms, .n = atom->mask ? 1 : 0 });
}

const struct value *value_unknown(struct arena *arena, unsigned int mask)
{
	return value_atom(arena,
			  &(struct atom){ .source = SOURCE_UNKNOWN, .mask = (unsigned char)mask });
}

const struct value *value_constants(struct arena *arena, const struct value *value)
{
	struct value *made = copy(arena, value);

	made->atoms = NULL;
	made->n = 0;
	made->test = NULL;
	return made;
}

static bool same_args(const struct atom *a, const struct atom *b)
{
	if (a->n_args != b->n_args)
		return false;
	for (unsigned int i = 0; a->args != b->args && i < a->n_args; i++)
		if (!value_equal(a->args[i], b->args[i]))
			return false;
	return true;
}

static bool same_source(const struct atom *a, const struct atom *b)
{
	return a->source == b->source && a->index == b->index && a->flags == b->flags &&
	       (a->name == b->name || (a->name && b->name && !strcmp(a->name, b->name))) &&
	       same_args(a, b);
}

static const struct atom *find(const struct value *value, const struct atom *atom)
{
	for (unsigned int i = 0; i < value->n; i++)
		if (same_source(&value->atoms[i], atom))
			return &value->atoms[i];
	return NULL;
}

bool value_is_small(const struct value *value)
{
	return value->small || !(value->bits & ~(unsigned int)BIT_ZERO);
}

bool value_equal(const struct value *a, const struct value *b)
{
	if (a == b)
		return true;
	if (a->bits != b->bits || a->n != b->n || a->known != b->known || a->test != b->test ||
	    (a->known && a->number != b->number) || value_is_small(a) != value_is_small(b))
		return false;
	for (unsigned int i = 0; i < a->n; i++) {
		const struct atom *atom = find(b, &a->atoms[i]);

		if (!atom || atom->mask != a->atoms[i].mask)
			return false;
	}
	return true;
}

unsigned int value_may(const struct value *value)
{
	unsigned int bits = value->bits;

	for (unsigned int i = 0; i < value->n; i++)
		bits |= value->atoms[i].mask;
	return bits;
}

const struct atom *value_only(const struct value *value, enum source source)
{
	if (value->n != 1 || value->atoms[0].source != source)
		return NULL;
	return value->bits && source != SOURCE_ADDRESS ? NULL : value->atoms;
}

/* All of it becomes one unknown source; addresses are valid pointers. */
static void forget_sources(struct value *value, struct atom *atoms)
{
	unsigned int mask = value_may(value) & ~value->bits;

	atoms[0] = (struct atom){ .source = SOURCE_UNKNOWN, .mask = (unsigned char)mask };
	value->n = mask ? 1 : 0;
}

const struct value *value_join(struct arena *arena, const struct value *a, const struct value *b)
{
	struct value *made;
	struct atom *atoms;

	if (a == b || value_equal(a, b))
		return a;
	made = copy(arena, a);
	made->small = value_is_small(a) && value_is_small(b);
	made->bits |= b->bits;
	made->test = a->test == b->test ? a->test : NULL;
	if (!b->known || !a->known || a->number != b->number)
		made->known = false;
	if (!value_may(a) || !value_may(b)) { /* one of them cannot be */
		*made = value_may(a) ? *a : *b;
		return made;
	}
	atoms = arena_new(arena, struct atom, a->n + b->n + 1);
	if (a->n)
		memcpy(atoms, a->atoms, a->n * sizeof(*atoms));
	made->atoms = atoms;
	for (unsigned int i = 0; i < b->n; i++) {
		struct atom *same = (struct atom *)find(made, &b->atoms[i]);

		if (same)
			same->mask |= b->atoms[i].mask;
		else
			atoms[made->n++] = b->atoms[i];
	}
	if (made->n > MAX_ATOMS)
		forget_sources(made, atoms);
	return value_equal(a, made) ? a : made;
}

const struct value *value_filter(struct arena *arena, const struct value *value, unsigned int mask)
{
	struct value *made;
	struct atom *atoms;

	if (!(value_may(value) & ~mask))
		return value;
	made = copy(arena, value);
	made->bits &= (unsigned char)mask;
	made->known = made->known && made->bits;
	atoms = arena_new(arena, struct atom, value->n + 1);
	made->atoms = atoms;
	made->n = 0;
	for (unsigned int i = 0; i < value->n; i++) {
		if (!(value->atoms[i].mask & mask))
			continue;
		atoms[made->n] = value->atoms[i];
		atoms[made->n++].mask &= (unsigned char)mask;
	}
	return made;
}

static const struct value *const *strip_args(struct arena *arena, const struct atom *atom,
					     unsigned int depth)
{
	const struct value **args = arena_new(arena, const struct value *, atom->n_args);

	for (unsigned int i = 0; i < atom->n_args; i++)
		args[i] = value_strip(arena, atom->args[i], depth - 1);
	return args;
}

const struct value *value_strip(struct arena *arena, const struct value *value, unsigned int depth)
{
	struct value *made = copy(arena, value);
	struct atom *atoms = arena_new(arena, struct atom, value->n + 1);

	made->test = NULL;
	made->atoms = atoms;
	made->n = 0;
	for (unsigned int i = 0; i < value->n; i++) {
		struct atom atom = value->atoms[i];

		if (atom.source == SOURCE_ADDRESS) {
			made->bits |= BIT_POS;
			continue;
		}
		if (atom.n_args && depth)
			atom.args = strip_args(arena, &value->atoms[i], depth);
		else
			atom.n_args = 0;
		atoms[made->n++] = atom;
	}
	return made;
}
