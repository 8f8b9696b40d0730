#!/usr/bin/env bash
# Builds the simulator in release and starts it; arguments go to streav-sim (make run ARGS='--seed 7').
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

scripts/setup.sh run
if [ ! -x .build/release/streav-sim ]; then
    say "Building in release. The first time this compiles every dependency: some minutes; later, seconds."
fi
# stdout belongs to streav-sim, which writes lines of JSON there.
timed "Built" swift build "${build_flags[@]}" -c release --product streav-sim >&2 ||
    fail "The build failed, see above. If it speaks of missing packages or the network, check that and try again."

# As a process of its own, so that the time on its ready line counts from its own start, not from the start of the build;
# and in a group of its own, so that Ctrl-C reaches it once, through this script: a second signal would force its end.
set -m
.build/release/streav-sim "$@" <&0 &
child=$!
trap 'kill -INT "$child" 2>/dev/null || true' INT
trap 'kill -TERM "$child" 2>/dev/null || true' TERM
while :; do
    status=0
    wait "$child" || status=$?
    kill -0 "$child" 2>/dev/null || exit "$status"
done
