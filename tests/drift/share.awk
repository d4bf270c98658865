# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Usage: awk -f share.awk AREA.ledger...
#
# How many rows of each kind are absorbed; fails if fewer than 90 in 100 of those that count are.

/^(#|$)/ { next }

{
	split($0, field, / *\| */)
	rows[field[2]]++
	if (field[3] == "absorbed")
		absorbed[field[2]]++
	if (field[2] == "struct_field")
		next
	all++
	all_absorbed += field[3] == "absorbed"
}

END {
	for (kind in rows)
		printf "%-12s %4d of %4d absorbed\n", kind, absorbed[kind], rows[kind] | "sort"
	close("sort")
	printf "%-12s %4d of %4d absorbed\n", "that count", all_absorbed, all
	exit !all || 100 * all_absorbed < 90 * all
}
