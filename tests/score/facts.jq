# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# What "sheath explain --json" says, as lines of compare.awk: function, fact, subject, value, sure, origin.
# Parameters are numbered from 1, as declarations and definitions name them differently now and then.

def position($params; $name):
	if $name == "return" or $name == "call" then $name
	elif ($name | startswith("#")) then $name[1:]
	else ($params | index($name)) as $i | if $i == null then $name else $i + 1 | tostring end
	end;
.function as $function
| .params as $params
| .facts[]
| select(.value != false)
| (if .fact | test("^(bytes|count|bits)_of$") then
	{ fact: "buffer", subject: position($params; .value),
	  value: "\(.fact | sub("_of$"; "")):\(position($params; .subject))" }
   elif .fact == "consumes" or .fact == "takes" then
	{ fact: "ends", subject: position($params; .subject), value: (if .fact == "takes" then .value else "it" end) }
   elif .fact == "acquires" or .fact == "releases" then
	{ fact: "locks", subject: "call",
	  value: "\(.fact):\(position($params; .value | sub("^&"; "") | sub("(->|[.]).*"; "")))" }
   elif .fact == "released_by" then { fact: "pair", subject: "call", value }
   else { fact, subject: position($params; .subject), value } end) as $line
| select($line.fact | test("^(returns|context|pair|buffer|gives|ends|locks)$"))
| [ $function, $line.fact, $line.subject, ($line.value | tostring),
    (if .sure then "sure" else "unsure" end), .origin ]
| @tsv
