#!/usr/bin/env bash
# Makes fixtures/geography: small databases of invented countries for networks that are kept for documentation
# (RFC 5737, RFC 3849). Needs python3 with venv and pip. They are committed, so this is run only to change them.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

command -v python3 >/dev/null || fail "python3 is missing: install it and try again."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" || fail "python3 has no venv: install python3-venv and try again."
"$work/venv/bin/pip" --quiet --disable-pip-version-check install mmdb_writer==0.2.7
mkdir -p fixtures/geography

"$work/venv/bin/python" - fixtures/geography <<'PYTHON'
import sys
import time

from mmdb_writer import MMDBWriter
from netaddr import IPSet

folder = sys.argv[1]
# The time of building is written into the file: always the same, for the same bytes.
time.time = lambda: 1767225600  # 2026-01-01


def country(code):
    return {"country": {"iso_code": code}, "registered_country": {"iso_code": "US"}}


NETWORKS_4 = {
    "192.0.2.0/25": country("FR"),
    "192.0.2.128/26": {"registered_country": {"iso_code": "DE"}},
    "192.0.2.192/27": {"country": {"names": {"en": "Nowhere"}}, "registered_country": {"iso_code": "ch"}},
    # What a look-up must not take for a code.
    "192.0.2.224/29": {"continent": {"code": "EU"}},
    "192.0.2.232/29": {"country": {"iso_code": "EUR"}},
    "192.0.2.240/29": {"country": {"iso_code": 33}},
    "192.0.2.248/29": {"country": "FR"},
    "198.51.100.0/24": country("jp"),
}
NETWORKS_6 = {
    "2001:db8::/40": country("SE"),
    "2001:db8:ff00::/40": {"registered_country": {"iso_code": "NO"}},
}


def write(name, networks, **options):
    writer = MMDBWriter(
        database_type="Streav-Test-Country", languages=["en"], description="Invented, for tests", **options)
    for network, content in networks.items():
        writer.insert_network(IPSet([network]), content)
    writer.to_db_file(f"{folder}/{name}.mmdb")


write("countries", NETWORKS_4 | NETWORKS_6, ip_version=6, ipv4_compatible=True)
write("countries-ipv4", NETWORKS_4, ip_version=4)
PYTHON
