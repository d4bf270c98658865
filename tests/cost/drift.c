// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What kernels do differently: what stands between driver and kernel is what one would write by hand. */
#include <linux/pagemap.h>
#include <safe/linux/blkdev.h>
#include <safe/linux/cpumask.h>
#include <safe/linux/fs.h>
#include <safe/linux/mm.h>
#include <safe/linux/syscore_ops.h>
#include <safe/short.h>

int drift_state;

/* cost: syscore_suspend: same */
int raw_syscore_suspend(void *data)
{
	return drift_state;
}

static int suspend_nothing(void)
{
	return drift_state;
}
SAFE_OP_PLAIN(cost_syscore, syscore_ops, suspend, suspend_nothing);
int cost_syscore_suspend(void *data)
{
	return safe_op(cost_syscore, suspend_nothing)(data);
}

/* cost: write_end: same */
int raw_write_end(const struct kiocb *iocb, struct address_space *mapping, loff_t pos,
		  unsigned int len, unsigned int copied, struct folio *folio, void *fsdata)
{
	folio_unlock(folio);
	return copied;
}

static int end_of_write(struct address_space *mapping, loff_t pos, unsigned int len,
			unsigned int copied, struct folio *folio, void *fsdata)
{
	folio_unlock(folio);
	return copied;
}
SAFE_OP_PLAIN(cost_aops, address_space_operations, write_end, end_of_write);
int cost_write_end(const struct kiocb *iocb, struct address_space *mapping, loff_t pos,
		   unsigned int len, unsigned int copied, struct folio *folio, void *fsdata)
{
	return safe_op(cost_aops, end_of_write)(iocb, mapping, pos, len, copied, folio, fsdata);
}

/* cost: max_segments: same */
int raw_max_segments(struct request_queue *q)
{
	struct queue_limits lim = queue_limits_start_update(q);

	lim.max_segments = 16;
	return queue_limits_commit_update(q, &lim);
}

int cost_max_segments(struct request_queue *q)
{
	return safe_blk_queue_max_segments(q, 16);
}

/* cost: next_cpu: same */
unsigned int raw_next_cpu(int cpu)
{
	return cpumask_next_wrap(cpu, cpu_online_mask);
}

unsigned int cost_next_cpu(int cpu)
{
	return safe_cpumask_next_wrap(cpu, cpu_online_mask);
}

/* cost: vm_flags: same */
void raw_vm_flags(struct vm_area_struct *vma)
{
	vm_flags_set(vma, VM_DONTEXPAND);
}

void cost_vm_flags(struct vm_area_struct *vma)
{
	safe_vm_flags_set(vma, VM_DONTEXPAND);
}
