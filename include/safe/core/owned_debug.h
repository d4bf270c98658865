/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Leaked owners, reported by kernels with CONFIG_DEBUG_OBJECTS_FREE; on others none of this is there.
 *
 * Invariants
 *   - What safe_store() or safe_open() puts into memory that is not the stack is an active object of
 *     the kernel's object debugging until it is released or moved. Memory that is freed while it
 *     owns something is reported, with the place that stored it:
 *
 *	ODEBUG: free active (active state 0) object: ... object type: safe owner hint: port_probe+0x5c/0x90
 *
 * Owners in local variables need no report: their scope releases them.
 *
 * What it cannot see: memory that is never freed (the kernel's kmemleak reports that); an owner that
 * was put into a structure by plain assignment; a structure that was copied with its owners, for
 * example by krealloc(), which is a copy of an owner and is reported as one.
 */
#ifndef SAFE_CORE_OWNED_DEBUG_H
#define SAFE_CORE_OWNED_DEBUG_H

#include <linux/debugobjects.h>
#include <linux/instruction_pointer.h>
#include <linux/sched/task_stack.h>

/* Where an owner was stored, and by whom; the last member of every struct safe_NAME. */
struct __safe_tracked {
	const void *at;
	unsigned long by;
};
#define __SAFE_TRACKED		struct __safe_tracked __tracked;

static inline void *__safe_tracked_hint(void *tracked)
{
	return (void *)((struct __safe_tracked *)tracked)->by;
}

/* Freed while it owns: after the report it is forgotten, or it would be reported for ever. */
static bool __maybe_unused __safe_tracked_fixup(void *tracked, enum debug_obj_state state);

static const struct debug_obj_descr __safe_tracked_descr = {
	.name = "safe owner",
	.debug_hint = __safe_tracked_hint,
	.fixup_free = __safe_tracked_fixup,
};

static void __maybe_unused __safe_track_at(struct __safe_tracked *tracked, unsigned long by)
{
	if (object_is_on_stack(tracked))
		return;
	tracked->at = tracked;
	tracked->by = by;
	debug_object_init(tracked, &__safe_tracked_descr);
	debug_object_activate(tracked, &__safe_tracked_descr);
}

static void __maybe_unused __safe_forget(struct __safe_tracked *tracked)
{
	if (tracked->at == tracked) {
		debug_object_deactivate(tracked, &__safe_tracked_descr);
		debug_object_free(tracked, &__safe_tracked_descr);
	}
	tracked->at = NULL;
}

static bool __maybe_unused __safe_tracked_fixup(void *tracked, enum debug_obj_state state)
{
	if (state != ODEBUG_STATE_ACTIVE)
		return false;
	__safe_forget(tracked);
	return true;
}

#define __safe_track(owner)	__safe_track_at(&(owner)->__tracked, _THIS_IP_)
#define __safe_untrack(owner)	__safe_forget(&(owner)->__tracked)

#endif
