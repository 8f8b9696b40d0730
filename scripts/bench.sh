#!/usr/bin/env bash
# Measures a release build side by side with its peers. Benchmarks/README.md says what and how.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

scripts/setup.sh bench
timed "Built" swift build "${build_flags[@]}" -c release --product streav-sim >&2 || fail "The build failed, see above."
exec Benchmarks/run.sh "$@"
