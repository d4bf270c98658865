/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _MEMBERS_H
#define _MEMBERS_H

#include <linux/types.h>

struct image {
	size_t size;
	const u8 *data;
};

struct line;

/**
 * line_request() - ask for an interrupt line
 * @line: number of the line
 * @name: shown to users
 * @cookie: told to line_free()
 */
int line_request(unsigned int line, const char *name, void *cookie);
int line_any(unsigned int below, void *cookie);
void line_free(unsigned int line, void *cookie);

bool region_take(unsigned long start, unsigned long n);
void region_give(unsigned long start, unsigned long n);

int image_load(const struct image **image, const char *name, struct device *dev);
void image_release(const struct image *image);

struct line *line_find(const char *name);
void line_drop(struct line *line);

#endif
