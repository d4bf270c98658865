# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Usage: awk -v expressions=FILE -f doc.awk CLASSES SHOWN CASES LOGS SOURCE...
#
# Prints what docs/mechanisms.md says of each bug class: the case that SHOWN names, or else the first one
# that a compiler finds, with what it said of it. LOGS has lines "gcc FILE:LINE:COLUMN: error: text". Of each message the
# expression that it must match is written into FILE, in the same order.

function trim_marks(line) {
	sub(/[ \t]*\/\* (error|clang|gcc|kbuild|lint|run time|never): .* \*\/[ \t]*$/, "", line)
	sub(/ \*__used /, " *", line)
	sub(/ __used /, " ", line)
	return line
}

# Does this line of a log tell of that place? FILE:LINE, whatever directory stands before.
function tells_of(line, place) {
	return index(line, "/" place ":") > 0
}

# The first message of this compiler at that place that the expression matches.
function message(compiler, place, expression,    i, text) {
	for (i = 1; i <= said; i++) {
		if (index(log_line[i], compiler " ") != 1 || !tells_of(log_line[i], place))
			continue
		text = log_line[i]
		sub(/^.*:[0-9]+:[0-9]+: /, "", text)
		if (text ~ expression)
			return text
	}
	print "doc.awk: " place ": " compiler " said nothing" >"/dev/stderr"
	bad = 1
}

# What finds a mark of this kind.
function caught(kind) {
	if (kind == "error")
		return "gcc and clang say so with the kernel's own flags"
	if (kind == "gcc" || kind == "clang")
		return "only " kind " says so"
	if (kind == "kbuild")
		return "clang says so, and gcc with the flags of safe/kbuild.mk"
	if (kind == "run time")
		return "it compiles, and is refused at run time"
	return "it compiles" (kind == "lint" ? "; the lint is to find it" : ", and nothing finds it")
}

BEGIN { compiled = "^(error|gcc|kbuild)$" }

FILENAME == ARGV[1] {
	title[$1] = substr($0, length($1) + 2)
	next
}

FILENAME == ARGV[2] {
	if ($1 !~ /^#/ && NF)
		shown[$1] = $2
	next
}

FILENAME == ARGV[3] {
	mark[++marks] = $0
	split($0, word, "\t")
	if (!(word[1] in first) || (word[5] ~ compiled && kind_of_first[word[1]] !~ compiled)) {
		first[word[1]] = word[2]
		kind_of_first[word[1]] = word[5]
	}
	next
}

FILENAME == ARGV[4] {
	log_line[++said] = $0
	next
}

# The sources: of each case its lines, both branches.
/^\/\* case [0-9]+: / {
	n++
	of_class[n] = $3 + 0
	place[n] = FILENAME ":" FNR
	text[n] = $0
	sub(/^\/\* case [0-9]+: /, "", text[n])
	sub(/[ \t]*\*\/$/, "", text[n])
	branch = "both"
	next
}
FNR == 1 { branch = "" }
branch == "" { next }
/^#ifdef MISTAKE(_LATE)?$/ {
	branch = "wrong"
	next
}
/^#else/ && branch == "wrong" {
	branch = "right"
	next
}
/^#endif/ && branch != "both" {
	branch = "both"
	next
}
{
	line = trim_marks($0)
	if (branch != "right")
		wrong[n] = wrong[n] line "\n"
	if (branch != "wrong")
		right[n] = right[n] line "\n"
}

function tidy(code) {
	sub(/\n+$/, "\n", code)
	while (code ~ /\n\n\n/)
		sub(/\n\n\n/, "\n\n", code)
	return code
}

function tell(i,    m, word) {
	print "Mistake: " text[i] ".\n\n```c\n" tidy(wrong[i]) "```"
	for (m = 1; m <= marks; m++) {
		split(mark[m], word, "\t")
		if (word[2] != place[i])
			continue
		if (word[5] ~ /^(error|gcc|kbuild|clang)$/) {
			compiler = word[5] == "clang" ? "clang" : "gcc"
			print "```\n" compiler ": " message(compiler, word[3], word[6]) "\n```"
			print word[6] >expressions
		} else {
			print "`" word[5] "`: " word[6] "\n"
		}
		print "Caught: " caught(word[5]) ".\n"
	}
	print "Mended:\n\n```c\n" tidy(right[i]) "```\n"
}

END {
	for (c = 1; c <= 24; c++) {
		print "## " c ". " title[c] "\n"
		for (i = 1; i <= n; i++)
			if (c in shown ? of_class[i] == c && index(wrong[i], shown[c]) : place[i] == first[c])
				break
		if (i <= n) {
			tell(i)
		} else {
			print "doc.awk: class " c ": there is no case " shown[c] >"/dev/stderr"
			bad = 1
		}
	}
	exit bad
}
