#!/usr/bin/env bash
# Runs the benchmarks against a binary that is built already: all, or those that are named.
#   Benchmarks/run.sh [segments|ondemand|fanout|idle|api|queries|gets|publishes|density|timing|dashboard|ready]...
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

all=(segments ondemand fanout idle api queries gets publishes density timing dashboard ready)
names=("$@")
# Those of the load generator take minutes each, so they are run by name.
usual=(segments ondemand fanout idle api queries gets publishes dashboard ready)
if [ ${#names[@]} -eq 0 ]; then names=("${usual[@]}"); fi
for name in "${names[@]}"; do
    [[ " ${all[*]} " == *" $name "* ]] || fail "There is no benchmark '$name'. There are: ${all[*]}."
done

for name in "${names[@]}"; do
    binary=streav-sim
    if [[ $name =~ ^(queries|gets|publishes)$ ]]; then binary=streav-bench; fi
    if [ "$name" = dashboard ]; then binary=streav-management; fi
    [ -x ".build/release/$binary" ] ||
        fail "The release binary $binary is not there: run 'make bench', which builds it."
done
for tool in python3 taskset; do
    command -v "$tool" >/dev/null || fail "$tool is missing: run scripts/setup.sh bench."
done

# One that fails does not keep the others from running.
failed=()
for name in "${names[@]}"; do
    say "Running $name"
    PYTHONDONTWRITEBYTECODE=1 python3 "Benchmarks/$name.py" || failed+=("$name")
done
[ ${#failed[@]} -eq 0 ] || fail "Failed: ${failed[*]}."
