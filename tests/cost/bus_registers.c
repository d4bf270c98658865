// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * What registers of a regmap and of the configuration space of PCI cost. The careful twin checks what the safe form
 * checks, and marks failures as unlikely, too.
 */
#include <linux/bitfield.h>
#include <linux/pci.h>
#include <linux/regmap.h>
#include <safe/core/regmap_register.h>
#include <safe/linux/pci.h>
#include <safe/linux/regmap.h>
#include <safe/short.h>

SAFE_REGMAP_REGION(cost_map, 0x7f, 1);
SAFE_REGISTER(cost_map, cost_level, 0x11, u8, rw) {
	SAFE_FIELD(on, BIT(7));
	SAFE_FIELD(step, GENMASK(4, 0));
};
SAFE_REGISTER(cost_map, cost_number, 0x12, u32, ro) {
};
SAFE_REGISTER_ARRAY(cost_map, cost_table, 0x20, u16, rw, 4, 1) {
};

SAFE_REGISTER(safe_pci_config, cost_card, 0x40, u16, rw) {
	SAFE_FIELD(fast, BIT(3));
};

/* cost: bus_registers_regmap_read: same */
int raw_bus_registers_regmap_read(struct regmap *map)
{
	unsigned int level;
	int ret = regmap_read(map, 0x11, &level);

	if (ret)
		return ret;
	if (unlikely(level > U8_MAX))
		return -ERANGE;
	return FIELD_GET(GENMASK(4, 0), level);
}

int cost_bus_registers_regmap_read(struct regmap *map)
{
	struct cost_level level;

	TRY(safe_regmap_reg_read(map, &level));
	return safe_field_get(level, step);
}

/* cost: bus_registers_regmap_write: same */
int raw_bus_registers_regmap_write(struct regmap *map)
{
	return regmap_write(map, 0x11, BIT(7) | FIELD_PREP(GENMASK(4, 0), 9));
}

int cost_bus_registers_regmap_write(struct regmap *map)
{
	return safe_regmap_reg_write(map, safe_fields(cost_level, on, 1, step, 9));
}

/* cost: bus_registers_regmap_update: same */
int raw_bus_registers_regmap_update(struct regmap *map)
{
	return regmap_update_bits(map, 0x11, BIT(7) | GENMASK(4, 0),
				  BIT(7) | FIELD_PREP(GENMASK(4, 0), 9));
}

int cost_bus_registers_regmap_update(struct regmap *map)
{
	return safe_regmap_reg_update(map, cost_level, on, 1, step, 9);
}

/* cost: bus_registers_regmap_try: same */
int raw_bus_registers_regmap_try(struct regmap *map, unsigned int step)
{
	if (unlikely(step > 31))
		return -ERANGE;
	return regmap_update_bits(map, 0x11, GENMASK(4, 0), FIELD_PREP(GENMASK(4, 0), step));
}

int cost_bus_registers_regmap_try(struct regmap *map, unsigned int step)
{
	return safe_try_regmap_reg_update(map, cost_level, step, step);
}

/* cost: bus_registers_regmap_at: same */
int raw_bus_registers_regmap_at(struct regmap *map, unsigned int n, unsigned int value)
{
	if (unlikely(n >= 4))
		return -ERANGE;
	return regmap_write(map, 0x20 + n, (u16)value);
}

int cost_bus_registers_regmap_at(struct regmap *map, unsigned int n, unsigned int value)
{
	return safe_regmap_reg_write_at(map, n, safe_reg_value(cost_table, (u16)value));
}

/* cost: bus_registers_regmap_poll: same */
int raw_bus_registers_regmap_poll(struct regmap *map)
{
	unsigned int number;

	return regmap_read_poll_timeout(map, 0x12, number, number & 1, 10, 1000);
}

int cost_bus_registers_regmap_poll(struct regmap *map)
{
	struct cost_number number;

	return safe_regmap_reg_poll_timeout(map, number, number.value & 1, safe_us(10),
					    safe_us(1000));
}

/* cost: bus_registers_config_read: same */
int raw_bus_registers_config_read(struct pci_dev *pdev, u16 *command)
{
	return pcibios_err_to_errno(pci_read_config_word(pdev, PCI_COMMAND, command));
}

int cost_bus_registers_config_read(struct pci_dev *pdev, u16 *command)
{
	return safe_pci_read_config_word(pdev, PCI_COMMAND, command);
}

/* cost: bus_registers_config_try: same */
int raw_bus_registers_config_try(struct pci_dev *pdev, size_t offset, u8 value)
{
	if (unlikely(offset >= pdev->cfg_size))
		return -ERANGE;
	return pcibios_err_to_errno(pci_write_config_byte(pdev, offset, value));
}

int cost_bus_registers_config_try(struct pci_dev *pdev, size_t offset, u8 value)
{
	return safe_try_pci_write_config_byte(pdev, offset, value);
}

/* cost: bus_registers_config_field: same */
int raw_bus_registers_config_field(struct pci_dev *pdev)
{
	u16 card;
	int ret = pcibios_err_to_errno(pci_read_config_word(pdev, 0x40, &card));

	if (ret)
		return ret;
	return pcibios_err_to_errno(pci_write_config_word(pdev, 0x40, card | BIT(3)));
}

int cost_bus_registers_config_field(struct pci_dev *pdev)
{
	return safe_pci_config_reg_update(pdev, cost_card, fast, 1);
}

/* cost: bus_registers_capability: same */
int raw_bus_registers_capability(struct pci_dev *pdev)
{
	int pos = pci_find_capability(pdev, PCI_CAP_ID_VNDR);

	if (unlikely(!pos))
		return -ENOENT;
	return pos + 2;
}

int cost_bus_registers_capability(struct pci_dev *pdev)
{
	return TRY(safe_pci_find_capability(pdev, PCI_CAP_ID_VNDR)) + 2;
}
