// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Queues that a device shares, the commands in them, their data, and the doorbells that go with them. */
#include <safe/core/dma_ring.h>
#include <safe/core/register.h>
#include <safe/linux/blk-mq.h>
#include <safe/linux/idr.h>
#include <safe/linux/interrupt.h>
#include <safe/linux/io.h>
#include <safe/linux/pci.h>
#include <safe/core/blk_dma.h>
#include <safe/short.h>

struct rings_command {
	struct safe_le64 addr;
	struct safe_le16 id;
	struct safe_le16 len;
	struct safe_le32 flags;
};

struct rings_done {
	struct safe_le32 result;
	struct safe_le16 id;
	struct safe_le16 status;
};

SAFE_SUBMISSION_RING(rings_sq, struct rings_command);
SAFE_COMPLETION_RING(rings_cq, struct rings_done, status, BIT(0));

SAFE_IO_REGION(rings_doorbell, 4);
SAFE_IO_ARRAY(rings_doorbell);
SAFE_REGISTER(rings_doorbell, rings_tail, 0, u32, wo) { };

SAFE_IO_REGION(rings_vector, 16);
SAFE_IO_ARRAY(rings_vector);

SAFE_WORD(rings_flags, u32) {
	SAFE_FIELD(queue, GENMASK(15, 0));
	SAFE_FIELD(last, BIT(16));
};
SAFE_WORD(rings_status, u16) {
	SAFE_FIELD(phase, BIT(0));
	SAFE_FIELD(code, GENMASK(15, 1));
};

struct rings_request {
	struct safe_rq_dma data;
	struct scatterlist sg[8];
};

struct rings_port {
	struct device *dev;
	struct rings_sq sq;
	struct rings_cq cq;
	struct rings_doorbell_array doorbells;
	struct rings_vector_array vectors;
	struct rings_doorbell __iomem *doorbell;
	u32 result;
};

/* case 15: the driver writes where the device does */
static void __used rings_put_into_completions(struct rings_port *port, struct rings_done *done)
{
#ifdef MISTAKE
	safe_ring_push(&port->cq, done);	/* error: the device writes to this ring */
#else
	struct rings_command command = { .id = done->id };

	safe_ring_push(&port->sq, &command);
#endif
}

/* case 15: the driver reads what it has handed over */
static bool __used rings_take_from_submissions(struct rings_port *port, struct rings_done *done)
{
#ifdef MISTAKE
	struct rings_command command;

	return safe_ring_pop(&port->sq, &command);	/* error: no member named '__phase' */
#else
	return safe_ring_pop(&port->cq, done);
#endif
}

/* case 15: an element of another ring's type */
static void __used rings_other_element(struct rings_port *port, struct rings_done *done)
{
#ifdef MISTAKE
	safe_ring_push(&port->sq, done);	/* error: incompatible pointer type */
#else
	safe_ring_push(&port->sq, &(struct rings_command){ .id = done->id });
#endif
}

/* case 4: nobody looks whether there was an element, and the copy is used */
static void __used rings_ignored_pop(struct rings_port *port)
{
	struct rings_done done = { };

#ifdef MISTAKE_LATE
	safe_ring_pop(&port->cq, &done);	/* error: ignoring return value */
	port->result = safe_le32_to_cpu(done.result);
#else
	if (safe_ring_pop(&port->cq, &done))
		port->result = safe_le32_to_cpu(done.result);
#endif
}

/* case 23: a member of an element as it stands in memory */
static void __used rings_byte_order(struct rings_port *port, struct rings_done *done)
{
#ifdef MISTAKE
	if (done->status & BIT(1))	/* error: invalid operands */
		port->result = 0;
#else
	if (safe_le16_to_cpu(done->status) & BIT(1))
		port->result = 0;
#endif
}

/* case 16: a ring whose size was not allocated, or too large, is not seen */
static int __used rings_ignored_alloc(struct rings_port *port, size_t n)
{
#ifdef MISTAKE_LATE
	safe_dmam_alloc_ring(port->dev, &port->sq, n, GFP_KERNEL);	/* error: ignoring return value */
	return 0;
#else
	return safe_dmam_alloc_ring(port->dev, &port->sq, n, GFP_KERNEL);
#endif
}

/* case 5: an element is overwritten that the device has not read yet */
static void __used rings_overrun(struct rings_port *port, struct rings_command *command)
{
#ifdef MISTAKE
	for (unsigned int i = 0; i <= safe_ring_len(&port->sq); i++)
		safe_ring_push(&port->sq, command);	/* never: how far the device has come is known to the driver alone */
#else
	for (unsigned int i = 0; i < safe_ring_len(&port->sq) - 1; i++)
		safe_ring_push(&port->sq, command);
#endif
}

/* case 12: a doorbell whose place the device tells, unseen */
static int __used rings_doorbell_unchecked(struct rings_port *port, unsigned int id)
{
#ifdef MISTAKE
	port->doorbell = safe_io_at(rings_doorbell, &port->doorbells, id);	/* error: incompatible type */
#else
	port->doorbell = TRY(safe_io_at(rings_doorbell, &port->doorbells, id));
#endif
	return 0;
}

/* case 12: a doorbell of an array of something else */
static int __used rings_other_array(struct rings_port *port, unsigned int id)
{
#ifdef MISTAKE
	port->doorbell = TRY(safe_io_at(rings_doorbell, &port->vectors, id));	/* error: incompatible pointer type */
#else
	port->doorbell = TRY(safe_io_at(rings_doorbell, &port->doorbells, id));
#endif
	return 0;
}

/* case 12: past the end of one doorbell, where the next one is */
static void __used rings_past_the_doorbell(struct rings_port *port, u32 tail)
{
#ifdef MISTAKE
	safe_writel(tail, port->doorbell, 4);	/* error: past the end of the region */
#else
	safe_writel(tail, port->doorbell, 0);
#endif
}

/* case 12: how far apart the device says they are is not seen to */
static int __used rings_ignored_stride(struct rings_port *port, struct pci_dev *pdev, unsigned int shift)
{
#ifdef MISTAKE_LATE
	safe_pci_io_array(pdev, 0, &port->doorbells, 0x1000, 4UL << shift);	/* error: ignoring return value */
	return 0;
#else
	return safe_pci_io_array(pdev, 0, &port->doorbells, 0x1000, 4UL << shift);
#endif
}

/* case 13: a number that its field has no room for is cut off */
static void __used rings_field_too_large(struct rings_command *command, u32 queue)
{
#ifdef MISTAKE
	command->flags = safe_cpu_to_le32(safe_fields(rings_flags, queue, queue, last, 1).value);	/* error: known only at run time: use safe_try_field_set */
#else
	struct rings_flags flags = safe_fields(rings_flags, last, 1);

	if (!safe_try_field_set(&flags, queue, queue))
		command->flags = safe_cpu_to_le32(flags.value);
#endif
}

/* case 13: a field of another word */
static u16 __used rings_field_of_another(struct rings_done *done)
{
	struct rings_status status = safe_reg_value(rings_status, safe_le16_to_cpu(done->status));

#ifdef MISTAKE
	return safe_field_get(status, queue);	/* error: has no member named 'queue'|no member named 'queue' in */
#else
	return safe_field_get(status, code);
#endif
}

/* case 13: a word that is stored as it is, past its byte order */
static void __used rings_word_stored(struct rings_command *command)
{
#ifdef MISTAKE
	command->flags = safe_fields(rings_flags, last, 1);	/* error: incompatible type */
#else
	command->flags = safe_cpu_to_le32(safe_fields(rings_flags, last, 1).value);
#endif
}

/* case 15: the data of a request has more segments than there is room for */
static int __used rings_data_in_a_pointer(struct rings_port *port, struct rings_request *own,
					  struct request *rq, struct scatterlist *sg)
{
#ifdef MISTAKE
	return safe_blk_rq_map_dma(&own->data, port->dev, rq, sg);	/* error: a pointer does not know how much it points to */
#else
	return safe_blk_rq_map_dma(&own->data, port->dev, rq, own->sg);
#endif
}

/* case 14: nobody looks whether the data was mapped */
static unsigned int __used rings_data_unchecked(struct rings_port *port, struct rings_request *own,
						struct request *rq)
{
#ifdef MISTAKE_LATE
	safe_blk_rq_map_dma(&own->data, port->dev, rq, own->sg);	/* error: ignoring return value */
#else
	if (safe_blk_rq_map_dma(&own->data, port->dev, rq, own->sg))
		return 0;
#endif
	return borrow(own->data);
}

/* case 5: what was mapped is unmapped a second time, in another direction */
static void __used rings_data_twice(struct rings_port *port, struct rings_request *own)
{
#ifdef MISTAKE
	safe_dma_unmap_sg(move(own->data));	/* error: not compatible with any association|no matching|not compatible */
#else
	safe_release(&own->data);
#endif
}

/* case 4: a function that returns no errno opens an owner */
static bool __used rings_owned_in_bool(unsigned int line)
{
#ifdef MISTAKE
	owned(irq_disabled, off, safe_disable_irq(line));	/* error: boolean */
#else
	owned_or(irq_disabled, off, safe_disable_irq(line), false);
#endif
	return borrow(off) == line;
}

/* case 2: a number out of a set that is not given back */
static int __used rings_number_lost(struct ida *ida, int err)
{
#ifdef MISTAKE
	__auto_type number = TRY(safe_ida_alloc(ida, GFP_KERNEL));	/* error: an owner is opened by owned */

	(void)number;
#else
	owned(ida_id, number, safe_ida_alloc(ida, GFP_KERNEL));
#endif
	return err;
}
