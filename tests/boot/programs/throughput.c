// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * throughput DEVICE read|write|randread|randwrite BYTES JOBS MILLISECONDS
 *
 * Several processes read or write with O_DIRECT, each one piece at a time, for so long; prints how
 * many pieces there were in a second. In order, each in a part of the device of its own, or at
 * random. Writing destroys what is there.
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct load {
	const char *device;
	bool random, writes;
	size_t bytes;
	unsigned int jobs;
	double seconds;
};

struct done {
	unsigned long pieces;
	double seconds;
};

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

static uint64_t draw(uint64_t *state, uint64_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state % below;
}

static void work(const struct load *load, unsigned int job, struct done *done)
{
	uint64_t size, pieces, piece, first, random = (job + 1) * 0x9e3779b97f4a7c15ULL;
	double start, end;
	ssize_t n;
	void *buf;
	int fd;

	fd = open(load->device, (load->writes ? O_WRONLY : O_RDONLY) | O_DIRECT);
	if (fd < 0 || ioctl(fd, BLKGETSIZE64, &size))
		err(1, "%s", load->device);
	if (posix_memalign(&buf, 4096, load->bytes))
		errx(1, "no memory");
	memset(buf, 0x5a, load->bytes);
	pieces = size / load->bytes / load->jobs;
	if (!pieces)
		errx(1, "%s is too small", load->device);
	first = job * pieces;

	start = now();
	for (done->pieces = 0; (end = now()) < start + load->seconds; done->pieces++) {
		piece = first + (load->random ? draw(&random, pieces) : done->pieces % pieces);
		n = load->writes ? pwrite(fd, buf, load->bytes, piece * load->bytes)
				 : pread(fd, buf, load->bytes, piece * load->bytes);
		if (n != (ssize_t)load->bytes)
			err(1, "%zd of %zu bytes", n, load->bytes);
	}
	done->seconds = end - start;
}

int main(int argc, char **argv)
{
	struct load load;
	struct done *done;
	unsigned int i;
	double sum = 0;
	int status;

	if (argc != 6)
		errx(2, "usage: throughput DEVICE read|write|randread|randwrite BYTES JOBS "
			"MILLISECONDS");
	load.device = argv[1];
	load.random = !strncmp(argv[2], "rand", 4);
	load.writes = strstr(argv[2], "write");
	load.bytes = atoi(argv[3]);
	load.jobs = atoi(argv[4]);
	load.seconds = atoi(argv[5]) / 1e3;
	done = mmap(NULL, load.jobs * sizeof(*done), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (done == MAP_FAILED)
		err(1, "no memory");

	for (i = 0; i < load.jobs; i++) {
		switch (fork()) {
		case -1:
			err(1, "fork");
		case 0:
			work(&load, i, &done[i]);
			return 0;
		}
	}
	while (wait(&status) > 0) {
		if (status)
			errx(1, "a job failed");
	}
	for (i = 0; i < load.jobs; i++)
		sum += done[i].pieces / done[i].seconds;
	printf("%.0f\n", sum);
	return 0;
}
