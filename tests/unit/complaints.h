/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef TEST_COMPLAINTS_H
#define TEST_COMPLAINTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/run.h"

/* What a run complains of, as the user would read it; forgotten by the run. For free(). */
static inline char *complaints(struct run *run)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	diag_flush(run, out);
	fclose(out);
	return text;
}

static inline void assert_complaints(struct run *run, const char *expected)
{
	char *text = complaints(run);

	assert_string_equal(text, expected);
	free(text);
}

#endif
