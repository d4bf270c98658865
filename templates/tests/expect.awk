# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Usage: awk -f expect.awk SOURCE... LOG
#
# Compares what a compiler said (LOG, of gcc or clang) with what the sources say it must. A line of a
# source that ends in a comment "error: ERE" must have a diagnostic (error or warning) whose text the
# extended regular expression matches; a line without such a comment must have none. (One mistake may
# make a compiler say more than one thing: what else it says of that line is part of the case.)
# Prints "passed: FILE:LINE" or "failed: FILE:LINE: why" for each case and each stray diagnostic.

BEGIN {
	log_file = ARGV[ARGC - 1]
	cases = 0
}

FILENAME != log_file {
	if (FNR == 1)
		sources[FILENAME] = 1
	if (match($0, /\/\* error: .* \*\/[ \t]*$/)) {
		text = substr($0, RSTART + 10, RLENGTH - 10)
		sub(/ \*\/[ \t]*$/, "", text)
		place = FILENAME ":" FNR
		if (!(place in expected))
			order[++cases] = place
		expected[place] = text
	}
	next
}

# FILE:LINE:COLUMN: error: text
match($0, /:[0-9]+:[0-9]+: (fatal error|error|warning): /) {
	file = substr($0, 1, RSTART - 1)
	rest = substr($0, RSTART + 1)
	line = rest
	sub(/:.*/, "", line)
	text = substr($0, RSTART + RLENGTH)
	place = source_of(file) ":" line
	if (place in expected && text ~ expected[place])
		met[place] = 1
	else if (place in expected)
		wrong[place] = text
	else
		stray[++strays] = place ": nothing was expected, but: " text
}

# The source that the compiler means: it may know it by a longer path.
function source_of(file,    name) {
	for (name in sources)
		if (file == name || (length(file) > length(name) &&
		    substr(file, length(file) - length(name)) == "/" name))
			return name
	return file
}

END {
	for (i = 1; i <= cases; i++) {
		place = order[i]
		if (place in met)
			print "passed: " place
		else if (place in wrong)
			print "failed: " place ": expected '" expected[place] "', but: " wrong[place]
		else
			print "failed: " place ": expected '" expected[place] "', but there was nothing"
	}
	for (i = 1; i <= strays; i++)
		print "failed: " stray[i]
}
