#!/usr/bin/env bash
# Installs what Streav needs and this machine lacks, from Debian's packages.
#   scripts/setup.sh run     what building and running need
#   scripts/setup.sh test    that, and the players, the browser and the database that the tests use
#   scripts/setup.sh bench   that, and the peers that the benchmarks compare with
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

purpose=${1:-run}

run_packages=(ca-certificates git pkg-config libssl-dev zlib1g-dev libmaxminddb-dev libpq-dev libhiredis-dev
    librabbitmq-dev libsqlite3-dev)
test_packages=(curl jq python3 python3-venv ffmpeg vlc-bin vlc-plugin-base chromium chromium-driver fonts-dejavu-core
    postgresql util-linux redis-server rabbitmq-server nginx-light docker-compose binutils)
bench_packages=(icecast2 wrk)

case $purpose in
    run) wanted=("${run_packages[@]}") ;;
    test) wanted=("${run_packages[@]}" "${test_packages[@]}") ;;
    bench) wanted=("${run_packages[@]}" "${test_packages[@]}" "${bench_packages[@]}") ;;
    *) fail "Unknown purpose '$purpose': use scripts/setup.sh run, test or bench." ;;
esac

check_swift() {
    local install="Install Swift 6.2 or newer (https://www.swift.org/install/linux/) and put its bin folder on PATH."
    command -v swift >/dev/null || fail "Swift is missing. $install"
    local version
    version=$(swift --version 2>&1 | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    [ -n "$version" ] || fail "'swift --version' does not name a version. $install"
    local major=${version%%.*} minor=${version#*.}
    if [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 2 ]; }; then
        fail "Swift $version is too old. $install"
    fi
}

# Packages that bring a service start it when they are installed. A policy that says no keeps ports free and the machine
# as it was; an existing policy is left alone.
policy=/usr/sbin/policy-rc.d
policy_is_ours=no
forbid_services() {
    [ -e "$policy" ] && return
    policy_is_ours=yes
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
    "${as_root[@]}" chmod 755 "$policy"
}
allow_services() {
    if [ "$policy_is_ours" = yes ]; then "${as_root[@]}" rm -f "$policy"; fi
    policy_is_ours=no
}

is_installed() {
    [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

check_swift

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    say "This machine has no apt-get: nothing is installed. Debian calls what is needed: ${wanted[*]}"
    exit 0
fi

missing=()
for package in "${wanted[@]}"; do
    is_installed "$package" || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi

as_root=(env DEBIAN_FRONTEND=noninteractive)
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "These packages are missing: ${missing[*]}
Become root and run: apt-get install --no-install-recommends ${missing[*]}"
    as_root=(sudo "${as_root[@]}")
fi

say "Installing ${missing[*]} (some seconds for building, a minute or two for the tests' players and browser)."
log=$(mktemp)
trap 'allow_services; rm -f "$log"' EXIT
forbid_services
install() {
    "${as_root[@]}" apt-get -q -y -o Acquire::Retries=3 update >>"$log" 2>&1 &&
        "${as_root[@]}" apt-get -q -y -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 \
            install --no-install-recommends "${missing[@]}" >>"$log" 2>&1
}
if ! timed "Installed" install; then
    tail -n 20 "$log" >&2
    fail "apt-get failed, see above. Check the network and the package sources in /etc/apt, then run this again."
fi
