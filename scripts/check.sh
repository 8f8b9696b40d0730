#!/usr/bin/env bash
# What a reviewer would tire of: format, the floors of the dependencies, the arrows between the layers, the house rules.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

sources=(Package.swift Sources Simulator Tests)
if [ -n "$(find Benchmarks -name '*.swift' -print -quit 2>/dev/null)" ]; then sources+=(Benchmarks); fi

scripts/setup.sh run
timed "Format" swift format lint --strict --recursive --parallel "${sources[@]}" >&2 ||
    fail "The format differs, see above. This mends most of it: swift format -i --recursive ${sources[*]}"
scripts/build-debug.sh
# After the build, which writes down the versions that it took.
scripts/floors.sh
swift test "${build_flags[@]}" --skip-build --disable-xctest --filter '^TidyTests' >&2 ||
    fail "A house rule is broken, see above. CONTRIBUTING.md explains the rules."
