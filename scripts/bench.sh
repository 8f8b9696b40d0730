#!/usr/bin/env bash
# Measures a release build side by side with its peers. Benchmarks/README.md says what and how.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

scripts/setup.sh bench
for product in streav-sim streav-bench streav-management; do
    timed "Built $product" swift build "${build_flags[@]}" -c release --product "$product" >&2 ||
        fail "The build failed, see above."
done
exec Benchmarks/run.sh "$@"
