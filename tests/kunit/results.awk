# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Reads the log of a boot, prints "AREA <tab> CASE <tab> ok|FAILED|skipped" for each
# case, one line "(end)" for each suite that ended and one "(log)" for what the kernel
# had to say during it. Of detectors.c: a line for each mistake.

function result(area, name, state) { printf "%s\t%s\t%s\n", area, name, state }
function mistake_ends() {
	if (mistake != "")
		result("detectors", mistake, seen ? "ok" : "FAILED")
	mistake = ""
}
function suite_ends() {
	mistake_ends()
	if (area != "" && area != "detectors" && area != "(all)")
		result(area, "(log)", bad ? "FAILED" : "ok")
	bad = 0
}

BEGIN {
	trouble = "WARNING|BUG|Oops|Call [Tt]race|KASAN|INFO: |UBSAN|ODEBUG|TROUBLE|" \
		"possible .* detected|inconsistent lock state|suspicious RCU usage|" \
		"list_(add|del) corruption|general protection|Unable to handle|" \
		"Internal error|refcount_t|[Uu]nbalanced|DEBUG_LOCKS|kunit: .*timed out"
}
{ sub(/\r$/, ""); sub(/^\[[ 0-9.]+\] /, "") }
/^SUITE / { suite_ends(); area = $2; next }
/MISTAKE / {
	mistake_ends()
	sub(/^.*MISTAKE /, "")
	mistake = $0; sub(/:.*/, "", mistake)
	report = $0; sub(/^[^:]*: /, "", report)
	seen = 0
	next
}
mistake != "" && index($0, report) { seen = 1 }
/^LOCKDEP ON/ { result("(all)", "lockdep_still_on", "ok") }
/^    (not )?ok [0-9]+ / {
	state = $1 == "ok" ? / # SKIP/ ? "skipped" : "ok" : "FAILED"
	name = $0; sub(/^ *(not )?ok [0-9]+ /, "", name); sub(/ #.*/, "", name)
	result(area, name, state)
	next
}
/^(not )?ok [0-9]+ / { result(area, "(end)", "ok"); next }
/^ *#/ { next }
$0 ~ trouble { bad = 1 }
END { suite_ends() }
