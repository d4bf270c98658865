// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "base/run.h"
#include "infer/work.h"

#define MAX_JOBS	256
#define MEMORY_OF_A_JOB (400L << 20)

/* Signals that end a run; they arrive where we wait for answers. */
struct interrupt {
	int fd;
	sigset_t before;
	bool happened;
};

struct office {
	struct run *run;
	const struct work_order *order;
	const struct sources *sources; /* of the order */
	struct infer_cache *cache;
	struct worker *workers;
	unsigned int n_workers;
	struct interrupt interrupt;
	struct work *work;
	struct blocks *blocks;
	struct summary_parts *results; /* one for each source; nothing of its own: not read */
	size_t next, done;
	size_t again[MAX_JOBS]; /* given to processes that ended before they began */
	unsigned int n_again;
	time_t begun;
};

unsigned int work_default_jobs(void)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	long room = sysconf(_SC_AVPHYS_PAGES) / (MEMORY_OF_A_JOB / sysconf(_SC_PAGESIZE));
	long jobs = cpus < room ? cpus : room;

	return jobs < 1 ? 1 : jobs > MAX_JOBS ? MAX_JOBS : (unsigned int)jobs;
}

/* --- signals --- */

static void interrupt_begin(struct interrupt *in)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGPIPE); /* a worker that has died is noticed by what it does not answer */
	sigprocmask(SIG_BLOCK, &set, &in->before);
	sigdelset(&set, SIGPIPE);
	in->fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* Takes the signal, so that it does not end the program once it is let through again. */
static bool interrupt_happened(struct interrupt *in)
{
	struct signalfd_siginfo info;

	in->happened |= read(in->fd, &info, sizeof(info)) == sizeof(info);
	return in->happened;
}

static void interrupt_end(struct interrupt *in)
{
	struct timespec now = { 0 };
	sigset_t pipe;

	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	sigtimedwait(&pipe, NULL, &now);
	close(in->fd);
	sigprocmask(SIG_SETMASK, &in->before, NULL);
}

/* --- progress --- */

static void show_progress(struct office *o)
{
	size_t n = o->sources->n, read = o->done - o->work->n_cached;
	long seconds = (long)(time(NULL) - o->begun);
	long left = read ? seconds * (long)(n - o->done) / (long)read : 0;

	if (!o->run->progress)
		return;
	fprintf(stderr, "\rreading function bodies: %zu of %zu files", o->done, n);
	if (read > 20)
		fprintf(stderr, ", %ld:%02ld left", left / 60, left % 60);
	fputs("\033[K", stderr);
	if (o->done == n)
		fputs("\r\033[K", stderr);
}

/* --- results --- */

static void fail(struct office *o, size_t file, const char *error, bool lost)
{
	o->work->failures[o->work->n_failures++] = (struct work_failure){
		.name = o->sources->list[file]->name,
		.error = error,
		.lost = lost,
	};
}

static void store(struct office *o, size_t file, char *files, const struct infer_entry *entry)
{
	struct run scratch;
	struct paths paths = { 0 };
	struct flags flags;
	char *newline;

	run_init(&scratch);
	for (; (newline = strchr(files, '\n')); files = newline + 1) {
		*newline = '\0';
		paths_add(&scratch, &paths, files);
	}
	flags = source_key(&scratch, o->sources->list[file], o->order->base, o->order->stated);
	infer_cache_store(o->cache, o->sources->list[file]->name, &flags, &paths, entry);
	run_release(&scratch);
}

static void take_answer(struct office *o, struct worker *worker)
{
	struct arena *arena = &o->run->arena;
	const char *at = worker->got.buf + sizeof(struct answer);
	struct infer_entry entry;
	struct answer answer;
	char *files, *text;

	memcpy(&answer, worker->got.buf, sizeof(answer));
	entry.error = arena_strndup(arena, at, answer.error);
	files = strndup(at + answer.error, answer.files);
	text = strndup(at + answer.error + answer.files, answer.text);
	if (!files || !text)
		abort();
	if (answer.n_errors || !answer.read)
		fail(o, worker->file, answer.read ? entry.error : "libclang cannot parse it",
		     !answer.read);
	if (answer.read) {
		entry.parts = blocks_split(o->blocks, o->sources->list[worker->file]->name, text);
		o->results[worker->file] = entry.parts;
		store(o, worker->file, files, &entry);
	}
	free(text);
	free(files);
	o->done++;
	worker->busy = false;
}

/* --- distribution --- */

static bool take_from_cache(struct office *o, size_t file)
{
	struct run scratch;
	struct infer_entry entry;
	struct flags flags;
	bool found;

	run_init(&scratch);
	flags = source_key(&scratch, o->sources->list[file], o->order->base, o->order->stated);
	found = infer_cache_load(o->cache, o->sources->list[file]->name, &flags, &entry);
	run_release(&scratch);
	if (!found)
		return false;
	if (*entry.error)
		fail(o, file, entry.error, false);
	o->results[file] = entry.parts;
	o->work->n_cached++;
	o->done++;
	return true;
}

/* The next file that must be read; false if there is none. */
static bool next_file(struct office *o, size_t *file)
{
	if (o->n_again) {
		*file = o->again[--o->n_again];
		return true;
	}
	while (o->next < o->sources->n) {
		*file = o->next++;
		if (!o->results[*file].own)
			return true;
	}
	return false;
}

static bool give_work(struct office *o, struct worker *worker);

/* A process has ended: by itself, for its memory, or the parser has crashed. */
static bool replace(struct office *o, struct worker *worker)
{
	size_t file = worker->file;
	bool busy = worker->busy;

	if (worker_stop(worker, false) && busy) {
		o->again[o->n_again++] = file;
	} else if (busy) {
		fail(o, file, "the parser crashed", true);
		o->done++;
	}
	return give_work(o, worker);
}

static bool give_work(struct office *o, struct worker *worker)
{
	size_t file;

	if (!next_file(o, &file))
		return true;
	if (!worker->pid && !worker_start(worker, o->order, o->workers, o->n_workers)) {
		diag_error(o->run, EXIT_SYSTEM, NOWHERE, "cannot start a process: %s",
			   strerror(errno));
		return false;
	}
	if (worker_ask(worker, file))
		return true;
	return replace(o, worker);
}

static bool handle(struct office *o, struct worker *worker)
{
	int taken = worker_take(worker);

	if (!taken)
		return true;
	if (taken < 0)
		return replace(o, worker);
	take_answer(o, worker);
	show_progress(o);
	return give_work(o, worker);
}

/* Waits until something comes; false if that is the user's interrupt, or an error. */
static bool wait_and_handle(struct office *o)
{
	struct pollfd polls[MAX_JOBS + 1];
	bool fine = true;

	polls[0] = (struct pollfd){ .fd = o->interrupt.fd, .events = POLLIN };
	for (unsigned int i = 0; i < o->n_workers; i++)
		polls[i + 1] = (struct pollfd){
			.fd = o->workers[i].pid ? o->workers[i].answer : -1,
			.events = POLLIN,
		};
	if (poll(polls, o->n_workers + 1, -1) < 0)
		return errno == EINTR;
	if (polls[0].revents && interrupt_happened(&o->interrupt))
		return false;
	for (unsigned int i = 0; i < o->n_workers && fine; i++)
		if (polls[i + 1].revents)
			fine = handle(o, &o->workers[i]);
	return fine;
}

static bool distribute(struct office *o)
{
	bool fine = true;

	for (size_t i = 0; i < o->sources->n; i++)
		take_from_cache(o, i);
	o->begun = time(NULL);
	for (unsigned int i = 0; fine && i < o->n_workers; i++)
		fine = give_work(o, &o->workers[i]);
	while (fine && o->done < o->sources->n)
		fine = wait_and_handle(o);
	for (unsigned int i = 0; i < o->n_workers; i++)
		worker_stop(&o->workers[i], !fine);
	return fine;
}

static int compare_failures(const void *a, const void *b)
{
	return strcmp(((const struct work_failure *)a)->name,
		      ((const struct work_failure *)b)->name);
}

/* Answers come in any order; what is made of them must not depend on it. */
static void put_in_order(struct office *o)
{
	struct work *work = o->work;

	for (size_t i = 0; i < o->sources->n; i++) {
		struct text text = TEXT_INIT;

		if (!o->results[i].own)
			continue;
		blocks_join(o->blocks, &o->results[i], &text);
		work->units[work->n++] = (struct unit_text){
			.name = o->sources->list[i]->name,
			.text = arena_strndup(&o->run->arena, text.buf, text.len),
			.len = text.len,
		};
		text_release(&text);
	}
	qsort(work->failures, work->n_failures, sizeof(*work->failures), compare_failures);
}

bool work_run(struct run *run, const struct work_order *order, struct infer_cache *cache,
	      struct blocks *blocks, unsigned int jobs, struct work *work)
{
	const struct sources *sources = order->sources;
	struct office o = {
		.run = run, .order = order, .sources = sources, .cache = cache, .blocks = blocks
	};
	bool fine;

	*work = (struct work){ 0 };
	work->units = arena_new(&run->arena, struct unit_text, sources->n + 1);
	work->failures = arena_new(&run->arena, struct work_failure, sources->n + 1);
	o.results = arena_new(&run->arena, struct summary_parts, sources->n + 1);
	o.n_workers = jobs > MAX_JOBS ? MAX_JOBS : jobs;
	o.workers = arena_new(&run->arena, struct worker, o.n_workers);
	o.work = work;
	interrupt_begin(&o.interrupt);
	fine = distribute(&o);
	interrupt_end(&o.interrupt);
	if (o.interrupt.happened)
		diag_error(run, EXIT_SYSTEM, NOWHERE,
			   "interrupted; %zu of %zu files were read, and are not read again",
			   o.done, sources->n);
	put_in_order(&o);
	return fine;
}
