# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# compare.awk REASONS COUNTS: the functions of twins side by side, see compare. A
# last line "COUNTS passed failed".

# Where the compiler made functions of other parts of the two, single functions say nothing,
# and only the whole is judged.

# The driver's function that glue is made of: __safe_irq_edu_irq has edu_irq in it,
# __safe_show_factorial factorial_show, __safe_probe_edu_driver edu_probe.
function driver_function(name,    kind, rest) {
	if (name !~ /^__safe_/)
		return name
	rest = substr(name, 8)
	kind = rest
	sub(/_.*/, "", kind)
	rest = substr(rest, length(kind) + 2)
	if ((rest "_" kind) in raw_has)
		return rest "_" kind
	sub(/_driver$/, "", rest)
	if ((rest "_" kind) in raw_has)
		return rest "_" kind
	# What follows the kind, from the longest: __safe_op_TABLE_FUNCTION.
	rest = substr(name, 8)
	while (sub(/^[a-z0-9]*_/, "", rest))
		if (rest in raw_has)
			return rest
	return name
}
function allowed(raw) { return int(raw * 0.02) > 1 ? int(raw * 0.02) : 1 }

FILENAME == ARGV[1] && /^[^#]/ { why[$1] = $2; next }
FILENAME == ARGV[1] { next }
!($1 in column) { column[$1] = ++columns; title[columns] = $1 }
$2 == "raw" { raw_has[$3] }
{ twin[++rows] = $2; name[rows] = $3; where[rows] = column[$1]; count[rows] = $4 }

END {
	for (i = 1; i <= rows; i++) {
		f = twin[i] == "safe" ? driver_function(name[i]) : name[i]
		if (!(f in seen)) {
			seen[f]
			order[++functions] = f
		}
		n[f, where[i], twin[i]] += count[i]
		total[where[i], twin[i]] += count[i]
	}
	printf "\n%-34s", driver
	for (c = 1; c <= columns; c++)
		printf "  %-18s", title[c]
	print ""
	for (k = 1; k <= functions; k++) {
		reasons += why[order[k]]
		for (c = 1; c <= columns; c++)
			if (!n[order[k], c, "raw"] != !n[order[k], c, "safe"] && order[k] !~ /^__/)
				apart[c] = 1
	}
	for (k = 1; k <= functions; k++)
		line(order[k])
	printf "%-34s", "all"
	for (c = 1; c <= columns; c++) {
		raw = total[c, "raw"]
		safe = total[c, "safe"]
		over = safe - raw > allowed(raw) + reasons
		judge(over)
		printf "  %5d %5d %5.2f%s", raw, safe, safe / raw, over ? "!" : " "
	}
	print "\nCOUNTS", passed + 0, failed + 0
}
function judge(over) { if (over) failed++; else passed++ }
function line(f,    c, text, shown, raw, safe, over) {
	for (c = 1; c <= columns; c++) {
		raw = n[f, c, "raw"]
		safe = n[f, c, "safe"]
		if (!raw || !safe) {
			text = text sprintf("  %5s %5s %5s ", raw ? raw : "-", safe ? safe : "-", "")
			continue
		}
		over = !apart[c] && safe - raw > allowed(raw) + why[f]
		judge(over)
		shown = shown || safe > raw
		text = text sprintf("  %5d %5d %5.2f%s", raw, safe, safe / raw, over ? "!" : " ")
	}
	if (shown || verbose)
		printf "%-34s%s%s\n", f, text, why[f] ? "  (reason: +" why[f] ")" : ""
}
