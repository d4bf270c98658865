// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What buffers cost: slices, allocations, user memory, DMA, transfers on a bus. */
#include <linux/dma-mapping.h>
#include <linux/i2c.h>
#include <linux/regmap.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <safe/linux/dma-mapping.h>
#include <safe/linux/i2c.h>
#include <safe/linux/regmap.h>
#include <safe/linux/slab.h>
#include <safe/linux/uaccess.h>
#include <safe/short.h>

struct buffers_request {
	u32 id, len;
	void *data;
};
SAFE_ALLOC(struct buffers_request);
SAFE_ALLOC(u32);

struct buffers_info {
	u32 id, flags;
	u64 count;
};
SAFE_USER_STRUCT(struct buffers_info, id, flags, count);

int buffers_work(void *p, size_t n);

/* cost: buffers_slice_element: same */
/* reason: clang-x86_64 +4: selects the address or NULL and asks which it was */
/* reason: clang-arm64 +1: the same */
int raw_buffers_slice_element(const u32 *p, size_t n, size_t i, u32 *to)
{
	if (unlikely(i >= n))
		return -ERANGE;
	*to = p[i];
	return 0;
}

int cost_buffers_slice_element(const u32 *p, size_t n, size_t i, u32 *to)
{
	struct safe_const_u32_slice words = safe_const_slice(u32, p, n);
	const u32 *word = safe_at(words, i);

	if (!word)
		return -ERANGE;
	*to = *word;
	return 0;
}

/* cost: buffers_slice_part: same */
/* reason: clang-x86_64 +2: joins both tests into one without a branch */
int raw_buffers_slice_part(void *p, size_t len, size_t from, size_t n)
{
	if (unlikely(from > len || n > len - from))
		return -ERANGE;
	return buffers_work(p + from, n);
}

int cost_buffers_slice_part(void *p, size_t len, size_t from, size_t n)
{
	struct safe_bytes whole = safe_bytes(p, len), part;

	TRY(safe_part(&part, whole, from, n));
	return buffers_work(part.ptr, part.len);
}

/* cost: buffers_slice_of_array: same */
int raw_buffers_slice_of_array(struct i2c_client *client)
{
	u8 command[] = { 1, 2, 3 };
	int n = i2c_master_send(client, (const char *)command, sizeof(command));

	if (unlikely(n != sizeof(command)))
		return n < 0 ? n : -EIO;
	return 0;
}

int cost_buffers_slice_of_array(struct i2c_client *client)
{
	u8 command[] = { 1, 2, 3 };

	return safe_i2c_master_send(client, safe_const_bytes_of(command));
}

/* cost: buffers_i2c_recv: same */
int raw_buffers_i2c_recv(struct i2c_client *client, void *p, size_t len)
{
	int n;

	if (unlikely(len > U16_MAX))
		return -E2BIG;
	n = i2c_master_recv(client, p, len);
	if (unlikely(n != (int)len))
		return n < 0 ? n : -EIO;
	return 0;
}

int cost_buffers_i2c_recv(struct i2c_client *client, void *p, size_t len)
{
	return safe_i2c_master_recv(client, safe_bytes(p, len));
}

/* cost: buffers_i2c_smbus_word: same */
int raw_buffers_i2c_smbus_word(struct i2c_client *client, int *to)
{
	int value = i2c_smbus_read_word_data(client, 3);

	if (value < 0)
		return value;
	*to = value;
	return 0;
}

int cost_buffers_i2c_smbus_word(struct i2c_client *client, int *to)
{
	*to = TRY(safe_i2c_smbus_read_word_data(client, 3));
	return 0;
}

/* cost: buffers_i2c_block: same */
int raw_buffers_i2c_block(struct i2c_client *client, const void *p, size_t len)
{
	if (unlikely(len > I2C_SMBUS_BLOCK_MAX))
		return -E2BIG;
	return i2c_smbus_write_i2c_block_data(client, 3, len, p);
}

int cost_buffers_i2c_block(struct i2c_client *client, const void *p, size_t len)
{
	return safe_i2c_smbus_write_i2c_block_data(client, 3, safe_const_bytes(p, len));
}

/* cost: buffers_regmap_raw: same */
int raw_buffers_regmap_raw(struct regmap *map, void *p, size_t len)
{
	return regmap_raw_read(map, 3, p, len);
}

int cost_buffers_regmap_raw(struct regmap *map, void *p, size_t len)
{
	return safe_regmap_raw_read(map, 3, safe_bytes(p, len));
}

/* cost: buffers_alloc_object: same */
int raw_buffers_alloc_object(void)
{
	struct buffers_request *request = kzalloc(sizeof(*request), GFP_KERNEL);
	int ret;

	if (unlikely(!request))
		return -ENOMEM;
	ret = buffers_work(request, 1);
	kfree(request);
	return ret;
}

int cost_buffers_alloc_object(void)
{
	owned(buffers_request, request, safe_kzalloc_obj(struct buffers_request, GFP_KERNEL));

	return buffers_work(borrow(request), 1);
}

/* cost: buffers_alloc_kept: same */
int raw_buffers_alloc_kept(struct buffers_request **to, u32 id)
{
	struct buffers_request *request = kzalloc(sizeof(*request), GFP_KERNEL);

	if (unlikely(!request))
		return -ENOMEM;
	request->id = id;
	*to = request;
	return 0;
}

int cost_buffers_alloc_kept(struct safe_buffers_request *to, u32 id)
{
	owned(buffers_request, request, safe_kzalloc_obj(struct buffers_request, GFP_KERNEL));

	borrow(request)->id = id;
	*to = move(request);
	return 0;
}

/* cost: buffers_alloc_devm: same */
int raw_buffers_alloc_devm(struct device *dev, struct buffers_request **to)
{
	struct buffers_request *request = devm_kzalloc(dev, sizeof(*request), GFP_KERNEL);

	if (unlikely(!request))
		return -ENOMEM;
	*to = request;
	return 0;
}

int cost_buffers_alloc_devm(struct device *dev, struct buffers_request **to)
{
	*to = TRY(safe_devm_kzalloc_obj(dev, struct buffers_request, GFP_KERNEL));
	return 0;
}

/* cost: buffers_alloc_array: same */
int raw_buffers_alloc_array(size_t n)
{
	u32 *words = kmalloc_array(n, sizeof(*words), GFP_KERNEL);
	int ret;

	if (unlikely(!words))
		return -ENOMEM;
	ret = buffers_work(words, n);
	kfree(words);
	return ret;
}

int cost_buffers_alloc_array(size_t n)
{
	owned(u32_array, words, safe_kmalloc_objs(u32, n, GFP_KERNEL));

	return buffers_work(words.ptr, words.len);
}

/* cost: buffers_alloc_bytes: same */
/* reason: gcc-x86_64 stack +8: another order of the saved registers, with two instructions less */
int raw_buffers_alloc_bytes(size_t n)
{
	void *p = kmalloc(n, GFP_KERNEL);
	int ret;

	if (unlikely(!p))
		return -ENOMEM;
	ret = buffers_work(p, n);
	kfree(p);
	return ret;
}

int cost_buffers_alloc_bytes(size_t n)
{
	owned(kmem, buf, safe_kmalloc(n, GFP_KERNEL));

	return buffers_work(buf.ptr, buf.size);
}

/* cost: buffers_user_object_from: same */
int raw_buffers_user_object_from(const void __user *from)
{
	struct buffers_info info;

	if (copy_from_user(&info, from, sizeof(info)))
		return -EFAULT;
	return buffers_work(&info, info.count);
}

int cost_buffers_user_object_from(const void __user *from)
{
	struct buffers_info info;

	TRY(safe_copy_from_user(&info, from));
	return buffers_work(&info, info.count);
}

/* cost: buffers_user_object_to: same */
int raw_buffers_user_object_to(void __user *to, const struct buffers_info *info)
{
	return copy_to_user(to, info, sizeof(*info)) ? -EFAULT : 0;
}

int cost_buffers_user_object_to(void __user *to, const struct buffers_info *info)
{
	return safe_copy_to_user(to, info);
}

/* cost: buffers_user_get: same */
int raw_buffers_user_get(u32 __user *from, u32 *to)
{
	u32 value;

	if (get_user(value, from))
		return -EFAULT;
	*to = value;
	return 0;
}

int cost_buffers_user_get(u32 __user *from, u32 *to)
{
	u32 value;

	TRY(safe_get_user(value, from));
	*to = value;
	return 0;
}

/* cost: buffers_user_bytes: same */
int raw_buffers_user_bytes(void *to, size_t len, const void __user *from, size_t n)
{
	if (unlikely(len != n))
		return -EINVAL;
	return copy_from_user(to, from, n) ? -EFAULT : 0;
}

int cost_buffers_user_bytes(void *to, size_t len, const void __user *from, size_t n)
{
	return safe_copy_from_user_bytes(safe_bytes(to, len), safe_const_user_bytes(from, n));
}

/* cost: buffers_dma_mapped: same */
int raw_buffers_dma_mapped(struct device *dev, void *p, size_t n)
{
	dma_addr_t dma = dma_map_single(dev, p, n, DMA_TO_DEVICE);
	int ret;

	ret = dma_mapping_error(dev, dma);
	if (unlikely(ret))
		return ret;
	ret = buffers_work((void *)dma, n);
	dma_unmap_single(dev, dma, n, DMA_TO_DEVICE);
	return ret;
}

int cost_buffers_dma_mapped(struct device *dev, void *p, size_t n)
{
	owned(dma_to_device, map, safe_dma_map_single(dev, safe_bytes(p, n), DMA_TO_DEVICE));

	return buffers_work((void *)borrow(map).value, n);
}

/* cost: buffers_dma_coherent: same */
/* reason: gcc-x86_64 +2 stack +8: keeps in a register what the twin reads from the stack again */
/* reason: clang +3 stack +16: the same */
int raw_buffers_dma_coherent(struct device *dev, size_t n)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(dev, n, &dma, GFP_KERNEL);
	int ret;

	if (unlikely(!p))
		return -ENOMEM;
	ret = buffers_work(p, dma);
	dma_free_coherent(dev, n, p, dma);
	return ret;
}

int cost_buffers_dma_coherent(struct device *dev, size_t n)
{
	owned(dma_coherent, mem, safe_dma_alloc_coherent(dev, n, GFP_KERNEL));

	return buffers_work(mem.ptr, mem.dma.value);
}

/* cost: buffers_dma_element: same */
int raw_buffers_dma_element(struct safe_dma_mem mem, size_t i, u32 *to)
{
	if (unlikely(i >= mem.len / sizeof(u32)))
		return -ERANGE;
	*to = READ_ONCE(((u32 *)mem.ptr)[i]);
	return 0;
}

int cost_buffers_dma_element(struct safe_dma_mem mem, size_t i, u32 *to)
{
	return safe_dma_read(mem, u32, i, to);
}
