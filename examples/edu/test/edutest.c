// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Usage: edutest CHECK /dev/eduN [PCI-DEVICE DRIVER [COUNT]]
 *
 * What a driver of the edu device must do, seen from user space. PCI-DEVICE and DRIVER are the
 * directories of sysfs, for checks that unbind. Says what went wrong.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "edu-uapi.h"

#define SIZE		4095
#define PAGE		4096
#define PCI_COMMAND	4
#define PCI_MASTER	4

static const char *path, *pci, *driver;
static uint32_t random_state = 0x2545f491;

static void __attribute__((noreturn, format(printf, 1, 2))) die(const char *fmt, ...)
{
	va_list args;
	int err = errno;

	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	printf(" (errno %d: %s)\n", err, strerror(err));
	exit(1);
}

#define must(condition)							\
	do {								\
		if (!(condition))					\
			die("line %d: %s", __LINE__, #condition);	\
	} while (0)

/* @expr fails, and says so by @err. */
#define fails(expr, err)						\
	do {								\
		errno = 0;						\
		if ((expr) != -1 || errno != (err))			\
			die("line %d: %s: not %s", __LINE__, #expr, #err); \
	} while (0)

static uint32_t random32(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 17;
	random_state ^= random_state << 5;
	return random_state;
}

static void random_fill(uint8_t *p, size_t n)
{
	while (n--)
		*p++ = random32() >> 11;
}

static int must_open(void)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);

	if (fd < 0)
		die("cannot open %s", path);
	return fd;
}

static int factorial(int fd, uint32_t n, uint32_t *result)
{
	struct edu_factorial_arg arg = { .n = n, .result = 0xdeadbeef };
	int ret = ioctl(fd, EDU_IOC_FACTORIAL, &arg);

	*result = arg.result;
	return ret;
}

static int dma(int fd, void *data, uint32_t offset, uint32_t len, uint32_t direction)
{
	struct edu_dma_arg arg = {
		.data = (uintptr_t)data, .offset = offset, .len = len, .direction = direction,
	};

	return ioctl(fd, EDU_IOC_DMA, &arg);
}

static void check_factorial(void)
{
	uint32_t n, right = 1, result;
	struct edu_info info;
	int fd = must_open();

	memset(&info, 0xff, sizeof(info));
	must(!ioctl(fd, EDU_IOC_INFO, &info));
	must(info.version_major == 1 && info.buffer_size == SIZE && info.reserved == 0);

	for (n = 0; n <= 12; n++) {
		right *= n ? n : 1;
		must(!factorial(fd, n, &result));
		if (result != right)
			die("%u! = %u, not %u", n, right, result);
	}
	fails(factorial(fd, 13, &result), EOVERFLOW);
	must(result == 0xdeadbeef);
	fails(factorial(fd, UINT32_MAX, &result), EOVERFLOW);
	must(!factorial(fd, 12, &result) && result == 479001600);
}

/* Writes a part, by ioctl() or pwrite(), and reads all of the buffer: nothing else has changed. */
static void round_trip(int fd, uint8_t *shadow, uint32_t offset, uint32_t len, unsigned int skew,
		       bool by_ioctl)
{
	static uint8_t memory[2 * PAGE];
	uint8_t *data = memory + skew;

	random_fill(data, len);
	memcpy(shadow + offset, data, len);
	if (by_ioctl)
		must(!dma(fd, data, offset, len, EDU_DMA_TO_DEVICE));
	else
		must(pwrite(fd, data, len, offset) == (ssize_t)len);

	memset(memory, 0xa5, sizeof(memory));
	if (by_ioctl)
		must(pread(fd, data, SIZE, 0) == SIZE);
	else
		must(!dma(fd, data, 0, SIZE, EDU_DMA_FROM_DEVICE));
	if (memcmp(data, shadow, SIZE))
		die("%u bytes at %u came back otherwise", len, offset);
	must((!skew || memory[skew - 1] == 0xa5) && data[SIZE] == 0xa5);
}

static void check_dma(unsigned int count)
{
	static const struct { uint32_t offset, len; } parts[] = {
		{ 0, SIZE }, { 0, 1 }, { SIZE - 1, 1 }, { 1, SIZE - 1 }, { 0, SIZE - 1 },
		{ 3, 5 }, { 2047, 2 }, { 8, 4087 }, { 1, 7 }, { 5, 64 }, { 1023, 1026 },
	};
	static uint8_t shadow[SIZE];
	int fd = must_open();
	unsigned int i;

	for (i = 0; i < count; i++) {
		uint32_t offset = random32() % SIZE, len = 1 + random32() % (SIZE - offset);

		if (i < sizeof(parts) / sizeof(*parts)) {
			offset = parts[i].offset;
			len = parts[i].len;
		}
		round_trip(fd, shadow, offset, len, i % 9, i & 1);
	}
}

static void check_position(int fd)
{
	uint8_t data[200], back[200];

	must(lseek(fd, 0, SEEK_END) == SIZE);
	must(read(fd, data, 10) == 0);
	fails(write(fd, data, 10), ENOSPC);
	must(write(fd, data, 0) == 0);
	fails(lseek(fd, SIZE + 1, SEEK_SET), EINVAL);
	fails(lseek(fd, -1, SEEK_SET), EINVAL);

	random_fill(data, sizeof(data));
	must(lseek(fd, -5, SEEK_END) == SIZE - 5);
	must(write(fd, data, 100) == 5);
	must(lseek(fd, 0, SEEK_CUR) == SIZE);
	must(lseek(fd, SIZE - 5, SEEK_SET) == SIZE - 5);
	must(read(fd, back, 200) == 5 && !memcmp(data, back, 5));
	must(pread(fd, back, 1, (off_t)1 << 40) == 0);
	fails(pread(fd, back, 1, -1), EINVAL);
}

static void check_bad(void)
{
	char *page = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct edu_dma_arg arg = { .data = (uintptr_t)page, .len = 1 };
	uint8_t before[16], after[16];
	int fd = must_open();

	must(page != MAP_FAILED && !munmap(page + PAGE, PAGE));

	/* Numbers: another one, another size, another direction, none of this driver. */
	fails(ioctl(fd, _IOWR('e', 0xcf, struct edu_dma_arg), page), ENOTTY);
	fails(ioctl(fd, _IOWR('e', 0xd1, uint32_t), page), ENOTTY);
	fails(ioctl(fd, _IOR('e', 0xd1, struct edu_factorial_arg), page), ENOTTY);
	fails(ioctl(fd, _IOWR('f', 0xd1, struct edu_factorial_arg), page), ENOTTY);
	fails(ioctl(fd, TCGETS, page), ENOTTY);

	/* Arguments that are nowhere, end in nowhere, are the kernel's. */
	fails(ioctl(fd, EDU_IOC_INFO, NULL), EFAULT);
	fails(ioctl(fd, EDU_IOC_FACTORIAL, NULL), EFAULT);
	fails(ioctl(fd, EDU_IOC_FACTORIAL, page + PAGE - 4), EFAULT);
	fails(ioctl(fd, EDU_IOC_DMA, page + PAGE), EFAULT);
	fails(ioctl(fd, EDU_IOC_INFO, (void *)~(uintptr_t)0xfffff), EFAULT);

	/* Members that mean nothing. */
	arg.reserved = 1;
	fails(ioctl(fd, EDU_IOC_DMA, &arg), EINVAL);
	fails(dma(fd, page, 0, 1, 2), EINVAL);
	fails(dma(fd, page, 0, 1, UINT32_MAX), EINVAL);
	fails(dma(fd, page, 0, 0, EDU_DMA_TO_DEVICE), EINVAL);

	/* Parts that are not inside, also by overflow. */
	fails(dma(fd, page, 0, SIZE + 1, EDU_DMA_TO_DEVICE), ERANGE);
	fails(dma(fd, page, SIZE, 1, EDU_DMA_TO_DEVICE), ERANGE);
	fails(dma(fd, page, SIZE - 1, 2, EDU_DMA_FROM_DEVICE), ERANGE);
	fails(dma(fd, page, 1, UINT32_MAX, EDU_DMA_FROM_DEVICE), ERANGE);
	fails(dma(fd, page, UINT32_MAX, 1, EDU_DMA_FROM_DEVICE), ERANGE);
	fails(dma(fd, page, UINT32_MAX, 2, EDU_DMA_TO_DEVICE), ERANGE);

	/* Data that is nowhere: what the device has stays as it is. */
	must(pread(fd, before, 16, 0) == 16);
	fails(dma(fd, NULL, 0, 16, EDU_DMA_TO_DEVICE), EFAULT);
	fails(dma(fd, page + PAGE - 8, 0, 16, EDU_DMA_TO_DEVICE), EFAULT);
	fails(pwrite(fd, page + PAGE - 1, 16, 0), EFAULT);
	fails(dma(fd, page + PAGE - 8, 0, 16, EDU_DMA_FROM_DEVICE), EFAULT);
	fails(pread(fd, (void *)~(uintptr_t)0xfffff, 16, 0), EFAULT);
	must(pread(fd, after, 16, 0) == 16 && !memcmp(before, after, 16));

	check_position(fd);
}

static void on_signal(int number)
{
	(void)number;
}

static void alarm_in(unsigned int ms, int flags)
{
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = flags };
	struct itimerval timer = { .it_value.tv_usec = ms * 1000 };

	must(!sigaction(SIGALRM, &action, NULL));
	must(!setitimer(ITIMER_REAL, &timer, NULL));
}

/* A transfer takes 100 ms: signals come while it runs. */
static void check_signal(void)
{
	uint8_t data[64], other[64];
	int fd = must_open(), status;
	struct timespec start, end;
	pid_t pid;

	random_fill(data, sizeof(data));
	must(pwrite(fd, data, 64, 100) == 64);
	alarm_in(30, 0);
	fails(pread(fd, other, 64, 0), EINTR);
	/* The next one waits for that one, and is not confused by its end. */
	must(pread(fd, other, 64, 100) == 64 && !memcmp(data, other, 64));

	random_fill(data, sizeof(data));
	alarm_in(30, 0);
	fails(dma(fd, data, 100, 64, EDU_DMA_TO_DEVICE), EINTR);
	must(pread(fd, other, 64, 100) == 64 && !memcmp(data, other, 64));

	alarm_in(30, SA_RESTART);
	must(pread(fd, other, 64, 100) == 64 && !memcmp(data, other, 64));

	/* Who waits for another one's transfer can be killed as well. */
	clock_gettime(CLOCK_MONOTONIC, &start);
	pid = fork();
	if (!pid)
		for (;;)
			(void)!pread(fd, other, 64, 0);
	must(pid > 0 && pread(fd, other, 64, 100) == 64);
	must(!kill(pid, SIGKILL) && waitpid(pid, &status, 0) == pid && WIFSIGNALED(status));
	must(pread(fd, other, 64, 100) == 64 && !memcmp(data, other, 64));
	clock_gettime(CLOCK_MONOTONIC, &end);
	must(end.tv_sec - start.tv_sec < 5);
}

static void *factorials(void *data)
{
	int fd = *(int *)data;
	uint32_t i, result;

	for (i = 0; i < 200; i++)
		must(!factorial(fd, 5 + (i & 1), &result) && result == (i & 1 ? 720 : 120));
	return NULL;
}

/* Each process has a part of the buffer, two threads of each compute, all by one open file. */
static void check_parallel(void)
{
	enum { WORKERS = 3, PART = SIZE / WORKERS };
	int fd = must_open(), status;
	unsigned int i, turn;

	for (i = 0; i < WORKERS; i++) {
		uint8_t data[PART], back[PART];
		pthread_t threads[2];
		pid_t pid = fork();

		must(pid >= 0);
		if (pid)
			continue;
		random_state ^= i << 20;
		for (turn = 0; turn < 2; turn++)
			must(!pthread_create(&threads[turn], NULL, factorials, &fd));
		for (turn = 0; turn < 2; turn++) {
			random_fill(data, PART);
			must(pwrite(fd, data, PART, i * PART) == PART);
			must(!dma(fd, back, i * PART, PART, EDU_DMA_FROM_DEVICE));
			must(!memcmp(data, back, PART));
		}
		for (turn = 0; turn < 2; turn++)
			pthread_join(threads[turn], NULL);
		exit(0);
	}
	for (i = 0; i < WORKERS; i++)
		must(wait(&status) > 0 && status == 0);
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

static const char *pci_name(void)
{
	return strrchr(pci, '/') + 1;
}

static void unbind(void)
{
	must(!try_write(driver, "unbind", pci_name()));
}

static void bind(void)
{
	must(!try_write(driver, "bind", pci_name()));
}

static void all_gone(int fd)
{
	struct edu_info info;
	uint32_t result;
	char byte = 0;

	fails(read(fd, &byte, 1), ENODEV);
	fails(write(fd, &byte, 1), ENODEV);
	fails(lseek(fd, 0, SEEK_SET), ENODEV);
	fails(ioctl(fd, EDU_IOC_INFO, &info), ENODEV);
	fails(factorial(fd, 5, &result), ENODEV);
	fails(dma(fd, &byte, 0, 1, EDU_DMA_FROM_DEVICE), ENODEV);
	fails(ioctl(fd, TCGETS, &info), ENODEV);
}

/* Files that stay open over an unbind. */
static void check_kept(void)
{
	int before = must_open(), other = must_open(), after, copy;
	const char *module = strrchr(driver, '/') + 1;
	uint32_t result;

	unbind();
	fails(open(path, O_RDWR), ENOENT);
	all_gone(before);
	bind();
	all_gone(before);
	after = must_open();
	copy = dup(before);
	must(!close(before));
	all_gone(copy);
	must(!factorial(after, 6, &result) && result == 720);
	must(!close(other));
	must(!close(copy));

	/* The module stays as long as a file is open, bound or not. */
	fails(syscall(SYS_delete_module, module[3] ? "edu_raw" : "edu", O_NONBLOCK), EAGAIN);
	unbind();
	fails(syscall(SYS_delete_module, module[3] ? "edu_raw" : "edu", O_NONBLOCK), EAGAIN);
	all_gone(after);
	bind();
}

static volatile sig_atomic_t ends;

static void on_end(int number)
{
	(void)number;
	ends = 1;
}

/* One turn of a worker: what it does until the file says that the device is gone. */
static void work(unsigned int kind, int fd, unsigned int *gone)
{
	uint8_t data[300];
	uint32_t result;
	int ret;

	while (!ends) {
		errno = 0;
		switch (kind) {
		case 0: ret = pread(fd, data, 300, 17) == 300 ? 0 : -1; break;
		case 1: ret = dma(fd, data, 1, 100, EDU_DMA_TO_DEVICE); break;
		case 2: ret = factorial(fd, 6, &result); break;
		default: ret = lseek(fd, 5, SEEK_SET) == 5 ? 0 : -1;
		}
		if (!ret)
			continue;
		if (errno == EINTR && ends)
			break;
		if (errno != ENODEV)
			die("worker %u", kind);
		++*gone;
		all_gone(fd);
		break;
	}
}

static int worker(unsigned int kind)
{
	struct sigaction action = { .sa_handler = on_end };
	unsigned int gone = 0;
	int fd;

	sigaction(SIGTERM, &action, NULL);
	while (!ends) {
		fd = open(path, O_RDWR);
		if (fd < 0) {
			if (errno != ENOENT && errno != ENODEV && errno != ENXIO)
				die("worker %u cannot open", kind);
			usleep(2000);
			continue;
		}
		work(kind, fd, &gone);
		close(fd);
	}
	if (!gone)
		die("worker %u never saw that the device was gone", kind);
	return 0;
}

/* The device goes and comes while it is in use. */
static void check_churn(unsigned int count)
{
	enum { WORKERS = 5 };
	pid_t pids[WORKERS];
	unsigned int i;
	int status;

	for (i = 0; i < WORKERS; i++) {
		pids[i] = fork();
		must(pids[i] >= 0);
		if (!pids[i])
			exit(worker(i));
	}
	for (i = 0; i < count; i++) {
		usleep(30000 + random32() % 100000);
		unbind();
		usleep(random32() % 5000);
		bind();
	}
	/* And a last time, for who is slow to see it. */
	usleep(200000);
	unbind();
	usleep(200000);
	for (i = 0; i < WORKERS; i++)
		kill(pids[i], SIGTERM);
	for (i = 0; i < WORKERS; i++)
		must(waitpid(pids[i], &status, 0) > 0 && status == 0);
	bind();
}

static void set_master(bool on)
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

/* A device whose interrupt does not come: it may neither write memory nor send one. */
static void check_dead(void)
{
	struct timespec start, end;
	int fd = must_open();
	uint32_t result;
	char byte;

	set_master(false);
	fails(factorial(fd, 6, &result), ETIMEDOUT);
	set_master(true);
	clock_gettime(CLOCK_MONOTONIC, &start);
	fails(factorial(fd, 6, &result), EIO);
	fails(read(fd, &byte, 1), EIO);
	fails(write(fd, &byte, 1), EIO);
	clock_gettime(CLOCK_MONOTONIC, &end);
	must(end.tv_sec - start.tv_sec < 2);
	unbind();
	all_gone(fd);
	bind();
	close(fd);
	check_factorial();
}

int main(int argc, char **argv)
{
	const char *check;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc < 3)
		return 2;
	check = argv[1];
	path = argv[2];
	pci = argc > 3 ? argv[3] : "";
	driver = argc > 4 ? argv[4] : "";
	if (!strcmp(check, "factorial"))
		check_factorial();
	else if (!strcmp(check, "dma"))
		check_dma(argc > 3 ? atoi(argv[3]) : 16);
	else if (!strcmp(check, "bad"))
		check_bad();
	else if (!strcmp(check, "signal"))
		check_signal();
	else if (!strcmp(check, "parallel"))
		check_parallel();
	else if (!strcmp(check, "kept") && argc > 4)
		check_kept();
	else if (!strcmp(check, "churn") && argc > 5)
		check_churn(atoi(argv[5]));
	else if (!strcmp(check, "dead") && argc > 4)
		check_dead();
	else
		return 2;
	return 0;
}
