// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Registers behind a bus: of a regmap, and in the configuration space of PCI. */
#include <safe/core/regmap_register.h>
#include <safe/linux/pci.h>
#include <safe/linux/regmap.h>
#include <safe/short.h>

SAFE_REGMAP_REGION(bus_registers_pmic, 0x7f, 1);
SAFE_REGISTER(bus_registers_pmic, bus_registers_level, 0x10, u8, rw) {
	SAFE_FIELD(microvolts, GENMASK(4, 0));
	SAFE_FIELD(on, BIT(7));
};
SAFE_REGISTER(bus_registers_pmic, bus_registers_chip, 0x00, u8, ro) { };

SAFE_REGISTER(safe_pci_config, bus_registers_speed, 0x40, u16, rw) {
	SAFE_FIELD(fast, BIT(3));
};
SAFE_REGISTER(safe_pci_ext_config, bus_registers_error, 0x104, u32, rw) { };

/* case 12: the extended configuration space of a device that may be a conventional one */
static int __used bus_registers_config_past_the_end(struct pci_dev *pdev, u32 *header)
{
#ifdef MISTAKE
	return safe_pci_read_config_dword(pdev, 0x100, header);	/* error: past the end of the configuration space */
#else
	struct safe_pci_ext_config *config = TRY(safe_pci_ext_config(pdev));

	return safe_pci_read_config_dword(config, 0x100, header);
#endif
}

/* case 12: a word of the configuration space at an odd offset, which the kernel refuses by a positive code */
static int __used bus_registers_config_not_aligned(struct pci_dev *pdev, u16 *command)
{
#ifdef MISTAKE
	return safe_pci_read_config_word(pdev, PCI_COMMAND + 1, command);	/* error: not aligned to the width of the access */
#else
	return safe_pci_read_config_word(pdev, PCI_COMMAND, command);
#endif
}

/* case 12: a register of the extended space is read through the device */
static int __used bus_registers_config_extended(struct pci_dev *pdev)
{
	struct bus_registers_error error;

#ifdef MISTAKE
	return safe_pci_config_reg_read(pdev, &error);	/* error: this register needs the extended configuration space */
#else
	struct safe_pci_ext_config *config = TRY(safe_pci_ext_config(pdev));

	return safe_pci_config_reg_read(config, &error);
#endif
}

/* case 13: a number of the regmap's field that does not fit */
static int __used bus_registers_regmap_constant(struct regmap *map)
{
#ifdef MISTAKE
	return safe_regmap_reg_update(map, bus_registers_level, microvolts, 32);	/* error: this constant does not fit into the field */
#else
	return safe_regmap_reg_update(map, bus_registers_level, microvolts, 31);
#endif
}

/* case 24: a regmap's register that is for reading only is written */
static int __used bus_registers_regmap_read_only(struct regmap *map)
{
#ifdef MISTAKE
	return safe_regmap_reg_write(map, safe_reg_value(bus_registers_chip, 1));	/* error: this register cannot be written */
#else
	return safe_regmap_reg_write(map, safe_fields(bus_registers_level, on, 1));
#endif
}

/* case 22: the position of a capability that is not there is 0, and is written to */
static int __used bus_registers_no_capability(struct pci_dev *pdev)
{
#ifdef MISTAKE
	u8 pos = safe_pci_find_capability(pdev, PCI_CAP_ID_VNDR);	/* error: incompatible type */
#else
	int pos = TRY(safe_pci_find_capability(pdev, PCI_CAP_ID_VNDR));
#endif
	return safe_try_pci_write_config_byte(pdev, pos + 4, 1);
}

/* case 22: the code of a regmap is stored as if it were the value */
static int __used bus_registers_code_as_value(struct regmap *map)
{
	struct bus_registers_level level = { };

#ifdef MISTAKE
	level = safe_regmap_reg_read(map, &level);	/* error: incompatible type */
#else
	TRY(safe_regmap_reg_read(map, &level));
#endif
	return safe_field_get(level, microvolts);
}

/* case 4: nobody looks whether the regmap could write */
static void __used bus_registers_ignored_write(struct regmap *map)
{
#ifdef MISTAKE_LATE
	safe_regmap_reg_write(map, safe_fields(bus_registers_level, on, 1));	/* error: ignoring return value */
#else
	if (safe_regmap_reg_write(map, safe_fields(bus_registers_level, on, 1)))
		pr_err("cannot switch on\n");
#endif
}
