// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * What clang's analysis of locks says: each line that ends in a mark must have a diagnostic that
 * matches it, no other line may have one. The first half is correct and silent.
 */
#include <safe/core/rwlock.h>
#include <safe/linux/mutex.h>
#include <safe/linux/rwsem.h>
#include <safe/linux/spinlock.h>
#include <safe/core/capability.h>

struct port {
	struct mutex lock;
	int users SAFE_GUARDED_BY(&lock);
	spinlock_t queue_lock;
	int queued SAFE_GUARDED_BY(&queue_lock);
	struct rw_semaphore map_lock;
	int mapped SAFE_GUARDED_BY(&map_lock);
	rwlock_t table_lock;
	int entries SAFE_GUARDED_BY(&table_lock);
};

static void count(struct port *port) SAFE_MUST_HOLD(&port->lock);
static void count(struct port *port)
{
	port->users++;
}

static int __used to_the_end(struct port *port)
{
	safe_guard(mutex, &port->lock);
	safe_guard(spinlock_irqsave, &port->queue_lock);
	if (port->queued)
		return -EBUSY;
	count(port);
	return port->users;
}

static int __used scopes(struct port *port)
{
	safe_scoped_guard(spinlock_bh, &port->queue_lock) {
		port->queued++;
		if (port->queued > 3)
			break;
		if (port->queued > 2)
			return 2;
	}
	safe_scoped_guard(rwsem_read, &port->map_lock)
		return port->mapped;
	safe_scoped_guard(write_lock, &port->table_lock)
		port->entries++;
	return 0;
}

static int __used loops(struct port *ports, int n)
{
	for (int i = 0; i < n; i++) {
		struct port *port = &ports[i];

		safe_guard(mutex, &port->lock);
		if (!port->users)
			continue;
		if (port->users < 0)
			break;
		count(port);
	}
	return 0;
}

static int __used conditional(struct port *port)
{
	safe_guard_or(mutex_intr, -ERESTARTSYS, &port->lock);
	port->users++;
	safe_scoped_guard_or(spinlock_try, return -EBUSY, &port->queue_lock)
		port->queued++;
	return 0;
}

static int __used bare(struct port *port)
{
	mutex_lock(&port->lock);
	port->users++;
	mutex_unlock(&port->lock);
	if (!mutex_trylock(&port->lock))
		return -EBUSY;
	port->users++;
	mutex_unlock(&port->lock);
	down_read(&port->map_lock);
	if (port->mapped) {
		up_read(&port->map_lock);
		return 1;
	}
	up_read(&port->map_lock);
	return 0;
}

static void __used unlocked(struct port *port)
{
	port->users++;			/* error: writing variable 'users' requires holding */
	count(port);			/* error: calling function 'count' requires holding */
}

static int __used forgotten(struct port *port)
{
	mutex_lock(&port->lock);
	if (port->users)
		return -EBUSY;
	mutex_unlock(&port->lock);
	return 0;
}					/* error: is not held on every path */

static void __used never_given_up(struct port *port)
{
	spin_lock(&port->queue_lock);
	port->queued++;
}					/* error: still held at the end of function */

static void __used not_taken(struct port *port)
{
	up_write(&port->map_lock);	/* error: releasing .*that was not held */
}

static void __used twice(struct port *port)
{
	mutex_lock(&port->lock);
	mutex_lock(&port->lock);	/* error: already held */
	mutex_unlock(&port->lock);
}

static void __used taken_from_a_guard(struct port *port)
{
	safe_guard(mutex, &port->lock);	/* error: releasing .*that was not held */
	port->users++;
	mutex_unlock(&port->lock);
}

static void __used another_lock(struct port *port)
{
	safe_scoped_guard(spinlock, &port->queue_lock)
		port->users++;		/* error: writing variable 'users' requires holding */
}

static void __used written_under_a_read_lock(struct port *port)
{
	safe_scoped_guard(rwsem_read, &port->map_lock)
		port->mapped++;		/* error: writing variable 'mapped' requires holding .*exclusively */
}

static void __used after_the_scope(struct port *port)
{
	safe_scoped_guard(mutex, &port->lock)
		port->users++;
	port->users++;			/* error: writing variable 'users' requires holding */
}
