/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Errnos are known by the name of the file that has them. */
#define EPERM  1
#define ENOENT 2
#define EIO    5
#define ENOMEM 12
#define EINVAL 22
