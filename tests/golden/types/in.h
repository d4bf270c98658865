/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
#ifndef _TYPES_H
#define _TYPES_H

#include <linux/types.h>

struct port;
typedef irqreturn_t (*port_handler_t)(int irq, void *data);

__must_check int port_name(struct port *port, char name[16]);
__must_check int port_open(const char *const *names, unsigned int n_names, const char *const label);
__must_check int port_set_handler(struct port *port, port_handler_t handler, int (*match)(struct port *port, const void *with));
__must_check int port_read(struct port *port, void __user *to, size_t len);
__must_check int port_write(struct port *port, const void __user *from, u8 len);
__must_check int port_levels(struct port *port, u16 *levels, size_t n);
__must_check int port_send(struct port *port, const u8 *bytes, int len);
void port_fill(struct port *port, const void *from, unsigned short len);
unsigned int port_sum(const u8 *bytes, u8 len);
void __iomem *port_map(struct port *port, unsigned long offset_from_the_begin_of_it, unsigned long size_of_what_is_mapped);
ssize_t port_transfer(struct port *port, const volatile u32 *from, const struct port *const *others, enum port_mode { PORT_IN, PORT_OUT } mode);

#endif
