#!/usr/bin/env bash
# Fails where a dependency is older than scripts/floors.tsv allows, and names the advisory (S55). Needs no network.
#   scripts/floors.sh [--floors FILE] [--resolved FILE] [--installed FILE] [--release NAME]
#       --floors     another table than scripts/floors.tsv
#       --resolved   another file than Package.resolved
#       --installed  lines of a Debian package and its version, rather than what dpkg says of this machine
#       --release    such as debian-12, rather than this machine's
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

floors=scripts/floors.tsv
resolved=Package.resolved
installed=
# shellcheck disable=SC1091
release=$(. /etc/os-release 2>/dev/null && echo "${ID:-unknown}-${VERSION_ID:-0}") || release=unknown
while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || fail "$1 needs a value."
    case $1 in
        --floors) floors=$2 ;;
        --resolved) resolved=$2 ;;
        --installed) installed=$2 ;;
        --release) release=$2 ;;
        *) fail "Unknown option '$1': use --floors, --resolved, --installed or --release." ;;
    esac
    shift 2
done
for file in "$floors" "$resolved" ${installed:+"$installed"}; do [ -r "$file" ] || fail "$file cannot be read."; done

# Every pin with its version, one a line; one without a version, as a branch has, says so.
pins=$(awk -F '"' '
    $2 == "identity" { identity = $4; version = "none" }
    $2 == "version" && identity != "" { version = $4 }
    /^    }/ && identity != "" { print identity, version; identity = "" }' "$resolved")
[ -n "$pins" ] || fail "$resolved names no packages."

version_of() { # LIST NAME
    awk -v name="$2" '$1 == name { print $2; exit }' <<<"$1"
}

# As dpkg orders versions; those of Swift packages are a case of it.
is_older() { # VERSION FLOOR
    if command -v dpkg >/dev/null; then
        dpkg --compare-versions "$1" lt "$2"
    else
        [ "$1" != "$2" ] && [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
    fi
}

if [ -n "$installed" ]; then
    packages=$(cat "$installed")
elif command -v dpkg-query >/dev/null; then
    # shellcheck disable=SC2016 # They are dpkg's.
    packages=$(dpkg-query --show --showformat '${Package} ${Version}\n')
else
    packages=
fi

checked=0
skipped=0
found=()
number=0
while IFS=$'\t' read -r ecosystem package floor advisory reason || [ -n "$ecosystem" ]; do
    number=$((number + 1))
    case $ecosystem in '' | '#'*) continue ;; esac
    [ -n "${reason:-}" ] || fail "Line $number of $floors has fewer than five columns."
    case $ecosystem in
        swift)
            version=$(version_of "$pins" "$package")
            # A package that is no longer used needs no floor: the table would only grow.
            [ -n "$version" ] || fail "$floors has a floor for $package, which $resolved does not name: remove the line."
            ;;
        *)
            if [ "$ecosystem" != "$release" ]; then
                skipped=$((skipped + 1))
                continue
            fi
            version=$(version_of "$packages" "$package")
            if [ -z "$version" ]; then
                skipped=$((skipped + 1))
                continue
            fi
            ;;
    esac
    checked=$((checked + 1))
    if [ "$version" = none ]; then
        found+=("$package is pinned to no version, and needs at least $floor ($advisory): $reason.")
    elif is_older "$version" "$floor"; then
        found+=("$package $version is older than $floor ($advisory): $reason.")
    fi
done <"$floors"

[ "$checked" -gt 0 ] || fail "$floors has no floor that applies here."
if [ ${#found[@]} -gt 0 ]; then
    printf '%s\n' "${found[@]}" >&2
    fail "${#found[@]} of $checked packages have a known advisory, see above. 'swift package update', or apt-get upgrade, mends it."
fi
say "$checked packages are at or above their floors${release:+ ($skipped of another release than $release, or not installed)}."
