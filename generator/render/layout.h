/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_LAYOUT_H
#define SHEATH_LAYOUT_H

#include "base/text.h"
#include "render/value.h"

struct run;

/*
 * Line lengths, in one place for all of the output: comments end at column 80,
 * code at column 100; a tab is 8 columns wide.
 */
#define COMMENT_COLUMNS 80
#define CODE_COLUMNS	100

/*
 * Adds the lines of a comment to @lines: @prefix and then the words of @text,
 * further lines beginning with @indent. The words are parted by white space of
 * any kind; no line ends in a blank, a slash before a star is kept apart from it.
 */
void layout_comment(struct run *run, struct value_list *lines, const char *prefix,
		    const char *indent, const char *text);

/*
 * Adds @code to @out, its long lines broken as the kernel does it: the head of
 * a function before its name, a macro behind its parameters, all else after a
 * comma, aligned with the parenthesis. Comments and lines that end in one stay as they are.
 */
void layout_code(const char *code, struct text *out);

#endif
