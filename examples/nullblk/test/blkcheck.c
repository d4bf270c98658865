// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * blkcheck DEVICE CHECK: one of the checks below, which say what is wrong and exit with 1.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define BYTES	(1024 * 1024)

static int fd;
static unsigned int block;
static uint64_t size;
static unsigned char *buf;

static void open_device(const char *name, int how)
{
	fd = open(name, how | O_DIRECT);
	if (fd < 0)
		err(1, "%s", name);
	if (ioctl(fd, BLKSSZGET, &block) || ioctl(fd, BLKGETSIZE64, &size))
		err(1, "size of %s", name);
}

static void fill(uint64_t pos, size_t n, int byte)
{
	memset(buf, byte, n);
	if (pwrite(fd, buf, n, pos) != (ssize_t)n)
		err(1, "write of %zu at %llu", n, (unsigned long long)pos);
}

static void expect(uint64_t pos, size_t n, int byte)
{
	size_t i;

	memset(buf, ~byte, n);
	if (pread(fd, buf, n, pos) != (ssize_t)n)
		err(1, "read of %zu at %llu", n, (unsigned long long)pos);
	for (i = 0; i < n; i++) {
		if (buf[i] != (unsigned char)byte)
			errx(1, "byte %llu is %#x, not %#x", (unsigned long long)pos + i, buf[i],
			     byte & 0xff);
	}
}

static void refused(const char *what, int result, int error)
{
	if (!result)
		errx(1, "%s was not refused", what);
	if (errno != error)
		err(1, "%s, instead of %s", what, strerror(error));
}

static int change(unsigned long how, uint64_t pos, uint64_t n)
{
	uint64_t range[2] = { pos, n };

	return ioctl(fd, how, range);
}

/* Read and write, also beside each other in one page, at both ends, and a flush. */
static void check_rw(void)
{
	fill(0, BYTES, 0x11);
	fill(block, block, 0x22);
	expect(0, block, 0x11);
	expect(block, block, 0x22);
	expect(2 * block, BYTES - 2 * block, 0x11);
	fill(size - block, block, 0x33);
	expect(size - block, block, 0x33);
	if (fsync(fd))
		err(1, "flush");
}

static void check_fresh(void)
{
	uint64_t pos;

	for (pos = 0; pos < size; pos += BYTES)
		expect(pos, size - pos < BYTES ? size - pos : BYTES, 0);
}

/* What zeroes a range leaves alone what is beside it, in the same page and in others. */
static void zero_range(unsigned long how)
{
	fill(0, BYTES, 0x44);
	if (change(how, 3 * block, 8192 + 2 * block))
		err(1, "zero");
	expect(0, 3 * block, 0x44);
	expect(3 * block, 8192 + 2 * block, 0);
	expect(8192 + 5 * block, BYTES - 8192 - 5 * block, 0x44);
	fill(4096, 4096, 0x55);
	expect(4096, 4096, 0x55);
	if (change(how, 0, size))
		err(1, "zero all");
	check_fresh();
}

static void check_discard(void)
{
	zero_range(BLKDISCARD);
}

static void check_zeroout(void)
{
	zero_range(BLKZEROOUT);
}

static void check_range(void)
{
	ssize_t n;

	n = pread(fd, buf, block, size);
	if (n)
		errx(1, "read beyond the end: %zd", n);
	n = pread(fd, buf, 2 * block, size - block);
	if (n != block)
		errx(1, "read across the end: %zd", n);
	refused("write beyond the end", pwrite(fd, buf, block, size) == block ? 0 : -1, ENOSPC);
	n = pwrite(fd, buf, 2 * block, size - block);
	if (n != block)
		errx(1, "write across the end: %zd", n);
	refused("discard across the end", change(BLKDISCARD, size - block, 2 * block), EINVAL);
	refused("discard beyond the end", change(BLKDISCARD, size, block), EINVAL);
	refused("discard that wraps", change(BLKDISCARD, -(uint64_t)block, 2 * block), EINVAL);
	refused("zero across the end", change(BLKZEROOUT, size - block, 2 * block), EINVAL);
	refused("read of half a block", pread(fd, buf, block / 2, 0) < 0 ? -1 : 0, EINVAL);
	refused("read between blocks", pread(fd, buf, block, block / 2) < 0 ? -1 : 0, EINVAL);
	refused("unknown ioctl", ioctl(fd, 0xdead, 0), ENOTTY);
}

static void check_no_discard(void)
{
	refused("discard", change(BLKDISCARD, 0, size), EOPNOTSUPP);
	/* The kernel writes zeroes itself. */
	fill(0, BYTES, 0x66);
	if (change(BLKZEROOUT, 0, BYTES))
		err(1, "zero");
	expect(0, BYTES, 0);
}

static void check_no_data(void)
{
	fill(0, BYTES, 0x77);
	if (pread(fd, buf, BYTES, 0) != BYTES)
		err(1, "read");
	if (fsync(fd))
		err(1, "flush");
	if (change(BLKDISCARD, 0, size))
		err(1, "discard");
}

/* Half of the device is written: for those who look at the memory. */
static void check_fill(void)
{
	uint64_t pos;

	for (pos = 0; pos < size / 2; pos += BYTES)
		fill(pos, BYTES, 0x88);
}

static const struct {
	const char *name;
	void (*check)(void);
} checks[] = {
	{ "rw", check_rw }, { "fresh", check_fresh }, { "discard", check_discard },
	{ "zeroout", check_zeroout }, { "range", check_range },
	{ "no-discard", check_no_discard }, { "no-data", check_no_data }, { "fill", check_fill },
};

int main(int argc, char **argv)
{
	unsigned int i;

	if (argc != 3 || posix_memalign((void **)&buf, 4096, BYTES))
		errx(2, "usage: blkcheck DEVICE CHECK");
	open_device(argv[1], O_RDWR);
	for (i = 0; i < sizeof(checks) / sizeof(*checks); i++) {
		if (!strcmp(argv[2], checks[i].name)) {
			checks[i].check();
			return 0;
		}
	}
	errx(2, "no check %s", argv[2]);
}
