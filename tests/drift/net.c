// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The network, PHYs, sockets, ttys, serial, USB, input and other buses: written once for all kernels. */
#include <linux/etherdevice.h>
#include <linux/linkmode.h>
#include <linux/module.h>
#include <safe/core/page_pool.h>
#include <safe/linux/dim.h>
#include <safe/linux/ethtool.h>
#include <safe/linux/hid.h>
#include <safe/linux/host1x.h>
#include <safe/linux/input.h>
#include <safe/linux/mdio.h>
#include <safe/linux/net.h>
#include <safe/linux/netdevice.h>
#include <safe/linux/phy.h>
#include <safe/linux/phy_fixed.h>
#include <safe/linux/phylink.h>
#include <safe/linux/rpmsg.h>
#include <safe/linux/serdev.h>
#include <safe/linux/serial_core.h>
#include <safe/linux/skbuff.h>
#include <safe/linux/soundwire/sdw.h>
#include <safe/linux/tty.h>
#include <safe/linux/tty_driver.h>
#include <safe/linux/tty_flip.h>
#include <safe/linux/tty_ldisc.h>
#include <safe/linux/tty_port.h>
#include <safe/linux/usb.h>
#include <safe/linux/usb/hcd.h>
#include <safe/net/devlink.h>
#include <safe/net/rtnetlink.h>
#include <safe/net/sock.h>
#include <safe/sound/core.h>
#include <safe/short.h>

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("what kernels do differently");

/* ---- devices and packets ---- */

/* row: napi_schedule */
/* row: napi_reschedule */
static bool poll_again(struct napi_struct *napi)
{
	return safe_napi_schedule(napi);
}

/* row: __napi_alloc_skb */
/* row: __skb_frag_set_page */
/* row: skb_frag_dma_map */
static int one_page(struct device *dev, struct napi_struct *napi, struct page *page)
{
	struct sk_buff *skb;
	skb_frag_t *frag;
	dma_addr_t dma;

	skb = TRY(safe_napi_alloc_skb(napi, 128));
	frag = &skb_shinfo(skb)->frags[0];
	safe_skb_frag_fill_page_desc(frag, page, 0, 64);
	dma = safe_skb_frag_dma_map(dev, frag, 0, 64, DMA_TO_DEVICE);
	return dma_mapping_error(dev, dma);
}

/* row: sk_skb_reason_drop */
/* row: skb_flow_get_ports */
/* row: skb_set_delivery_time */
static void packet(struct sock *sk, struct sk_buff *skb)
{
	if (!safe_skb_flow_get_ports(skb, 20, IPPROTO_UDP))
		safe_skb_set_delivery_time(skb, 0, 1);
	safe_sk_skb_reason_drop(sk, skb, SKB_DROP_REASON_NOT_SPECIFIED);
}

/* row: dev_alloc_pages */
static int page_for_packets(struct page **page)
{
	*page = TRY(safe_dev_alloc_pages(0));
	return 0;
}

/* row: NETIF_F_NETNS_LOCAL */
/* row: NETIF_F_LLTX */
/* row: NETIF_F_FCOE_MTU */
static void what_it_is(struct net_device *dev)
{
	safe_netdev_set_netns_immutable(dev);
	safe_netdev_set_lltx(dev);
	safe_netdev_set_fcoe_mtu(dev, true);
}

/* row: net_device_ops.ndo_get_devlink_port */
static struct devlink_port *port_of(struct net_device *dev)
{
	return NULL;
}
SAFE_OP_PLAIN(netdev, net_device_ops, ndo_get_devlink_port, port_of);

/* row: net_device_ops.ndo_fdb_add */
static int fdb_add(struct ndmsg *ndm, struct nlattr *tb[], struct net_device *dev,
		   const unsigned char *addr, u16 vid, u16 flags, bool *notified,
		   struct netlink_ext_ack *extack)
{
	return -EOPNOTSUPP;
}
SAFE_OP_PLAIN(netdev, net_device_ops, ndo_fdb_add, fdb_add);

/* row: net_device_ops.ndo_fdb_del */
static int fdb_del(struct ndmsg *ndm, struct nlattr *tb[], struct net_device *dev,
		   const unsigned char *addr, u16 vid, bool *notified,
		   struct netlink_ext_ack *extack)
{
	return -EOPNOTSUPP;
}
SAFE_OP_PLAIN(netdev, net_device_ops, ndo_fdb_del, fdb_del);

static const struct net_device_ops netdev_ops = {
	SAFE_OP_ENTRY_IF(netdev, net_device_ops, ndo_get_devlink_port, port_of)
	.ndo_fdb_add = safe_op(netdev, fdb_add),
	.ndo_fdb_del = safe_op(netdev, fdb_del),
};

/* row: header_ops.parse */
static int header_parse(const struct sk_buff *skb, const struct net_device *dev, unsigned char *to)
{
	return 0;
}
SAFE_OP_PLAIN(headers, header_ops, parse, header_parse);
static const struct header_ops headers = { .parse = safe_op(headers, header_parse) };

static void set_up(struct net_device *dev, struct devlink_port *port)
{
	dev->netdev_ops = &netdev_ops;
	dev->header_ops = &headers;
	safe_netdev_set_devlink_port(dev, port);
}

/* row: dev_set_mac_address */
/* row: dev_set_threaded */
/* row: ethtool_notify */
static int address(struct net_device *dev, struct __kernel_sockaddr_storage *to)
{
	TRY(safe_dev_set_mac_address(dev, to, NULL));
	TRY(safe_dev_set_threaded(dev, true));
	safe_ethtool_notify(dev, ETHTOOL_MSG_FEATURES_NTF);
	return safe_netdev_get_num_tc(dev);
}

/* row: net_dim */
static void moderate(struct dim *dim, const struct dim_sample *sample)
{
	safe_net_dim(dim, sample);
}

/* row: net/page_pool.h */
static struct page *from_pool(struct page_pool *pool)
{
	return page_pool_dev_alloc_pages(pool);
}

/* ---- ethtool ---- */

/* row: ethtool_ops.get_ts_info */
/* row: ethtool_op_get_ts_info */
static int ts_info(struct net_device *dev, struct safe_kernel_ethtool_ts_info *info)
{
	info->phc_index = -1;
	return safe_ethtool_op_get_ts_info(dev, info);
}
SAFE_OP_PLAIN(ethtool, ethtool_ops, get_ts_info, ts_info);

/* row: ethtool_ops.get_eee */
/* row: phy_ethtool_get_eee */
static int get_eee(struct net_device *dev, struct safe_ethtool_keee *eee)
{
	eee->tx_lpi_timer = 10;
	return safe_phy_ethtool_get_eee(dev->phydev, eee);
}
SAFE_OP_PLAIN(ethtool, ethtool_ops, get_eee, get_eee);

/* row: ethtool_ops.set_eee */
/* row: phy_ethtool_set_eee */
static int set_eee(struct net_device *dev, struct safe_ethtool_keee *eee)
{
	return eee->tx_lpi_enabled ? -EINVAL : safe_phy_ethtool_set_eee(dev->phydev, eee);
}
SAFE_OP_PLAIN(ethtool, ethtool_ops, set_eee, set_eee);

/* row: ethtool_ops.get_fec_stats */
static void fec_stats(struct net_device *dev, struct ethtool_fec_stats *stats)
{
	stats->corrected_blocks.total = 1;
}
SAFE_OP_PLAIN(ethtool, ethtool_ops, get_fec_stats, fec_stats);

/* row: ethtool_ops.get_rxfh */
static int get_rxfh(struct net_device *dev, u32 *indir, u8 *key, u8 *hfunc)
{
	if (hfunc)
		*hfunc = ETH_RSS_HASH_TOP;
	return 0;
}
SAFE_OP_PLAIN(ethtool, ethtool_ops, get_rxfh, get_rxfh);

/* row: ethtool_ops.set_rxfh */
static int set_rxfh(struct net_device *dev, const u32 *indir, const u8 *key, u8 hfunc,
		    struct netlink_ext_ack *extack)
{
	return hfunc == ETH_RSS_HASH_NO_CHANGE ? 0 : -EOPNOTSUPP;
}
SAFE_OP_PLAIN(ethtool, ethtool_ops, set_rxfh, set_rxfh);

/* row: ethtool_puts */
static void strings(u8 *data)
{
	safe_ethtool_puts(&data, "frames");
}

static const struct ethtool_ops ethtool = {
	.get_ts_info = safe_op(ethtool, ts_info),
	.get_eee = safe_op(ethtool, get_eee),
	.set_eee = safe_op(ethtool, set_eee),
	.get_fec_stats = safe_op(ethtool, fec_stats),
	.get_rxfh = safe_op(ethtool, get_rxfh),
	.set_rxfh = safe_op(ethtool, set_rxfh),
};

/* ---- PHYs ---- */

/* row: phy_driver.match_phy_device */
static int match_phy(struct phy_device *phydev)
{
	return phydev->phy_id == 1;
}
SAFE_OP_PLAIN(phy, phy_driver, match_phy_device, match_phy);

/* row: phy_driver.set_loopback */
/* row: genphy_loopback */
static int set_loopback(struct phy_device *phydev, bool enable, int speed)
{
	return safe_genphy_loopback(phydev, enable, speed);
}
SAFE_OP_PLAIN(phy, phy_driver, set_loopback, set_loopback);

static struct phy_driver phy = {
	.match_phy_device = safe_op(phy, match_phy),
	.set_loopback = safe_op(phy, set_loopback),
};

/* row: phy_driver_register */
/* row: phy_driver_unregister */
static int one_phy_driver(void)
{
	TRY(safe_phy_driver_register(&phy, THIS_MODULE));
	safe_phy_driver_unregister(&phy);
	return 0;
}

/* row: phy_loopback */
/* row: genphy_c45_loopback */
/* row: genphy_c37_read_status */
/* row: phy_get_internal_delay */
static int ask_phy(struct phy_device *phydev, const int *delays)
{
	bool changed;
	s32 delay;

	TRY(safe_phy_loopback(phydev, true, 0));
	TRY(safe_genphy_c45_loopback(phydev, false, 0));
	TRY(safe_genphy_c37_read_status(phydev, &changed));
	delay = TRY(safe_phy_get_internal_delay(phydev, delays, 4, true));
	return changed ? delay : 0;
}

/* row: mdiobus_c45_read */
/* row: mdiobus_c45_write */
static int c45(struct mii_bus *bus)
{
	int value;

	value = TRY(safe_mdiobus_c45_read(bus, 1, 2, 3));
	return safe_mdiobus_c45_write(bus, 1, 2, 3, value);
}

/* row: mdiobus_scan */
static int scan(struct mii_bus *bus, struct phy_device **phydev)
{
	*phydev = TRY(safe_mdiobus_scan_c22(bus, 1));
	return 0;
}

/* row: fixed_phy_register */
static int fixed(struct phy_device **phydev)
{
	static const struct fixed_phy_status status = { .link = 1, .speed = 1000, .duplex = 1 };

	*phydev = TRY(safe_fixed_phy_register(&status, NULL));
	return 0;
}

/* row: phylink_pcs_ops.pcs_get_state */
/* row: phylink_mac_ops.mac_pcs_get_state */
/* row: phylink_mii_c22_pcs_decode_state */
/* row: phylink_mii_c22_pcs_get_state */
static void pcs_state(struct phylink_pcs *pcs, unsigned int neg_mode,
		      struct phylink_link_state *state)
{
	if (neg_mode == SAFE_PHYLINK_PCS_NEG_INBAND_ENABLED)
		safe_phylink_mii_c22_pcs_decode_state(state, neg_mode, 0, 0);
	else
		safe_phylink_mii_c22_pcs_get_state(NULL, neg_mode, state);
}
SAFE_OP_PLAIN(pcs, phylink_pcs_ops, pcs_get_state, pcs_state);
static const struct phylink_pcs_ops pcs = { .pcs_get_state = safe_op(pcs, pcs_state) };

/* row: phylink_create */
/* row: phylink_fwnode_phy_connect */
/* row: phylink_ethtool_get_eee */
/* row: phylink_ethtool_set_eee */
static int link_up(struct phylink_config *config, const struct fwnode_handle *node,
		   struct safe_ethtool_keee *eee)
{
	static const struct phylink_mac_ops mac;

	owned(phylink, link, safe_phylink_create(config, node, PHY_INTERFACE_MODE_SGMII, &mac));
	TRY(safe_phylink_fwnode_phy_connect(borrow(link), node, 0));
	TRY(safe_phylink_ethtool_get_eee(borrow(link), eee));
	return safe_phylink_ethtool_set_eee(borrow(link), eee);
}

/* ---- sockets, links, devlink ---- */

/* row: kernel_bind */
/* row: kernel_connect */
static int peer(struct socket *sock, struct sockaddr *addr)
{
	TRY(safe_kernel_bind(sock, addr, sizeof(*addr)));
	return safe_kernel_connect(sock, addr, sizeof(*addr), 0);
}

/* row: kernel_sendpage */
static int send_page(struct socket *sock, struct page *page)
{
	int sent;

	sent = TRY(safe_kernel_sendpage(sock, page, 0, 64, MSG_DONTWAIT));
	return sent == 64 ? 0 : -EAGAIN;
}

/* row: proto_ops.bind */
static int sock_bind(struct socket *sock, struct sockaddr *addr, int len)
{
	return -EOPNOTSUPP;
}
SAFE_OP_PLAIN(socks, proto_ops, bind, sock_bind);

/* row: proto_ops.connect */
static int sock_connect(struct socket *sock, struct sockaddr *addr, int len, int flags)
{
	return -EOPNOTSUPP;
}
SAFE_OP_PLAIN(socks, proto_ops, connect, sock_connect);

/* row: proto_ops.accept */
static int sock_accept(struct socket *sock, struct socket *newsock, int flags, bool kern)
{
	return -EOPNOTSUPP;
}
SAFE_OP_PLAIN(socks, proto_ops, accept, sock_accept);

static const struct proto_ops socks = {
	.bind = safe_op(socks, sock_bind),
	.connect = safe_op(socks, sock_connect),
	.accept = safe_op(socks, sock_accept),
};

/* row: proto.bind */
/* row: proto.connect */
/* row: proto.pre_connect */
static int proto_bind(struct sock *sk, struct sockaddr *addr, int len)
{
	return safe_sock_i_ino(sk) ? 0 : -EINVAL;	/* row: sock_i_ino */
}
SAFE_OP_PLAIN(protos, proto, bind, proto_bind);

/* row: proto.accept */
static struct sock *proto_accept(struct sock *sk, int flags, int *err, bool kern)
{
	*err = -EOPNOTSUPP;
	return NULL;
}
SAFE_OP_PLAIN(protos, proto, accept, proto_accept);

/* row: proto.recvmsg */
static int proto_recvmsg(struct sock *sk, struct msghdr *msg, size_t len, int flags)
{
	msg->msg_namelen = 0;
	return 0;
}
SAFE_OP_PLAIN(protos, proto, recvmsg, proto_recvmsg);

static struct proto protos = {
	.bind = safe_op(protos, proto_bind),
	.accept = safe_op(protos, proto_accept),
	.recvmsg = safe_op(protos, proto_recvmsg),
};

/* row: rtnl_link_ops.newlink */
static int newlink(struct net *net, struct net_device *dev, struct nlattr *tb[],
		   struct nlattr *data[], struct netlink_ext_ack *extack)
{
	return tb[IFLA_ADDRESS] ? -EINVAL : 0;
}
SAFE_OP_PLAIN(links, rtnl_link_ops, newlink, newlink);
static struct rtnl_link_ops links = { .newlink = safe_op(links, newlink) };

/* row: rtnl_af_register */
static int family(struct rtnl_af_ops *ops)
{
	return safe_rtnl_af_register(ops);
}

/* row: devlink_fmsg_u32_pair_put */
/* row: devlink_fmsg_string_pair_put */
/* row: devlink_fmsg_obj_nest_start */
/* row: devlink_fmsg_obj_nest_end */
static int health(struct devlink_fmsg *fmsg)
{
	TRY(safe_devlink_fmsg_obj_nest_start(fmsg));
	TRY(safe_devlink_fmsg_u32_pair_put(fmsg, "state", 1));
	TRY(safe_devlink_fmsg_string_pair_put(fmsg, "name", "x"));
	return safe_devlink_fmsg_obj_nest_end(fmsg);
}

/* row: devlink_param.validate */
static int validate(struct devlink *devlink, u32 id, union devlink_param_value *val,
		    struct netlink_ext_ack *extack)
{
	return val->vu32 > 4 ? -EINVAL : 0;
}
SAFE_OP_PLAIN(params, devlink_param, validate, validate);
static const struct devlink_param params = { .validate = safe_op(params, validate) };

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

static struct tty_ldisc_ops ldisc = {
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
static struct usb_class_driver usb_class = { .devnode = safe_op(usb_class, usb_devnode) };

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
	return safe_interface_to_usbdev(intf);
}

/* row: input_handler.events */
static void events(struct input_handle *handle, const struct input_value *vals, unsigned int count)
{
}
SAFE_OP_PLAIN(handler, input_handler, events, events);
static struct input_handler handler = { .events = safe_op(handler, events) };

/* row: hid_driver.report_fixup */
/* row: hid_parse_report */
static const u8 *fixup(struct hid_device *hdev, u8 *buf, unsigned int *size)
{
	return buf;
}
SAFE_OP_PLAIN(hid, hid_driver, report_fixup, fixup);
static struct hid_driver hid = { .report_fixup = safe_op(hid, fixup) };

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
static struct host1x_driver host1x = { .remove = safe_op(host1x, host1x_gone) };

/* row: sdw_driver.remove */
static void sdw_gone(struct sdw_slave *sdw)
{
}
SAFE_OP_PLAIN(sdw, sdw_driver, remove, sdw_gone);
static struct sdw_driver sdw = { .remove = safe_op(sdw, sdw_gone) };

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
