# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=sh
#
# What the tests of the command line have in common; each of them is a file
# *.test beside this, run by "run" in an empty directory of its own, with:
#   SHEATH  the program              ROOT  the source tree
#   KERNEL  a configured kernel tree FLAGS cached flags of it

passed=0 failed=0

pass() {
	passed=$((passed + 1))
}

fail() {
	failed=$((failed + 1))
	printf 'FAILED %s: %s\n' "${0##*/}" "$1"
	[ $# -lt 2 ] || printf '%s\n' "$2" | sed 's/^/    /' | head -n 30
}

# is WHAT COMMAND...: the command must succeed.
is() {
	what=$1
	shift
	if "$@" >is.out 2>&1; then pass; else fail "$what" "$(cat is.out)"; fi
}

isnt() {
	what=$1
	shift
	if "$@" >is.out 2>&1; then fail "$what" "$(cat is.out)"; else pass; fi
}

# sheath EXIT ARGUMENT...: must end with that exit code; what it printed is in stdout and stderr.
sheath() {
	wanted=$1
	shift
	"$SHEATH" "$@" >stdout 2>stderr
	got=$?
	if [ $got -eq "$wanted" ]; then
		pass
	else
		fail "sheath $*: exit $got instead of $wanted" "$(cat stdout stderr)"
	fi
}

# says RE, prints RE: the last sheath's complaints, or its output, have such a line.
says() {
	if grep -Eq -e "$1" stderr; then pass; else fail "no complaint '$1'" "$(cat stderr)"; fi
}

prints() {
	if grep -Eq -e "$1" stdout; then pass; else fail "no output '$1'" "$(cat stdout)"; fi
}

# warm DIR: an output directory that has cached flags and nothing else, to spare make's time.
warm() {
	mkdir -p "$1/.sheath"
	cp "$FLAGS"/flags-* "$1/.sheath/"
}

# state DIR: names, contents and times of all that is in it.
state() {
	(cd "$1" && find . -printf '%p %y %T@ %m\n' | sort && find . -type f -exec md5sum {} + | sort)
}

# contents DIR: of what readers of an output directory see.
contents() {
	(cd "$1" && find . -path ./.sheath -prune -o -type f -exec md5sum {} + | sort -k 2)
}

# skipped WHY: said loudly by the runner.
skipped() {
	echo "SKIPPED ${0##*/}: $1"
}

finish() {
	echo "COUNT $passed $failed"
	exit 0
}
