// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The rack: which cards there are, and their drivers. */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <rack/rack.h>

#define SLOTS 32

static LIST_HEAD(cards);
static DEFINE_MUTEX(cards_lock);
static struct rack_driver *driver_of_all;

static void card_release(struct kref *refs)
{
	struct rack_card *card = container_of(refs, struct rack_card, refs);

	list_del(&card->link);
	kfree(card->shadow);
	kfree(card);
}

struct rack_card *rack_card_get(unsigned int slot)
{
	struct rack_card *card;

	if (slot >= SLOTS)
		return ERR_PTR(-EINVAL);
	mutex_lock(&cards_lock);
	list_for_each_entry(card, &cards, link) {
		if (card->slot == slot) {
			kref_get(&card->refs);
			mutex_unlock(&cards_lock);
			return card;
		}
	}
	mutex_unlock(&cards_lock);
	return ERR_PTR(-ENODEV);
}
EXPORT_SYMBOL_GPL(rack_card_get);

void rack_card_put(struct rack_card *card)
{
	mutex_lock(&cards_lock);
	kref_put(&card->refs, card_release);
	mutex_unlock(&cards_lock);
}
EXPORT_SYMBOL_GPL(rack_card_put);

struct rack_card *rack_card_find(const char *name)
{
	struct rack_card *card;

	list_for_each_entry(card, &cards, link) {
		if (card->driver && !strcmp(card->driver->name, name))
			return card;
	}
	return NULL;
}
EXPORT_SYMBOL_GPL(rack_card_find);

int rack_driver_register(struct rack_driver *driver)
{
	struct rack_card *card;
	int ret = 0;

	if (driver_of_all)
		return -EBUSY;
	mutex_lock(&cards_lock);
	list_for_each_entry(card, &cards, link) {
		ret = driver->probe(card);
		if (ret)
			break;
		card->driver = driver;
	}
	driver_of_all = driver;
	mutex_unlock(&cards_lock);
	return ret;
}
EXPORT_SYMBOL_GPL(rack_driver_register);

void rack_driver_unregister(struct rack_driver *driver)
{
	struct rack_card *card;

	mutex_lock(&cards_lock);
	list_for_each_entry(card, &cards, link) {
		driver->remove(card);
		card->driver = NULL;
	}
	driver_of_all = NULL;
	mutex_unlock(&cards_lock);
}
EXPORT_SYMBOL_GPL(rack_driver_unregister);

int rack_for_each_card(int (*fn)(struct rack_card *card, void *data), void *data)
{
	struct rack_card *card;
	int ret = 0;

	list_for_each_entry(card, &cards, link) {
		ret = fn(card, data);
		if (ret)
			break;
	}
	return ret;
}
EXPORT_SYMBOL_GPL(rack_for_each_card);

MODULE_DESCRIPTION("A bus of one's own");
MODULE_LICENSE("GPL");
