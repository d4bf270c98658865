# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Usage: awk -v key=TITLE -v half=a -v missed=FILE -f compare.awk functions answers key
#
# Compares what was inferred with what a key says, and prints a line for each kind of fact:
#   KEY FACT asked found candidates right wrong guessed-right guessed-wrong silent apart
# Columns of the input, separated by tabs:
#   functions  name, "open" or "decided" (whether the result's type leaves open how it fails)
#   answers    function, fact, subject, value, "sure" or "unsure"; of two, the first counts that is sure
#   key        function, fact, subject, value, half
# "asked" is what the key requires, found what of it has a right answer that is sure, candidates those and the ones
# with a right answer that is not. Right, wrong: all sure answers, also those that the key does not require.
# Guessed: answers that are not sure. Silent: no answer. Apart: the key leaves it open, or its words are too few for
# the answer. What was wrong or missed goes to the file of that name.

BEGIN { FS = OFS = "\t" }

# Is the answer one of "a|b"?
function among(value, alternatives,    list, n, i) {
	n = split(alternatives, list, "|")
	for (i = 1; i <= n; i++)
		if (list[i] == value)
			return 1
	return 0
}

# Several words of the inference that one of a key stands for.
function right(fact, answer, wanted) {
	if (among(answer, wanted))
		return 1
	if (fact == "returns" && among("value", wanted))
		return answer == "bool" || answer == "not_copied"
	if (fact == "returns" && among("bool", wanted))
		return answer == "value"
	return 0
}

# Answers for which only the labels have a word.
function own_word(fact, answer) {
	return fact == "returns" && key !~ /^labels/ && answer ~ /^(zero|not_found|xa_err|pcibios)$/
}

# Of n answers to this line of the key, the one that counts where there can be only one.
function chosen(n,    i) {
	for (i = 1; i <= n; i++)
		if (sure[$1, $2, $3, i])
			return i
	return n > 0
}

function count(fact, result) { total[fact, result]++; facts[fact] = 1 }

function miss(fact, result, function_name, subject, wanted, answer) {
	print key, fact, result, function_name, subject, "wanted " wanted, "answer " answer > missed
}

FILENAME == ARGV[1] { type[$1] = $2; next }

FILENAME == ARGV[2] {
	n_answers[$1, $2, $3]++
	answer[$1, $2, $3, n_answers[$1, $2, $3]] = $4
	sure[$1, $2, $3, n_answers[$1, $2, $3]] = $5 == "sure"
	if ($2 ~ /^(buffer|pair|ends|locks)$/)
		claims[$1, $2] = claims[$1, $2] " " $3
	next
}

!($1 in type) || (half != "" && $5 != half) { next }
$2 == "returns" && type[$1] == "decided" { next }

# The key says that there is nothing: any sure claim is wrong, except those beside it that are a matter of taste.
$4 == "none" {
	nothing[$1, $2] = 1
	nothings[++n_nothings] = $1 "\t" $2
	next
}

{
	taste = sub(/^~/, "", $4)
	named[$1, $2, $3] = 1
	open_key = among("open", $4)
	result = "silent"
	given = ""
	# returns and context have one answer; of pairs and buffers any may be the right one
	n = n_answers[$1, $2, $3] + 0
	only = $2 == "returns" || $2 == "context" ? chosen(n) : 0
	for (i = 1; i <= n; i++) {
		if (only && i != only)
			continue
		a = answer[$1, $2, $3, i]
		s = sure[$1, $2, $3, i]
		ok = right($2, a, $4)
		given = given (given ? " " : "") a (s ? "" : "?")
		if (ok)
			this = s ? "right" : "guessed-right"
		else
			this = s ? "wrong" : "guessed-wrong"
		if (result == "silent" || rank[this] > rank[result])
			result = this
		if (own_word($2, a))
			result = "apart"
	}
	if ($2 == "returns" && !open_key && !taste)
		table[$4, result == "silent" ? "-" : given]++
	if (result == "silent" && taste)
		next
	if (open_key && result !~ /right$/)
		result = result == "silent" ? "open" : "apart"
	if (result == "open") {
		count($2, "apart")
		next
	}
	count($2, result)
	if (result != "apart" && !taste) {
		total[$2, "asked"]++
		total[$2, "found"] += result == "right"
		total[$2, "candidates"] += result ~ /right$/
	}
	if (result !~ /^(right|apart)$/)
		miss($2, result, $1, $3, $4, given)
}

# Better results of several answers come last.
BEGIN {
	rank["guessed-wrong"] = 1
	rank["wrong"] = 2
	rank["guessed-right"] = 3
	rank["right"] = 4
}

END {
	for (k = 1; k <= n_nothings; k++) {
		split(nothings[k], at, "\t")
		n = split(claims[at[1], at[2]], subjects, " ")
		for (i = 1; i <= n; i++) {
			if (subjects[i] in done || (at[1], at[2], subjects[i]) in named)
				continue
			done[subjects[i]] = 1
			for (j = 1; j <= n_answers[at[1], at[2], subjects[i]]; j++)
				if (sure[at[1], at[2], subjects[i], j]) {
					count(at[2], "wrong")
					miss(at[2], "wrong", at[1], subjects[i], "none", answer[at[1], at[2], subjects[i], j])
					break
				}
		}
		split("", done)
	}
	n = split("returns pair buffer context ends locks", order, " ")
	for (i = 1; i <= n; i++)
		if (order[i] in facts)
			print key, order[i], total[order[i], "asked"] + 0, total[order[i], "found"] + 0,
				total[order[i], "candidates"] + 0, total[order[i], "right"] + 0, total[order[i], "wrong"] + 0,
				total[order[i], "guessed-right"] + 0, total[order[i], "guessed-wrong"] + 0,
				total[order[i], "silent"] + 0, total[order[i], "apart"] + 0
	for (cell in table) {
		split(cell, at, SUBSEP)
		print "confusion", key, at[1], at[2], table[cell]
	}
}
