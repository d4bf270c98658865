/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * I2C drivers with typed private data; see <safe/core/driver.h>.
 *
 * Example
 *
 *	static int port_probe(struct i2c_client *client, struct port *port) { ... }
 *
 *	SAFE_I2C_DRIVER(port_driver, struct port, port_probe, NULL, .id_table = port_ids,
 *			.driver.of_match_table = port_of_match);
 */
#ifndef SAFE_CORE_I2C_DRIVER_H
#define SAFE_CORE_I2C_DRIVER_H

#include <linux/i2c.h>
#include <safe/core/driver.h>

/**
 * safe_i2c_get_clientdata() - as safe_dev_get_drvdata(), of an I2C client
 * @client: the client
 * @name: of the driver, with SAFE_DRVDATA()
 */
#define safe_i2c_get_clientdata(client, name)						\
	safe_dev_get_drvdata(__safe_i2c_dev(client), name)

static __safe_inline struct device *__safe_i2c_dev(const struct i2c_client *client)
{
	return (struct device *)&client->dev;
}

/* probe() had a second argument until the kernel gave that up: the member's type tells. */
#define __safe_i2c_probe(name)								\
	__builtin_choose_expr(__builtin_types_compatible_p(				\
			typeof(((struct i2c_driver *)0)->probe),			\
			int (*)(struct i2c_client *)),					\
		__safe_probe_##name, __safe_probe_id_##name)

/**
 * SAFE_I2C_DRIVER() - define and register an I2C driver; the module's init and exit
 * @name: of the struct i2c_driver
 * @type: of the private data: struct port
 * @probe: int probe(struct i2c_client *, type *)
 * @remove: void remove(struct i2c_client *, type *), or NULL
 * @...: further members: .id_table = ..., .driver.of_match_table = ...
 *
 * Members of .driver are given one by one: ".driver = { }" would take the driver's name away.
 */
#define SAFE_I2C_DRIVER(name, type, probe, remove, ...)					\
	SAFE_I2C_DRIVER_STRUCT(name, type, probe, remove, ##__VA_ARGS__);		\
	module_i2c_driver(name)

/**
 * SAFE_I2C_DRIVER_STRUCT() - the same without module_i2c_driver()
 * @var: of the struct i2c_driver
 * @type: of the private data
 * @probe_fn: as of SAFE_I2C_DRIVER()
 * @remove_fn: as of SAFE_I2C_DRIVER()
 * @...: further members
 */
#define SAFE_I2C_DRIVER_STRUCT(var, type, probe_fn, remove_fn, ...)			\
__SAFE_DRIVER_PRIVATE(var, type);							\
static int __maybe_unused __safe_probe_##var(struct i2c_client *client)		\
{											\
	return __safe_probe(var, type, client, &client->dev, probe_fn);		\
}											\
static int __maybe_unused __safe_probe_id_##var(struct i2c_client *client,		\
						 const struct i2c_device_id *id)	\
{											\
	return __safe_probe(var, type, client, &client->dev, probe_fn);		\
}											\
static void __maybe_unused __safe_remove_##var(struct i2c_client *client)		\
{											\
	__safe_remove(type, client, &client->dev, remove_fn);				\
}											\
static struct i2c_driver var = {							\
	.driver.name = KBUILD_MODNAME,							\
	.probe = __safe_i2c_probe(var),						\
	.remove = __safe_callback_or_null(remove_fn, __safe_remove_##var),							\
	__VA_ARGS__									\
}

#endif
