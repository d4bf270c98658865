/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* The registers of a one-channel analog-to-digital converter, the same for both drivers. */
#ifndef ADC_REGS_H
#define ADC_REGS_H

#define ADC_ID			0x00	/* reads as ones without clock or supply, and in reset */
#define   ADC_ID_VALUE		0x5eadc001
#define ADC_CTRL		0x04
#define   ADC_CTRL_START	BIT(0)	/* clears itself */
#define   ADC_CTRL_IRQ		BIT(1)
#define ADC_STATUS		0x08
#define   ADC_STATUS_DONE	BIT(0)	/* written as 0 to acknowledge */
#define ADC_DIVIDER		0x0c	/* from the bus clock to at most ADC_MAX_HZ */
#define ADC_DATA		0x10
#define ADC_SIZE		0x20

#define ADC_BITS		12
#define ADC_MAX_HZ		1000000
#define ADC_BUS_HZ		8000000
#define ADC_TIMEOUT_MS		1000

#endif
