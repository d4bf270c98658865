# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# What "sheath explain --json" says, as lines of compare.awk: function, fact, subject, value, sure, origin.
# Parameters are numbered from 1, as headers leave their names out now and then. $functions: name and
# names of parameters of each function.

($functions | map({ key: .name, value: .params }) | from_entries) as $params
| def position($function; $name):
	if $name == "return" or $name == "call" then $name
	elif ($name | startswith("#")) then $name[1:]
	else ($params[$function] // [] | index($name)) as $i | if $i == null then $name else $i + 1 | tostring end
	end;
inputs
| .function as $function
| .facts[]
| select(.value != false)
| (if .fact | test("^(bytes|count|bits)_of$") then
	{ fact: "buffer", subject: position($function; .value),
	  value: "\(.fact | sub("_of$"; "")):\(position($function; .subject))" }
   elif .fact == "released_by" then { fact: "pair", subject: "call", value }
   else { fact, subject: position($function; .subject), value } end) as $line
| [ $function, $line.fact, $line.subject, ($line.value | tostring),
    (if .sure then "sure" else "unsure" end), .origin ]
| @tsv
