# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Usage: awk -f judge.awk SOURCE.c... COUNTS
#
# COUNTS has lines "WHERE RUN FUNCTION INSTRUCTIONS CALLS COMPARES BRANCHES BYTES", "WHERE RUN FUNCTION STACK"
# and, of what did not compile, "WHERE 0 TEXT". Prints the tables and ends with "N passed, N failed".

BEGIN { split("instructions calls compares branches bytes stack", columns) }

FILENAME ~ /\.c$/ {
	if (match($0, /\/\* cost: [a-z0-9_]+: (same|checks [0-9]+) \*\//)) {
		split(substr($0, RSTART, RLENGTH), part, /: | \*\//)
		name = part[2]
		order[++pairs] = name
		wanted[name] = part[3]
		place[name] = FILENAME ":" FNR
	} else if (/\/\* cost:/) {
		failures[++failed] = FILENAME ":" FNR ": cannot read this: " $0
	}
	if (match($0, /\/\* reason: /))
		reason(name, substr($0, RSTART + 11))
	if (match($0, /^([a-z].*[ *])?(raw|cost)_[a-z0-9_]+\(/)) {
		sub(/\($/, "", $0)
		split(substr($0, RSTART, RLENGTH), part, /[ *(]/)
		for (i in part)
			if (part[i] ~ /^(raw|cost)_/)
				defined[part[i]] = FILENAME ":" FNR
	}
	next
}

# "gcc-arm64 +1 stack +16: text */"
function reason(name, text,    n, word, i, what) {
	sub(/ *\*\/.*/, "", text)
	n = split(substr(text, 1, index(text, ":") - 1), word, " ")
	what = "instructions"
	reasons++
	reason_of[reasons] = name
	reason_where[reasons] = word[1]
	reason_text[reasons] = substr(text, index(text, ":") + 2)
	for (i = 2; i <= n; i++)
		if (word[i] ~ /^\+/)
			reason_bound[reasons, what] = substr(word[i], 2) + 0
		else
			what = word[i]
}

$2 == "0" {
	failures[++failed] = $1 ": " substr($0, length($1) + 4)
	next
}

!($2 in seen_run) {
	seen_run[$2] = $1
	run_order[++runs] = $2
}

{
	name = $3
	sub(/^__safe_.*_cost_/, "cost_", name)
	for (i = 4; i <= NF; i++)
		count[$2, name, NF == 4 ? "stack" : columns[i - 3]] += $i
	if (NF > 4)
		seen[$2, name] = 1
}

# How much more of it the safe form may have there; marks the reasons that are needed.
function allowed(run, name, what, more,    i, bound) {
	bound = 0
	for (i = 1; i <= reasons; i++)
		if (reason_of[i] == name && applies(reason_where[i], seen_run[run]) && more > 0) {
			bound += reason_bound[i, what]
			if (reason_bound[i, what])
				needed[i] = 1
		}
	return bound
}

function applies(pattern, where,    part) {
	split(where, part, "-")
	return pattern == "all" || pattern == where || pattern == part[1] || pattern == part[2]
}

# The checks that a pair may have, in numbers of @what.
function checks(name, what,    n) {
	if (wanted[name] == "same")
		return 0
	n = substr(wanted[name], 8) + 0
	return what == "instructions" ? 3 * n + 2 : what == "compares" || what == "branches" ? n : 0
}

function judge(run, name,    i, what, more, bad) {
	bad = ""
	for (i = 1; i <= 6; i++) {
		what = columns[i]
		if (what == "bytes" || wanted[name] == "same" && what ~ /compares|branches/)
			continue
		more = count[run, "cost_" name, what] - count[run, "raw_" name, what] - checks(name, what)
		if (more > 0 && more > allowed(run, name, what, more))
			bad = bad " " what " +" more
	}
	return bad
}

function median(values, n,    i, j, t) {
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && values[j] < values[j - 1]; j--) {
			t = values[j]
			values[j] = values[j - 1]
			values[j - 1] = t
		}
	return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
}

# Of the pairs of that kind; the worst one is left in worst_name, worst_ratio.
function summary(run, kind,    p, name, ratio, n, values) {
	n = 0
	worst_ratio = 0
	for (p = 1; p <= pairs; p++) {
		name = order[p]
		if (wanted[name] !~ kind || !((run, "raw_" name) in seen) || !((run, "cost_" name) in seen))
			continue
		ratio = count[run, "cost_" name, "instructions"] / count[run, "raw_" name, "instructions"]
		values[++n] = ratio
		if (ratio > worst_ratio) {
			worst_ratio = ratio
			worst_name = name
		}
	}
	if (!n)
		return
	printf "%-24s %-7s %3d pairs, median ratio %.2f, worst %.2f: %s%s\n", run, kind, n, median(values, n),
		worst_ratio, worst_name, why(run, worst_name)
}

function why(run, name,    i) {
	for (i = 1; i <= reasons; i++)
		if (reason_of[i] == name && applies(reason_where[i], seen_run[run]))
			return " (" reason_text[i] ")"
	return wanted[name] == "same" ? "" : " (" wanted[name] ")"
}

function row(run, name,    raw, cost, i, line, bad) {
	raw = "raw_" name
	cost = "cost_" name
	if (!((run, raw) in seen) || !((run, cost) in seen)) {
		failures[++failed] = place[name] ": " name ": not in the objects of " run
		return
	}
	line = sprintf("%-34s %-9s", name, wanted[name])
	for (i = 1; i <= 6; i++)
		line = line sprintf(" %5d %5d", count[run, raw, columns[i]], count[run, cost, columns[i]])
	bad = judge(run, name)
	if (bad != "")
		failures[++failed] = place[name] ": " name ", " run ":" bad
	else
		passed++
	printf "%s  %5.2f %s\n", line, count[run, cost, "instructions"] / count[run, raw, "instructions"],
		bad == "" ? "ok" : "FAILED"
}

END {
	for (r = 1; r <= runs; r++) {
		printf "\n%-44s", run_order[r]
		for (i = 1; i <= 6; i++)
			printf " %11s", columns[i]
		printf "\n%-34s %-9s", "pair: raw safe", "may cost"
		for (i = 1; i <= 6; i++)
			printf " %5s %5s", "raw", "safe"
		printf "  ratio\n"
		for (p = 1; p <= pairs; p++)
			row(run_order[r], order[p])
	}
	print ""
	for (r = 1; r <= runs; r++) {
		summary(run_order[r], "same")
		summary(run_order[r], "checks")
	}
	for (i = 1; i <= reasons; i++)
		if (!(i in needed) && (where_measured(reason_where[i])))
			failures[++failed] = place[reason_of[i]] ": " reason_of[i] ": nothing needs the reason of " reason_where[i]
	for (f in defined) {
		name = f
		sub(/^(raw|cost)_/, "", name)
		if (!(name in wanted))
			failures[++failed] = defined[f] ": " f "() belongs to no pair"
	}
	for (i = 1; i <= failed; i++)
		print "failed: " failures[i]
	printf "%d passed, %d failed\n", passed, failed
	exit failed || !passed
}

function where_measured(pattern,    run) {
	for (run in seen_run)
		if (applies(pattern, seen_run[run]))
			return 1
	return 0
}
