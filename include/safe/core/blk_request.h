/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Block requests: each is ended exactly once, by whoever owns it.
 *
 * Invariants
 *   - blk-mq hands a struct safe_new_request to queue_rq. It is refused, or started; a started one
 *     is a struct safe_request, which somebody has to end.
 *   - queue_rq returns a struct safe_queued. Nothing makes one but what passes the request on: so a
 *     request that was forgotten is a value that is missing.
 *   - Who is done with a request moves it away. What was moved from is empty, and ending an empty one
 *     is reported and does nothing.
 *   - A request that the hardware has is nobody's: safe_rq_give() makes it so. It is owned again by
 *     who claims it first, by its tag or as itself: interrupt, timeout and cancellation may try at
 *     once, one gets it, the others get -ENOENT. So does a tag that the hardware has invented.
 *   - An owner whose scope ends without having ended the request ends it with BLK_STS_IOERR.
 *   - Data is seen segment by segment, as slices that are mapped for one turn of a loop.
 *
 * Example
 *
 *	static struct safe_queued port_queue_rq(struct port *port, struct safe_new_request new,
 *						bool last, SAFE_ATOMIC)
 *	{
 *		struct safe_request rq;
 *		struct safe_queued queued;
 *
 *		if (port_is_full(port))
 *			return safe_rq_refuse(move(new), safe_blk_status(BLK_STS_RESOURCE));
 *		rq = safe_blk_mq_start_request(move(new));
 *		...					// fill the command: safe_rq_tag(borrow(rq))
 *		queued = safe_rq_give(move(rq));	// before the device hears of it
 *		port_ring(port);
 *		return queued;
 *	}
 *
 *	SAFE_OWNER(request, rq);			// in the interrupt handler
 *
 *	if (safe_open(&rq, safe_blk_mq_tag_to_rq(&port->set, queue, tag)))
 *		return;					// the device sent a tag that it has not
 *	safe_blk_mq_complete_request(move(rq));		// on to port_complete()
 *
 *	safe_rq_for_each_segment(seg, rq)		// rq is READ: fill
 *		memset(seg.bytes.ptr, 0, seg.bytes.len);
 *
 * What misuse gives
 *   queue_rq that forgets the request	error: control reaches end of non-void function
 *   an errno returned by queue_rq	error: incompatible types
 *   a request ended before it started	error: incompatible type for argument
 *   a request started twice		a report, and nothing happens
 *   a request ended twice		a report, and nothing happens
 *   a claimed result not looked at	error: "an owner is opened by owned(), not by TRY()", or unused-result
 *   writing into what a WRITE brings	error: discards 'const' qualifier (safe_rq_for_each_const_segment())
 *
 * What C cannot do: forbid "b = a" for two owners; see that a tag was used for another request since
 * the hardware was given the first; see that the loop for filling is used for a READ.
 */
#ifndef SAFE_CORE_BLK_REQUEST_H
#define SAFE_CORE_BLK_REQUEST_H

#include <linux/atomic.h>
#include <linux/bio.h>
#include <linux/blk-mq.h>
#include <linux/bvec.h>
#include <linux/highmem.h>
#include <safe/core/blk_status.h>
#include <safe/core/owned.h>
#include <safe/core/slice.h>

/** struct safe_new_request - owns a request that is not started yet */
struct safe_new_request {
	struct request *__value;
	__SAFE_TRACKED
};

/** struct safe_queued - what queue_rq returns: the request has gone somewhere */
struct safe_queued { blk_status_t __status; };

/* What stands before the driver's data behind a request: is it the hardware's? */
struct __safe_rq_head {
	atomic_t given;
} __aligned(8);

static __safe_inline struct __safe_rq_head *__safe_rq_head(struct request *rq)
{
	return blk_mq_rq_to_pdu(rq);
}

/* At the end of an owner's scope. */
static __safe_inline void __safe_request_forgotten(struct request *rq)
{
	blk_mq_end_request(rq, BLK_STS_IOERR);
}

/** struct safe_request - owns a started request, to be ended */
SAFE_OWNED(request, struct request *, __safe_request_forgotten);
#define SAFE_KIND request
#include <safe/core/new_kind.h>

/* Reports who ends what was moved away. */
static __safe_inline bool __safe_rq_gone(const struct request *rq)
{
	return WARN_ONCE(!rq, "a request that was moved away is used\n");
}

/* The request of whatever has one. */
static __safe_inline struct request *__safe_rq_plain(struct request *rq)
{
	return rq;
}

static __safe_inline struct request *__safe_rq_new(struct safe_new_request rq)
{
	return rq.__value;
}

static __safe_inline struct request *__safe_rq_owned(struct safe_request rq)
{
	return rq.__value;
}

#define __safe_rq(rq)									\
	_Generic((rq),									\
		 struct request *: __safe_rq_plain,					\
		 struct safe_new_request: __safe_rq_new,				\
		 struct safe_request: __safe_rq_owned)(rq)

/* ---------------------------------------------------------------------------------------------
 * From blk-mq to the hardware and back
 */

/**
 * safe_blk_mq_start_request() - start a request: from now on its time runs
 * @rq: move() of what queue_rq got
 *
 * Return: the started request.
 */
static __safe_inline __must_check struct safe_request
safe_blk_mq_start_request(struct safe_new_request rq)
{
	if (__safe_rq_gone(rq.__value))
		return (struct safe_request){ };
	blk_mq_start_request(rq.__value);
	return (struct safe_request){ rq.__value };
}

/**
 * safe_rq_refuse() - give a request back to blk-mq, not started
 * @rq: move() of what queue_rq got
 * @status: BLK_STS_RESOURCE or BLK_STS_DEV_RESOURCE: it comes again; an error: it ends with that
 *
 * Return: what queue_rq returns.
 */
static __safe_inline __must_check struct safe_queued
safe_rq_refuse(struct safe_new_request rq, struct safe_blk_status status)
{
	if (__safe_rq_gone(rq.__value))
		return (struct safe_queued){ BLK_STS_OK };
	if (WARN_ON_ONCE(status.value == BLK_STS_OK))
		return (struct safe_queued){ BLK_STS_IOERR };
	return (struct safe_queued){ status.value };
}

/**
 * safe_blk_mq_end_request() - end a request
 * @rq: move() of a started request
 * @status: what it ended with
 *
 * Return: what queue_rq returns; nothing that others would have to look at.
 */
static __safe_inline struct safe_queued
safe_blk_mq_end_request(struct safe_request rq, struct safe_blk_status status)
{
	if (!__safe_rq_gone(rq.__value))
		blk_mq_end_request(rq.__value, status.value);
	return (struct safe_queued){ BLK_STS_OK };
}

/**
 * safe_rq_give() - the hardware is about to have the request
 * @rq: move() of a started request; call this before the doorbell
 *
 * Return: what queue_rq returns.
 */
static __safe_inline struct safe_queued safe_rq_give(struct safe_request rq)
{
	if (!__safe_rq_gone(rq.__value))
		atomic_set_release(&__safe_rq_head(rq.__value)->given, 1);
	return (struct safe_queued){ BLK_STS_OK };
}

/**
 * safe_rq_claim() - own a request that the hardware has
 * @rq: the request, of timeout or of safe_blk_mq_tagset_busy_iter()
 *
 * Return: a struct safe_request_result, to open; -ENOENT if somebody else has it.
 */
static __safe_inline __must_check struct safe_request_result safe_rq_claim(struct request *rq)
{
	bool mine = atomic_xchg_acquire(&__safe_rq_head(rq)->given, 0);

	return safe_owner_from_errno_ptr(request, likely(mine) ? 0 : -ENOENT, __safe_not_null(rq));
}

/**
 * safe_rq_tag() - the tag of a request, as the hardware gives it back
 * @rq: a request, or what owns one
 */
#define safe_rq_tag(rq)		__safe_rq_tag(__safe_rq(rq))
static __safe_inline unsigned int __safe_rq_tag(const struct request *rq)
{
	return rq->tag;
}

/**
 * safe_blk_mq_complete_request() - the hardware is done: on to the complete function
 * @rq: move() of a claimed request
 */
static __safe_inline void safe_blk_mq_complete_request(struct safe_request rq)
{
	if (__safe_rq_gone(rq.__value))
		return;
	if (blk_should_fake_timeout(rq.__value->q))
		safe_rq_give(rq);
	else
		blk_mq_complete_request(rq.__value);
}

/**
 * safe_blk_mq_requeue_request() - give a started request back to blk-mq, to be queued again
 * @rq: move() of a started request
 * @kick: whether it is queued at once, or when the requeue list is kicked
 */
static __safe_inline void safe_blk_mq_requeue_request(struct safe_request rq, bool kick)
{
	if (!__safe_rq_gone(rq.__value))
		blk_mq_requeue_request(rq.__value, kick);
}

/* ---------------------------------------------------------------------------------------------
 * What is asked for
 */

/**
 * safe_blk_rq_pos() - where the request begins
 * @rq: a request, or what owns one
 */
#define safe_blk_rq_pos(rq)	((struct safe_sectors){ blk_rq_pos(__safe_rq(rq)) })

/**
 * safe_blk_rq_sectors() - how many sectors it is about
 * @rq: a request, or what owns one
 */
#define safe_blk_rq_sectors(rq)	((struct safe_sectors){ blk_rq_sectors(__safe_rq(rq)) })

/**
 * safe_blk_rq_bytes() - how many bytes it is about
 * @rq: a request, or what owns one
 */
#define safe_blk_rq_bytes(rq)	blk_rq_bytes(__safe_rq(rq))

/**
 * safe_req_op() - what is to be done
 * @rq: a request, or what owns one
 */
#define safe_req_op(rq)		req_op(__safe_rq(rq))

/* ---------------------------------------------------------------------------------------------
 * Segments
 */

/* What the CPU has written is seen by those who have the page mapped elsewhere. */
static __safe_inline void __safe_rq_segment_unmap(struct page *page, void *ptr)
{
	flush_dcache_page(page);
	kunmap_local(ptr);
}

static __safe_inline void __safe_rq_const_segment_unmap(struct page *page, const void *ptr)
{
	kunmap_local(ptr);
}

/*
 * Loops over the bios of a request, and over the segments of each. @len is that of the segment, whatever
 * the body does to its slice. A bio that is left with bytes to go was left by break: then both loops end.
 */
#define __SAFE_RQ_SEGMENT(name, slice)							\
struct name {										\
	struct slice bytes;								\
	struct bio *__bio;								\
	struct bvec_iter __iter;							\
	struct bio_vec __bv;								\
	void *__mapped;									\
};											\
/* Bios without segments, such as discards, have a length all the same. */		\
static __safe_inline struct name __##name##_first(struct request *rq)			\
{											\
	struct bio *bio = rq->bio;							\
											\
	return (struct name){ .__bio = bio && bio->bi_io_vec ? bio : NULL };		\
}											\
/* At return and goto; the loops themselves leave no bio behind. */			\
static __safe_inline void __##name##_end(struct name *seg)				\
{											\
	if (seg->__bio)									\
		__##name##_unmap(seg->__bv.bv_page, seg->__mapped);			\
}											\
static __safe_inline void __##name##_next_bio(struct name *seg)				\
{											\
	if (seg->__iter.bi_size) {							\
		__##name##_unmap(seg->__bv.bv_page, seg->__mapped);			\
		seg->__bio = NULL;							\
	} else {									\
		seg->__bio = seg->__bio->bi_next;					\
	}										\
}											\
/* Maps the next segment; false if there is none. */					\
static __safe_inline bool __##name##_there(struct name *seg)				\
{											\
	if (!seg->__iter.bi_size)							\
		return false;								\
	seg->__bv = bio_iter_iovec(seg->__bio, seg->__iter);				\
	seg->__mapped = bvec_kmap_local(&seg->__bv);					\
	seg->bytes = (struct slice){ seg->__mapped, seg->__bv.bv_len };			\
	return true;									\
}											\
static __safe_inline void __##name##_next(struct name *seg)				\
{											\
	__##name##_unmap(seg->__bv.bv_page, seg->__mapped);				\
	bio_advance_iter_single(seg->__bio, &seg->__iter, seg->__bv.bv_len);		\
}											\
struct name

__SAFE_RQ_SEGMENT(safe_rq_segment, safe_bytes);
__SAFE_RQ_SEGMENT(safe_rq_const_segment, safe_const_bytes);

#define __safe_rq_for_each(name, seg, rq)						\
	for (struct name seg __cleanup(__##name##_end) = __##name##_first(__safe_rq(rq)); \
	     seg.__bio; __##name##_next_bio(&seg))					\
		for (seg.__iter = seg.__bio->bi_iter; __##name##_there(&seg); __##name##_next(&seg))

/**
 * safe_rq_for_each_segment() - go over the memory that a READ fills
 * @seg: name of the loop's variable; seg.bytes is a struct safe_bytes, mapped for this turn
 * @rq: a request, or what owns one; requests without data, such as discards, have no segments
 *
 * break, return and goto unmap as well; break leaves the whole loop.
 */
#define safe_rq_for_each_segment(seg, rq)	__safe_rq_for_each(safe_rq_segment, seg, rq)

/**
 * safe_rq_for_each_const_segment() - go over the memory that a WRITE brings
 * @seg: name of the loop's variable; seg.bytes is a struct safe_const_bytes
 * @rq: a request, or what owns one
 */
#define safe_rq_for_each_const_segment(seg, rq) __safe_rq_for_each(safe_rq_const_segment, seg, rq)

#endif
