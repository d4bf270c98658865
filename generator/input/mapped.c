// SPDX-License-Identifier: GPL-2.0-only OR MIT
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/mapped.h"

bool mapped_open(const char *path, struct mapped *mapped)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), failed;
	void *text = MAP_FAILED;
	struct stat st = { .st_size = -1 };

	if (fd < 0)
		return false;
	*mapped = (struct mapped){ "", 0 };
	if (!fstat(fd, &st) && st.st_size > 0)
		text = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	failed = errno;
	close(fd);
	errno = failed;
	if (text != MAP_FAILED)
		*mapped = (struct mapped){ text, (size_t)st.st_size };
	/* there is nothing to map of an empty file */
	return text != MAP_FAILED || !st.st_size;
}

void mapped_rest(const struct mapped *mapped)
{
	if (mapped->size)
		madvise((void *)mapped->text, mapped->size, MADV_DONTNEED);
}

void mapped_close(struct mapped *mapped)
{
	if (mapped->size)
		munmap((void *)mapped->text, mapped->size);
}
