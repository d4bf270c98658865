/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Arguments of ioctl(): the number of a command says how large its argument is and which way it
 * goes, and the object that is copied must be that.
 *
 * Invariants
 *   - The size in the command's number is the size of the object; the front end compares.
 *   - What user space is told to write (_IOW, _IOWR) is read, what it is told to read (_IOR, _IOWR)
 *     is written: the other way does not compile.
 *   - Towards user space all holds that <safe/core/user_struct.h> says.
 *
 * Example
 *
 *	#define EDU_IOC_INFO	_IOR('e', 1, struct edu_info)
 *	#define EDU_IOC_MODE	_IOW('e', 2, __u32)
 *	SAFE_USER_STRUCT(struct edu_info, id, flags, count);
 *
 *	static long edu_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
 *	{
 *		switch (cmd) {
 *		case EDU_IOC_INFO:
 *			edu_fill(edu, &info);
 *			return safe_ioctl_put(EDU_IOC_INFO, arg, &info);
 *		case EDU_IOC_MODE:
 *			TRY(safe_ioctl_get(EDU_IOC_MODE, arg, &mode));
 *			return edu_set_mode(edu, mode);
 *
 * What misuse gives
 *   an object of another size		error: "not of the size that the command says"
 *   a command that goes the other way	error: "user space does not write ...", "... does not read ..."
 *   a variable in place of the number	error: expression in static assertion is not constant
 *   a structure with padding		error: "say first SAFE_USER_STRUCT(type, members...) ..."
 *   the result ignored			warning: ignoring return value
 *
 * What C cannot do: tell two types of one size apart by a number. An argument that grows with the
 * versions of an interface is copied by safe_copy_struct_from_user(), with _IOC_SIZE(cmd).
 */
#ifndef SAFE_CORE_IOCTL_H
#define SAFE_CORE_IOCTL_H

#include <linux/ioctl.h>
#include <safe/core/user.h>

/* Nothing, or an error if @object is not the argument of @cmd, or does not go that way. */
#define __safe_ioctl_check(cmd, object, dir, text)					\
	((void)sizeof(({								\
		_Static_assert(_IOC_DIR(cmd) & (dir), text);				\
		_Static_assert(_IOC_SIZE(cmd) == sizeof(*(object)),			\
			       "not of the size that the command says");		\
		0;									\
	})))

/* The pointer that a number is. */
static __safe_inline void __user *__safe_ioctl_arg(unsigned long arg)
{
	return (void __user *)arg;
}

/**
 * safe_ioctl_get() - fetch the argument of a command
 * @cmd: its number, a constant made by _IOW() or _IOWR()
 * @arg: unsigned long that the handler got; in a compat handler, what compat_ptr() makes of it, cast
 * @to: address of the object
 *
 * Context: May sleep.
 * Return: 0 or -EFAULT.
 */
#define safe_ioctl_get(cmd, arg, to)							\
	(__safe_ioctl_check(cmd, to, _IOC_WRITE,					\
			    "user space does not write the argument of this command"),	\
	 safe_copy_from_user(to, __safe_ioctl_arg(arg)))

/**
 * safe_ioctl_put() - store the argument of a command
 * @cmd: its number, a constant made by _IOR() or _IOWR()
 * @arg: as of safe_ioctl_get()
 * @from: address of the object, as of safe_copy_to_user()
 *
 * Context: May sleep.
 * Return: 0 or -EFAULT.
 */
#define safe_ioctl_put(cmd, arg, from)							\
	(__safe_ioctl_check(cmd, from, _IOC_READ,					\
			    "user space does not read the argument of this command"),	\
	 safe_copy_to_user(__safe_ioctl_arg(arg), from))

#endif
