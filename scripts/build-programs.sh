#!/usr/bin/env bash
# Builds programs in release with Swift's own libraries linked in, so that they run where there is no Swift, and puts
# them into a folder, without symbols.
#   scripts/build-programs.sh FOLDER [PROGRAM...]
#       without names: those of a deployment
# Kept apart from other builds, in .build-programs: the first time compiles every dependency, some minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

[ $# -ge 1 ] || fail "Say where the programs go: scripts/build-programs.sh FOLDER [PROGRAM...]"
folder=$1
shift
programs=("$@")
if [ ${#programs[@]} -eq 0 ]; then programs=(streav-management streav-streaming streav-api streav-cli); fi

options=("${build_flags[@]}" -c release --static-swift-stdlib --scratch-path .build-programs)
for program in "${programs[@]}"; do
    timed "Built $program" swift build "${options[@]}" --product "$program" >&2 ||
        fail "The build failed, see above. If it speaks of missing packages or the network, check that and try again."
done
built=$(swift build "${options[@]}" --show-bin-path)
mkdir -p "$folder"
for program in "${programs[@]}"; do
    install -m 755 "$built/$program" "$folder/$program"
    strip "$folder/$program"
done
