#!/usr/bin/env bash
# Writes what the programs are made of as CycloneDX 1.5 JSON to standard output (S55): the Swift packages that
# Package.resolved pins, the Debian packages whose libraries the programs load, and Swift's own. Needs no network.
#   scripts/sbom.sh [PROGRAM...]
#       without programs: those of a deployment that are built, release before debug
# Two runs on one state of things write the same bytes.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

for tool in jq ldd dpkg; do command -v "$tool" >/dev/null || fail "$tool is missing: run scripts/setup.sh test."; done

programs=("$@")
if [ ${#programs[@]} -eq 0 ]; then
    for build in release debug; do
        for name in streav-management streav-streaming streav-api streav-cli; do
            [ ! -x ".build/$build/$name" ] || programs+=(".build/$build/$name")
        done
        [ ${#programs[@]} -eq 0 ] || break
    done
fi
[ ${#programs[@]} -gt 0 ] || fail "No program is built: run 'swift build' first, or name one."
for program in "${programs[@]}"; do [ -x "$program" ] || fail "$program is no program."; done

# shellcheck disable=SC1091
distribution=$(. /etc/os-release && echo "$ID")
# shellcheck disable=SC1091
release=$(. /etc/os-release && echo "$ID-${VERSION_ID:-0}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Where a library lies, as the loader says, and as dpkg knows it: below / and /usr are one on today's Debian.
owner() { # PATH
    local path real
    real=$(readlink -f "$1")
    for path in "$1" "$real" "/usr$1" "${real#/usr}"; do
        if dpkg -S "$path" 2>/dev/null | grep -v '^diversion' | head -n 1 | cut -d : -f 1 | grep .; then return; fi
    done
}

for program in "${programs[@]}"; do
    ldd "$program" | awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\// { print $1 }'
done | sort -u >"$work/libraries"
: >"$work/packages"
: >"$work/strangers"
while read -r library; do
    package=$(owner "$library" || true)
    if [ -n "$package" ]; then echo "$package" >>"$work/packages"; else echo "$library" >>"$work/strangers"; fi
done <"$work/libraries"

# Of the libraries that no package has, Swift's are known; any other is named as it is.
swift_version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' | head -n 1)
grep -E '/libswift|/lib_[A-Z]|/libFoundation|/lib_Foundation|/libdispatch|/libBlocksRuntime|/libXCTest|/libTesting' "$work/strangers" \
    >"$work/runtime" || true
others=$(grep -v -x -F -f "$work/runtime" "$work/strangers" || true)
[ -z "$others" ] || fail "No package has these libraries, so they cannot be named: $others"

{
    jq -c --arg kind swift '.pins[] | {
        type: "library", "bom-ref": "swift:\(.identity)", name: .identity, version: (.state.version // .state.revision),
        purl: "pkg:swift/\(.location | sub("^https://"; "") | sub("\\.git$"; ""))@\(.state.version // .state.revision)",
        properties: [{name: "revision", value: .state.revision}]
    }' Package.resolved
    sort -u "$work/packages" | while read -r package; do
        # shellcheck disable=SC2016 # They are dpkg's.
        dpkg-query --show --showformat '${Package}\t${Version}\t${Architecture}\t${source:Package}\n' "$package" | head -n 1
    done | jq -c -R --arg distribution "$distribution" --arg release "$release" 'split("\t") | {
        type: "library", "bom-ref": "deb:\(.[0])", name: .[0], version: .[1],
        purl: "pkg:deb/\($distribution)/\(.[0])@\(.[1] | @uri)?arch=\(.[2])&distro=\($release)",
        properties: [{name: "source", value: .[3]}]
    }'
    if [ -s "$work/runtime" ]; then
        jq -c -n --arg version "$swift_version" '{
            type: "framework", "bom-ref": "swift-runtime", name: "swift", version: $version,
            purl: "pkg:generic/swift@\($version)"
        }'
    fi
} >"$work/components"

commit=$(git rev-parse HEAD 2>/dev/null || echo unknown)
# When the state was made, not when this ran.
time=$(TZ=UTC git log -1 --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd 2>/dev/null || echo 1970-01-01T00:00:00Z)
jq -S -s --arg commit "$commit" --arg time "$time" --arg programs "$(printf '%s\n' "${programs[@]##*/}" | sort -u)" '{
    bomFormat: "CycloneDX", specVersion: "1.5", version: 1,
    metadata: {
        timestamp: $time,
        component: {
            type: "application", "bom-ref": "streav", name: "streav", version: $commit,
            properties: [$programs | split("\n")[] | {name: "program", value: .}]
        }
    },
    components: sort_by(.["bom-ref"]),
    dependencies: [{ref: "streav", dependsOn: (map(.["bom-ref"]) | sort)}]
}' "$work/components"
