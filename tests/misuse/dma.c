// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* DMA: mappings that may fail, their direction, their length, and what a device says. */
#include <safe/linux/dma-mapping.h>
#include <safe/linux/dmapool.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/scatterlist.h>
#include <safe/linux/slab.h>
#include <safe/short.h>

struct dma_port {
	struct device *dev;
	struct safe_dma_mem ring;
	struct safe_dma_to_device tx;
	struct safe_dma_from_device rx;
	u32 control;
};

struct dma_descriptor {
	__le64 addr;
	__le32 len;
	__le32 flags;
};

/* the device, to be told where its memory is */
static void dma_tell(struct dma_port *port, struct safe_dma_addr addr)
{
	port->control = safe_dma_addr_low(addr);
}

/* case 14: the address of a mapping is used, and nobody asked whether there is one */
static int __used dma_address_unchecked(struct dma_port *port, struct safe_const_bytes data)
{
#ifdef MISTAKE
	dma_tell(port, safe_dma_map_single(port->dev, data, DMA_TO_DEVICE));	/* error: incompatible type */
#else
	owned(dma_to_device, map, safe_dma_map_single(port->dev, data, DMA_TO_DEVICE));
	dma_tell(port, borrow(map));
#endif
	return 0;
}

/* case 14: the mapping is compared with zero, which may be an address */
static int __used dma_compared_with_zero(struct dma_port *port, struct safe_const_bytes data)
{
#ifdef MISTAKE
	if (!safe_dma_map_single(port->dev, data, DMA_TO_DEVICE))	/* error: wrong type argument|invalid argument type */
		return -ENOMEM;
#else
	owned(dma_to_device, map, safe_dma_map_single(port->dev, data, DMA_TO_DEVICE));
	dma_tell(port, borrow(map));
#endif
	return 0;
}

/* case 14: coherent memory is used as a pointer before anybody asked whether there is any */
static int __used dma_coherent_unchecked(struct dma_port *port)
{
#ifdef MISTAKE
	u32 *words = safe_dma_alloc_coherent(port->dev, 4096, GFP_KERNEL);	/* error: incompatible type */
#else
	owned(dma_coherent, mem, safe_dma_alloc_coherent(port->dev, 4096, GFP_KERNEL));
	u32 *words = safe_dma_at(borrow(mem), u32, 0);
#endif
	return words ? 0 : -ENOMEM;
}

/* case 2: a way out without unmapping */
static int __used dma_lost(struct dma_port *port, struct safe_const_bytes data, int err)
{
#ifdef MISTAKE
	__auto_type map = TRY(safe_dma_map_single(port->dev, data, DMA_TO_DEVICE));	/* error: an owner is opened by owned */
	(void)map;
	if (err)
		return err;
#else
	owned(dma_to_device, map, safe_dma_map_single(port->dev, data, DMA_TO_DEVICE));
	dma_tell(port, borrow(map));
	if (err)
		return err;
#endif
	return 0;
}

/* case 15: the device writes to what was mapped to be read */
static int __used dma_wrong_direction(struct dma_port *port, struct safe_bytes data)
{
#ifdef MISTAKE
	owned(dma_to_device, map, safe_dma_map_single(port->dev, data, DMA_TO_DEVICE));
	safe_store(&port->rx, move(map));	/* error: incompatible type|invalid initializer */
#else
	owned(dma_from_device, map, safe_dma_map_single(port->dev, data, DMA_FROM_DEVICE));
	safe_store(&port->rx, move(map));
#endif
	return 0;
}

/* case 15: a buffer that must not change is given to a device to write to */
static int __used dma_writes_to_constant(struct dma_port *port)
{
	static const u8 firmware[64];
#ifdef MISTAKE
	owned(dma_both, map, safe_dma_map_single(port->dev, safe_const_bytes_of(firmware), DMA_BIDIRECTIONAL));	/* error: incompatible type */
#else
	owned(dma_to_device, map, safe_dma_map_single(port->dev, safe_const_bytes_of(firmware), DMA_TO_DEVICE));
#endif
	dma_tell(port, borrow(map));
	return 0;
}

/* case 15: a buffer that the device only reads is looked at for what it wrote */
static int __used dma_nothing_received(struct dma_port *port, struct safe_const_bytes *to)
{
#ifdef MISTAKE
	return safe_dma_received(&port->tx, 16, to);	/* error: the device does not write to it */
#else
	return safe_dma_received(&port->rx, 16, to);
#endif
}

/* case 15: synced for the CPU, though only the CPU writes */
static void __used dma_sync_wrong_way(struct dma_port *port)
{
#ifdef MISTAKE
	safe_dma_sync_single_for_cpu(&port->tx);	/* error: the device does not write to it */
#else
	safe_dma_sync_single_for_device(&port->tx);
#endif
}

/* case 15: the direction comes from a variable, and nobody knows it */
static int __used dma_direction_variable(struct dma_port *port, struct safe_bytes data,
					 enum dma_data_direction dir)
{
#ifdef MISTAKE
	SAFE_OWNER(dma_both, map);
	return safe_open(&map, safe_dma_map_single(port->dev, data, dir));	/* error: implicit declaration|undeclared function */
#else
	SAFE_OWNER(dma_both, map);
	return safe_open(&map, safe_dma_map_single(port->dev, data, DMA_BIDIRECTIONAL));
#endif
}

/* case 15: no direction at all */
static int __used dma_no_direction(struct dma_port *port, struct safe_bytes data)
{
	SAFE_OWNER(dma_both, map);
#ifdef MISTAKE
	return safe_open(&map, safe_dma_map_single(port->dev, data, DMA_NONE));	/* error: implicit declaration|undeclared function */
#else
	return safe_open(&map, safe_dma_map_single(port->dev, data, DMA_BIDIRECTIONAL));
#endif
}

/* case 15: unmapped by its address, with a length and a direction that were guessed */
static void __used dma_unmapped_by_address(struct dma_port *port)
{
#ifdef MISTAKE
	safe_dma_unmap_single(safe_borrow(port->tx));	/* error: not compatible with any */
#else
	safe_dma_unmap_single(move(port->tx));
#endif
}

/* case 5: unmapped by hand, and again at the end of the scope */
static int __used dma_unmapped_twice(struct dma_port *port, struct safe_const_bytes data)
{
	owned(dma_to_device, map, safe_dma_map_single(port->dev, data, DMA_TO_DEVICE));
#ifdef MISTAKE
	dma_unmap_single(port->dev, map.dma, data.len, DMA_TO_DEVICE);	/* error: incompatible type */
#else
	safe_dma_unmap_single(move(map));
#endif
	return 0;
}

/* case 15: the device says how much it received, and is believed */
static int __used dma_device_length(struct dma_port *port, u32 length, u8 (*to)[64])
{
	struct safe_const_bytes bytes;

#ifdef MISTAKE
	TRY(safe_dma_received(&port->rx, length, &bytes));	/* run time: dma.received_checks_length -ERANGE */
#else
	TRY(safe_dma_received(&port->rx, length, &bytes));
#endif
	return bytes.len <= sizeof(*to) ? 0 : -ENOSPC;
}

/* case 15: the length that the device says is not compared with anything */
static int __used dma_length_ignored(struct dma_port *port, u32 length)
{
	struct safe_const_bytes bytes;
#ifdef MISTAKE_LATE
	safe_dma_received(&port->rx, length, &bytes);	/* error: ignoring return value */
#else
	TRY(safe_dma_received(&port->rx, length, &bytes));
#endif
	return bytes.len & 1;
}

/* case 15: the index of a descriptor comes from the device */
static int __used dma_device_index(struct dma_port *port, u32 index)
{
	struct dma_descriptor *d = safe_dma_at(port->ring, struct dma_descriptor, index);

#ifdef MISTAKE
	return READ_ONCE(d->flags) != 0;	/* lint: safe_dma_at() gives NULL for an index that is too large */
#else
	return d ? READ_ONCE(d->flags) != 0 : -ERANGE;
#endif
}

/* case 15: the part that the device is told is longer than the memory */
static int __used dma_part_past_the_end(struct dma_port *port, size_t offset)
{
	struct safe_dma_addr addr;

#ifdef MISTAKE
	TRY(safe_dma_address(port->ring, offset, 4096, &addr));	/* run time: dma.address_of_parts -ERANGE */
#else
	TRY(safe_dma_address(port->ring, offset, 16, &addr));
#endif
	dma_tell(port, addr);
	return 0;
}

/* case 15: an element of another size than the one that is there */
static int __used dma_element_type(struct dma_port *port, u32 i)
{
#ifdef MISTAKE
	u64 word;
	return safe_dma_read(port->ring, u32, i, &word);	/* error: incompatible pointer type */
#else
	u32 word;

	return safe_dma_read(port->ring, u32, i, &word);
#endif
}

/* case 15: a whole descriptor is read at once, while the device writes to it */
static int __used dma_descriptor_at_once(struct dma_port *port, u32 i)
{
#ifdef MISTAKE
	struct dma_descriptor d;
	return safe_dma_read(port->ring, struct dma_descriptor, i, &d);	/* error: not read or written at once */
#else
	struct dma_descriptor *d = safe_dma_at(port->ring, struct dma_descriptor, i);

	return d ? READ_ONCE(d->len) != 0 : -ERANGE;
#endif
}

/* case 4: whether the element is there is not looked at */
static void __used dma_write_ignored(struct dma_port *port, u32 i)
{
#ifdef MISTAKE_LATE
	safe_dma_write(port->ring, u32, i, 1);	/* error: ignoring return value */
#else
	if (safe_dma_write(port->ring, u32, i, 1))
		port->control = 0;
#endif
}

/* case 24: a number of bits where a mask is wanted */
static int __used dma_mask_is_bits(struct dma_port *port)
{
#ifdef MISTAKE
	return safe_dma_set_mask_and_coherent(port->dev, 32);	/* error: a mask is a DMA_BIT_MASK */
#else
	return safe_dma_set_mask_and_coherent(port->dev, DMA_BIT_MASK(32));
#endif
}

/* case 4: whether the machine has memory within the mask is not looked at */
static void __used dma_mask_ignored(struct dma_port *port)
{
#ifdef MISTAKE_LATE
	safe_dma_set_mask(port->dev, DMA_BIT_MASK(32));	/* error: ignoring return value */
#else
	if (safe_dma_set_mask(port->dev, DMA_BIT_MASK(32)))
		port->control = 0;
#endif
}

/* case 17: size and flags swapped */
static int __used dma_swapped(struct dma_port *port)
{
#ifdef MISTAKE
	return safe_dmam_alloc_coherent(port->dev, &port->ring, GFP_KERNEL, 4096);	/* error: these are no allocation flags */
#else
	return safe_dmam_alloc_coherent(port->dev, &port->ring, 4096, GFP_KERNEL);
#endif
}

/* case 9: coherent memory, waited for in an interrupt handler */
static irqreturn_t __used dma_in_irq(struct dma_port *port)
{
	safe_hard_irq();
#ifdef MISTAKE
	if (safe_dmam_alloc_coherent(port->dev, &port->ring, 4096, GFP_KERNEL))	/* error: may sleep, and the context is atomic */
		return IRQ_NONE;
#else
	if (safe_dmam_alloc_coherent(port->dev, &port->ring, 4096, GFP_ATOMIC))
		return IRQ_NONE;
#endif
	return IRQ_HANDLED;
}

/* case 15: the addresses of a table that was not mapped */
static int __used dma_table_not_mapped(struct dma_port *port)
{
	struct safe_dma_segment segment;
	unsigned int i, n = 0;

	owned(sg_table, table, safe_sg_alloc_table(4, GFP_KERNEL));
#ifdef MISTAKE
	safe_for_each_dma_segment(&table, segment, i)	/* error: no member named */
		n += segment.len;
	(void)port;
#else
	owned(dma_sg_to_device, map, safe_dma_map_sgtable(port->dev, borrow(table), DMA_TO_DEVICE));
	safe_for_each_dma_segment(&map, segment, i)
		n += segment.len;
#endif
	return n & 1;
}

/* case 15: a table is unmapped with as many entries as the device saw */
static void __used dma_sg_unmapped_by_count(struct safe_dma_sg_both *map)
{
#ifdef MISTAKE
	safe_dma_unmap_sg(map->mapped);		/* error: not compatible with any */
#else
	safe_dma_unmap_sg(move(*map));
#endif
}

/* case 6: a block of a pool is given back to the allocator of memory */
static void __used dma_block_to_kfree(struct safe_dma_block *block)
{
#ifdef MISTAKE
	safe_kfree(move(*block));		/* error: incompatible type */
#else
	safe_dma_pool_free(move(*block));
#endif
}

/* case 15: an element beyond the end of a block */
static int __used dma_block_past_the_end(struct safe_dma_pool *pool)
{
	u32 word;

	owned(dma_block, block, safe_dma_pool_zalloc(pool, GFP_ATOMIC));
#ifdef MISTAKE
	return safe_dma_read(borrow(block), u32, 1024, &word);	/* run time: dma.block_knows_its_length -ERANGE */
#else
	return safe_dma_read(borrow(block), u32, 0, &word);
#endif
}

/* case 15: what the driver wrote is not handed over before the device may look */
static int __used dma_not_published(struct dma_port *port, u32 i)
{
	TRY(safe_dma_write(port->ring, u32, i, 64));
#ifdef MISTAKE
	return safe_dma_write(port->ring, u32, i + 1, 1);	/* never: which element is the device's is not known */
#else
	return safe_dma_store_release(port->ring, u32, i + 1, 1);
#endif
}

/* case 5: the CPU reads the buffer while the device has it */
static int __used dma_read_while_mapped(struct dma_port *port, u8 (*data)[16])
{
	owned(dma_from_device, map, safe_dma_map_single(port->dev, safe_bytes_of(*data), DMA_FROM_DEVICE));
	dma_tell(port, borrow(map));
#ifdef MISTAKE
	return (*data)[0];			/* never: the driver keeps its pointer to the buffer */
#else
	safe_dma_unmap_single(move(map));
	return (*data)[0];
#endif
}
