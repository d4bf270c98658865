// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What user memory, slices, strings and DMA cost. The raw twin checks as much. */
#include <linux/bitmap.h>
#include <linux/dma-mapping.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <safe/linux/bitmap.h>
#include <safe/linux/dma-mapping.h>
#include <safe/linux/ioctl.h>
#include <safe/linux/string.h>
#include <safe/linux/sysfs.h>
#include <safe/linux/uaccess.h>
#include <safe/short.h>

struct memory_info {
	u32 id;
	u32 flags;
	u64 count;
};
SAFE_USER_STRUCT(struct memory_info, id, flags, count);

#define MEMORY_GET _IOR('m', 1, struct memory_info)

/* cost: memory_to_user: same */
int raw_memory_to_user(void __user *to, const struct memory_info *info)
{
	return copy_to_user(to, info, sizeof(*info)) ? -EFAULT : 0;
}

int cost_memory_to_user(void __user *to, const struct memory_info *info)
{
	return safe_copy_to_user(to, info);
}

/* cost: memory_from_user: same */
int raw_memory_from_user(struct memory_info *info, const void __user *from)
{
	return copy_from_user(info, from, sizeof(*info)) ? -EFAULT : 0;
}

int cost_memory_from_user(struct memory_info *info, const void __user *from)
{
	return safe_copy_from_user(info, from);
}

/* cost: memory_ioctl: same */
long raw_memory_ioctl(unsigned long arg, const struct memory_info *info)
{
	return copy_to_user((void __user *)arg, info, sizeof(*info)) ? -EFAULT : 0;
}

long cost_memory_ioctl(unsigned long arg, const struct memory_info *info)
{
	return safe_ioctl_put(MEMORY_GET, arg, info);
}

/* cost: memory_reader: same */
ssize_t raw_memory_reader(const char __user *buf, size_t count, struct memory_info *info)
{
	if (count < sizeof(*info))
		return -EFAULT;
	if (copy_from_user(info, buf, sizeof(*info)))
		return -EFAULT;
	return count;
}

ssize_t cost_memory_reader(const char __user *buf, size_t count, struct memory_info *info)
{
	struct safe_user_reader from = safe_user_reader(safe_const_user_bytes(buf, count));

	TRY(safe_user_read(&from, info));
	return count;
}

/* cost: memory_part: same */
/* reason: clang-x86_64 +2: keeps the errno in a register before it is known that there is one */
int raw_memory_part(const u8 *buf, size_t len, size_t from, size_t n, const u8 **part)
{
	if (unlikely(from > len || n > len - from))
		return -ERANGE;
	*part = buf + from;
	return 0;
}

int cost_memory_part(const u8 *buf, size_t len, size_t from, size_t n, const u8 **part)
{
	struct safe_const_u8_slice whole = safe_const_slice(u8, buf, len), some;

	TRY(safe_part(&some, whole, from, n));
	*part = some.ptr;
	return 0;
}

/* cost: memory_at: same */
/* reason: clang +2: asks the address whether it is NULL, besides the index */
int raw_memory_at(const u16 *words, size_t n, size_t i)
{
	if (unlikely(i >= n))
		return -ERANGE;
	return words[i];
}

int cost_memory_at(const u16 *words, size_t n, size_t i)
{
	const u16 *word = safe_at(safe_const_slice(u16, words, n), i);

	if (unlikely(!word))
		return -ERANGE;
	return *word;
}

/* cost: memory_set_bit: checks 1 */
int raw_memory_set_bit(unsigned long *map, unsigned int bits, unsigned int nr)
{
	set_bit(nr, map);
	return 0;
}

int cost_memory_set_bit(unsigned long *map, unsigned int bits, unsigned int nr)
{
	return safe_set_bit(nr, safe_bits(map, bits));
}

/* cost: memory_find_bit: same */
unsigned long raw_memory_find_bit(const unsigned long *map, unsigned int bits)
{
	return find_first_bit(map, bits);
}

unsigned long cost_memory_find_bit(const unsigned long *map, unsigned int bits)
{
	return safe_find_first_bit(safe_const_bits(map, bits));
}

/* cost: memory_strscpy: same */
int raw_memory_strscpy(char (*to)[16], const char *from)
{
	ssize_t n = strscpy(*to, from, sizeof(*to));

	if (unlikely(n < 0))
		return n;
	return 0;
}

int cost_memory_strscpy(char (*to)[16], const char *from)
{
	TRY(safe_strscpy(*to, from));
	return 0;
}

/* cost: memory_snprintf: same */
int raw_memory_snprintf(char (*to)[16], unsigned int n)
{
	int len = snprintf(*to, sizeof(*to), "port%u", n);

	return unlikely((size_t)len >= sizeof(*to)) ? -E2BIG : 0;
}

int cost_memory_snprintf(char (*to)[16], unsigned int n)
{
	TRY(safe_snprintf(*to, "port%u", n));
	return 0;
}

/* cost: memory_copy_object: same */
void raw_memory_copy_object(u8 (*to)[16], const u8 (*from)[12])
{
	memcpy(*to, *from, sizeof(*from));
}

void cost_memory_copy_object(u8 (*to)[16], const u8 (*from)[12])
{
	safe_memcpy_object(*to, *from);
}

/* cost: memory_sysfs: checks 1 */
ssize_t raw_memory_sysfs(char *buf, unsigned int n)
{
	return sysfs_emit_at(buf, 0, "%u\n", n);
}

ssize_t cost_memory_sysfs(char *buf, unsigned int n)
{
	struct safe_sysfs_page page = safe_sysfs_page(buf);

	TRY(safe_sysfs_emit_at(&page, "%u\n", n));
	return safe_sysfs_len(&page);
}

/* cost: memory_dma_single: same */
int raw_memory_dma_single(struct device *dev, void *buf, size_t n, u64 *reg)
{
	dma_addr_t dma = dma_map_single(dev, buf, n, DMA_TO_DEVICE);
	int err = dma_mapping_error(dev, dma);

	if (unlikely(err))
		return err;
	WRITE_ONCE(*reg, dma);
	dma_unmap_single(dev, dma, n, DMA_TO_DEVICE);
	return 0;
}

int cost_memory_dma_single(struct device *dev, void *buf, size_t n, u64 *reg)
{
	owned(dma_to_device, map, safe_dma_map_single(dev, safe_bytes(buf, n), DMA_TO_DEVICE));
	WRITE_ONCE(*reg, borrow(map).value);
	return 0;
}

/* cost: memory_dma_read: same */
int raw_memory_dma_read(const struct safe_dma_mem *mem, size_t i, u32 *to)
{
	if (unlikely(i >= mem->len / sizeof(*to)))
		return -ERANGE;
	*to = READ_ONCE(((u32 *)mem->ptr)[i]);
	return 0;
}

int cost_memory_dma_read(const struct safe_dma_mem *mem, size_t i, u32 *to)
{
	return safe_dma_read(*mem, u32, i, to);
}

/* cost: memory_dma_publish: same */
int raw_memory_dma_publish(const struct safe_dma_mem *mem, size_t i, u32 x)
{
	if (unlikely(i >= mem->len / sizeof(x)))
		return -ERANGE;
	dma_wmb();
	WRITE_ONCE(((u32 *)mem->ptr)[i], x);
	return 0;
}

int cost_memory_dma_publish(const struct safe_dma_mem *mem, size_t i, u32 x)
{
	return safe_dma_store_release(*mem, u32, i, x);
}
