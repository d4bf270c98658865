// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * pattern DEVICE write|read SEED FIRST MIB
 *
 * Writes MIB MiB from FIRST MiB on, or reads them and compares: each word of a block of 512 bytes is made
 * of the block's number, the word's and the seed. JOBS processes share the range; each takes pieces of
 * random length, up to 2 MiB and so to more than one command, into memory at any offset
 * that the device allows. On the host DEVICE is the file that the disk is.
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define JOBS	   4
#define BLOCK	   512
#define WORDS	   (BLOCK / sizeof(uint64_t))
#define MAX_BLOCKS (2 * 1024 * 1024 / BLOCK)
#define OFFSETS	   8 /* of the memory, in blocks */

static uint64_t draw(uint64_t *state, uint64_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state % below;
}

static uint64_t word(uint64_t block, unsigned int i, uint64_t seed)
{
	return (block * WORDS + i + 1) * 0x9e3779b97f4a7c15ULL ^ seed << 56;
}

static void fill(uint64_t *buf, uint64_t block, unsigned int blocks, uint64_t seed)
{
	unsigned int i;

	for (i = 0; i < blocks * WORDS; i++)
		buf[i] = word(block + i / WORDS, i % WORDS, seed);
}

static void compare(const uint64_t *buf, uint64_t block, unsigned int blocks, uint64_t seed)
{
	unsigned int i;

	for (i = 0; i < blocks * WORDS; i++) {
		if (buf[i] != word(block + i / WORDS, i % WORDS, seed))
			errx(1, "block %llu, word %u: %#llx, not %#llx",
			     (unsigned long long)(block + i / WORDS), (unsigned int)(i % WORDS),
			     (unsigned long long)buf[i],
			     (unsigned long long)word(block + i / WORDS, i % WORDS, seed));
	}
}

static void work(const char *device, bool writes, uint64_t seed, uint64_t first, uint64_t end)
{
	uint64_t random = (first + 1) * 0x2545f4914f6cdd1dULL + writes;
	struct stat stat;
	char *memory;
	void *buf;
	int fd;

	fd = open(device, O_RDWR);
	if (fd < 0 || fstat(fd, &stat))
		err(1, "%s", device);
	if (S_ISBLK(stat.st_mode) && fcntl(fd, F_SETFL, O_DIRECT))
		err(1, "O_DIRECT");
	if (posix_memalign((void **)&memory, 4096, (MAX_BLOCKS + OFFSETS) * BLOCK))
		errx(1, "no memory");

	while (first < end) {
		uint64_t blocks = 1 + draw(&random, 1 + draw(&random, MAX_BLOCKS));
		ssize_t n;

		if (blocks > end - first)
			blocks = end - first;
		buf = memory + draw(&random, OFFSETS) * BLOCK;
		if (writes) {
			fill(buf, first, blocks, seed);
			n = pwrite(fd, buf, blocks * BLOCK, first * BLOCK);
		} else {
			memset(buf, 0xa5, blocks * BLOCK);
			n = pread(fd, buf, blocks * BLOCK, first * BLOCK);
		}
		if (n != (ssize_t)(blocks * BLOCK))
			err(1, "%zd of %llu blocks at %llu", n, (unsigned long long)blocks,
			    (unsigned long long)first);
		if (!writes)
			compare(buf, first, blocks, seed);
		first += blocks;
	}
	if (writes && fsync(fd))
		err(1, "flush");
}

int main(int argc, char **argv)
{
	uint64_t first, blocks, seed;
	unsigned int i, failed = 0;
	bool writes;
	int status;

	if (argc != 6)
		errx(2, "usage: pattern DEVICE write|read SEED FIRST MIB");
	writes = !strcmp(argv[2], "write");
	seed = atoi(argv[3]);
	first = strtoull(argv[4], NULL, 0) << 20 >> 9;
	blocks = strtoull(argv[5], NULL, 0) << 20 >> 9;
	for (i = 0; i < JOBS; i++) {
		switch (fork()) {
		case -1:
			err(1, "fork");
		case 0:
			work(argv[1], writes, seed, first + blocks * i / JOBS,
			     first + blocks * (i + 1) / JOBS);
			return 0;
		}
	}
	while (wait(&status) > 0)
		failed += status != 0;
	if (failed)
		errx(1, "%u of %u jobs failed", failed, JOBS);
	return 0;
}
