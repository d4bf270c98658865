/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Revocable data: what is reached by files that stay open when the device is unbound.
 *
 * A file in /dev stays when the device is unbound, and what it leads to is gone then: the driver's
 * data, registers, buffers, interrupts. So it leads to a struct safe_revocable, which is counted and
 * stays for as long as a file does, and that one leads on to the data until it is revoked.
 *
 * Invariants
 *   - The operations of a table with SAFE_OPS_REVOCABLE() get the data, with its type, and run only
 *     while it is there. One that comes later is not called: the caller gets -ENODEV.
 *   - Revoking waits for those that run. After it none does, and none begins.
 *   - Nobody waits to get in: there is no lock that a page fault, mmap() or an operation within another
 *     one could find held. Two atomic operations on a word of this object are all it costs.
 *   - Who registers also revokes: bound to the device behind all that probe acquired before, so that it
 *     comes first. Whatever operations use is there for as long as one of them runs.
 *   - open() and release() are the table's own, and count. The module stays while a file is open.
 *
 * Example: see <safe/core/miscdevice.h>, which registers such a file.
 *
 *	SAFE_OPS_REVOCABLE(port_fops, struct port *);
 *
 *	static ssize_t port_read(struct port *port, struct file *file, char __user *to, size_t len,
 *				 loff_t *pos) { ... }
 *	SAFE_OP(port_fops, file_operations, read, port_read);
 *
 *	SAFE_MISC_FOPS(port_fops,
 *		       .read = safe_op(port_fops, port_read));
 *
 * What misuse gives
 *   data of another type		error: incompatible pointer type
 *   an open() or release() of one's own	error: initialized field overwritten / initializer overrides
 *   an operation after the unbind	-ENODEV; of poll() EPOLLERR | EPOLLHUP
 *   unbinding from inside		lockdep: possible recursive locking; a deadlock without
 *   a lock held around unbinding that operations take
 *					lockdep: possible circular locking; a deadlock without
 *
 * What C cannot do: forbid to keep the pointer to the data after the operation; know what an operation
 * leaves behind. A wait queue in the data that poll_wait() was told of, memory of the device that was
 * mapped into a process, are still used by others when the data is gone: the queue must be one that
 * stays, the mapping must be taken back (unmap_mapping_range()) by the driver's remove().
 *
 * What waits inside makes the unbind wait as long. A wait for a device has a time limit; one for
 * something that may never come must be ended by the driver's remove(), which runs first.
 */
#ifndef SAFE_CORE_REVOCABLE_H
#define SAFE_CORE_REVOCABLE_H

#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/lockdep.h>
#include <linux/slab.h>
#include <safe/core/ops.h>

/*
 * How many run; this much less once it was revoked, so that nobody else gets in: the sign is
 * what getting in asks for.
 */
#define __SAFE_REVOKED		INT_MIN

/**
 * struct safe_revocable - leads to data until it is revoked
 */
struct safe_revocable {
	atomic_t __inside;
	void *__data;
	struct kref __refs;
	struct completion __left;
#ifdef CONFIG_LOCKDEP
	struct lockdep_map __map;
#endif
};

/* Nobody waits to get in, which is what the "try" of these says: so there is no order of that. */
#ifdef CONFIG_LOCKDEP
#define __safe_revocable_map(revocable, key)						\
	lockdep_init_map(&(revocable)->__map, "safe_revocable", key, 0)
#define __safe_revocable_entered(revocable)						\
	rwsem_acquire_read(&(revocable)->__map, 0, 1, _RET_IP_)
#define __safe_revocable_ends(revocable)						\
	rwsem_acquire(&(revocable)->__map, 0, 0, _RET_IP_)
#define __safe_revocable_leaves(revocable)						\
	rwsem_release(&(revocable)->__map, _RET_IP_)
#else
#define __safe_revocable_map(revocable, key)		((void)(key))
#define __safe_revocable_entered(revocable)		((void)0)
#define __safe_revocable_ends(revocable)		((void)0)
#define __safe_revocable_leaves(revocable)		((void)0)
#endif

static __safe_inline void
__safe_revocable_init(struct safe_revocable *revocable, void *data, struct lock_class_key *key)
{
	atomic_set(&revocable->__inside, 0);
	revocable->__data = data;
	kref_init(&revocable->__refs);
	init_completion(&revocable->__left);
	__safe_revocable_map(revocable, key);
}

/* NULL if it was revoked, else @revocable, to be left again. */
static __safe_inline struct safe_revocable *
__safe_revocable_enter(struct safe_revocable *revocable)
{
	if (unlikely(!atomic_inc_unless_negative(&revocable->__inside)))
		return NULL;
	__safe_revocable_entered(revocable);
	return revocable;
}

static __safe_inline void __safe_revocable_leave(struct safe_revocable *revocable)
{
	__safe_revocable_leaves(revocable);
	if (unlikely(atomic_dec_return(&revocable->__inside) == __SAFE_REVOKED))
		complete(&revocable->__left);
}

/* Once. Waits for those that run. */
static __maybe_unused void __safe_revoke(struct safe_revocable *revocable)
{
	__safe_revocable_ends(revocable);
	if (atomic_add_return(__SAFE_REVOKED, &revocable->__inside) != __SAFE_REVOKED)
		wait_for_completion(&revocable->__left);
	__safe_revocable_leaves(revocable);
}

/* Objects that begin with one are freed with it. */
static __maybe_unused void __safe_revocable_free(struct kref *refs)
{
	kfree(container_of(refs, struct safe_revocable, __refs));
}

static __safe_inline void __safe_revocable_put(struct safe_revocable *revocable)
{
	kref_put(&revocable->__refs, __safe_revocable_free);
}

/* What release() of a file does that holds a count, by its private_data. */
static int __maybe_unused __safe_revocable_release(struct inode *inode, struct file *file)
{
	__safe_revocable_put(file->private_data);
	return 0;
}

/**
 * SAFE_OPS_REVOCABLE() - state what the data of a table's functions is: until the device is unbound
 * @table: the table's name, as of SAFE_OPS()
 * @type: a pointer type: struct port *
 *
 * For tables that are defined by SAFE_MISC_FOPS().
 */
#define SAFE_OPS_REVOCABLE(table, type)							\
typedef type __safe_ops_##table;							\
static __safe_inline struct safe_revocable *__safe_ops_enter_##table(void *object)	\
{											\
	return __safe_revocable_enter(object);						\
}											\
static __safe_inline bool __safe_ops_gone_##table(struct safe_revocable *entered)	\
{											\
	return !entered;								\
}											\
static __safe_inline type __safe_ops_data_##table(struct safe_revocable *entered)	\
{											\
	return entered->__data;								\
}											\
static __safe_inline void __safe_ops_leave_##table(struct safe_revocable **entered)	\
{											\
	if (*entered)									\
		__safe_revocable_leave(*entered);					\
}											\
static __safe_inline void *__safe_ops_revocable_##table(type data)			\
{											\
	return (void *)data;								\
}											\
struct __safe_ops_end

#endif
