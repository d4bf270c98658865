# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Usage: awk -f csv.awk KEY.csv
#
# Turns a key that people wrote into the lines that compare.awk takes: function, fact, subject, value,
# half. What the columns are the first line that is no comment says; those that are missing or empty
# leave it open.
#
#   function, returns, gives, buffers, sleeps, half        as in labels.csv
#   c_function, return_contract, acquires_releases, buffer_len_params
#           other words for the first four: null_on_error, infallible_ptr, plain; "acquires:X"; "arg1 len=arg2"

function fact(kind, subject, value) { print name "\t" kind "\t" subject "\t" value "\t" half }

# Quotes keep commas together; the words of a key have none of either within.
function split_line(line, cells,    n, i, c, quoted) {
	n = 1
	cells[1] = ""
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		if (c == "\"")
			quoted = !quoted
		else if (c == "," && !quoted)
			cells[++n] = ""
		else
			cells[n] = cells[n] c
	}
	return n
}

function cell(title) { return title in column ? cells[column[title]] : "" }

# "2[3 bytes] ~return[1 count|bytes]": these and no others
function buffers(text,    list, n, i, taste, counted, units, len) {
	if (text != "")
		fact("buffer", "-", "none")
	gsub(/ (bytes|count|bits)/, ":&", text)
	gsub(/: /, ":", text)
	n = split(text, list, " ")
	for (i = 1; i <= n; i++) {
		taste = sub(/^~/, "", list[i]) ? "~" : ""
		if (!match(list[i], /^[a-z0-9]+\[[0-9]+:[a-z|]+\]$/))
			continue
		counted = len = units = list[i]
		sub(/\[.*/, "", counted)
		sub(/.*\[/, "", len)
		sub(/:.*/, "", len)
		sub(/.*:/, "", units)
		sub(/\]$/, "", units)
		gsub(/\|/, ":" len "|", units)
		fact("buffer", counted, taste units ":" len)
	}
}

# "arg1 len=arg2 elems;ret len=arg3", "arg1 bits=arg2"
function other_buffers(text,    list, n, i, counted, len, unit) {
	n = split(text, list, ";")
	for (i = 1; i <= n; i++) {
		if (list[i] !~ /^(arg[0-9]+|ret) (len|bits)=arg[0-9]+/)
			continue
		counted = list[i]
		sub(/ .*/, "", counted)
		sub(/^arg/, "", counted)
		len = list[i]
		sub(/.*=arg/, "", len)
		sub(/[^0-9].*/, "", len)
		unit = list[i] ~ / bits=/ ? "bits" : list[i] ~ / elems/ ? "count" : "bytes"
		fact("buffer", counted == "ret" ? "return" : counted, unit ":" len)
	}
}

BEGIN {
	word["null_on_error"] = "null"
	word["infallible_ptr"] = "pointer"
	word["plain"] = "value"
	context["yes"] = "may_sleep"
	context["no"] = "atomic"
}

/^#/ || !NF { next }
{ n = split_line($0, cells) }
!named {
	for (i = 1; i <= n; i++)
		column[cells[i]] = i
	named = 1
	next
}
{
	name = cell("function") cell("c_function")
	half = cell("half")
	returns = cell("returns") cell("return_contract")
	if (returns in word)
		returns = word[returns]
	if (returns != "" && returns !~ /open/)
		fact("returns", "return", returns)
	else if (returns != "")
		fact("returns", "return", "open")

	gives = cell("gives")
	if (match(cell("acquires_releases"), /(acquires|get_ref):[A-Za-z_0-9]+/))
		gives = substr(cell("acquires_releases"), RSTART, RLENGTH)
	sub(/.*:/, "", gives)
	sub(/^devm$/, "none", gives)
	sub(/^devm\|/, "~", gives)
	if (gives != "" && gives != "~none")
		fact("pair", "call", gives)

	buffers(cell("buffers"))
	other_buffers(cell("buffer_len_params"))

	sleeps = cell("sleeps")
	n = split(sleeps, list, "|")
	sleeps = ""
	for (i = 1; i <= n; i++)
		sleeps = sleeps (i > 1 ? "|" : "") (list[i] in context ? context[list[i]] : list[i])
	if (sleeps != "" && sleeps != "unsure")
		fact("context", "call", sleeps)
}
