// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xxhash.h>

#include "base/file.h"
#include "base/run.h"
#include "base/text.h"

#define BLOCK 65536

void paths_add(struct run *run, struct paths *list, const char *path)
{
	if (list->n == list->room) {
		size_t room = list->room ? 2 * list->room : 8;
		const char **paths = arena_new(&run->arena, const char *, room);

		if (list->n)
			memcpy(paths, list->paths, list->n * sizeof(*paths));
		list->paths = paths;
		list->room = room;
	}
	list->paths[list->n++] = path;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void paths_sort(struct paths *list)
{
	if (list->n)
		qsort(list->paths, list->n, sizeof(*list->paths), by_bytes);
}

const char *file_join(struct run *run, const char *dir, const char *name)
{
	if (name[0] == '/' || !dir[0])
		return arena_strdup(&run->arena, name);
	return arena_printf(&run->arena, "%s%s%s", dir, dir[strlen(dir) - 1] == '/' ? "" : "/",
			    name);
}

const char *file_user_cache(struct run *run, const char *name)
{
	const char *dir = getenv("SHEATH_CACHE"), *home = getenv("HOME");
	const char *xdg = getenv("XDG_CACHE_HOME");

	if (dir && *dir)
		return file_join(run, dir, name);
	if (xdg && *xdg)
		return file_join(run, file_join(run, xdg, "sheath"), name);
	return home && *home ? file_join(run, file_join(run, home, ".cache/sheath"), name) : NULL;
}

const char *file_below(const char *path, const char *dir)
{
	size_t len = strlen(dir);

	while (len && dir[len - 1] == '/')
		len--;
	return !strncmp(path, dir, len) && path[len] == '/' ? path + len + 1 : NULL;
}

bool file_is_header(const char *path)
{
	return strlen(path) > 2 && text_ends(path, ".h");
}

const char *file_real(struct run *run, const char *path)
{
	char real[PATH_MAX];

	return realpath(path, real) ? arena_strdup(&run->arena, real) : NULL;
}

const char *file_real_new(struct run *run, const char *path)
{
	char *copy = arena_strdup(&run->arena, path);
	size_t len = strlen(copy);
	const char *dir = ".", *name = copy, *real = file_real(run, path);
	char *slash;

	if (real)
		return real;
	while (len > 1 && copy[len - 1] == '/')
		copy[--len] = '\0';
	slash = strrchr(copy, '/');
	if (slash) {
		*slash = '\0';
		dir = slash == copy ? "/" : copy;
		name = slash + 1;
	}
	real = file_real(run, dir);
	return real ? file_join(run, real, name) : NULL;
}

bool file_is_directory(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* As much as there is up to @size, whatever signals come; -1 on failure. */
static ssize_t read_block(int fd, char *buf, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t n = read(fd, buf + done, size - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (!n)
			break;
		done += n;
	}
	return done;
}

/* close() that keeps errno, for the way out. */
static void close_quietly(int fd)
{
	int saved = errno;

	close(fd);
	errno = saved;
}

static int open_regular(const char *path, struct stat *st)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -1;
	if (!fstat(fd, st) && S_ISREG(st->st_mode))
		return fd;
	errno = S_ISDIR(st->st_mode) ? EISDIR : EINVAL;
	close_quietly(fd);
	return -1;
}

char *file_read(struct run *run, const char *path, size_t *size)
{
	struct stat st = { 0 };
	int fd = open_regular(path, &st);
	ssize_t n;
	char *text;

	if (fd < 0)
		return NULL;
	text = arena_alloc(&run->arena, st.st_size + 1);
	n = read_block(fd, text, st.st_size);
	close_quietly(fd);
	if (n < 0)
		return NULL;
	text[n] = '\0';
	if (size)
		*size = n;
	return text;
}

static bool write_all(int fd, const char *text, size_t size)
{
	while (size) {
		ssize_t n = write(fd, text, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		text += n;
		size -= n;
	}
	return true;
}

bool file_write(const char *path, const char *text, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	bool written;

	if (fd < 0)
		return false;
	written = write_all(fd, text, size);
	if (!written) {
		close_quietly(fd);
		return false;
	}
	return !close(fd);
}

/* A device or a pipe, which is written to and stays what it is. */
static bool is_special(const char *path)
{
	struct stat st;

	return !stat(path, &st) && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

bool file_replace(struct run *run, const char *path, const char *text, size_t size)
{
	const char *beside = arena_printf(&run->arena, "%s.%ld", path, (long)getpid());
	int saved;

	if (is_special(path))
		return file_write(path, text, size);
	if (file_write(beside, text, size) && !rename(beside, path))
		return true;
	saved = errno;
	unlink(beside);
	errno = saved;
	return false;
}

bool file_equals(const char *path, const char *text, size_t size)
{
	struct stat st = { 0 };
	int fd = open_regular(path, &st);
	bool same = fd >= 0 && (size_t)st.st_size == size;
	char block[BLOCK];

	while (same && size) {
		size_t want = size < BLOCK ? size : BLOCK;

		same = read_block(fd, block, want) == (ssize_t)want && !memcmp(block, text, want);
		text += want;
		size -= want;
	}
	if (fd >= 0)
		close(fd);
	return same;
}

bool file_make_dirs(struct run *run, const char *path)
{
	char *copy = arena_strdup(&run->arena, path);

	for (char *p = copy; *p; p++) {
		if (p == copy || *p != '/')
			continue;
		*p = '\0';
		if (mkdir(copy, 0777) && errno != EEXIST)
			return false;
		*p = '/';
	}
	if (!mkdir(copy, 0777))
		return true;
	if (errno != EEXIST || file_is_directory(copy))
		return errno == EEXIST;
	errno = ENOTDIR;
	return false;
}

static int remove_entry(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path) && errno != ENOENT ? -1 : 0;
}

bool file_remove_tree(const char *path)
{
	return !nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS) || errno == ENOENT;
}

static bool list_dir(struct run *run, const char *root, const char *below, bool hidden,
		     struct paths *list);

static bool list_entry(struct run *run, const char *root, const char *name, bool hidden,
		       struct paths *list)
{
	struct stat st;

	if (lstat(file_join(run, root, name), &st))
		return errno == ENOENT;
	if (S_ISDIR(st.st_mode))
		return list_dir(run, root, name, hidden, list);
	if (S_ISREG(st.st_mode) || S_ISLNK(st.st_mode))
		paths_add(run, list, name);
	return true;
}

static bool list_dir(struct run *run, const char *root, const char *below, bool hidden,
		     struct paths *list)
{
	DIR *dir = opendir(file_join(run, root, below));
	struct dirent *entry;
	bool fine = dir;

	while (fine && (entry = readdir(dir))) {
		const char *name = entry->d_name;

		if (!strcmp(name, ".") || !strcmp(name, "..") || (name[0] == '.' && !hidden))
			continue;
		fine = list_entry(run, root, file_join(run, below, name), hidden, list);
	}
	if (dir)
		closedir(dir);
	return fine;
}

bool file_list(struct run *run, const char *dir, bool hidden, struct paths *list)
{
	struct paths found = { 0 };

	if (!list_dir(run, dir, "", hidden, &found))
		return false;
	paths_sort(&found);
	for (size_t i = 0; i < found.n; i++)
		paths_add(run, list, found.paths[i]);
	return true;
}

static struct hash hash_print(XXH128_hash_t value)
{
	struct hash hash;

	snprintf(hash.hex, sizeof(hash.hex), "%016llx%016llx", (unsigned long long)value.high64,
		 (unsigned long long)value.low64);
	return hash;
}

struct hash hash_text(const char *text, size_t size)
{
	return hash_print(XXH3_128bits(text, size));
}

/* The sum of the names' hashes, as they come in any order. */
static bool hash_names(const char *path, struct hash *hash)
{
	XXH128_hash_t sum = { 0 };
	DIR *dir = opendir(path);
	struct dirent *entry;

	if (!dir)
		return false;
	while ((entry = readdir(dir))) {
		XXH128_hash_t one = XXH3_128bits(entry->d_name, strlen(entry->d_name));

		sum.low64 += one.low64;
		sum.high64 += one.high64;
	}
	closedir(dir);
	*hash = hash_print(sum);
	return true;
}

static bool hash_content(int fd, size_t size, struct hash *hash)
{
	char *text = malloc(size + 1);
	ssize_t n = text ? read_block(fd, text, size) : -1;

	if (n >= 0)
		*hash = hash_text(text, n);
	free(text);
	return n >= 0;
}

bool hash_file(const char *path, struct hash *hash)
{
	struct stat st = { 0 };
	int fd = open_regular(path, &st);
	bool fine;

	if (fd < 0)
		return errno == EISDIR && hash_names(path, hash);
	fine = hash_content(fd, st.st_size, hash);
	close_quietly(fd);
	return fine;
}

bool hash_same(const struct hash *a, const struct hash *b)
{
	return !memcmp(a->hex, b->hex, sizeof(a->hex));
}

int64_t file_mtime(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

/* Where the data is, seen from the directory that the program is in. */
static const char *const data_dirs[] = { "../share/sheath", "..", "../..", NULL };

const char *file_data_dir(struct run *run)
{
	const char *program = file_real(run, "/proc/self/exe");
	char *dir = program ? arena_strdup(&run->arena, program) : NULL;

	if (!dir)
		return NULL;
	*strrchr(dir, '/') = '\0';
	for (const char *const *at = data_dirs; *at; at++) {
		const char *found = file_real(run, file_join(run, dir, *at));

		if (found && file_is_directory(file_join(run, found, "contracts")) &&
		    file_is_directory(file_join(run, found, "templates")))
			return found;
	}
	return NULL;
}
