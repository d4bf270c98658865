# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Usage: awk -f table.awk COUNTS
#
# Tables of what compare.awk counted.

BEGIN {
	FS = "\t"
	title["returns"] = "return convention"
	title["pair"] = "acquire/release"
	title["buffer"] = "buffer and length"
	title["context"] = "may sleep"
	title["ends"] = "ends an argument"
	title["locks"] = "lock taken, given"
	n_columns = split("errno errno_or_value err_ptr err_ptr_or_null null pointer value zero not_found other unsure silent", words, " ")
	for (i = 1; i <= n_columns; i++)
		column[words[i]] = words[i]
	column["errno_or_value"] = "or_val"
	column["err_ptr_or_null"] = "ep_null"
	column["not_found"] = "notfnd"
}

function percent(part, whole) { return whole ? sprintf("%5.1f", 100 * part / whole) : "    -" }

$1 == "confusion" && ($2 ~ /-[ab]$/ || $4 ~ / /) { next }	# halves: both are in "labels"; two answers: see the counts
$1 == "confusion" {
	answer = $4 == "-" ? "silent" : $4 ~ /\?$/ ? "unsure" : $4 in column ? $4 : "other"
	cells[$2, $3, answer] += $5
	if (!(($2, $3) in seen)) {
		seen[$2, $3] = 1
		rows[$2] = rows[$2] " " $3
	}
	next
}
{
	if (!header++)
		printf "%-10s %-18s %6s %10s %10s %10s  %6s %6s %6s %6s %6s\n", "key", "fact", "asked", "precision",
			"recall", "candidates", "wrong", "guess+", "guess-", "silent", "apart"
	printf "%-10s %-18s %6d %9s%% %9s%% %9s%%  %6d %6d %6d %6d %6d\n", $1, title[$2], $3,
		percent($6, $6 + $7), percent($4, $3), percent($5, $3), $7, $8, $9, $10, $11
}

END {
	print "\nprecision: right among the sure answers. recall: sure and right among what the key asks. candidates: the same,"
	print "with answers that are not sure. apart: the key leaves it open, or has no word for the answer."
	print "\nReturn conventions: what the key says (lines), what is sure (columns), what is not, and nothing"
	for (key in rows)
		matrix(key)
}

function matrix(key,    list, n, i, j) {
	printf "\n%-18s", key
	for (i = 1; i <= n_columns; i++)
		printf " %7.7s", column[words[i]]
	print ""
	n = split(rows[key], list, " ")
	for (i = 1; i <= n; i++) {
		printf "  %-16s", list[i]
		for (j = 1; j <= n_columns; j++)
			printf " %7s", (key, list[i], words[j]) in cells ? cells[key, list[i], words[j]] : "."
		print ""
	}
}
