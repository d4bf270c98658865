// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What is called where nothing may sleep does not sleep. */
#include "kernel.h"

struct lock {
	int held;
};

struct ring;

struct ring_ops {
	int (*kick)(struct ring *ring);
	int (*stop)(struct ring *ring);
	int (*setup)(struct ring *ring);
};

struct ring {
	struct lock lock;
	const struct ring_ops *ops;
	int state, spare;
};

void spin_take(struct lock *lock);
void spin_give(struct lock *lock);

void ring_rare(struct ring *ring);
void ring_push(struct ring *ring, int wait);
void ring_push_now(struct ring *ring, int wait);
void ring_flush(struct ring *ring);
void ring_wait(struct ring *ring);
void ring_grow(struct ring *ring, gfp_t flags);

/* Seldom, and not there. */
//= ring_rare atomic
void ring_rare(struct ring *ring)
{
	if (ring->spare)
		must_wait();
}

/* A number decides: those below a lock say that it need not. */
//= ring_push may_sleep
void ring_push(struct ring *ring, int wait)
{
	if (wait)
		must_wait();
	ring->state++;
}

/* Also where it is handed on. */
//= ring_push_now may_sleep
void ring_push_now(struct ring *ring, int wait)
{
	ring_push(ring, wait);
}

/* It gives up its caller's lock for that. */
//= ring_flush may_sleep holds=&ring->lock
void ring_flush(struct ring *ring)
{
	spin_give(&ring->lock);
	must_wait();
	spin_take(&ring->lock);
}

/* Called behind, and where there may be a lock. */
//= ring_wait may_sleep
void ring_wait(struct ring *ring)
{
	must_wait();
	ring->state = 0;
}

//= ring_grow gfp
void ring_grow(struct ring *ring, gfp_t flags)
{
	ring_rare(ring);
	get_memory(8, flags);
}

static int ring_kick(struct ring *ring)
{
	if (ring->state)
		must_wait();
	return 0;
}

static int ring_setup(struct ring *ring)
{
	must_wait();
	return ring->state;
}

const struct ring_ops ring_ops = { .kick = ring_kick, .stop = ring_kick, .setup = ring_setup };

int ring_one(struct ring *ring);
int ring_one(struct ring *ring)
{
	int ret = 0;

	spin_take(&ring->lock);
	if (ring->state > 3) {
		spin_give(&ring->lock);
		ring_wait(ring);
		return -EINVAL;
	}
	ring_rare(ring);
	ring_push(ring, 0);
	ring_flush(ring);
	ring_push_now(ring, 0);
	ring_grow(ring, GFP_ATOMIC);
	if (ring->state < 0)
		goto out;
	ret = ring->ops->kick(ring);
out:
	spin_give(&ring->lock);
	return ret;
}

int ring_two(struct ring *ring, int locked);
int ring_two(struct ring *ring, int locked)
{
	if (locked)
		spin_take(&ring->lock);
	ring_wait(ring);
	if (locked)
		spin_give(&ring->lock);
	do {
		spin_take(&ring->lock);
		switch (ring->state) {
		case 1:
			ring_rare(ring);
			break;
		case 2:
			spin_give(&ring->lock);
			ring_wait(ring);
			return 0;
		default:
			ring_push(ring, 0);
			ring_push_now(ring, 0);
			ring->ops->kick(ring);
			ring_grow(ring, GFP_ATOMIC);
			ring_flush(ring);
		}
		spin_give(&ring->lock);
	} while (ring->state);
	return ring->ops->setup(ring);
}

/* All that it calls back below a lock. */
//= ring_poke errno? atomic
int ring_poke(struct ring *ring);
int ring_poke(struct ring *ring)
{
	return ring->ops->kick(ring);
}

/* What it is passed and calls only there cannot sleep. */
//= ring_each atomic?
void ring_each(struct ring *ring, void (*each)(int state));
void ring_each(struct ring *ring, void (*each)(int state))
{
	spin_take(&ring->lock);
	each(ring->state);
	spin_give(&ring->lock);
}

//= ring_each_again callback?
void ring_each_again(struct ring *ring, void (*each)(int state));
void ring_each_again(struct ring *ring, void (*each)(int state))
{
	spin_take(&ring->lock);
	each(ring->state);
	spin_give(&ring->lock);
	each(0);
}

/* Those who pass flags that do not allow it know that it does not sleep then, whatever its body looks like. */
//= ring_more gfp
void ring_more(struct ring *ring, gfp_t flags);
void ring_more(struct ring *ring, gfp_t flags)
{
	if (ring->spare)
		must_wait();
	get_memory(8, flags);
}

//= ring_add atomic
void ring_add(struct ring *ring);
void ring_add(struct ring *ring)
{
	ring_more(ring, GFP_ATOMIC);
}

//= ring_add_slowly may_sleep
void ring_add_slowly(struct ring *ring);
void ring_add_slowly(struct ring *ring)
{
	ring_more(ring, GFP_KERNEL);
}

/* Flags that nobody passes so are no reason. */
//= ring_much may_sleep
void ring_much(struct ring *ring, gfp_t flags);
void ring_much(struct ring *ring, gfp_t flags)
{
	must_wait();
	get_memory(8, flags);
}

//= ring_add_much may_sleep
void ring_add_much(struct ring *ring, gfp_t flags);
void ring_add_much(struct ring *ring, gfp_t flags)
{
	ring_much(ring, GFP_KERNEL);
	ring_much(ring, flags);
}
