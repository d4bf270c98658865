// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Runs a command with its output thrown away and appends "milliseconds kilobytes
 * milliseconds" to a file: time that passed, the largest memory of the command, processor time.
 *
 *	measure FILE COMMAND [ARGUMENT...]
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double milliseconds(const struct timeval *t)
{
	return (double)t->tv_sec * 1e3 + (double)t->tv_usec / 1e3;
}

static void become(char **command)
{
	int null = open("/dev/null", O_RDWR);

	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	execvp(command[0], command);
	perror(command[0]);
	_exit(127);
}

int main(int argc, char **argv)
{
	struct rusage usage;
	double start = now();
	int status;
	pid_t child;
	FILE *file;

	if (argc < 3)
		return 2;
	child = fork();
	if (!child)
		become(argv + 2);
	if (child < 0 || wait4(child, &status, 0, &usage) < 0)
		return 1;
	if (!WIFEXITED(status) || WEXITSTATUS(status))
		return 1;
	file = fopen(argv[1], "a");
	if (!file)
		return 1;
	fprintf(file, "%.2f %ld %.2f\n", now() - start, usage.ru_maxrss,
		milliseconds(&usage.ru_utime) + milliseconds(&usage.ru_stime));
	return fclose(file) ? 1 : 0;
}
