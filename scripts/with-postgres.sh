#!/usr/bin/env bash
# with-postgres.sh COMMAND [ARGUMENT...]
#
# Runs a command against a PostgreSQL server of its own: new, empty, on a unix socket in a temporary folder, gone
# afterwards. PGHOST, PGUSER and PGDATABASE are set, so psql and libpq find it without being told more.
set -euo pipefail

fail() {
    echo "with-postgres: $*" >&2
    exit 1
}

[ $# -gt 0 ] || fail "say which command to run, e.g. scripts/with-postgres.sh psql -c 'SELECT version()'"

# The newest that is installed.
binaries=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -x "$binaries/initdb" ] || fail "PostgreSQL is not installed: apt-get install postgresql"
command -v psql >/dev/null || fail "psql is not installed: apt-get install postgresql-client"

folder=$(mktemp -d /tmp/streav-postgres.XXXXXX)
# The server refuses to run as root, and Debian's package makes a user for it.
as_server=()
if [ "$(id -u)" = 0 ]; then
    id postgres >/dev/null 2>&1 || fail "there is no user postgres: apt-get install postgresql"
    chown postgres "$folder"
    as_server=(runuser -u postgres --)
fi

stop() {
    local pid
    # The first line of the file is the server's process id.
    pid=$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null || true)
    if [ -n "$pid" ]; then
        kill -INT "$pid" 2>/dev/null || true
        for _ in $(seq 100); do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.05
        done
        kill -QUIT "$pid" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

cd "$folder"
"${as_server[@]}" "$binaries/initdb" --pgdata="$folder/data" --username=streav --auth=trust --encoding=UTF8 \
    --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 || fail "initdb failed: $(cat "$folder/initdb.log")"
"${as_server[@]}" "$binaries/pg_ctl" --pgdata="$folder/data" --log="$folder/server.log" --silent --wait --timeout=30 \
    --options="-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c logging_collector=off" \
    start >/dev/null 2>&1 || fail "the server did not start: $(cat "$folder/server.log" 2>/dev/null)"

export PGHOST="$folder" PGUSER=streav PGDATABASE=postgres
cd "$OLDPWD"
"$@"
