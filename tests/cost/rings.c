// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What rings in shared memory cost, and doorbells that were looked up once. */
#include <linux/bitfield.h>
#include <linux/blk-mq.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <safe/core/dma_ring.h>
#include <safe/core/field.h>
#include <safe/core/io_array.h>
#include <safe/linux/blk-mq.h>
#include <safe/linux/io.h>
#include <safe/core/blk_dma.h>

struct cost_command {
	struct safe_le64 words[7];
	struct safe_le16 id;
	struct safe_le16 rest[3];
};

struct raw_done {
	__le32 result;
	__le32 reserved;
	__le16 head;
	__le16 queue;
	__le16 id;
	__le16 status;
};
struct cost_done {
	struct safe_le32 result;
	struct safe_le32 reserved;
	struct safe_le16 head;
	struct safe_le16 queue;
	struct safe_le16 id;
	struct safe_le16 status;
};

SAFE_SUBMISSION_RING(cost_sq, struct cost_command);
SAFE_COMPLETION_RING(cost_cq, struct cost_done, status, BIT(0));
SAFE_IO_REGION(cost_doorbell, 4);
SAFE_IO_ARRAY(cost_doorbell);

SAFE_WORD(cost_flags, u32) {
	SAFE_FIELD(queue, GENMASK(15, 0));
	SAFE_FIELD(vector, GENMASK(31, 16));
};

struct raw_data {
	struct scatterlist sg[8];
	int nents;
};
struct cost_data {
	struct scatterlist sg[8];
};

struct raw_ring {
	void *entries;
	dma_addr_t dma;
	u32 pos, len;
	bool phase;
};

/* cost: rings_push: same */
void raw_rings_push(struct raw_ring *ring, void __iomem *doorbell,
		    const struct cost_command *command)
{
	struct cost_command *entries = ring->entries;

	entries[ring->pos] = *command;
	if (++ring->pos == ring->len)
		ring->pos = 0;
	writel(ring->pos, doorbell);
}

void cost_rings_push(struct cost_sq *ring, struct cost_doorbell __iomem *doorbell,
		     const struct cost_command *command)
{
	safe_ring_push(ring, command);
	safe_writel(safe_ring_position(ring), doorbell, 0);
}

static inline bool pop(struct raw_ring *ring, const struct raw_done **done)
{
	const struct raw_done *entry = (const struct raw_done *)ring->entries + ring->pos;

	if ((le16_to_cpu(READ_ONCE(entry->status)) & 1) != ring->phase)
		return false;
	dma_rmb();
	*done = entry;
	if (++ring->pos == ring->len) {
		ring->pos = 0;
		ring->phase = !ring->phase;
	}
	return true;
}

/* cost: rings_pop: same */
/* reason: clang-x86_64 +1: what was copied stays in registers while the position moves */
/* reason: gcc-arm64 +1: the same */
u32 raw_rings_pop(struct raw_ring *ring, void __iomem *doorbell)
{
	const struct raw_done *done;
	u32 sum = 0;

	while (pop(ring, &done))
		sum += le16_to_cpu(READ_ONCE(done->id)) ^ le32_to_cpu(READ_ONCE(done->result));
	writel(ring->pos, doorbell);
	return sum;
}

u32 cost_rings_pop(struct cost_cq *ring, struct cost_doorbell __iomem *doorbell)
{
	struct cost_done done;
	u32 sum = 0;

	while (safe_ring_pop(ring, &done))
		sum += safe_le16_to_cpu(done.id) ^ safe_le32_to_cpu(done.result);
	safe_writel(safe_ring_position(ring), doorbell, 0);
	return sum;
}

/* cost: rings_reset: same */
void raw_rings_reset(struct raw_ring *ring)
{
	memset(ring->entries, 0, ring->len * sizeof(struct raw_done));
	ring->pos = 0;
	ring->phase = true;
}

void cost_rings_reset(struct cost_cq *ring)
{
	safe_ring_reset(ring);
}

/* cost: rings_doorbell: same */
int raw_rings_doorbell(const struct __safe_io_array *array, void __iomem **to, size_t i)
{
	if (unlikely(i >= array->count))
		return -ERANGE;
	*to = array->base + i * array->stride;
	return 0;
}

int cost_rings_doorbell(const struct cost_doorbell_array *array, struct cost_doorbell __iomem **to,
			size_t i)
{
	*to = SAFE_TRY(safe_io_at(cost_doorbell, array, i));
	return 0;
}

/* cost: rings_word: same */
__le32 raw_rings_word(u16 queue, u16 vector)
{
	return cpu_to_le32(FIELD_PREP(GENMASK(15, 0), queue) | FIELD_PREP(GENMASK(31, 16), vector));
}

__le32 cost_rings_word(u16 queue, u16 vector)
{
	struct cost_flags flags = safe_fields(cost_flags, queue, queue, vector, vector);

	return safe_le32_raw(safe_cpu_to_le32(flags.value));
}

/* cost: rings_each: same */
u32 raw_rings_each(const u32 *numbers, size_t n)
{
	u32 sum = 0;

	for (const u32 *number = numbers; number != numbers + n; number++)
		sum += *number;
	return sum;
}

u32 cost_rings_each(const u32 *numbers, size_t n)
{
	u32 sum = 0;

	safe_for_each(number, safe_const_slice(u32, numbers, n))
		sum += *number;
	return sum;
}

/* How many arguments blk_rq_map_sg() takes differs between kernels. What was mapped is kept in both. */
/* cost: rings_map: checks 1 */
int raw_rings_map(struct raw_data *data, struct safe_rq_dma *to, struct device *dev,
		  struct request *rq)
{
	unsigned int n = blk_rq_nr_phys_segments(rq);

	if (unlikely(!n || n > ARRAY_SIZE(data->sg)))
		return -EINVAL;
	sg_init_table(data->sg, n);
	data->nents = __safe_blk_rq_map_sg(rq, data->sg);
	to->mapped = dma_map_sg(dev, data->sg, data->nents, rq_dma_dir(rq));
	if (unlikely((int)to->mapped <= 0))
		return -ENOMEM;
	to->nents = data->nents;
	to->sg = data->sg;
	to->dir = rq_dma_dir(rq);
	to->dev = dev;
	return 0;
}

int cost_rings_map(struct cost_data *data, struct safe_rq_dma *to, struct device *dev,
		   struct request *rq)
{
	return safe_blk_rq_map_dma(to, dev, rq, data->sg);
}

/* cost: rings_unmap: same */
void raw_rings_unmap(struct safe_rq_dma *dma)
{
	struct safe_rq_dma old = *dma;

	if (!old.dev)
		return;
	*dma = (struct safe_rq_dma){};
	dma_unmap_sg(old.dev, old.sg, old.nents, old.dir);
}

void cost_rings_unmap(struct safe_rq_dma *dma)
{
	safe_release(dma);
}
