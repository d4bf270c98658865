/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Standstill of blk-mq queues: as long as its owner lives, no queue_rq runs and none begins.
 *
 * Invariants
 *   - Who stops queues lets them go on, once, at the end of the owner's scope or of what it is in.
 *   - All queues of a tag set stop together, also on kernels that have no function for that.
 *
 * Example
 *
 *	SAFE_OWNER(quiesced_set, still);
 *
 *	safe_store(&still, safe_blk_mq_quiesce_tagset(&board->set));
 *
 * What misuse gives
 *   a result that is ignored		warning: ignoring return value ... (unused-result)
 *   in atomic context			error: "this may sleep, and the context is atomic"
 *
 * What C cannot do: see that the disk, or the set, outlives the standstill.
 */
#ifndef SAFE_CORE_BLK_QUIESCE_H
#define SAFE_CORE_BLK_QUIESCE_H

#include <safe/core/blk_mq.h>

/** struct safe_quiesced - no queue_rq of a queue runs, or begins, while this lives */
SAFE_OWNED(quiesced, struct request_queue *, blk_mq_unquiesce_queue);
#define SAFE_KIND quiesced
#include <safe/core/new_kind.h>

/**
 * safe_blk_mq_quiesce_queue() - wait until no queue_rq runs, and let none begin
 * @disk: pointer to the owner of the queue's disk, which is not empty
 *
 * Return: the owner of the standstill, for a variable with SAFE_OWNER() or safe_store().
 */
static __safe_inline __must_check struct safe_quiesced
safe_blk_mq_quiesce_queue(const struct safe_disk *disk)
{
	struct request_queue *q = disk->__value->queue;

	blk_mq_quiesce_queue(q);
	return (struct safe_quiesced){ q };
}
#define safe_blk_mq_quiesce_queue(...) __safe_sleeps(safe_blk_mq_quiesce_queue(__VA_ARGS__))

static __maybe_unused void __safe_quiesce_tagset(struct blk_mq_tag_set *set, bool quiesce)
{
#if SAFE_HAS_quiesce_tagset
	if (quiesce)
		blk_mq_quiesce_tagset(set);
	else
		blk_mq_unquiesce_tagset(set);
#else
	struct request_queue *q;

	mutex_lock(&set->tag_list_lock);
	list_for_each_entry(q, &set->tag_list, tag_set_list) {
		if (quiesce)
			blk_mq_quiesce_queue(q);
		else
			blk_mq_unquiesce_queue(q);
	}
	mutex_unlock(&set->tag_list_lock);
#endif
}

static __maybe_unused void __safe_unquiesce_tagset(struct blk_mq_tag_set *set)
{
	__safe_quiesce_tagset(set, false);
}

/** struct safe_quiesced_set - the same of all queues of a tag set */
SAFE_OWNED(quiesced_set, struct blk_mq_tag_set *, __safe_unquiesce_tagset);
#define SAFE_KIND quiesced_set
#include <safe/core/new_kind.h>

/**
 * safe_blk_mq_quiesce_tagset() - the same of all queues of a tag set
 * @set: the tag set
 *
 * Return: the owner of the standstill.
 */
static __safe_inline __must_check struct safe_quiesced_set
safe_blk_mq_quiesce_tagset(struct safe_tag_set *set)
{
	__safe_quiesce_tagset(&set->set, true);
	return (struct safe_quiesced_set){ &set->set };
}
#define safe_blk_mq_quiesce_tagset(...) __safe_sleeps(safe_blk_mq_quiesce_tagset(__VA_ARGS__))

#endif
