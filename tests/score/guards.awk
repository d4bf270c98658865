# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Usage: awk -f guards.awk HEADER...
#
# What pairs the kernel's own definitions of guards and classes state, as lines of compare.awk.

FNR == 1 { text = "" }
text == "" && !/^DEFINE_(GUARD|LOCK_GUARD_[01]|CLASS)\(/ { next }
{
	text = text $0 " "
	opened = gsub(/\(/, "(", text)
	closed = gsub(/\)/, ")", text)
	if (opened > closed)
		next
	if (text !~ /^DEFINE_[A-Z_01]+\([^#]*##/)
		pair(text)
	text = ""
}

# The arguments at depth 1.
function arguments(text, list,    n, i, c, depth) {
	n = 0
	depth = 0
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		if (c == "(" || c == "{")
			depth++
		if (depth == 1 && (c == "," || c == "(") && !(c == "(" && n)) {
			list[++n] = ""
			continue
		}
		if (c == ")" || c == "}")
			depth--
		if (depth && n)
			list[n] = list[n] c
	}
	return n
}

# The last function that the expression calls: "if (_T) put(_T)" calls put.
function called(text,    name) {
	name = ""
	while (match(text, /[A-Za-z_][A-Za-z_0-9]*\(/)) {
		name = substr(text, RSTART, RLENGTH - 1)
		text = substr(text, RSTART + RLENGTH)
		if (name !~ /^(if|IS_ERR|IS_ERR_OR_NULL|likely|unlikely)$/)
			return name
	}
	return ""
}

function pair(text,    list, n, make, release) {
	n = arguments(text, list)
	if (text ~ /^DEFINE_LOCK_GUARD_0/) {
		make = called(list[2])
		release = called(list[3])
	} else if (text ~ /^DEFINE_CLASS/) {
		make = called(list[4])
		release = called(list[3])
	} else {
		make = called(list[3])
		release = called(list[4])
	}
	if (make != "" && release != "")
		print make "\tpair\tcall\t" release "\t"
}
