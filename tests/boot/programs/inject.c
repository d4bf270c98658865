// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * inject steps|allocations [-m MOST] bind BUS-DRIVER-DIR DEVICE
 * inject steps|allocations [-m MOST] load FILE.ko MODULE [PARAMETER...]
 *
 * Binds a device, or loads a module, with one failure in turn: at the first step of the driver that
 * can fail, at the second, and so on until there are no more (steps: a module built with
 * SAFE_FAULT_INJECTION, see safe/core/fault.h); or at each allocation that is made meanwhile
 * (allocations: /proc/self/fail-nth; not more than MOST of them, evenly spread). What was bound all
 * the same is unbound again, what was loaded is removed. Each time the system must be as it was.
 *
 * Says what failed and how, one line each; then "N tried of N, N survived". Exits with 0 if nothing
 * was ever left behind and the last one, without a failure, came about.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FAR 1000000 /* further than any probe goes */

static bool by_steps, by_bind;
static const char *driver_dir, *device, *file, *module;
static char parameters[1024], knob[256];

static void die(const char *what)
{
	fprintf(stderr, "inject: %s: %s\n", what, strerror(errno));
	exit(2);
}

/* --- what the system has --------------------------------------------------------------------- */

/* Lines, each with its origin in front. */
struct state {
	char *text;
	size_t len;
	FILE *out;
};

/* Counters, addresses and sizes are no part of it. */
static void add_interrupt(FILE *out, char *line)
{
	fputs("interrupts:", out);
	for (char *word = strtok(line, " \t\n"); word; word = strtok(NULL, " \t\n"))
		if (strspn(word, "0123456789") != strlen(word))
			fprintf(out, " %s", word);
	fputc('\n', out);
}

static void add_module(FILE *out, char *line)
{
	char name[64], users[256];
	unsigned int references;

	if (sscanf(line, "%63s %*s %u %255s", name, &references, users) == 3)
		fprintf(out, "modules: %s %u %s\n", name, references, users);
}

/* Registers that are mapped: "0xA-0xB SIZE caller phys=0x... ioremap". */
static void add_mapping(FILE *out, char *line)
{
	char *size = strchr(line, ' ');

	if (size && strstr(line, "phys="))
		fprintf(out, "mappings:%s", size);
}

static void add_line(FILE *out, char *line)
{
	fprintf(out, "%s%s", line, strchr(line, '\n') ? "" : "\n");
}

static void add_file(struct state *state, const char *path, void (*add)(FILE *, char *))
{
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;

	while (in && getline(&line, &size, in) > 0) {
		if (add == add_line)
			fprintf(state->out, "%s: ", path);
		add(state->out, line);
	}
	free(line);
	if (in)
		fclose(in);
}

static int no_dots(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void add_dir(struct state *state, const char *path, int depth)
{
	struct dirent **entries;
	int n = scandir(path, &entries, no_dots, alphasort);

	for (int i = 0; i < n; i++) {
		char below[512];

		snprintf(below, sizeof(below), "%s/%s", path, entries[i]->d_name);
		fprintf(state->out, "%s\n", below);
		if (depth > 1 && entries[i]->d_type == DT_DIR)
			add_dir(state, below, depth - 1);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

/* Threads of the kernel, but for workers, which come and go. */
static void add_threads(struct state *state)
{
	struct dirent **entries;
	int n = scandir("/proc", &entries, no_dots, alphasort);

	for (int i = 0; i < n; i++) {
		char path[300], line[512], name[64];
		int parent;
		FILE *in;

		snprintf(path, sizeof(path), "/proc/%s/stat", entries[i]->d_name);
		free(entries[i]);
		in = fopen(path, "r");
		if (!in)
			continue;
		if (fgets(line, sizeof(line), in) &&
		    sscanf(line, "%*d (%63[^)]) %*c %d", name, &parent) == 2 && parent == 2 &&
		    strncmp(name, "kworker", 7))
			fprintf(state->out, "threads: %s\n", name);
		fclose(in);
	}
	if (n >= 0)
		free(entries);
}

static void take(struct state *state)
{
	static const char *const files[] = {
		"/proc/iomem", "/proc/ioports", "/proc/misc", "/proc/devices", "/proc/partitions",
	};
	static const char *const of_device[] = { "enable", "pools" };

	state->out = open_memstream(&state->text, &state->len);
	if (!state->out)
		die("no memory");
	add_file(state, "/proc/interrupts", add_interrupt);
	add_file(state, "/proc/modules", add_module);
	add_file(state, "/proc/vmallocinfo", add_mapping);
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		add_file(state, files[i], add_line);
	add_threads(state);
	add_dir(state, "/dev", 1);
	add_dir(state, "/sys/class", 2);
	add_dir(state, "/sys/block", 1);
	add_dir(state, "/sys/kernel/debug", 1);
	if (by_bind) {
		char path[512];

		snprintf(path, sizeof(path), "%s/../../devices/%s/", driver_dir, device);
		add_dir(state, path, 2);
		for (size_t i = 0; i < sizeof(of_device) / sizeof(*of_device); i++) {
			snprintf(path, sizeof(path), "%s/../../devices/%s/%s", driver_dir, device,
				 of_device[i]);
			add_file(state, path, add_line);
		}
	}
	fclose(state->out);
}

static bool has_line(const char *text, const char *line, size_t len)
{
	for (const char *at = text; (at = strstr(at, line)); at++)
		if ((at == text || at[-1] == '\n') && at[len] == '\n')
			return true;
	return false;
}

/* Lines of @a that @b has not. */
static void show_missing(const char *what, const char *a, const char *b)
{
	char *copy = strdup(a), *rest = copy, *line;

	while ((line = strsep(&rest, "\n")))
		if (*line && !has_line(b, line, strlen(line)))
			printf("    %s %s\n", what, line);
	free(copy);
}

/* What ends by itself, as threads do, gets two seconds. */
static bool as_before(const struct state *before)
{
	struct state now;
	bool same = false;

	for (int i = 0; i < 100 && !same; i++) {
		if (i)
			usleep(20000);
		take(&now);
		same = !strcmp(before->text, now.text);
		if (!same && i == 99) {
			show_missing("left behind:", now.text, before->text);
			show_missing("lost:", before->text, now.text);
			puts("    (the system is not as it was)");
		}
		free(now.text);
	}
	return same;
}

/* --- doing it ---------------------------------------------------------------------------------- */

static int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), err = 0;

	if (fd < 0)
		return errno;
	if (write(fd, text, strlen(text)) < 0)
		err = errno;
	close(fd);
	return err;
}

static int undo(void)
{
	char path[512];

	if (!by_bind)
		return syscall(SYS_delete_module, module, O_NONBLOCK) ? errno : 0;
	snprintf(path, sizeof(path), "%s/unbind", driver_dir);
	return write_file(path, device);
}

/* Failing steps are asked for by a parameter, which the module gets as it is loaded or before. */
static void arm(unsigned int n, int fail_nth, char *all, size_t size)
{
	char text[16];
	int len = snprintf(text, sizeof(text), "%u", n);

	snprintf(all, size, "%s", parameters);
	if (!by_steps) {
		if (pwrite(fail_nth, text, len, 0) != len)
			die("/proc/self/fail-nth");
	} else if (by_bind) {
		if (write_file(knob, text))
			die(knob);
	} else if (n) {
		snprintf(all, size, "%s safe_fail_step=%u", parameters, n);
	}
}

/*
 * True if it came to the failure. @text: which, in words; @left: how many allocations it would still
 * have been. A module that was not loaded has no parameter that could be read.
 */
static bool disarm(int fail_nth, bool loaded, char *text, size_t size, unsigned int *left)
{
	int fd, n;

	snprintf(text, size, by_steps ? "step" : "allocation");
	if (!by_steps) {
		char number[16] = "";

		if (pread(fail_nth, number, sizeof(number) - 1, 0) < 0 ||
		    pwrite(fail_nth, "0", 1, 0) != 1)
			die("/proc/self/fail-nth");
		*left = atoi(number);
		return !*left;
	}

	fd = open(knob, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return !loaded;
	n = read(fd, text, size - 1);
	close(fd);
	text[n > 0 ? n - 1 : 0] = '\0';
	if (by_bind)
		write_file(knob, "0");
	return !strncmp(text, "failed", 6);
}

/* Binds or loads with the @n-th failing. Returns the errno of that. */
static int attempt(unsigned int n, bool *reached, unsigned int *left, char *text, size_t size)
{
	static char path[512], all[1100];
	int fail_nth = -1, fd, err;

	snprintf(path, sizeof(path), "%s/bind", driver_dir ? driver_dir : "");
	fd = open(by_bind ? path : file, (by_bind ? O_WRONLY : O_RDONLY) | O_CLOEXEC);
	if (fd < 0)
		die(by_bind ? path : file);
	if (!by_steps) {
		fail_nth = open("/proc/self/fail-nth", O_RDWR | O_CLOEXEC);
		if (fail_nth < 0)
			die("/proc/self/fail-nth");
	}
	arm(n, fail_nth, all, sizeof(all));
	if (by_bind)
		err = write(fd, device, strlen(device)) < 0 ? errno : 0;
	else
		err = syscall(SYS_finit_module, fd, all, 0) ? errno : 0;
	*reached = disarm(fail_nth, !err, text, size, left);
	close(fd);
	if (fail_nth >= 0)
		close(fail_nth);
	return err;
}

/* One failure; false if it left something behind. */
static bool one(unsigned int n, const struct state *before, bool *reached, unsigned int *survived)
{
	char text[256];
	unsigned int left;
	int err = attempt(n, reached, &left, text, sizeof(text));
	bool good = true;

	if (*reached)
		printf("%u: %s: %s\n", n, text, err ? strerror(err) : "survived");
	else if (err)
		printf("without a failure: %s\n", strerror(err)), good = false;
	if (!err) {
		*survived += *reached;
		err = undo();
		if (err)
			printf("    not undone: %s\n", strerror(err)), good = false;
	}
	return as_before(before) && good;
}

/* Twice as it should be, so that what is made once is there; returns how many allocations it takes. */
static unsigned int rehearse(void)
{
	unsigned int left = 0;
	bool reached;
	char text[256];

	for (int i = 0; i < 2; i++) {
		int err = attempt(by_steps ? 0 : FAR, &reached, &left, text, sizeof(text));

		if (!err)
			err = undo();
		if (err) {
			printf("without a failure: %s\n", strerror(err));
			exit(1);
		}
	}
	return by_steps ? FAR : FAR - left;
}

/* As the kernel calls a module, whatever its file is called. */
static void underscores(char *name)
{
	for (; *name; name++)
		if (*name == '-')
			*name = '_';
}

static void read_arguments(int argc, char **argv, unsigned int *most)
{
	int c;

	while ((c = getopt(argc, argv, "+m:")) == 'm')
		*most = atoi(optarg);
	if (c != -1 || argc - optind < 3)
		goto usage;
	by_bind = !strcmp(argv[optind], "bind");
	if (!by_bind && strcmp(argv[optind], "load"))
		goto usage;
	module = argv[optind + 2];
	if (by_bind) {
		driver_dir = argv[optind + 1];
		device = argv[optind + 2];
		module = strrchr(driver_dir, '/') + 1;
	} else {
		file = argv[optind + 1];
		underscores(argv[optind + 2]);
		for (int i = optind + 3; i < argc; i++) {
			strncat(parameters, argv[i], sizeof(parameters) - strlen(parameters) - 2);
			strcat(parameters, " ");
		}
	}
	snprintf(knob, sizeof(knob), "/sys/module/%s/parameters/safe_fail_step", module);
	underscores(knob);
	return;
usage:
	fputs("usage: inject steps|allocations [-m MOST] bind DRIVER-DIR DEVICE\n"
	      "       inject steps|allocations [-m MOST] load FILE.ko MODULE [PARAMETER...]\n",
	      stderr);
	exit(2);
}

int main(int argc, char **argv)
{
	unsigned int most = FAR, total, every, n, tried = 0, survived = 0, bad = 0;
	struct state before;
	bool reached = true;

	setvbuf(stdout, NULL, _IOLBF, 0);
	by_steps = argc > 1 && !strcmp(argv[1], "steps");
	if (argc < 2 || (!by_steps && strcmp(argv[1], "allocations")))
		argc = 1;
	read_arguments(argc - (argc > 1), argv + (argc > 1), &most);

	total = rehearse();
	take(&before);
	every = by_steps || total <= most ? 1 : (total + most - 1) / most;
	for (n = 1; reached && n < FAR; n += every) {
		bad += !one(n, &before, &reached, &survived);
		tried += reached;
	}
	if (by_steps)
		total = tried;
	printf("%u tried of %u, %u survived, %u left something\n", tried, total, survived, bad);
	return bad || !tried;
}
