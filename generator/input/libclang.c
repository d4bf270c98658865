// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/run.h"
#include "input/input.h"
#include "input/libclang.h"

/* As far as names are tried; what is newer than this is found by its plain name. */
#define LIBCLANG_NEWEST 29

/* "Debian clang version 19.1.7 (3~deb12u1)" -> "19.1.7" */
static const char *version_number(struct run *run, const char *text)
{
	const char *digits = text ? strpbrk(text, "0123456789") : NULL;

	return digits ? run_intern_n(run, digits, strspn(digits, "0123456789.")) : "0";
}

static const char *version_of(struct run *run, void *handle)
{
	CXString (*get)(void) = (CXString(*)(void))dlsym(handle, "clang_getClangVersion");
	const char *(*text)(CXString) =
		(const char *(*)(CXString))dlsym(handle, "clang_getCString");
	void (*dispose)(CXString) = (void (*)(CXString))dlsym(handle, "clang_disposeString");
	const char *version;
	CXString s;

	if (!get || !text || !dispose)
		return "0";
	s = get();
	version = version_number(run, text(s));
	dispose(s);
	return version;
}

/* NULL if there is no such library or it is too old; then *@old says which version was seen. */
static void *open_one(struct run *run, const char *name, const char **old)
{
	void *handle = dlopen(name, RTLD_LAZY | RTLD_LOCAL);
	const char *version;

	if (!handle)
		return NULL;
	version = version_of(run, handle);
	if (atoi(version) >= LIBCLANG_MIN)
		return handle;
	*old = version;
	dlclose(handle);
	return NULL;
}

static void *open_newest(struct run *run, const char **old)
{
	const char *asked = getenv("SHEATH_LIBCLANG");
	void *handle = NULL;
	char name[64];

	/* In a thread of its own it would parse into memory that nobody else can have after it. */
	if (!getenv("LIBCLANG_NOTHREADS"))
		setenv("LIBCLANG_NOTHREADS", "1", 1);
	if (asked && *asked)
		return open_one(run, asked, old);
	handle = open_one(run, "libclang.so", old);
	for (int major = LIBCLANG_NEWEST; !handle && major >= LIBCLANG_MIN; major--) {
		snprintf(name, sizeof(name), "libclang-%d.so.%d", major, major);
		handle = open_one(run, name, old);
		if (handle)
			break;
		snprintf(name, sizeof(name), "libclang.so.%d", major);
		handle = open_one(run, name, old);
	}
	return handle;
}

const char *input_clang_version(struct run *run)
{
	const char *old = NULL;
	void *handle = open_newest(run, &old);

	return handle ? version_of(run, handle) : NULL;
}

/* The first function that @clang's library does not have; NULL if it has all. */
static const char *load_functions(struct libclang *clang)
{
#define F(name)                                                                      \
	clang->name = (__typeof__(clang->name))dlsym(clang->handle, "clang_" #name); \
	if (!clang->name)                                                            \
		return "clang_" #name;
	LIBCLANG_FUNCTIONS(F)
#undef F
	return NULL;
}

const struct libclang *libclang_open(struct run *run)
{
	struct libclang *clang = arena_new(&run->arena, struct libclang, 1);
	const char *old = NULL, *missing;

	clang->handle = open_newest(run, &old);
	if (!clang->handle) {
		if (old)
			diag_error(run, EXIT_KERNEL, NOWHERE,
				   "libclang %s is too old, version %d or newer is needed", old,
				   LIBCLANG_MIN);
		else
			diag_error(run, EXIT_KERNEL, NOWHERE,
				   "libclang not found, version %d or newer is needed (on Debian: "
				   "apt install libclang1-%d)",
				   LIBCLANG_MIN, LIBCLANG_MIN);
		return NULL;
	}
	clang->version = version_of(run, clang->handle);
	missing = load_functions(clang);
	if (missing) {
		diag_error(run, EXIT_KERNEL, NOWHERE, "libclang %s has no %s()", clang->version,
			   missing);
		dlclose(clang->handle);
		return NULL;
	}
	return clang;
}

const char *libclang_string(struct run *run, const struct libclang *clang, CXString s)
{
	const char *text = clang->getCString(s);
	const char *copy = text && *text ? run_intern(run, text) : NULL;

	clang->disposeString(s);
	return copy;
}
