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
exec .build/release/streav-sim "$@"
