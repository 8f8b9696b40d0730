#!/usr/bin/env bash
# The one debug build that check and test share.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

if [ ! -d .build/debug ]; then
    say "Building for the tests. The first time this compiles every dependency: some minutes; later, seconds."
fi
timed "Built" swift build "${build_flags[@]}" --build-tests >&2 || fail "The build failed, see above."
