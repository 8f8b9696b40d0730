#!/usr/bin/env bash
# Removes what was built. Downloaded dependencies go as well; the next build fetches them again.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf .build .build-programs .cache
