# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Usage: awk -f ledger.awk AREA.ledger AREA.c
#
# Complains of lines that are not as tests/drift/run says, of rows without a use and uses without a row.

function complain(text) {
	print FILENAME ":" FNR ": " text
	wrong = 1
}

FNR == 1 { file++ }

file == 1 && !/^(#|$)/ {
	n = split($0, field, / *\| */)
	if (n != 4 || field[4] == "")
		complain("not 'API | KIND | absorbed or reported | HOW'")
	if (field[2] !~ /^(removed|renamed|signature|macro|return_type|ops_member|struct_field)$/)
		complain("no kind of change: " field[2])
	if (field[3] !~ /^(absorbed|reported)$/)
		complain("neither absorbed nor reported: " field[3])
	if (field[1] in row)
		complain("stated twice: " field[1])
	row[field[1]] = field[3]
}

file == 2 && /^\/\* row: .* \*\/$/ {
	api = $0
	sub(/^\/\* row: /, "", api)
	sub(/ \*\/$/, "", api)
	if (!(api in row))
		complain("not in the ledger: " api)
	used[api] = 1
}

file == 2 && /LINUX_VERSION_CODE|KERNEL_VERSION|^#[ \t]*if/ { complain("decides by the kernel: " $0) }

END {
	for (api in row)
		if (row[api] == "absorbed" && !(api in used)) {
			print FILENAME ": absorbed, and not used: " api
			wrong = 1
		}
	exit wrong
}
