# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# lines.awk: of a C file without comments (cc -fpreprocessed -dD -E -P), prints its
# lines, those of error handling, the conditions on the kernel's version, and the
# uses of unsafe_.
#
# Error handling is, in any driver, whatever it is written on:
#   - a statement that leaves with an error: "goto", "return -E...", "return ret",
#     "return err...", "return PTR_ERR(...)", "return ERR_...", "return dev_err_probe(...)"
#   - the "if" before it, and all of its block
#   - a label, and what stands after it up to the end of the function
function leaves(line) {
	return line ~ /^[ \t]*(goto [a-z_]+;|return (-E[A-Z0-9]+|-?(ret|err|rc|error|status)\>|PTR_ERR|ERR_PTR|ERR_CAST|dev_err_probe))/
}
{ lines++ }
/^#if.*LINUX_VERSION/ { ladders++ }
/(^|[^_a-zA-Z0-9])unsafe_[a-z]/ { unsafe++ }
/^}/ { after_label = 0 }
/^[a-z][a-z_0-9]*:$/ { after_label = 1 }
after_label { errors++; previous = ""; next }

# The block of an "if": counted when its last statement leaves.
block && /^[ \t]*}/ {
	if (leaves(last))
		errors += NR - block + 1
	block = 0
	previous = ""
	next
}
block { last = $0; next }
/^[ \t]*(} else )?if \(.*\{$/ { block = NR; last = ""; next }
leaves($0) { errors += 1 + (previous ~ /^[ \t]*(} )?(else )?if \(/) }
{ previous = $0 }
END { print lines + 0, errors + 0, ladders + 0, unsafe + 0 }
