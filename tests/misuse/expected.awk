# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Usage: awk -v kinds=REGEXP -v block=BLOCK -v directory=DIRECTORY -f expected.awk CASES SOURCE...
#
# Writes each SOURCE into DIRECTORY as expect.awk wants it: what this compilation must say is marked
# "error:", and nothing else is marked. CASES is what cases.awk printed.

BEGIN { FS = "\t" }

FILENAME == ARGV[1] {
	if ($4 == block && $5 ~ ("^(" kinds ")$"))
		must[$3] = $6
	next
}

{
	place = FILENAME ":" FNR
	print (place in must ? "/* error: " must[place] " */" : "") >(directory "/" FILENAME)
}
