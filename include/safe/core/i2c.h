/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Transfers on an I2C bus: whole or not at all.
 *
 * Invariants
 *   - The kernel answers how many messages or bytes went over the bus. Here less than all is -EIO,
 *     so that a result of 0 means that everything was transferred.
 *   - A length travels with its buffer. One that the protocol has no room for (64 KiB, or 32 bytes
 *     of SMBus) is -E2BIG and nothing is transferred: the kernel would cut it.
 *   - Where the device says how long its answer is, the buffer has room for the longest one.
 *
 * Example
 *
 *	u8 block[I2C_SMBUS_BLOCK_MAX];
 *
 *	TRY(safe_i2c_master_send(client, safe_const_bytes_of(command)));
 *	TRY(safe_i2c_transfer(client->adapter, safe_slice_of(i2c_msg, msgs)));
 *	n = TRY(safe_i2c_smbus_read_block_data(client, CMD, &block));
 *
 * What misuse gives
 *   a pointer for a slice			error: incompatible type for argument
 *   a buffer of less than 32 bytes for a block	error: incompatible pointer type
 *   the number used as an errno		error: incompatible types
 *   a transfer under a spinlock		error: "this may sleep, and the context is atomic"
 *
 * What C cannot do: check the buffers that struct i2c_msg points to; fill it from slices with
 * safe_i2c_msg_read() and safe_i2c_msg_write().
 */
#ifndef SAFE_CORE_I2C_H
#define SAFE_CORE_I2C_H

#include <linux/i2c.h>
#include <safe/core/context.h>
#include <safe/core/result.h>
#include <safe/core/slice.h>

SAFE_SLICE(i2c_msg, struct i2c_msg);
#define SAFE_SLICE_i2c_msg

/* Of @n that were to be transferred @done were, or it is an errno. */
static __safe_inline __must_check int __safe_i2c_all(int done, int n)
{
	if (unlikely(done != n))
		return done < 0 ? done : -EIO;
	return 0;
}

/**
 * safe_i2c_transfer() - transfer messages, all of them
 * @adap: the bus
 * @msgs: at least one message
 *
 * Context: May sleep.
 * Return: 0 or an errno; -EIO if not all went over the bus.
 */
static inline __must_check int
safe_i2c_transfer(struct i2c_adapter *adap, struct safe_i2c_msg_slice msgs)
{
	if (unlikely(msgs.len > INT_MAX))
		return -E2BIG;
	return __safe_i2c_all(i2c_transfer(adap, msgs.ptr, msgs.len), msgs.len);
}
#define safe_i2c_transfer(...)	__safe_sleeps(safe_i2c_transfer(__VA_ARGS__))

/**
 * safe_i2c_master_send() - send bytes to a device, all of them
 * @client: the device
 * @buf: what is sent
 *
 * Context: May sleep.
 * Return: 0 or an errno; -E2BIG for more than 65535 bytes, -EIO if not all went over the bus.
 */
static inline __must_check int
safe_i2c_master_send(const struct i2c_client *client, struct safe_const_bytes buf)
{
	if (unlikely(buf.len > U16_MAX))
		return -E2BIG;
	return __safe_i2c_all(i2c_master_send(client, buf.ptr, buf.len), buf.len);
}
#define safe_i2c_master_send(...)	__safe_sleeps(safe_i2c_master_send(__VA_ARGS__))

/**
 * safe_i2c_master_recv() - receive bytes from a device, as many as there is room for
 * @client: the device
 * @buf: gets them
 *
 * Context: May sleep.
 * Return: 0 or an errno; -E2BIG for more than 65535 bytes, -EIO if not all went over the bus.
 */
static inline __must_check int
safe_i2c_master_recv(const struct i2c_client *client, struct safe_bytes buf)
{
	if (unlikely(buf.len > U16_MAX))
		return -E2BIG;
	return __safe_i2c_all(i2c_master_recv(client, buf.ptr, buf.len), buf.len);
}
#define safe_i2c_master_recv(...)	__safe_sleeps(safe_i2c_master_recv(__VA_ARGS__))

/**
 * safe_i2c_msg_write() - a message that sends bytes
 * @client: the device
 * @buf: what is sent; must live until the transfer
 * @msg: gets it
 *
 * Return: 0, or -E2BIG for more than 65535 bytes.
 */
static inline __must_check int
safe_i2c_msg_write(const struct i2c_client *client, struct safe_bytes buf, struct i2c_msg *msg)
{
	if (unlikely(buf.len > U16_MAX))
		return -E2BIG;
	*msg = (struct i2c_msg){
		.addr = client->addr,
		.flags = client->flags & I2C_M_TEN,
		.len = buf.len,
		.buf = buf.ptr,
	};
	return 0;
}

/**
 * safe_i2c_msg_read() - a message that receives bytes
 * @client: the device
 * @buf: gets them; must live until the transfer
 * @msg: gets it
 *
 * Return: 0, or -E2BIG for more than 65535 bytes.
 */
static inline __must_check int
safe_i2c_msg_read(const struct i2c_client *client, struct safe_bytes buf, struct i2c_msg *msg)
{
	int err = safe_i2c_msg_write(client, buf, msg);

	if (!err)
		msg->flags |= I2C_M_RD;
	return err;
}

/**
 * safe_i2c_smbus_read_block_data() - SMBus block read: the device says how long
 * @client: the device
 * @command: of the device
 * @values: address of an array of I2C_SMBUS_BLOCK_MAX bytes
 *
 * Context: May sleep.
 * Return: how many bytes there are, to open by TRY(), or an errno.
 */
static inline __must_check struct safe_int_result
safe_i2c_smbus_read_block_data(const struct i2c_client *client, u8 command,
			       u8 (*values)[I2C_SMBUS_BLOCK_MAX])
{
	return safe_from_errno_or_value(int, i2c_smbus_read_block_data(client, command, *values));
}
#define safe_i2c_smbus_read_block_data(...) \
	__safe_sleeps(safe_i2c_smbus_read_block_data(__VA_ARGS__))

/**
 * safe_i2c_smbus_write_block_data() - SMBus block write
 * @client: the device
 * @command: of the device
 * @values: at most I2C_SMBUS_BLOCK_MAX bytes
 *
 * Context: May sleep.
 * Return: 0 or an errno; -E2BIG for more bytes.
 */
static inline __must_check int
safe_i2c_smbus_write_block_data(const struct i2c_client *client, u8 command,
				struct safe_const_bytes values)
{
	if (unlikely(values.len > I2C_SMBUS_BLOCK_MAX))
		return -E2BIG;
	return i2c_smbus_write_block_data(client, command, values.len, values.ptr);
}
#define safe_i2c_smbus_write_block_data(...) \
	__safe_sleeps(safe_i2c_smbus_write_block_data(__VA_ARGS__))

/**
 * safe_i2c_smbus_read_i2c_block_data() - I2C block read, as many bytes as there is room for
 * @client: the device
 * @command: of the device
 * @values: gets them; at most I2C_SMBUS_BLOCK_MAX
 *
 * Context: May sleep.
 * Return: how many there are, which may be fewer, to open by TRY(), or an errno; -E2BIG for a
 * larger buffer.
 */
static inline __must_check struct safe_int_result
safe_i2c_smbus_read_i2c_block_data(const struct i2c_client *client, u8 command,
				   struct safe_bytes values)
{
	if (unlikely(values.len > I2C_SMBUS_BLOCK_MAX))
		return safe_from_errno(int, -E2BIG);
	return safe_from_errno_or_value(int, i2c_smbus_read_i2c_block_data(client, command,
									  values.len, values.ptr));
}
#define safe_i2c_smbus_read_i2c_block_data(...) \
	__safe_sleeps(safe_i2c_smbus_read_i2c_block_data(__VA_ARGS__))

/**
 * safe_i2c_smbus_write_i2c_block_data() - I2C block write
 * @client: the device
 * @command: of the device
 * @values: at most I2C_SMBUS_BLOCK_MAX bytes
 *
 * Context: May sleep.
 * Return: 0 or an errno; -E2BIG for more bytes.
 */
static inline __must_check int
safe_i2c_smbus_write_i2c_block_data(const struct i2c_client *client, u8 command,
				    struct safe_const_bytes values)
{
	if (unlikely(values.len > I2C_SMBUS_BLOCK_MAX))
		return -E2BIG;
	return i2c_smbus_write_i2c_block_data(client, command, values.len, values.ptr);
}
#define safe_i2c_smbus_write_i2c_block_data(...) \
	__safe_sleeps(safe_i2c_smbus_write_i2c_block_data(__VA_ARGS__))

#endif
