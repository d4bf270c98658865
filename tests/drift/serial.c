// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* ttys, serial ports, USB, input and other buses: written once for all kernels. */
#include <linux/io.h>
#include <linux/module.h>
#include <safe/linux/hid.h>
#include <safe/linux/host1x.h>
#include <safe/linux/input.h>
#include <safe/linux/rpmsg.h>
#include <safe/linux/serdev.h>
#include <safe/linux/serial_core.h>
#include <safe/linux/soundwire/sdw.h>
#include <safe/linux/tty.h>
#include <safe/linux/tty_driver.h>
#include <safe/linux/tty_flip.h>
#include <safe/linux/tty_ldisc.h>
#include <safe/linux/tty_port.h>
#include <safe/linux/usb.h>
#include <safe/linux/usb/hcd.h>
#include <safe/sound/core.h>
#include <safe/short.h>

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("what kernels do differently");

/* ---- ttys, serial ports, serial devices ---- */

/* row: tty_operations.write */
static ssize_t tty_write(struct tty_struct *tty, const u8 *buf, size_t count)
{
	return count;
}
SAFE_OP_PLAIN(ttys, tty_operations, write, tty_write);

/* row: tty_operations.send_xchar */
static void tty_xchar(struct tty_struct *tty, u8 ch)
{
}
SAFE_OP_PLAIN(ttys, tty_operations, send_xchar, tty_xchar);

static const struct tty_operations ttys = {
	.write = safe_op(ttys, tty_write),
	.send_xchar = safe_op(ttys, tty_xchar),
};

/* row: tty_ldisc_ops.receive_buf */
/* row: tty_ldisc_ops.lookahead_buf */
static void ldisc_receive(struct tty_struct *tty, const u8 *cp, const u8 *fp, size_t count)
{
}
SAFE_OP_PLAIN(ldisc, tty_ldisc_ops, receive_buf, ldisc_receive);
SAFE_OP_PLAIN(ahead, tty_ldisc_ops, lookahead_buf, ldisc_receive);

/* row: tty_ldisc_ops.receive_buf2 */
static size_t ldisc_receive2(struct tty_struct *tty, const u8 *cp, const u8 *fp, size_t count)
{
	return count;
}
SAFE_OP_PLAIN(ldisc, tty_ldisc_ops, receive_buf2, ldisc_receive2);

static const struct tty_ldisc_ops ldisc = {
	.receive_buf = safe_op(ldisc, ldisc_receive),
	.receive_buf2 = safe_op(ldisc, ldisc_receive2),
	.lookahead_buf = safe_op(ahead, ldisc_receive),
};

/* row: tty_port_operations.dtr_rts */
static void dtr_rts(struct tty_port *port, bool active)
{
}
SAFE_OP_PLAIN(port, tty_port_operations, dtr_rts, dtr_rts);

/* row: tty_port_operations.carrier_raised */
static bool carrier(struct tty_port *port)
{
	return true;
}
SAFE_OP_PLAIN(port, tty_port_operations, carrier_raised, carrier);

static const struct tty_port_operations port = {
	.dtr_rts = safe_op(port, dtr_rts),
	.carrier_raised = safe_op(port, carrier),
};

/* row: tty_port_client_operations.receive_buf */
static size_t client_receive(struct tty_port *port, const u8 *cp, const u8 *fp, size_t count)
{
	return count;
}
SAFE_OP_PLAIN(client, tty_port_client_operations, receive_buf, client_receive);
static const struct tty_port_client_operations client = {
	.receive_buf = safe_op(client, client_receive),
};

/* row: tty_insert_flip_char */
/* row: tty_insert_flip_string */
/* row: tty_insert_flip_string_fixed_flag */
/* row: tty_insert_flip_string_flags */
static bool received(struct tty_port *port, struct safe_const_bytes bytes, const u8 *flags)
{
	return safe_tty_insert_flip_char(port, 'x', TTY_NORMAL) == 1 &&
	       safe_tty_insert_flip_string(port, bytes) &&
	       safe_tty_insert_flip_string_fixed_flag(port, bytes, TTY_NORMAL) &&
	       safe_tty_insert_flip_string_flags(port, bytes, flags);
}

/* row: tty_prepare_flip_string */
/* row: tty_get_baud_rate */
/* row: tty_termios_hw_change */
static size_t prepare(struct tty_port *port, const struct tty_struct *tty, const struct ktermios *old)
{
	u8 *chars;

	if (!safe_tty_termios_hw_change(&tty->termios, old))
		return safe_tty_get_baud_rate(tty);
	return safe_tty_prepare_flip_string(port, &chars, 16);
}

/* row: uart_insert_char */
/* row: uart_handle_sysrq_char */
/* row: uart_prepare_sysrq_char */
static void uart_received(struct uart_port *port, u8 ch)
{
	if (!safe_uart_handle_sysrq_char(port, ch) && !safe_uart_prepare_sysrq_char(port, ch))
		safe_uart_insert_char(port, 0, 0, ch, TTY_NORMAL);
}

/* row: uart_poll_timeout */
static struct safe_jiffies uart_poll(struct uart_port *port)
{
	return safe_uart_poll_timeout(port);
}

/* row: uart_port.serial_in */
static u32 uart_in(struct uart_port *port, unsigned int offset)
{
	return readb(port->membase + offset);
}
SAFE_OP_PLAIN(uart, uart_port, serial_in, uart_in);

/* row: uart_port.serial_out */
static void uart_out(struct uart_port *port, unsigned int offset, u32 val)
{
	writeb(val, port->membase + offset);
}
SAFE_OP_PLAIN(uart, uart_port, serial_out, uart_out);

static void uart_accessors(struct uart_port *port)
{
	port->serial_in = safe_op(uart, uart_in);
	port->serial_out = safe_op(uart, uart_out);
}

/* row: serdev_device_ops.receive_buf */
static size_t serdev_receive(struct serdev_device *serdev, const u8 *buf, size_t count)
{
	return count;
}
SAFE_OP_PLAIN(serdev, serdev_device_ops, receive_buf, serdev_receive);
static const struct serdev_device_ops serdev = { .receive_buf = safe_op(serdev, serdev_receive) };

/* row: serdev_device_write */
static int serdev_send(struct serdev_device *serdev, struct safe_const_bytes bytes)
{
	ssize_t n;

	n = TRY(safe_serdev_device_write(serdev, bytes, safe_jiffies(HZ)));
	return 0;
}

/* row: serdev_controller_ops.write_buf */
static ssize_t ctrl_write(struct serdev_controller *ctrl, const u8 *buf, size_t count)
{
	return count;
}
SAFE_OP_PLAIN(ctrl, serdev_controller_ops, write_buf, ctrl_write);

/* row: serdev_controller_ops.write_room */
static int ctrl_room(struct serdev_controller *ctrl)
{
	return 64;
}
SAFE_OP_PLAIN(ctrl, serdev_controller_ops, write_room, ctrl_room);

static const struct serdev_controller_ops ctrl = {
	.write_buf = safe_op(ctrl, ctrl_write),
	SAFE_OP_ENTRY_IF(ctrl, serdev_controller_ops, write_room, ctrl_room)
};

/* row: serdev_controller_alloc */
/* row: serdev_controller_receive_buf */
static int controller(struct device *host, struct device *parent, struct safe_const_bytes bytes)
{
	struct serdev_controller *it;

	it = TRY(safe_serdev_controller_alloc(host, parent, 0));
	it->ops = &ctrl;
	return safe_serdev_controller_receive_buf(it, bytes);
}

/* ---- other buses ---- */

/* row: usb_class_driver.devnode */
static char *usb_devnode(const struct device *dev, umode_t *mode)
{
	return NULL;
}
SAFE_OP_PLAIN(usb_class, usb_class_driver, devnode, usb_devnode);
static const struct usb_class_driver usb_class = { .devnode = safe_op(usb_class, usb_devnode) };

/* row: hc_driver.pci_resume */
static int pci_resume(struct usb_hcd *hcd, pm_message_t msg)
{
	return msg.event == PM_EVENT_RESTORE;
}
SAFE_OP_PLAIN(hc, hc_driver, pci_resume, pci_resume);
static const struct hc_driver hc = { .pci_resume = safe_op(hc, pci_resume) };

/* row: interface_to_usbdev */
static struct usb_device *usb_of(struct usb_interface *intf)
{
	return interface_to_usbdev(intf);
}

/* row: input_handler.events */
static void events(struct input_handle *handle, const struct input_value *vals, unsigned int count)
{
}
SAFE_OP_PLAIN(handler, input_handler, events, events);
static const struct input_handler handler = { .events = safe_op(handler, events) };

/* row: hid_driver.report_fixup */
/* row: hid_parse_report */
static const u8 *fixup(struct hid_device *hdev, u8 *buf, unsigned int *size)
{
	return buf;
}
SAFE_OP_PLAIN(hid, hid_driver, report_fixup, fixup);
static const struct hid_driver hid = { .report_fixup = safe_op(hid, fixup) };

static int hid_parsed(struct hid_device *hdev, struct safe_const_bytes report)
{
	return safe_hid_is_usb(hdev) ? safe_hid_parse_report(hdev, report) : -EINVAL;
}

/* row: rpmsg_send */
/* row: rpmsg_sendto */
/* row: rpmsg_trysend */
/* row: rpmsg_trysendto */
static int message(struct rpmsg_endpoint *ept, struct safe_const_bytes bytes)
{
	TRY(safe_rpmsg_send(ept, bytes));
	TRY(safe_rpmsg_sendto(ept, bytes, 1));
	TRY(safe_rpmsg_trysend(ept, bytes));
	return safe_rpmsg_trysendto(ept, bytes, 1);
}

/* row: host1x_driver.remove */
static void host1x_gone(struct host1x_device *device)
{
}
SAFE_OP_PLAIN(host1x, host1x_driver, remove, host1x_gone);
static const struct host1x_driver host1x = { .remove = safe_op(host1x, host1x_gone) };

/* row: sdw_driver.remove */
static void sdw_gone(struct sdw_slave *sdw)
{
}
SAFE_OP_PLAIN(sdw, sdw_driver, remove, sdw_gone);
static const struct sdw_driver sdw = { .remove = safe_op(sdw, sdw_gone) };

/* row: snd_card_free */
/* row: snd_card_disconnect */
/* row: snd_card_free_when_closed */
static void card_gone(struct snd_card *card, bool now)
{
	safe_snd_card_disconnect(card);
	if (now)
		safe_snd_card_free(card);
	else
		safe_snd_card_free_when_closed(card);
}
