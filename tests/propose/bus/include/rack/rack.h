/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef RACK_H
#define RACK_H

#include <linux/kref.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/types.h>

/* A bus of one's own, as somebody might have one: a rack with cards in its slots. */

struct rack_card;

struct rack_driver {
	const char *name;
	int (*probe)(struct rack_card *card);
	void (*remove)(struct rack_card *card);
	void (*changed)(struct rack_card *card, u32 events);
};

struct rack_card {
	struct list_head link;
	struct kref refs;
	struct mutex lock;
	const struct rack_driver *driver;
	unsigned int slot, enabled;
	void __iomem *window;
	size_t size;
	u8 *shadow;
	void *drvdata;
};

/* The card in that slot, counted. */
struct rack_card *rack_card_get(unsigned int slot);
void rack_card_put(struct rack_card *card);

/**
 * rack_card_find() - look for a card by the name of its driver
 * @name: of the driver
 *
 * Return: the card, or NULL if there is none.
 */
struct rack_card *rack_card_find(const char *name);

int rack_card_enable(struct rack_card *card);
void rack_card_disable(struct rack_card *card);

int rack_card_read(struct rack_card *card, u32 offset, void *to, size_t extent);
int rack_card_write(struct rack_card *card, u32 offset, const void *from, size_t extent);
int rack_card_temperature(struct rack_card *card);
unsigned int rack_card_slot(const struct rack_card *card);
void rack_card_reset(struct rack_card *card);
int rack_card_probe(struct rack_card *card);
u32 rack_card_peek(struct rack_card *card, u32 offset);

int rack_driver_register(struct rack_driver *driver);
void rack_driver_unregister(struct rack_driver *driver);

int rack_for_each_card(int (*fn)(struct rack_card *card, void *data), void *data);

static inline void rack_set_drvdata(struct rack_card *card, void *data)
{
	card->drvdata = data;
}

static inline void *rack_get_drvdata(const struct rack_card *card)
{
	return card->drvdata;
}

/* For drivers: nothing of the bus itself calls it. */
static inline int rack_card_enable_once(struct rack_card *card)
{
	return card->enabled ? -EALREADY : rack_card_enable(card);
}

#endif
