// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* One card of the rack. */
#include <linux/delay.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/string.h>

#include <rack/rack.h>

#define TEMPERATURE 0x10
#define RESET	    0x14

int rack_card_enable(struct rack_card *card)
{
	if (!card->window)
		return -ENXIO;
	mutex_lock(&card->lock);
	card->enabled++;
	mutex_unlock(&card->lock);
	return 0;
}
EXPORT_SYMBOL_GPL(rack_card_enable);

void rack_card_disable(struct rack_card *card)
{
	mutex_lock(&card->lock);
	card->enabled--;
	mutex_unlock(&card->lock);
}
EXPORT_SYMBOL_GPL(rack_card_disable);

static int check_extent(const struct rack_card *card, u32 offset, size_t n)
{
	return offset > card->size || n > card->size - offset ? -EINVAL : 0;
}

int rack_card_read(struct rack_card *card, u32 offset, void *to, size_t extent)
{
	int ret = check_extent(card, offset, extent);

	if (ret)
		return ret;
	mutex_lock(&card->lock);
	memcpy(to, card->shadow + offset, extent);
	mutex_unlock(&card->lock);
	return extent;
}
EXPORT_SYMBOL_GPL(rack_card_read);

int rack_card_write(struct rack_card *card, u32 offset, const void *from, size_t extent)
{
	int ret = check_extent(card, offset, extent);

	if (ret)
		return ret;
	mutex_lock(&card->lock);
	memcpy(card->shadow + offset, from, extent);
	mutex_unlock(&card->lock);
	return 0;
}
EXPORT_SYMBOL_GPL(rack_card_write);

int rack_card_temperature(struct rack_card *card)
{
	if (!card->enabled)
		return -EAGAIN;
	return readl(card->window + TEMPERATURE) & 0x7f;
}
EXPORT_SYMBOL_GPL(rack_card_temperature);

unsigned int rack_card_slot(const struct rack_card *card)
{
	return card->slot;
}
EXPORT_SYMBOL_GPL(rack_card_slot);

void rack_card_reset(struct rack_card *card)
{
	writel(1, card->window + RESET);
	msleep(20);
	writel(0, card->window + RESET);
}
EXPORT_SYMBOL_GPL(rack_card_reset);

int rack_card_probe(struct rack_card *card)
{
	return card->driver->probe(card);
}
EXPORT_SYMBOL_GPL(rack_card_probe);

u32 rack_card_peek(struct rack_card *card, u32 offset)
{
	return readl(card->window + offset);
}
EXPORT_SYMBOL_GPL(rack_card_peek);
