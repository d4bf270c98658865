/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Walking over the children of device tree and firmware nodes.
 *
 * Invariants
 *   - The loop declares its variable and owns the reference: it is given back on every way out,
 *     also on break, return and goto. The same on all kernels, those without the kernel's own
 *     _scoped loops too.
 *   - In the loop the variable is a plain pointer, borrowed. Who keeps it takes a reference of its
 *     own: safe_of_node_get(child).
 *
 * Example
 *
 *	safe_for_each_child_of_node(np, child) {
 *		if (of_node_name_eq(child, "port"))
 *			return setup(child);
 *	}
 *
 * What misuse gives
 *   a variable declared outside		warning: unused variable, or shadowed
 *
 * What C cannot do: forbid to keep the pointer after the loop without a reference.
 */
#ifndef SAFE_CORE_NODE_H
#define SAFE_CORE_NODE_H

#include <linux/of.h>
#include <linux/property.h>
#include <safe/core/result.h>

static __safe_inline void __safe_leave_of_node(struct device_node **node)
{
	if (*node)
		of_node_put(*node);
}

static __safe_inline void __safe_leave_fwnode(struct fwnode_handle **node)
{
	if (*node)
		fwnode_handle_put(*node);
}

#define __safe_for_each_of_node(child, first, next)					\
	for (struct device_node *child __cleanup(__safe_leave_of_node) = (first); child;	\
	     child = (next))
#define __safe_for_each_fwnode(child, first, next)					\
	for (struct fwnode_handle *child __cleanup(__safe_leave_fwnode) = (first); child;	\
	     child = (next))

/**
 * safe_for_each_child_of_node() - a loop over the children of a device tree node
 * @parent: struct device_node *; evaluated for each child
 * @child: name of the variable that the loop declares
 */
#define safe_for_each_child_of_node(parent, child)					\
	__safe_for_each_of_node(child, of_get_next_child(parent, NULL),			\
				of_get_next_child(parent, child))

/**
 * safe_for_each_available_child_of_node() - the same without those that are disabled
 * @parent: struct device_node *
 * @child: name of the variable that the loop declares
 */
#define safe_for_each_available_child_of_node(parent, child)				\
	__safe_for_each_of_node(child, of_get_next_available_child(parent, NULL),	\
				of_get_next_available_child(parent, child))

/**
 * safe_for_each_compatible_node() - a loop over all nodes that are compatible
 * @node: name of the variable that the loop declares
 * @type: of the nodes, or NULL for any
 * @compatible: string
 */
#define safe_for_each_compatible_node(node, type, compatible)				\
	__safe_for_each_of_node(node, of_find_compatible_node(NULL, type, compatible),	\
				of_find_compatible_node(node, type, compatible))

/**
 * safe_fwnode_for_each_child_node() - a loop over the children of a firmware node
 * @parent: struct fwnode_handle *
 * @child: name of the variable that the loop declares
 */
#define safe_fwnode_for_each_child_node(parent, child)					\
	__safe_for_each_fwnode(child, fwnode_get_next_child_node(parent, NULL),		\
			       fwnode_get_next_child_node(parent, child))

/**
 * safe_fwnode_for_each_available_child_node() - the same without those that are disabled
 * @parent: struct fwnode_handle *
 * @child: name of the variable that the loop declares
 */
#define safe_fwnode_for_each_available_child_node(parent, child)			\
	__safe_for_each_fwnode(child, fwnode_get_next_available_child_node(parent, NULL), \
			       fwnode_get_next_available_child_node(parent, child))

/**
 * safe_device_for_each_child_node() - a loop over the children of a device's firmware node
 * @dev: struct device *
 * @child: name of the variable that the loop declares
 */
#define safe_device_for_each_child_node(dev, child)					\
	__safe_for_each_fwnode(child, device_get_next_child_node(dev, NULL),		\
			       device_get_next_child_node(dev, child))

/**
 * safe_of_property_for_each_u32() - a loop over the numbers of a property
 * @np: the node; evaluated once
 * @propname: the property's name; one that is not there has no numbers
 * @u: a u32 of the caller's, which each number is stored in
 */
#define safe_of_property_for_each_u32(np, propname, u)					\
	for (struct { struct property *prop; const __be32 *at; } __safe_it = {		\
			of_find_property(np, propname, NULL), NULL };			\
	     (__safe_it.at = of_prop_next_u32(__safe_it.prop, __safe_it.at, &(u)));)

#endif
