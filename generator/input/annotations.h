/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Included by the parse after the kernel's compiler_types.h. The kernel's
 * annotations mean something to sparse and to some compilers, and vanish for
 * the rest; here they become what libclang shows: type tags for the address
 * spaces, and attributes that carry the annotation's name and arguments as they
 * are written. Nothing here changes a type's size or a function's prototype.
 */
#undef __user
#undef __iomem
#undef __percpu
#undef __rcu
#define __user	 __attribute__((btf_type_tag("user")))
#define __iomem	 __attribute__((btf_type_tag("iomem")))
#define __percpu __attribute__((btf_type_tag("percpu")))
#define __rcu	 __attribute__((btf_type_tag("rcu")))

#define __sheath_note(name)	       __attribute__((annotate("sheath:" name)))
#define __sheath_note_args(name, args) __attribute__((annotate("sheath:" name ":" args)))

#undef __must_check
#undef __deprecated
#undef __malloc
#undef __pure
#undef __attribute_const__
#define __must_check	    __sheath_note("must_check")
#define __deprecated	    __sheath_note("deprecated")
#define __malloc	    __sheath_note("malloc")
#define __pure		    __sheath_note("pure")
#define __attribute_const__ __sheath_note("const")

/* The front end draws conclusions from this one, so it keeps its meaning. */
#undef __noreturn
#define __noreturn __attribute__((__noreturn__)) __sheath_note("noreturn")

#undef __printf
#undef __scanf
#undef __alloc_size
#undef __realloc_size
#undef __assume_aligned
#undef __nonnull_args
#define __printf(...)	      __sheath_note_args("printf", #__VA_ARGS__)
#define __scanf(...)	      __sheath_note_args("scanf", #__VA_ARGS__)
#define __alloc_size(...)     __sheath_note_args("alloc_size", #__VA_ARGS__) __malloc
#define __realloc_size(...)   __sheath_note_args("realloc_size", #__VA_ARGS__)
#define __assume_aligned(...) __sheath_note_args("assume_aligned", #__VA_ARGS__)
#define __nonnull_args(...)   __sheath_note_args("nonnull_args", #__VA_ARGS__)

#undef __counted_by
#undef __counted_by_ptr
#define __counted_by(member)	 __sheath_note_args("counted_by", #member)
#define __counted_by_ptr(member) __sheath_note_args("counted_by", #member)

#undef __acquires
#undef __cond_acquires
#undef __releases
#undef __cond_releases
#undef __must_hold
#undef __must_not_hold
#undef __acquires_shared
#undef __cond_acquires_shared
#undef __releases_shared
#undef __must_hold_shared
#define __acquires(...)		    __sheath_note_args("acquires", #__VA_ARGS__)
#define __cond_acquires(...)	    __sheath_note_args("cond_acquires", #__VA_ARGS__)
#define __releases(...)		    __sheath_note_args("releases", #__VA_ARGS__)
#define __cond_releases(...)	    __sheath_note_args("cond_releases", #__VA_ARGS__)
#define __must_hold(...)	    __sheath_note_args("must_hold", #__VA_ARGS__)
#define __must_not_hold(...)	    __sheath_note_args("must_not_hold", #__VA_ARGS__)
#define __acquires_shared(...)	    __sheath_note_args("acquires_shared", #__VA_ARGS__)
#define __cond_acquires_shared(...) __sheath_note_args("cond_acquires_shared", #__VA_ARGS__)
#define __releases_shared(...)	    __sheath_note_args("releases_shared", #__VA_ARGS__)
#define __must_hold_shared(...)	    __sheath_note_args("must_hold_shared", #__VA_ARGS__)

#undef __guarded_by
#undef __pt_guarded_by
#define __guarded_by(...)    __sheath_note_args("guarded_by", #__VA_ARGS__)
#define __pt_guarded_by(...) __sheath_note_args("pt_guarded_by", #__VA_ARGS__)
