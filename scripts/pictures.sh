#!/usr/bin/env bash
# Takes a picture of every page of the dashboard that can be reached by links, and of forms with errors, at 360 and
# 1440 pixels, light and dark, in English and Arabic:
#
#     scripts/pictures.sh [FOLDER]       (default: .build/pictures)
#
# Needs Chromium with its driver, and a built streav-sim.
set -euo pipefail
cd "$(dirname "$0")/.."

exec python3 scripts/pictures.py "${1:-.build/pictures}"
