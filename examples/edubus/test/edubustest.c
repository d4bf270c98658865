// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What the units do, seen from user space: edubustest CHECK FILE..., called by ./guest. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "edubus-uapi.h"

#define SIZE		4095
#define QUEUE		256
#define PCI_COMMAND	4
#define PCI_MASTER	4

static uint32_t random_state = 1;

static void die(int line, const char *what)
{
	fprintf(stderr, "line %d: %s: %s\n", line, what, strerror(errno));
	exit(1);
}

#define must(x)		do { if (!(x)) die(__LINE__, #x); } while (0)
#define fails(x, err)	do { errno = 0; if ((x) >= 0 || errno != (err)) die(__LINE__, #x); } while (0)

static uint32_t random32(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 17;
	random_state ^= random_state << 5;
	return random_state;
}

static int must_open(const char *path, int flags)
{
	int fd = open(path, O_RDWR | flags);

	must(fd >= 0);
	return fd;
}

static uint32_t factorial(uint32_t n)
{
	return n ? n * factorial(n - 1) : 1;
}

static bool is_right(const struct edubus_result *result, uint32_t n)
{
	return result->n == n && result->factorial == factorial(n) && !result->status &&
	       !result->reserved;
}

static int read_result(int fd, struct edubus_result *result)
{
	return read(fd, result, sizeof(*result));
}

/* Some at a time, and each comes out in its turn. */
static void check_compute(const char *path, unsigned int count)
{
	struct edubus_result results[32];
	int fd = must_open(path, 0);
	uint32_t numbers[32];

	for (unsigned int i = 0, n; i < count; i += n) {
		unsigned int got = 0;

		n = 1 + random32() % 32;
		for (unsigned int k = 0; k < n; k++)
			numbers[k] = random32() % 13;
		must(write(fd, numbers, n * 4) == (ssize_t)n * 4);
		while (got < n) {
			ssize_t len = read(fd, results, sizeof(results));

			must(len > 0 && len % sizeof(*results) == 0);
			for (unsigned int k = 0; k < len / sizeof(*results); k++)
				must(got < n && is_right(&results[k], numbers[got++]));
		}
	}
	must(read(fd, results, sizeof(results)) == 0);
	close(fd);
}

/* How many are taken at once; what is left when it is full. */
static void check_limit(const char *path, unsigned int limit)
{
	struct pollfd poller = { .events = POLLIN | POLLOUT };
	int fd = must_open(path, O_NONBLOCK);
	uint32_t numbers[QUEUE + 10];
	struct edubus_result result;
	struct edubus_info info;

	for (unsigned int i = 0; i < QUEUE + 10; i++)
		numbers[i] = i % 13;
	poller.fd = fd;
	must(poll(&poller, 1, 0) == 1 && poller.revents == POLLOUT);
	must(write(fd, numbers, sizeof(numbers)) == (ssize_t)limit * 4);
	fails(write(fd, numbers, 4), EAGAIN);
	must(!ioctl(fd, EDUBUS_IOC_INFO, &info) && info.kind == EDUBUS_COMPUTE);
	must(info.capacity == limit && info.used == limit && info.version >> 16 == 1);
	for (unsigned int i = 0; i < limit; i++) {
		poller.events = POLLIN;
		must(poll(&poller, 1, 5000) == 1 && poller.revents & POLLIN);
		must(read_result(fd, &result) == sizeof(result) && is_right(&result, i % 13));
	}
	must(read_result(fd, &result) == 0);
	close(fd);
}

/* Gives and takes one after the other; how many it took goes into the pipe. */
static void give_and_take(const char *path, unsigned int count, int result_fd)
{
	struct edubus_result result;
	unsigned int got = 0;
	int fd = must_open(path, 0);

	while (count) {
		uint32_t n = random32() % 13;

		if (write(fd, &n, 4) == 4)
			count--;
		if (read_result(fd, &result) == sizeof(result)) {
			must(is_right(&result, result.n));
			got++;
		}
	}
	must(write(result_fd, &got, sizeof(got)) == sizeof(got));
	exit(0);
}

/* Several processes at one queue: nothing is lost, nothing doubled. */
static void check_many(const char *path, unsigned int count)
{
	enum { WORKERS = 4 };
	unsigned int got, taken = 0;
	int ends[2], status;

	must(!pipe(ends));
	for (unsigned int i = 0; i < WORKERS; i++) {
		pid_t pid = fork();

		must(pid >= 0);
		random_state += 1000;
		if (!pid)
			give_and_take(path, count, ends[1]);
	}
	for (unsigned int i = 0; i < WORKERS; i++) {
		must(wait(&status) > 0 && !status);
		must(read(ends[0], &got, sizeof(got)) == sizeof(got));
		taken += got;
	}
	must(taken == WORKERS * count);
	check_compute(path, 1);
}

static void check_notify(const char *path)
{
	uint32_t numbers[] = { 3, 4, 5, 12 };
	int none = -1, plain = open("/dev/null", O_RDWR), other = eventfd(0, 0), event = eventfd(0, 0);
	struct edubus_result results[4];
	int fd = must_open(path, 0);
	uint64_t count, sum = 0;

	if (event < 0 && errno == ENOSYS)
		return;		/* a kernel without them */
	must(event >= 0 && other >= 0 && plain >= 0);
	must(!ioctl(fd, EDUBUS_IOC_NOTIFY, &event));
	must(write(fd, numbers, sizeof(numbers)) == sizeof(numbers));
	while (sum < 4) {
		must(read(event, &count, sizeof(count)) == sizeof(count));
		sum += count;
	}
	must(sum == 4 && read(fd, results, sizeof(results)) == sizeof(results));
	must(is_right(&results[3], 12));

	/* Another one in its place, none at all, and what is none. */
	must(!ioctl(fd, EDUBUS_IOC_NOTIFY, &other));
	fails(ioctl(fd, EDUBUS_IOC_NOTIFY, &plain), EINVAL);
	must(write(fd, numbers, 4) == 4);
	must(read(other, &count, sizeof(count)) == sizeof(count) && count == 1);
	must(!ioctl(fd, EDUBUS_IOC_NOTIFY, &none));
	must(write(fd, numbers, 4) == 4 && read(fd, results, 32) > 0);
	must(read(fd, results, 32) >= 0 && read(fd, results, 32) == 0);
	must(!fcntl(other, F_SETFL, O_NONBLOCK));
	fails(read(other, &count, sizeof(count)), EAGAIN);

	/* The unit keeps it when the file is gone. */
	must(!ioctl(fd, EDUBUS_IOC_NOTIFY, &event) && !close(event));
	must(!ioctl(fd, EDUBUS_IOC_NOTIFY, &other));
	close(fd);
}

static void random_fill(uint8_t *data, size_t len)
{
	while (len--)
		*data++ = random32();
}

/* What is written to a part is there, and nothing else has changed. */
static void check_copy(const char *path, unsigned int count)
{
	static const struct { uint32_t offset, len; } parts[] = {
		{ 0, SIZE }, { 0, 1 }, { SIZE - 1, 1 }, { 3, 5 }, { 2047, 2 }, { 1, SIZE - 1 },
	};
	static uint8_t shadow[SIZE], data[SIZE + 1];
	int fd = must_open(path, 0);

	for (unsigned int i = 0; i < count; i++) {
		uint32_t offset = random32() % SIZE, len = 1 + random32() % (SIZE - offset);

		if (i < sizeof(parts) / sizeof(*parts)) {
			offset = parts[i].offset;
			len = parts[i].len;
		}
		random_fill(data, len);
		memcpy(shadow + offset, data, len);
		must(pwrite(fd, data, len, offset) == (ssize_t)len);
		memset(data, 0xa5, sizeof(data));
		must(pread(fd, data, SIZE + 1, 0) == SIZE);
		must(!memcmp(data, shadow, SIZE) && data[SIZE] == 0xa5);
	}
	close(fd);
}

static void check_fill(const char *path)
{
	struct edubus_fill fill = { .offset = 100, .len = 50, .byte = 0x5a };
	uint8_t before[SIZE], after[SIZE];
	int fd = must_open(path, 0);

	must(pread(fd, before, SIZE, 0) == SIZE);
	must(!ioctl(fd, EDUBUS_IOC_FILL, &fill));
	memset(before + 100, 0x5a, 50);
	must(pread(fd, after, SIZE, 0) == SIZE && !memcmp(before, after, SIZE));
	fill.len = SIZE;
	fails(ioctl(fd, EDUBUS_IOC_FILL, &fill), ERANGE);
	fill = (struct edubus_fill){ .offset = UINT32_MAX, .len = 2 };
	fails(ioctl(fd, EDUBUS_IOC_FILL, &fill), ERANGE);
	fill = (struct edubus_fill){ .len = 0 };
	fails(ioctl(fd, EDUBUS_IOC_FILL, &fill), EINVAL);
	fill = (struct edubus_fill){ .len = 1, .reserved = { [6] = 1 } };
	fails(ioctl(fd, EDUBUS_IOC_FILL, &fill), EINVAL);
	close(fd);
}

static void check_bad(const char *compute, const char *copy)
{
	void *nowhere = mmap(NULL, SIZE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int c = must_open(compute, 0), m = must_open(copy, 0);
	uint32_t numbers[2] = { 5, 13 };
	struct edubus_result result;
	struct edubus_info info;
	uint8_t data[16];

	must(nowhere != MAP_FAILED && !munmap(nowhere, SIZE));
	fails(write(c, numbers, 3), EINVAL);
	fails(write(c, numbers + 1, 4), EOVERFLOW);
	must(write(c, numbers, 8) == 4 && read_result(c, &result) == 16 && is_right(&result, 5));
	fails(write(c, nowhere, 4), EFAULT);
	must(write(c, numbers, 0) == 0 && read(c, data, 15) == 0);
	must(write(c, numbers, 4) == 4);
	fails(read(c, nowhere, 16), EFAULT);
	must(read_result(c, &result) == 0);
	fails(lseek(c, 0, SEEK_SET), ESPIPE);
	fails(ioctl(c, EDUBUS_IOC_FILL, data), ENOTTY);
	fails(ioctl(c, EDUBUS_IOC_NOTIFY, nowhere), EFAULT);
	fails(ioctl(c, EDUBUS_IOC_INFO, nowhere), EFAULT);

	fails(ioctl(m, EDUBUS_IOC_NOTIFY, data), ENOTTY);
	fails(ioctl(m, EDUBUS_IOC_FILL, nowhere), EFAULT);
	must(!ioctl(m, EDUBUS_IOC_INFO, &info) && info.kind == EDUBUS_COPY && info.capacity == SIZE);
	must(lseek(m, 0, SEEK_END) == SIZE && read(m, data, 1) == 0);
	fails(write(m, data, 1), ENOSPC);
	must(write(m, data, 0) == 0);
	fails(lseek(m, SIZE + 1, SEEK_SET), EINVAL);
	must(lseek(m, -5, SEEK_END) == SIZE - 5 && write(m, data, 16) == 5);
	fails(pwrite(m, nowhere, 16, 0), EFAULT);
	fails(pread(m, nowhere, 16, 0), EFAULT);
	close(c);
	close(m);
}

static int try_write(const char *directory, const char *file, const char *text)
{
	char name[300];
	int fd, ret;

	snprintf(name, sizeof(name), "%s/%s", directory, file);
	fd = open(name, O_WRONLY);
	if (fd < 0)
		return -1;
	ret = write(fd, text, strlen(text)) < 0 ? -1 : 0;
	close(fd);
	return ret;
}

static void all_gone(int compute, int copy)
{
	struct pollfd poller = { .fd = compute, .events = POLLIN | POLLOUT };
	struct edubus_info info;
	uint32_t n = 5;

	fails(read(copy, &n, 1), ENODEV);
	fails(write(copy, &n, 1), ENODEV);
	fails(lseek(copy, 0, SEEK_SET), ENODEV);
	fails(ioctl(copy, EDUBUS_IOC_INFO, &info), ENODEV);
	fails(read(compute, &info, 16), ENODEV);
	fails(write(compute, &n, 4), ENODEV);
	fails(ioctl(compute, EDUBUS_IOC_INFO, &info), ENODEV);
	must(poll(&poller, 1, 0) == 1 && poller.revents == (POLLERR | POLLHUP));
}

/* Files that stay open over an unbind. */
static void check_kept(char **files, const char *pci, const char *driver)
{
	int compute = must_open(files[0], 0), copy = must_open(files[1], 0), event = eventfd(0, 0);
	bool raw = strstr(driver, "raw");
	uint32_t numbers[] = { 4, 5, 6 };
	const char *module = raw ? "edubus_raw" : "edubus";

	/* Some work is left, and somebody is to be told. */
	must(event < 0 || (!ioctl(compute, EDUBUS_IOC_NOTIFY, &event) && !close(event)));
	must(write(compute, numbers, sizeof(numbers)) == sizeof(numbers));
	must(!try_write(driver, "unbind", pci));
	all_gone(compute, copy);
	fails(open(files[0], O_RDWR), ENOENT);
	must(!try_write(driver, "bind", pci));
	all_gone(compute, copy);
	check_compute(files[0], 20);

	/* The module stays as long as a file is open. */
	fails(syscall(SYS_delete_module, module, O_NONBLOCK), EAGAIN);
	must(!close(compute));
	fails(syscall(SYS_delete_module, module, O_NONBLOCK), EAGAIN);
	must(!close(copy));
	check_copy(files[1], 1);
}

static volatile sig_atomic_t ends;

static void on_end(int number)
{
	(void)number;
	ends = 1;
}

/* What a worker does until the file says that the unit is gone. */
static bool turn(bool copies, int fd)
{
	struct edubus_result result;
	uint8_t data[300];
	uint32_t n = 7;
	int ret;

	errno = 0;
	if (copies)
		ret = random32() & 1 ? pread(fd, data, 300, 17) : pwrite(fd, data, 100, 1);
	else
		ret = write(fd, &n, 4) < 0 && errno != EAGAIN ? -1 : read_result(fd, &result);
	return ret >= 0 || errno == EINTR;
}

static int worker(bool copies, const char *path)
{
	struct sigaction action = { .sa_handler = on_end };
	unsigned int gone = 0;
	int fd;

	sigaction(SIGTERM, &action, NULL);
	while (!ends) {
		fd = open(path, O_RDWR);
		if (fd < 0) {
			must(errno == ENOENT || errno == ENODEV || errno == ENXIO);
			usleep(2000);
			continue;
		}
		while (!ends && turn(copies, fd))
			;
		if (!ends) {
			must(errno == ENODEV);
			gone++;
		}
		close(fd);
	}
	must(gone);
	return 0;
}

/* The device goes and comes while its units are in use. */
static void check_churn(char **files, const char *pci, const char *driver, unsigned int count)
{
	enum { WORKERS = 4 };
	pid_t pids[WORKERS];
	int status;

	for (unsigned int i = 0; i < WORKERS; i++) {
		pids[i] = fork();
		must(pids[i] >= 0);
		if (!pids[i])
			exit(worker(i & 1, files[i & 1]));
	}
	for (unsigned int i = 0; i < count; i++) {
		usleep(30000 + random32() % 100000);
		must(!try_write(driver, "unbind", pci));
		usleep(random32() % 5000);
		must(!try_write(driver, "bind", pci));
	}
	usleep(200000);
	must(!try_write(driver, "unbind", pci));
	usleep(200000);
	for (unsigned int i = 0; i < WORKERS; i++)
		kill(pids[i], SIGTERM);
	for (unsigned int i = 0; i < WORKERS; i++)
		must(waitpid(pids[i], &status, 0) > 0 && status == 0);
	must(!try_write(driver, "bind", pci));
}

static void set_master(const char *pci, bool on)
{
	char name[300];
	uint16_t command;
	int fd;

	snprintf(name, sizeof(name), "%s/config", pci);
	fd = open(name, O_RDWR);
	must(fd >= 0 && pread(fd, &command, 2, PCI_COMMAND) == 2);
	command = on ? command | PCI_MASTER : command & ~PCI_MASTER;
	must(pwrite(fd, &command, 2, PCI_COMMAND) == 2);
	close(fd);
}

/* A device that may not send its interrupt: the watchdog ends the wait, and nobody waits again. */
static void check_dead(char **files, const char *pci)
{
	int compute = must_open(files[0], 0), copy = must_open(files[1], 0);
	struct edubus_result result;
	struct timespec start, end;
	uint32_t n = 5;
	char byte = 0;

	must(write(compute, &n, 4) == 4 && read_result(compute, &result) == 16 && !result.status);
	set_master(pci, false);
	clock_gettime(CLOCK_MONOTONIC, &start);
	fails(read(copy, &byte, 1), ETIMEDOUT);
	fails(read(copy, &byte, 1), EIO);
	fails(write(copy, &byte, 1), EIO);
	must(write(compute, &n, 4) == 4 && read_result(compute, &result) == 16);
	must(result.status == -EIO && !result.factorial);
	clock_gettime(CLOCK_MONOTONIC, &end);
	must(end.tv_sec - start.tv_sec >= 1 && end.tv_sec - start.tv_sec < 8);
	close(compute);
	close(copy);
}

int main(int argc, char **argv)
{
	const char *check = argc > 2 ? argv[1] : "";
	const char *pci = argc > 5 ? strrchr(argv[4], '/') + 1 : "";

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (!strcmp(check, "compute") && argc > 3)
		check_compute(argv[2], atoi(argv[3]));
	else if (!strcmp(check, "queue"))
		check_limit(argv[2], QUEUE);
	else if (!strcmp(check, "limit") && argc > 3)
		check_limit(argv[2], atoi(argv[3]));
	else if (!strcmp(check, "many") && argc > 3)
		check_many(argv[2], atoi(argv[3]));
	else if (!strcmp(check, "notify"))
		check_notify(argv[2]);
	else if (!strcmp(check, "copy") && argc > 3)
		check_copy(argv[2], atoi(argv[3]));
	else if (!strcmp(check, "fill"))
		check_fill(argv[2]);
	else if (!strcmp(check, "bad") && argc > 3)
		check_bad(argv[2], argv[3]);
	else if (!strcmp(check, "kept") && argc > 5)
		check_kept(argv + 2, pci, argv[5]);
	else if (!strcmp(check, "churn") && argc > 6)
		check_churn(argv + 2, pci, argv[5], atoi(argv[6]));
	else if (!strcmp(check, "dead") && argc > 4)
		check_dead(argv + 2, argv[4]);
	else
		return 2;
	return 0;
}
