/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The configuration space of a PCI device.
 *
 * Invariants
 *   - A struct pci_dev * stands for the 256 bytes that every device has. The 4096 bytes of PCI
 *     Express are a type of their own, which safe_pci_ext_config() gives if the device has them.
 *   - An offset that is a constant is aligned and inside: the front end has seen it. One that is
 *     known only at run time, such as that of a capability, goes to the form with try in its name,
 *     which asks the device how large its configuration space is: -ERANGE, and nothing is touched.
 *   - The kernel's PCIBIOS_ codes, which are positive, are an errno here, and must be looked at.
 *   - Where the kernel says by 0 that there is no such capability, it is -ENOENT here: the
 *     position of nothing, which is that of the vendor's number, cannot be written to.
 *
 * Example
 *
 *	u16 flags, command;
 *	int pos;
 *
 *	TRY(safe_pci_read_config_word(pdev, PCI_COMMAND, &command));
 *	pos = TRY(safe_pci_find_capability(pdev, PCI_CAP_ID_VNDR));
 *	TRY(safe_try_pci_read_config_word(pdev, pos + 2, &flags));
 *
 *	struct safe_pci_ext_config *config = TRY(safe_pci_ext_config(pdev));
 *	u32 header;
 *
 *	TRY(safe_pci_read_config_dword(config, 0x100, &header));
 *
 * Registers of a driver's own are declared as in <safe/core/field.h>, in the region safe_pci_config
 * or safe_pci_ext_config:
 *
 *	SAFE_REGISTER(safe_pci_config, card_mode, 0x40, u16, rw) {
 *		SAFE_FIELD(fast, BIT(3));
 *	};
 *	struct card_mode mode;
 *
 *	TRY(safe_pci_config_reg_read(pdev, &mode));
 *	TRY(safe_pci_config_reg_update(pdev, card_mode, fast, 1));
 *
 * What misuse gives
 *   an offset past the end		error: "past the end of the configuration space"
 *   an offset that is not aligned	error: "not aligned to the width of the access"
 *   an offset known only at run time	error: "known only at run time: use the form with try"
 *   a register of the extended space	error: "this register needs the extended configuration space"
 *   a variable of another width	error: incompatible pointer type
 *   an ignored result			warning: ignoring return value
 *
 * What C cannot do: know what a register means, or that a capability has the length that the driver
 * thinks.
 */
#ifndef SAFE_CORE_PCI_CONFIG_H
#define SAFE_CORE_PCI_CONFIG_H

#include <linux/pci.h>
#include <safe/core/field.h>
#include <safe/core/mmio.h>
#include <safe/core/result.h>

/* The two sizes, as regions for SAFE_REGISTER(); of the second a pointer is a struct pci_dev *. */
struct safe_pci_config { u8 __region[0][PCI_CFG_SPACE_SIZE], __span[0][0]; };
struct safe_pci_ext_config { u8 __region[0][PCI_CFG_SPACE_EXP_SIZE], __span[0][0]; };
SAFE_RESULT(pci_ext_config_ptr, struct safe_pci_ext_config *);

/**
 * safe_pci_ext_config() - the configuration space of PCI Express
 * @pdev: the device
 *
 * Context: Any.
 * Return: what takes the place of @pdev in safe_pci_read_config_byte() and its kin, to open by TRY();
 * -ENODEV if the device has 256 bytes only.
 */
static __always_inline __must_check struct safe_pci_ext_config_ptr_result
safe_pci_ext_config(struct pci_dev *pdev)
{
	if (unlikely(pdev->cfg_size < PCI_CFG_SPACE_EXP_SIZE))
		return safe_from_errno(pci_ext_config_ptr, -ENODEV);
	return safe_from_err_ptr(pci_ext_config_ptr, (struct safe_pci_ext_config *)pdev);
}

/* How much of a configuration space @config stands for, and whose it is. */
#define __safe_pci_bytes(config)							\
	_Generic((config), struct pci_dev *: PCI_CFG_SPACE_SIZE,			\
		 struct safe_pci_ext_config *: PCI_CFG_SPACE_EXP_SIZE)
#define __safe_pci_config_of(config)	((struct pci_dev *)__safe_pci_pointer(config))
static __safe_inline void *__safe_pci_pointer(void *config)
{
	return config;
}

#define __safe_pci_offset(config, offset, width)					\
	((offset) | (int)__safe_field_checked(						\
		_Static_assert(__safe_is_constant(offset),				\
			       "known only at run time: use the form with try");	\
		_Static_assert((size_t)__safe_constant(offset) % (width) == 0,		\
			       "not aligned to the width of the access");		\
		_Static_assert((size_t)__safe_constant(offset) < __safe_pci_bytes(config), \
			       "past the end of the configuration space")))

/* Where a register that was declared is. */
#define __safe_pci_register(config, T, access)						\
	((int)(__safe_register_offset(T) | __safe_field_checked(			\
		_Static_assert(__safe_pci_bytes(config) >= sizeof(*__safe_register(T).region->__region), \
			       "this register needs the extended configuration space");	\
		_Static_assert(_Generic(__safe_register(T).region,			\
					struct safe_pci_config *: 1,			\
					struct safe_pci_ext_config *: 1, default: 0),	\
			       "no register of a configuration space");			\
		__safe_register_check(T, access);					\
		__safe_register_check_single(T))))

#define __SAFE_PCI_CONFIG(word, type)							\
static __safe_inline __must_check int							\
__safe_pci_read_config_##word(struct pci_dev *pdev, int where, type *to)		\
{											\
	return safe_from_pcibios(pci_read_config_##word(pdev, where, to));		\
}											\
static __safe_inline __must_check int							\
__safe_pci_write_config_##word(struct pci_dev *pdev, int where, type value)		\
{											\
	return safe_from_pcibios(pci_write_config_##word(pdev, where, value));		\
}											\
static __safe_inline __must_check int							\
__safe_try_pci_read_config_##word(struct pci_dev *pdev, size_t where, type *to)	\
{											\
	if (unlikely(!__safe_io_fits(pdev->cfg_size, where, sizeof(type))))		\
		return -ERANGE;								\
	return __safe_pci_read_config_##word(pdev, where, to);				\
}											\
static __safe_inline __must_check int							\
__safe_try_pci_write_config_##word(struct pci_dev *pdev, size_t where, type value)	\
{											\
	if (unlikely(!__safe_io_fits(pdev->cfg_size, where, sizeof(type))))		\
		return -ERANGE;								\
	return __safe_pci_write_config_##word(pdev, where, value);			\
}											\
static __safe_inline __must_check int							\
__safe_pci_update_config_##word(struct pci_dev *pdev, int where, type mask, type bits)	\
{											\
	type value;									\
	int err = __safe_pci_read_config_##word(pdev, where, &value);			\
											\
	if (err)									\
		return err;								\
	return __safe_pci_write_config_##word(pdev, where, (value & ~mask) | bits);	\
}

__SAFE_PCI_CONFIG(byte, u8)
__SAFE_PCI_CONFIG(word, u16)
__SAFE_PCI_CONFIG(dword, u32)

/**
 * safe_pci_read_config_byte() - read from the configuration space
 * @config: struct pci_dev *, or what safe_pci_ext_config() gives
 * @offset: constant, aligned and inside; else use safe_try_pci_read_config_byte()
 * @to: u8 * that gets the value; of the word u16 *, of the dword u32 *
 *
 * Context: Any.
 * Return: 0 or an errno.
 */
#define safe_pci_read_config_byte(config, offset, to)					\
	__safe_pci_read_config_byte(__safe_pci_config_of(config), __safe_pci_offset(config, offset, 1), to)
#define safe_pci_read_config_word(config, offset, to)					\
	__safe_pci_read_config_word(__safe_pci_config_of(config), __safe_pci_offset(config, offset, 2), to)
#define safe_pci_read_config_dword(config, offset, to)					\
	__safe_pci_read_config_dword(__safe_pci_config_of(config), __safe_pci_offset(config, offset, 4), to)

/**
 * safe_pci_write_config_byte() - write to the configuration space
 * @config: struct pci_dev *, or what safe_pci_ext_config() gives
 * @offset: constant, aligned and inside; else use safe_try_pci_write_config_byte()
 * @value: u8; of the word u16, of the dword u32
 *
 * Context: Any.
 * Return: 0 or an errno.
 */
#define safe_pci_write_config_byte(config, offset, value)				\
	__safe_pci_write_config_byte(__safe_pci_config_of(config),				\
				     __safe_pci_offset(config, offset, 1), value)
#define safe_pci_write_config_word(config, offset, value)				\
	__safe_pci_write_config_word(__safe_pci_config_of(config),				\
				     __safe_pci_offset(config, offset, 2), value)
#define safe_pci_write_config_dword(config, offset, value)				\
	__safe_pci_write_config_dword(__safe_pci_config_of(config),				\
				      __safe_pci_offset(config, offset, 4), value)

/**
 * safe_try_pci_read_config_byte() - read from where is known only at run time
 * @pdev: struct pci_dev *
 * @offset: any number
 * @to: u8 * that gets the value; of the word u16 *, of the dword u32 *
 *
 * Context: Any.
 * Return: 0 or an errno; -ERANGE if it is not aligned or not inside of what the device has.
 */
#define safe_try_pci_read_config_byte(pdev, offset, to)					\
	__safe_try_pci_read_config_byte(pdev, offset, to)
#define safe_try_pci_read_config_word(pdev, offset, to)					\
	__safe_try_pci_read_config_word(pdev, offset, to)
#define safe_try_pci_read_config_dword(pdev, offset, to)				\
	__safe_try_pci_read_config_dword(pdev, offset, to)

/**
 * safe_try_pci_write_config_byte() - write to where is known only at run time
 * @pdev: struct pci_dev *
 * @offset: any number
 * @value: u8; of the word u16, of the dword u32
 *
 * Context: Any.
 * Return: 0 or an errno; -ERANGE if it is not aligned or not inside of what the device has.
 */
#define safe_try_pci_write_config_byte(pdev, offset, value)				\
	__safe_try_pci_write_config_byte(pdev, offset, value)
#define safe_try_pci_write_config_word(pdev, offset, value)				\
	__safe_try_pci_write_config_word(pdev, offset, value)
#define safe_try_pci_write_config_dword(pdev, offset, value)				\
	__safe_try_pci_write_config_dword(pdev, offset, value)

/**
 * safe_pci_config_reg_read() - read a register that was declared
 * @config: struct pci_dev *, or what safe_pci_ext_config() gives
 * @to: struct card_mode *, which says what is read
 *
 * Context: Any.
 * Return: 0 or an errno.
 */
#define safe_pci_config_reg_read(config, to)						\
	_Generic((to)->value, u8: __safe_pci_read_config_byte,				\
		 u16: __safe_pci_read_config_word, u32: __safe_pci_read_config_dword)	\
		(__safe_pci_config_of(config), __safe_pci_register(config, typeof(*(to)), 1),	\
		 &(to)->value)

/**
 * safe_pci_config_reg_write() - write a register that was declared
 * @config: struct pci_dev *, or what safe_pci_ext_config() gives
 * @val: struct card_mode, which says where it is written
 *
 * Context: Any.
 * Return: 0 or an errno.
 */
#define safe_pci_config_reg_write(config, val)						\
	_Generic((val).value, u8: __safe_pci_write_config_byte,				\
		 u16: __safe_pci_write_config_word, u32: __safe_pci_write_config_dword)	\
		(__safe_pci_config_of(config), __safe_pci_register(config, typeof(val), 2), (val).value)

/**
 * safe_pci_config_reg_update() - read a register that was declared, change fields and write it back
 * @config: struct pci_dev *, or what safe_pci_ext_config() gives
 * @name: card_mode
 * @...: up to eight fields, each followed by its number, which is known to fit as of safe_fields()
 *
 * Context: Any; a lock keeps others out that change the register.
 * Return: 0 or an errno.
 */
#define safe_pci_config_reg_update(config, name, ...)					\
	_Generic(((struct name *)0)->value, u8: __safe_pci_update_config_byte,		\
		 u16: __safe_pci_update_config_word, u32: __safe_pci_update_config_dword) \
		(__safe_pci_config_of(config), __safe_pci_register(config, struct name, 7),	\
		 __safe_each(__safe_field_mask, struct name, __VA_ARGS__),		\
		 __safe_each(__safe_field_bits, struct name, __VA_ARGS__))

#endif
