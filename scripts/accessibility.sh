#!/usr/bin/env bash
# Examines every page of the dashboard that can be reached by links, and forms with errors, with axe-core: at 1440 pixels
# light and dark and at 360, in English and in Arabic. axe-core comes from PyPI, into a folder that is kept.
#
#     scripts/accessibility.sh [BINARY]
#
# Needs Chromium with its driver, and a built streav-sim.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

export STREAV_SIM=${1:-.build/debug/streav-sim} PYTHONDONTWRITEBYTECODE=1
# A package that carries a current axe-core; what it does with it is not needed.
package=axe-playwright-python==0.1.8
folder=.build/axe-0.1.8

[ -x "$STREAV_SIM" ] || fail "$STREAV_SIM is not there: run 'swift build --product streav-sim' first."
axe=$folder/axe_playwright_python/axe.min.js
if [ ! -f "$axe" ]; then
    rm -rf "$folder"
    python3 -m venv "$folder.venv" || fail "python3 has no venv: install python3-venv and try again."
    "$folder.venv/bin/pip" --quiet --disable-pip-version-check install --no-deps --target "$folder" "$package" >&2 ||
        fail "axe-core could not be fetched, see above. Check the network and try again."
    rm -rf "$folder.venv"
fi
timed "Examined the dashboard" python3 scripts/accessibility.py "$axe" >&2 ||
    fail "Pages are not accessible, see above."
