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
}

function percent(part, whole) { return whole ? sprintf("%5.1f", 100 * part / whole) : "    -" }

$1 == "confusion" {
	if ($2 == "labels") {
		cells[$3, $4] += $5
		rows[$3] += $5
		columns[$4] += $5
	}
	next
}
{
	if (!header++)
		printf "%-10s %-17s %6s %10s %10s %10s  %6s %6s %6s %6s %6s\n", "key", "fact", "asked", "precision",
			"recall", "candidates", "wrong", "guess+", "guess-", "silent", "apart"
	printf "%-10s %-17s %6d %9s%% %9s%% %9s%%  %6d %6d %6d %6d %6d\n", $1, title[$2], $3,
		percent($6, $6 + $7), percent($4, $3), percent($5, $3), $7, $8, $9, $10, $11
}

END {
	print "\nprecision: right among the sure answers. recall: sure and right among what the key asks. candidates: the same,"
	print "with answers that are not sure. apart: the key leaves it open, or has no word for the answer."
	print "\nReturn conventions, all labels: what people read (lines), what is inferred (\"?\": not sure; \"-\": nothing)"
	for (row in rows)
		for (column in columns)
			if ((row, column) in cells)
				printf "  %-18s %-18s %4d\n", row, column, cells[row, column] | "sort -k1,1 -k3,3nr"
	close("sort -k1,1 -k3,3nr")
}
