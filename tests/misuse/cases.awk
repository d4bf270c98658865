# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Usage: awk -f cases.awk SOURCE...
#
# The cases, a line for each mark, with tabs between the words:
#
#	class  AREA.c:LINE of the case  AREA.c:LINE of the mark  block  kind  what it must say  mistake
#
# block is MISTAKE or MISTAKE_LATE. What is not as the files must be is told on standard error, and
# awk ends with 1.

function complain(text) {
	print FILENAME ":" FNR ": " text >"/dev/stderr"
	bad = 1
}

function end_of_case() {
	if (title != "" && !marks)
		complain("the case before this line has no mark")
	title = ""
}

FNR == 1 {
	end_of_case()
	block = ""
	depth = 0
}

match($0, /^\/\* case [0-9]+: /) {
	end_of_case()
	class = $3 + 0
	title = substr($0, RLENGTH + 1)
	sub(/[ \t]*\*\/$/, "", title)
	place = FILENAME ":" FNR
	marks = 0
}

# Which branch: only the first one of #ifdef MISTAKE, and no deeper conditions around it.
/^#[ \t]*if/ {
	depth++
	if ($1 == "#ifdef" && ($2 == "MISTAKE" || $2 == "MISTAKE_LATE")) {
		block = $2
		at = depth
	}
}
/^#[ \t]*el/ && depth == at { block = "" }
/^#[ \t]*endif/ {
	if (depth == at)
		block = ""
	depth--
}

match($0, /\/\* (error|clang|gcc|kbuild|lint|run time|never): .* \*\/[ \t]*$/) {
	text = substr($0, RSTART + 3, RLENGTH - 3)
	sub(/ \*\/[ \t]*$/, "", text)
	kind = text
	sub(/: .*/, "", kind)
	sub(/^[a-z ]*: /, "", text)
	if (title == "")
		complain("a mark that belongs to no case")
	else if (block == "")
		complain("a mark outside of #ifdef MISTAKE")
	marks++
	print class "\t" place "\t" FILENAME ":" FNR "\t" block "\t" kind "\t" text "\t" title
}

END {
	end_of_case()
	exit bad
}
