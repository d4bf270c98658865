/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * SPI drivers with typed private data; see <safe/core/driver.h>.
 *
 * Example
 *
 *	static int port_probe(struct spi_device *spi, struct port *port) { ... }
 *
 *	SAFE_SPI_DRIVER(port_driver, struct port, port_probe, NULL, .id_table = port_ids,
 *			.driver.of_match_table = port_of_match);
 */
#ifndef SAFE_CORE_SPI_DRIVER_H
#define SAFE_CORE_SPI_DRIVER_H

#include <linux/spi/spi.h>
#include <safe/core/driver.h>

/**
 * safe_spi_get_drvdata() - as safe_dev_get_drvdata(), of an SPI device
 * @spi: the device
 * @name: of the driver, with SAFE_DRVDATA()
 */
#define safe_spi_get_drvdata(spi, name)							\
	safe_dev_get_drvdata(__safe_spi_dev(spi), name)

static __safe_inline struct device *__safe_spi_dev(struct spi_device *spi)
{
	return &spi->dev;
}

/**
 * SAFE_SPI_DRIVER() - define and register an SPI driver; the module's init and exit
 * @name: of the struct spi_driver
 * @type: of the private data: struct port
 * @probe: int probe(struct spi_device *, type *)
 * @remove: void remove(struct spi_device *, type *), or NULL
 * @...: further members: .id_table = ..., .driver.of_match_table = ...
 */
#define SAFE_SPI_DRIVER(name, type, probe, remove, ...)					\
	SAFE_SPI_DRIVER_STRUCT(name, type, probe, remove, ##__VA_ARGS__);		\
	module_spi_driver(name)

/**
 * SAFE_SPI_DRIVER_STRUCT() - the same without module_spi_driver()
 * @var: of the struct spi_driver
 * @type: of the private data
 * @probe_fn: as of SAFE_SPI_DRIVER()
 * @remove_fn: as of SAFE_SPI_DRIVER()
 * @...: further members
 */
#define SAFE_SPI_DRIVER_STRUCT(var, type, probe_fn, remove_fn, ...)			\
__SAFE_DRIVER_PRIVATE(var, type);							\
static int __safe_probe_##var(struct spi_device *spi)					\
{											\
	return __safe_probe(var, type, spi, &spi->dev, probe_fn);			\
}											\
static void __maybe_unused __safe_remove_##var(struct spi_device *spi)			\
{											\
	__safe_remove(type, spi, &spi->dev, remove_fn);					\
}											\
static struct spi_driver var = {							\
	.driver.name = KBUILD_MODNAME,							\
	.probe = __safe_probe_##var,							\
	.remove = __safe_callback_or_null(remove_fn, __safe_remove_##var),		\
	__VA_ARGS__									\
}

#endif
