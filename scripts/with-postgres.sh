#!/usr/bin/env bash
# with-postgres.sh COMMAND [ARGUMENT...]
#
# Runs a command against a PostgreSQL server of its own: new, empty, in a temporary folder, gone afterwards.
# PGHOST, PGPORT, PGUSER and PGDATABASE are set, so psql and libpq find it without being told more, and
# STREAV_TEST_DATABASE_URL, so the tests do.
set -euo pipefail

fail() {
    echo "with-postgres: $*" >&2
    exit 1
}

[ $# -gt 0 ] || fail "say which command to run, e.g. scripts/with-postgres.sh psql -c 'SELECT version()'"
command -v psql >/dev/null || fail "psql is not installed: apt-get install postgresql-client"

server=$(cd "$(dirname "$0")" && pwd)/servers/postgres.sh
folder=$(mktemp -d /tmp/streav-postgres.XXXXXX)
trap '"$server" stop "$folder"; rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

STREAV_TEST_DATABASE_URL=$("$server" start "$folder")
PGPORT=$(cat "$folder/port")
export STREAV_TEST_DATABASE_URL PGPORT PGHOST="$folder" PGUSER=streav PGDATABASE=streav
"$@"
