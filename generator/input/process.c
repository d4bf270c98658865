// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/run.h"
#include "input/process.h"

extern char **environ;

/* Left behind by a make above us, these would make another make do something else. */
static const char *const hidden[] = {
	"MAKEFLAGS",	 "MFLAGS",	  "MAKELEVEL",	   "MAKEFILES",	     "GNUMAKEFLAGS",
	"MAKEOVERRIDES", "KBUILD_EXTMOD", "KBUILD_OUTPUT", "KBUILD_VERBOSE", "KBUILD_SRC",
	"sub_make_done", "LC_ALL",	  "LANGUAGE",
};

static bool is_hidden(const char *entry)
{
	for (size_t i = 0; i < sizeof(hidden) / sizeof(*hidden); i++) {
		size_t len = strlen(hidden[i]);

		if (!strncmp(entry, hidden[i], len) && entry[len] == '=')
			return true;
	}
	return false;
}

/* What we read is in the language that we know. */
static char **environment(struct run *run)
{
	static char language[] = "LC_ALL=C";
	size_t n = 0, kept = 0;
	char **copy;

	while (environ[n])
		n++;
	copy = arena_new(&run->arena, char *, n + 2);
	for (size_t i = 0; i < n; i++)
		if (!is_hidden(environ[i]))
			copy[kept++] = environ[i];
	copy[kept] = language;
	return copy;
}

/* Reads what is there from @fd; false at its end. */
static bool drain(int fd, struct text *text)
{
	char room[16384];
	ssize_t got = read(fd, room, sizeof(room));

	if (got > 0)
		text_add_n(text, room, (size_t)got);
	return got > 0 || (got < 0 && errno == EINTR);
}

static void drain_both(int out, int err, struct output *output)
{
	struct pollfd fds[2] = { { out, POLLIN, 0 }, { err, POLLIN, 0 } };
	struct text *texts[2] = { &output->out, &output->err };
	int open = 2;

	while (open && (poll(fds, 2, -1) > 0 || errno == EINTR)) {
		for (int i = 0; i < 2; i++) {
			if (fds[i].fd < 0 || !fds[i].revents || drain(fds[i].fd, texts[i]))
				continue;
			fds[i].fd = -1;
			open--;
		}
	}
}

static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 127;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int spawn(struct run *run, const char *const *argv, int out, int err, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	int failed;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
	failed = posix_spawnp(pid, argv[0], &actions, NULL, (char *const *)argv, environment(run));
	posix_spawn_file_actions_destroy(&actions);
	return failed;
}

bool process_run(struct run *run, const char *const *argv, struct output *output)
{
	int out[2], err[2], failed;
	pid_t pid;

	if (pipe2(out, O_CLOEXEC))
		return false;
	if (pipe2(err, O_CLOEXEC)) {
		close(out[0]);
		close(out[1]);
		return false;
	}
	failed = spawn(run, argv, out[1], err[1], &pid);
	close(out[1]);
	close(err[1]);
	if (!failed) {
		drain_both(out[0], err[0], output);
		output->status = wait_for(pid);
	}
	close(out[0]);
	close(err[0]);
	errno = failed;
	return !failed;
}

void output_release(struct output *output)
{
	text_release(&output->out);
	text_release(&output->err);
}
