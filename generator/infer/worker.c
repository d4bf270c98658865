// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/run.h"
#include "infer/unit.h"
#include "infer/worker.h"

/* A process that has taken more is ended and replaced: the parser does not give everything back. */
#define MEMORY_KB (512L * 1024)

static bool write_all(int fd, const void *data, size_t size)
{
	const char *at = data;

	while (size) {
		ssize_t n = write(fd, at, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		size -= (size_t)n;
	}
	return true;
}

static bool read_all(int fd, void *data, size_t size)
{
	char *at = data;

	while (size) {
		ssize_t n = read(fd, at, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		size -= (size_t)n;
	}
	return true;
}

static bool write_answer(int fd, bool fine, const struct unit_result *result)
{
	struct text files = TEXT_INIT;
	struct answer answer = { .read = fine, .n_errors = result->n_errors };
	bool written;

	for (size_t i = 0; i < result->files.n; i++)
		text_printf(&files, "%s\n", result->files.paths[i]);
	answer.error = result->error ? (uint32_t)strlen(result->error) : 0;
	answer.files = (uint32_t)files.len;
	answer.text = (uint32_t)result->summary.len;
	written = write_all(fd, &answer, sizeof(answer)) &&
		  write_all(fd, result->error, answer.error) &&
		  write_all(fd, files.buf, files.len) &&
		  write_all(fd, result->summary.buf, result->summary.len);
	text_release(&files);
	return written;
}

static bool do_file(const struct work_order *order, size_t file, int fd)
{
	const struct sources *sources = order->sources;
	const struct source *source = sources->list[file];
	struct unit_result result = { .summary = TEXT_INIT };
	struct unit_input input;
	struct flags flags;
	struct run run;
	bool fine;

	run_init(&run);
	flags = source_flags(&run, source, order->base);
	input = (struct unit_input){ .path = file_join(&run, sources->root, source->name),
				     .name = source->name,
				     .root = sources->root,
				     .flags = &flags,
				     .read_doc = order->read_doc,
				     .headers = source->headers,
				     .all_headers = sources->headers.n ? &sources->headers : NULL,
				     .sections = order->sections };
	fine = write_answer(fd, unit_read(&run, &input, &result), &result);
	unit_release(&result);
	run_release(&run);
	return fine;
}

static bool has_grown(void)
{
	struct rusage usage;

	return !getrusage(RUSAGE_SELF, &usage) && usage.ru_maxrss > MEMORY_KB;
}

static void work(const struct work_order *order, int asked, int answer)
{
	size_t file;

	while (read_all(asked, &file, sizeof(file)))
		if (!do_file(order, file, answer) || has_grown())
			break;
	_exit(0);
}

/* What only the process above needs is closed: a pipe ends when nobody has its other end. */
static void become_worker(struct worker *worker, const struct worker *others, unsigned int n_others)
{
	sigset_t none;

	for (unsigned int i = 0; i < n_others; i++) {
		if (&others[i] == worker || !others[i].pid)
			continue;
		close(others[i].ask);
		close(others[i].answer);
	}
	close(worker->ask);
	close(worker->answer);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
}

bool worker_start(struct worker *worker, const struct work_order *order,
		  const struct worker *others, unsigned int n_others)
{
	int ask[2], answer[2];

	if (pipe(ask))
		return false;
	if (pipe(answer)) {
		close(ask[0]);
		close(ask[1]);
		return false;
	}
	*worker = (struct worker){ .ask = ask[1], .answer = answer[0], .got = TEXT_INIT };
	worker->pid = fork();
	if (!worker->pid) {
		become_worker(worker, others, n_others);
		work(order, ask[0], answer[1]);
	}
	close(ask[0]);
	close(answer[1]);
	if (worker->pid > 0)
		return true;
	worker->pid = 0;
	close(ask[1]);
	close(answer[0]);
	return false;
}

bool worker_ask(struct worker *worker, size_t file)
{
	worker->file = file;
	worker->busy = true;
	text_reset(&worker->got);
	return write_all(worker->ask, &file, sizeof(file));
}

static bool is_complete(const struct text *got)
{
	struct answer answer;

	if (got->len < sizeof(answer))
		return false;
	memcpy(&answer, got->buf, sizeof(answer));
	return got->len == sizeof(answer) + answer.error + answer.files + answer.text;
}

int worker_take(struct worker *worker)
{
	char buf[1 << 16];
	ssize_t n = read(worker->answer, buf, sizeof(buf));

	if (n < 0 && errno == EINTR)
		return 0;
	if (n <= 0)
		return -1;
	text_add_n(&worker->got, buf, (size_t)n);
	return is_complete(&worker->got);
}

bool worker_stop(struct worker *worker, bool now)
{
	int status = 0;

	if (!worker->pid)
		return true;
	close(worker->ask);
	close(worker->answer);
	if (now)
		kill(worker->pid, SIGKILL);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		;
	text_release(&worker->got);
	*worker = (struct worker){ .got = TEXT_INIT };
	return WIFEXITED(status) && !WEXITSTATUS(status);
}
