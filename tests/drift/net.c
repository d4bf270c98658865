// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The network, PHYs and sockets: written once for all kernels. */
#include <linux/etherdevice.h>
#include <linux/ethtool_netlink.h>
#include <linux/linkmode.h>
#include <linux/module.h>
#include <safe/core/page_pool.h>
#include <safe/linux/dim.h>
#include <safe/linux/ethtool.h>
#include <safe/linux/mdio.h>
#include <safe/linux/net.h>
#include <safe/linux/netdevice.h>
#include <safe/linux/phy.h>
#include <safe/linux/phy_fixed.h>
#include <safe/linux/phylink.h>
#include <safe/linux/skbuff.h>
#include <safe/net/devlink.h>
#include <safe/net/rtnetlink.h>
#include <safe/net/sock.h>
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
/* row: sock_i_ino */
static int proto_bind(struct sock *sk, struct sockaddr *addr, int len)
{
	return safe_sock_i_ino(sk) ? 0 : -EINVAL;
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

static const struct proto protos = {
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
static const struct rtnl_link_ops links = { .newlink = safe_op(links, newlink) };

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
