# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Usage: awk -F '\t' -f table.awk CLASSES CASES
#
# The table of tests/misuse/run: of each bug class, how many cases there are, and how many of them each
# way finds. A case that several ways find counts in each of these columns.

function line(number, title, n,    way) {
	printf "%5s  %-42s %5d", number, title, n["cases"]
	for (way = 1; way <= ways; way++)
		printf " %8s", n[name[way]] ? n[name[way]] : "-"
	print ""
}

# The ways in which a mark of this kind says that the mistake is found.
function found_by(kind) {
	if (kind == "error")
		return "gcc,+kbuild,clang"
	if (kind == "gcc")
		return "gcc,+kbuild"
	if (kind == "kbuild")
		return "+kbuild,clang"
	return kind == "run time" ? "run-time" : kind
}

BEGIN { ways = split("gcc +kbuild clang lint run-time never", name, " ") }

FILENAME == ARGV[1] {
	split($0, word, " ")
	title[++classes] = substr($0, length(word[1]) + 2)
	number[classes] = word[1]
	next
}

!(($2, "cases") in seen) {
	seen[$2, "cases"] = 1
	count[$1, "cases"]++
}

{
	n = split(found_by($5), way, ",")
	for (i = 1; i <= n; i++)
		if (!(($2, way[i]) in seen)) {
			seen[$2, way[i]] = 1
			count[$1, way[i]]++
		}
}

END {
	printf "%5s  %-42s %5s", "class", "", "cases"
	for (i = 1; i <= ways; i++)
		printf " %8s", name[i]
	print ""
	for (i = 1; i <= classes; i++) {
		split("", row)
		row["cases"] = count[number[i], "cases"]
		all["cases"] += row["cases"]
		for (way_i = 1; way_i <= ways; way_i++) {
			row[name[way_i]] = count[number[i], name[way_i]]
			all[name[way_i]] += row[name[way_i]]
		}
		line(number[i], title[i], row)
	}
	line("", "all", all)
}
