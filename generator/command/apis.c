// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <string.h>

#include "base/file.h"
#include "command/apis.h"
#include "command/session.h"

/* A kernel on its way. */
struct job {
	const struct request *request;
	struct kernel_api *kernel;
	pthread_t thread;
	bool started;
};

static const struct api *read_tree(struct run *run, const struct request *request, const char *path)
{
	const struct paths all = { 0 };
	struct reading reading = { .kernel = path };
	struct session session;

	if (!session_open(run, &session, request, &all) ||
	    !input_probe(run, path, request->arch, &reading.tree) || !session_load(run, &session))
		return NULL;
	session.survey = session.keeps_flags = true;
	if (!session_read(run, &session, NULL, &reading))
		return NULL;
	return api_make(run, reading.model, reading.ledger);
}

static const struct api *read_model(struct run *run, const char *path)
{
	size_t size;
	const char *text = file_read(run, path, &size);

	if (text)
		return api_load(run, path, text, size);
	diag_error(run, EXIT_USAGE, (struct place){ path, 0, 0 },
		   "neither kernel tree nor saved model: %s", strerror(errno));
	return NULL;
}

static void *read_kernel(void *data)
{
	struct job *job = data;
	struct kernel_api *kernel = job->kernel;
	struct run *run = &kernel->run;

	if (file_is_directory(kernel->path))
		kernel->api = read_tree(run, job->request, kernel->path);
	else
		kernel->api = read_model(run, kernel->path);
	return NULL;
}

/* In the order of the command line, whichever was ready first. */
static bool collect(struct run *run, struct kernel_api *kernel)
{
	diag_flush(&kernel->run, stderr);
	if (kernel->run.diags.errors && !run->diags.errors)
		run->diags.exit = kernel->run.diags.exit;
	run->diags.errors += kernel->run.diags.errors;
	return kernel->api;
}

/*
 * Two kernels take more than a gigabyte, which is read once and not given back before the end: large pieces
 * that are not mapped one by one save half of the system's time.
 */
static void prepare_memory(void)
{
	mallopt(M_TOP_PAD, 64 << 20);
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
	mallopt(M_MMAP_THRESHOLD, 1 << 30);
}

bool apis_read(struct run *run, const struct request *request, struct kernel_api *kernels,
	       unsigned int n)
{
	struct job *jobs = arena_new(&run->arena, struct job, n);
	bool fine = true;

	prepare_memory();
	input_clang_version(run);
	for (unsigned int i = 0; i < n; i++) {
		run_init(&kernels[i].run);
		kernels[i].run.progress = run->progress;
		jobs[i] = (struct job){ .request = request, .kernel = &kernels[i] };
		jobs[i].started = i + 1 < n &&
				  !pthread_create(&jobs[i].thread, NULL, read_kernel, &jobs[i]);
		if (!jobs[i].started)
			read_kernel(&jobs[i]);
	}
	for (unsigned int i = 0; i < n; i++) {
		if (jobs[i].started)
			pthread_join(jobs[i].thread, NULL);
		fine = collect(run, &kernels[i]) && fine;
	}
	return fine;
}

void apis_release(struct kernel_api *kernels, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		run_release(&kernels[i].run);
}

void apis_remark_unfit(struct run *run, const struct request *request, const struct api *api)
{
	if (request->quiet || !api->n_unfit)
		return;
	if (!request->verbose) {
		diag_remark(run, NOWHERE,
			    "%zu of the %zu headers of %s %s do not parse beside the others, and "
			    "count as far as they were understood; --verbose names them",
			    api->n_unfit, api->n_headers, api->release, api->arch);
		return;
	}
	for (size_t i = 0; i < api->n_unfit; i++)
		diag_remark(run, (struct place){ api->unfit[i].name, api->unfit[i].line, 0 },
			    "of %s %s, not understood in full: %s", api->release, api->arch,
			    api->unfit[i].text ? api->unfit[i].text : "does not parse");
}
