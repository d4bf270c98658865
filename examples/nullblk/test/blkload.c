// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * blkload DEVICE JOBS STEPS [SEED]: several processes write, read, discard and zero at random with
 * O_DIRECT, each in a range of its own, and know what must come back.
 *
 * Every word of a block is made of the block's number and how often it was written; a block that
 * never was, or was discarded, is zero. The ranges are not whole pages: two processes share those
 * in which one range ends and the next begins.
 *
 * 0 STEPS are as many as there is time for until SIGTERM, of all processes; what was written must be
 * there then as well.
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_BYTES	(256 * 1024)
#define RANGE_BLOCKS	1021

static volatile sig_atomic_t enough;

static void stop(int signal)
{
	enough = signal;
}

struct job {
	int fd;
	unsigned int block_size;
	uint64_t first;				/* block */
	uint32_t written[RANGE_BLOCKS];		/* how often; 0: reads as zero */
	uint32_t writes;
	uint64_t random;
	uint64_t *buf;
};

static uint64_t draw(struct job *job, uint64_t below)
{
	job->random ^= job->random << 13;
	job->random ^= job->random >> 7;
	job->random ^= job->random << 17;
	return job->random % below;
}

static uint64_t word(const struct job *job, unsigned int block, unsigned int i)
{
	if (!job->written[block])
		return 0;
	return (job->first + block) << 32 ^ (uint64_t)job->written[block] << 12 ^ i;
}

static void write_blocks(struct job *job, unsigned int block, unsigned int n)
{
	unsigned int i, words = job->block_size / 8;
	size_t bytes = (size_t)n * job->block_size;

	job->writes++;
	for (i = 0; i < n; i++)
		job->written[block + i] = job->writes;
	for (i = 0; i < n * words; i++)
		job->buf[i] = word(job, block + i / words, i % words);
	if (pwrite(job->fd, job->buf, bytes, (job->first + block) * job->block_size) !=
	    (ssize_t)bytes)
		err(1, "write of %zu bytes", bytes);
}

static void read_blocks(struct job *job, unsigned int block, unsigned int n)
{
	unsigned int i, words = job->block_size / 8;
	size_t bytes = (size_t)n * job->block_size;

	memset(job->buf, 0xa5, bytes);
	if (pread(job->fd, job->buf, bytes, (job->first + block) * job->block_size) !=
	    (ssize_t)bytes)
		err(1, "read of %zu bytes", bytes);
	for (i = 0; i < n * words; i++) {
		if (job->buf[i] != word(job, block + i / words, i % words))
			errx(1, "block %llu, word %u: %#llx, not %#llx",
			     (unsigned long long)job->first + block + i / words, i % words,
			     (unsigned long long)job->buf[i],
			     (unsigned long long)word(job, block + i / words, i % words));
	}
}

static void zero_blocks(struct job *job, unsigned int block, unsigned int n, unsigned long how)
{
	uint64_t range[2] = {
		(job->first + block) * job->block_size, (uint64_t)n * job->block_size
	};

	if (ioctl(job->fd, how, range))
		err(1, how == BLKDISCARD ? "BLKDISCARD" : "BLKZEROOUT");
	memset(job->written + block, 0, n * sizeof(*job->written));
}

static void work(struct job *job, unsigned int steps)
{
	unsigned int max = MAX_BYTES / job->block_size;
	unsigned int block, n, step;

	if (max > RANGE_BLOCKS)
		max = RANGE_BLOCKS;
	for (step = 0; !enough && (!steps || step < steps); step++) {
		/* As many short ones as long ones. */
		n = 1 + draw(job, 1 + draw(job, max));
		block = draw(job, RANGE_BLOCKS - n + 1);
		switch (draw(job, 8)) {
		case 0:
			zero_blocks(job, block, n, BLKDISCARD);
			break;
		case 1:
			zero_blocks(job, block, n, BLKZEROOUT);
			break;
		case 2: case 3: case 4:
			write_blocks(job, block, n);
			break;
		default:
			read_blocks(job, block, n);
		}
	}
	for (block = 0; block < RANGE_BLOCKS; block += n) {
		n = RANGE_BLOCKS - block < max ? RANGE_BLOCKS - block : max;
		read_blocks(job, block, n);
	}
}

static void start(const char *name, unsigned int index, unsigned int steps, unsigned int seed)
{
	struct job *job = calloc(1, sizeof(*job));
	uint64_t size;

	if (!job || posix_memalign((void **)&job->buf, 4096, MAX_BYTES))
		errx(1, "no memory");
	job->fd = open(name, O_RDWR | O_DIRECT);
	if (job->fd < 0)
		err(1, "%s", name);
	if (ioctl(job->fd, BLKSSZGET, &job->block_size) || ioctl(job->fd, BLKGETSIZE64, &size))
		err(1, "size of %s", name);
	job->first = (uint64_t)index * RANGE_BLOCKS;
	if ((job->first + RANGE_BLOCKS) * job->block_size > size)
		errx(1, "%s is too small", name);
	job->random = (seed + 1) * 0x9e3779b97f4a7c15ULL + index;
	/* Known before the first step: all zero. */
	zero_blocks(job, 0, RANGE_BLOCKS, BLKZEROOUT);
	work(job, steps);
	exit(0);
}

int main(int argc, char **argv)
{
	unsigned int i, jobs, failed = 0;
	int status;

	if (argc < 4)
		errx(2, "usage: blkload DEVICE JOBS STEPS [SEED]");
	jobs = atoi(argv[2]);
	if (!atoi(argv[3]))
		signal(SIGTERM, stop);	/* wait() goes on afterwards */
	for (i = 0; i < jobs; i++) {
		switch (fork()) {
		case -1:
			err(1, "fork");
		case 0:
			start(argv[1], i, atoi(argv[3]), argc > 4 ? atoi(argv[4]) : 0);
		}
	}
	while (wait(&status) > 0)
		failed += status != 0;
	if (failed)
		errx(1, "%u of %u jobs failed", failed, jobs);
	return 0;
}
