// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* DEFINE_FREE() and its like, as headers write them. */
#include "complaints.h"
#include "scratch.h"

#include "input/cleanups.h"

static const char header[] =
	"#define DEFINE_FREE(a, b, c)\n"
	"DEFINE_FREE(kfree, void *, if (!IS_ERR_OR_NULL(_T)) kfree(_T))\n"
	"DEFINE_FREE(put_dev, struct dev *,\n"
	"\t    if (_T) put_device(&_T->dev)) /* the device */\n"
	"DEFINE_FREE(page, void *, free_page((unsigned long)_T));\n"
	"DEFINE_FREE(odd, void *, _T = NULL)\n"
	"DEFINE_GUARD(mutex, struct mutex *, mutex_lock(_T), mutex_unlock(_T))\n"
	"DEFINE_GUARD_COND(mutex, _try, mutex_trylock(_T))\n"
	"DEFINE_GUARD_COND(nothing, _try, nothing_trylock(_T))\n"
	"DEFINE_CLASS(fd, struct fd, fdput(_T), fdget(fd), int fd)\n"
	"DEFINE_LOCK_GUARD_1(irq, spinlock_t,\n"
	"\t\t    spin_lock_irqsave(_T->lock, _T->flags),\n"
	"\t\t    spin_unlock_irqrestore(_T->lock, _T->flags),\n"
	"\t\t    unsigned long flags)\n"
	"DEFINE_LOCK_GUARD_0(save, _T->flags = save_all(), restore_all(_T->flags), int flags)\n"
	"DEFINE_LOCK_GUARD_0(rcu, rcu_read_lock(), rcu_read_unlock())\n"
	" DEFINE_FREE(indented, void *, indented(_T))\n"
	"DEFINE_SPINLOCK(lock);\n"
	"/*\n"
	"DEFINE_FREE(commented, void *, commented(_T))\n"
	"*/\n"
	"DEFINE_FREE(cut, void *, kfree(";

static void assert_cleanup(const struct cleanup *cleanup, unsigned int line, const char *macro,
			   const char *name, const char *acquires, int acquires_arg,
			   const char *releases, int releases_arg)
{
	assert_string_equal(cleanup->macro, macro);
	assert_string_equal(cleanup->name, name);
	assert_int_equal(cleanup->at.line, line);
	if (acquires)
		assert_string_equal(cleanup->acquires, acquires);
	else
		assert_null(cleanup->acquires);
	assert_int_equal(cleanup->acquires_arg, acquires_arg);
	assert_string_equal(cleanup->releases, releases);
	assert_int_equal(cleanup->releases_arg, releases_arg);
}

static void all(void **state)
{
	struct scratch *s = *state;
	struct source source = { .name = "linux/x.h", .mapped = { header, strlen(header) } };
	struct main_file main_file = { .sources = &source, .n_sources = 1 };
	struct model model = { 0 };
	const struct cleanup *c;

	source.scan = scan_text(&s->run, header, strlen(header));
	cleanups_find(&s->run, &main_file, &model);
	c = model.cleanups;
	assert_int_equal(model.n_cleanups, 11);
	assert_cleanup(&c[0], 2, "DEFINE_FREE", "kfree", NULL, -1, "kfree", 0);
	assert_string_equal(c[0].type, "void *");
	assert_cleanup(&c[1], 3, "DEFINE_FREE", "put_dev", NULL, -1, "put_device", 0);
	assert_string_equal(c[1].type, "struct dev *");
	assert_cleanup(&c[2], 5, "DEFINE_FREE", "page", NULL, -1, "free_page", 0);
	assert_cleanup(&c[3], 7, "DEFINE_GUARD", "mutex", "mutex_lock", 0, "mutex_unlock", 0);
	assert_cleanup(&c[4], 8, "DEFINE_GUARD_COND", "mutex", "mutex_trylock", 0, "mutex_unlock",
		       0);
	assert_cleanup(&c[5], 10, "DEFINE_CLASS", "fd", "fdget", -1, "fdput", 0);
	assert_cleanup(&c[6], 11, "DEFINE_LOCK_GUARD_1", "irq", "spin_lock_irqsave", 0,
		       "spin_unlock_irqrestore", 0);
	assert_cleanup(&c[7], 15, "DEFINE_LOCK_GUARD_0", "save", "save_all", -1, "restore_all", 0);
	assert_cleanup(&c[8], 16, "DEFINE_LOCK_GUARD_0", "rcu", "rcu_read_lock", -1,
		       "rcu_read_unlock", -1);
	assert_cleanup(&c[9], 17, "DEFINE_FREE", "indented", NULL, -1, "indented", 0);
	assert_cleanup(&c[10], 22, "DEFINE_FREE", "cut", NULL, -1, "kfree", -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { scratch_test(all) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
