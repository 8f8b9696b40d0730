#!/usr/bin/env bash
# Builds the images that compose.yaml names, with docker or podman: streav/management, streav/streaming, streav/api,
# streav/cli, and streav/sim for CI. The first one takes some minutes, the others share its build.
#   scripts/images.sh [TARGET...]
# STREAV_IMAGES and STREAV_VERSION name them otherwise, as in .env.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

images=${STREAV_IMAGES:-streav} version=${STREAV_VERSION:-latest}
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then targets=(management streaming api cli sim); fi

engine=$(command -v docker || command -v podman) || fail "Neither docker nor podman is there: install one of them."
# The form that has health checks; docker's is no other.
options=()
case $engine in *podman) options=(--format docker) ;; esac
for target in "${targets[@]}"; do
    timed "$images/$target:$version" "$engine" build "${options[@]}" --target "$target" --tag "$images/$target:$version" . >&2 ||
        fail "The image $target was not built, see above."
done
