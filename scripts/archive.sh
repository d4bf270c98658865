# SPDX-License-Identifier: GPL-2.0-only OR MIT
# shellcheck shell=sh disable=SC2034,SC2154 # variables of the script that reads this, and for it
#
# archive.sh: Debian's archive, for scripts that fetch packages without
# installing them. To be read in ("."), by a script that has
#
#   out      set to the directory in which things are to appear
#   update   set to y if the package lists must be read anew, or to nothing
#   suites   set to the suites to look in; the backports of the last are used too
#   say die  defined, for messages
#
# It sets cache and new, a directory in out for what is not complete yet, and
# gives query, get, refresh, version_of, fetch and deb. What was fetched stays in
# SHEATH_CACHE (~/.cache/sheath), which makes a fresh clone fast, and CI
# independent of the archive. The lock is open as 9.

command -v apt-get > /dev/null || die "needs apt, to read Debian's archive"
cache=${SHEATH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sheath}
apt=$cache/apt
mkdir -p "$out" "$cache/debs" "$apt/lists/partial" "$apt/cache/archives/partial"
# Clones may share the cache, but not at the same time.
exec 9> "$cache/lock"
flock 9
rm -rf "$out"/.new.*
new=$out/.new.$$
mkdir "$new"
trap 'rm -rf "$new"' EXIT
trap 'exit 130' INT TERM HUP

# The machine's own lists tell which of its archives are Debian's. Where it has
# no lists, they are read aside.
cat > "$apt/host.conf" <<EOF
#clear APT::Update;
Dir::State::Lists "$apt/host";
Dir::Cache "$apt/cache";
APT::Sandbox::User "root";
EOF
sites() {
	# shellcheck disable=SC2016 # apt's variables
	apt-get "$@" indextargets --format '$(RELEASE) $(REPO_URI)' \
		'Created-By: Packages' 'Origin: Debian' | sort -u
}
known=$(sites)
if [ -z "$known" ]; then
	say 'reading which archives this machine uses'
	mkdir -p "$apt/host/partial"
	apt-get -qq -c "$apt/host.conf" update || :
	known=$(sites -c "$apt/host.conf")
fi
main=$(echo "$known" | awk '$1 !~ /-/ { print $2; exit }')
security=$(echo "$known" | awk '$1 ~ /-security$/ { print $2; exit }')
[ -n "$main" ] || die 'found no Debian archive in the configuration of apt'

signed=''
for key in /usr/share/keyrings/debian-archive-keyring.gpg \
	   /usr/share/keyrings/debian-archive-keyring.pgp; do
	[ ! -e "$key" ] || signed="[signed-by=$key]"
done
for suite in $suites; do
	echo "deb $signed $main $suite main"
	[ -z "$security" ] || echo "deb $signed $security $suite-security main"
done > "$new/sources"
echo "deb $signed $main ${suites##* }-backports main" >> "$new/sources"
if ! cmp -s "$new/sources" "$apt/sources.list"; then
	cp "$new/sources" "$apt/sources.list"
	rm -f "$apt/updated"
fi

# -c comes after the machine's own configuration, of which proxies and the like
# stay in force, but not what it does after an update, for which this is no
# reason. apt's sandbox user could not write into the caller's cache.
cat > "$apt/apt.conf" <<EOF
#clear APT::Update;
#clear APT::Architectures;
APT::Architectures { "amd64"; "arm64"; };
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "3";
Dir::Etc::SourceList "$apt/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "$apt/lists";
Dir::Cache "$apt/cache";
Dir::Cache::pkgcache "pkgcache.bin";
Dir::Cache::srcpkgcache "";
EOF
get() { apt-get -qq -c "$apt/apt.conf" "$@"; }
query() { apt-cache -c "$apt/apt.conf" "$@"; }
host=$(dpkg --print-architecture)

refresh() {
	say 'reading the package lists'
	get update > "$new/log" 2>&1 || {
		grep '^[EW]:' "$new/log" >&2 || :
		say 'going on with the package lists that are there'
	}
	touch "$apt/updated"
}
# Lists of today will do.
if [ -n "$update" ] ||
   [ -z "$(find "$apt/updated" -mtime -1 2>/dev/null)" ]; then
	refresh
fi

# Prints the newest version of a package; $2: only from suites that begin so.
version_of() {
	query madison "$1" | awk -F ' *[|] *' -v suite="${2-}" '
		{ split($3, source, " ") }
		index(source[2], suite) == 1 { print $2; found = 1; exit }
		END { exit !found }'
}

# $1: a file in the cache, $2: its hash as apt prints it.
intact() {
	[ -e "$1" ] || return 1
	case $2 in
	SHA256:*) echo "${2#*:}  $1" | sha256sum --status -c ;;
	SHA512:*) echo "${2#*:}  $1" | sha512sum --status -c ;;
	esac
}
# Fetches the packages on standard input, each as PACKAGE[:ARCH]=VERSION. apt
# checks what it fetches, but goes by the size of what is there already.
fetch() (
	# shellcheck disable=SC2046 # a list
	set -- $(cat)
	# Where nothing is, apt names them all.
	(cd "$new" && get download --print-uris "$@") > "$new/uris"
	cd "$cache/debs" || exit
	while read -r _ file size sum; do
		intact "$file" "$sum" || { rm -f "$file"; echo "$size"; }
	done < "$new/uris" | awk -v me="${0##*/}" '{ sum += $1 } END { if (NR)
		print me ": fetching " NR " packages, " int(sum / 1e6 + 1) " MB" }' >&2
	get download "$@" > "$new/log" 2>&1 || { cat "$new/log" >&2; exit 1; }
)
# Prints the file of PACKAGE ARCH VERSION in the cache.
deb() {
	at=$(echo "$3" | sed 's/:/%3a/g')
	for file in "$cache/debs/$1_${at}_$2.deb" "$cache/debs/$1_${at}_all.deb"; do
		[ ! -e "$file" ] || { echo "$file"; return; }
	done
	die "$1 $3 was not fetched"
}
