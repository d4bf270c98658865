// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Queues that a device shares, and the doorbells that go with them. */
#include <safe/core/dma_ring.h>
#include <safe/core/register.h>
#include <safe/linux/io.h>
#include <safe/linux/pci.h>
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
