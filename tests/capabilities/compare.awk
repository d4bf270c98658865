# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# awk -f compare.awk SOURCE DIAGNOSTICS: each line of SOURCE that ends in a mark has a diagnostic that
# matches it, and no other line has one.
FNR == NR {
	if (match($0, /\/\* error: .* \*\/$/))
		mark[FNR] = substr($0, RSTART + 10, RLENGTH - 13)
	next
}
{
	split($0, part, ":")
	line = part[2]
	if (!(line in mark) || part[1] !~ "/" file "$") {
		print "not expected: " $0
		bad = 1
	} else if ($0 ~ mark[line]) {
		seen[line] = 1
	}
}
END {
	for (line in mark)
		if (!(line in seen)) {
			print "not said: " file ":" line ": " mark[line]
			bad = 1
		}
	exit bad
}
