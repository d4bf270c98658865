#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Usage: probe.sh OUT SYMVERS CC FLAG...
#
# Asks a kernel what these headers have to know of it, with one run of its compiler, and writes the
# answers to OUT. CC FLAG... is how it compiles a file of a module, SYMVERS its Module.symvers. Nothing
# is done if OUT is newer than both and was made by the same command. safe/kbuild.mk calls this.
set -u
out=$1 symvers=$2
shift 2
here=$(dirname "$0")
command="/* $(printf '%s ' "$@" | cksum) $symvers */"

[ -e "$out" ] && [ "$(head -n 1 "$out")" = "$command" ] &&
	[ -n "$(find "$out" -newer "$symvers" -newer "$here/probe.c")" ] && exit

case $("$@" --version) in
*clang*) set -- "$@" -ferror-limit=0 -Werror=incompatible-pointer-types-discards-qualifiers ;;
*) set -- "$@" -fmax-errors=0 -ftrack-macro-expansion=0 -Werror=discarded-qualifiers ;;
esac
rm -f "$out"
# What is not exported, or is nowhere in the headers, need not be compiled: compilers take long to look
# for a name that is like it.
sed '/^\/\* ask /,$d' "$here/probe.c" >"$out.c"
sed -n 's,^/\* ask [^:]* : \(.*\) \*/$,\1,p' "$here/probe.c" | tr ' ' '\n' >"$out.names"
LC_ALL=C "$@" -E -dD "$out.c" 2>"$out.log" | LC_ALL=C tr -cs 'A-Za-z0-9_' '\n' |
	LC_ALL=C grep -xFf "$out.names" >"$out.words"
awk 'FILENAME ~ /words$/ { known[$1]; next }
	FILENAME != ARGV[3] { exported[$2]; next }
	$1 == "/*" && $2 == "ask" {
		left_out = 0
		for (i = 5; $i != ":"; i++)
			left_out += !($i in exported)
		for (i++; i < NF; i++)
			left_out += !($i in known)
	}
	!left_out' "$out.words" "$symvers" "$here/probe.c" >"$out.c"
LC_ALL=C "$@" -Wno-error -Werror=incompatible-pointer-types -Werror=int-conversion \
	-Werror=implicit-function-declaration -fsyntax-only "$out.c" >"$out.log" 2>&1
{
	echo "$command"
	awk 'FILENAME ~ /log$/ && /^asked:[0-9]+:.* error: / { split($0, at, ":"); no[int(at[2] / 20)]; next }
		FILENAME ~ /log$/ && / (fatal )?error: / { print > "/dev/stderr"; broken = 1; next }
		$1 != "/*" || $2 != "ask" { next }
		FILENAME ~ /probe.c$/ { print "#define", $4, ($4 in asked) && !(int($3 / 20) in no); next }
		{ asked[$4] }
		END { exit broken }' "$out.log" "$out.c" "$here/probe.c"
} >"$out.new" && mv "$out.new" "$out" && rm "$out".* && exit
rm -f "$out.new"
echo "$0: cannot ask this kernel what it has: all is in $out.log" >&2
exit 1
