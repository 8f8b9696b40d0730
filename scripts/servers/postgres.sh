#!/usr/bin/env bash
# postgres.sh start DIR [NAME=VALUE...]   starts a server in DIR, waits until it answers, prints its address
# postgres.sh stop DIR                    ends it and removes DIR
#
# A PostgreSQL server of one's own on 127.0.0.1 and a free port: superuser and database `streav`, a random password
# (SCRAM), TLS offered with a certificate of its own. DIR/pid holds its process id, DIR/url its address, and DIR is the
# folder of its unix socket, by which the superuser enters without a password. Started again in the same DIR it goes on
# with its data, port and password. NAME=VALUE are settings of the server. Nothing survives a power cut: fsync is off.
set -euo pipefail

fail() {
    echo "postgres.sh: $*" >&2
    exit 1
}

[ $# -ge 2 ] || fail "use: postgres.sh start DIR [NAME=VALUE...], or: postgres.sh stop DIR"
action=$1 folder=$2
shift 2

# The server refuses to run as root, and Debian's package makes a user for it.
as_server=()
if [ "$(id -u)" = 0 ]; then
    id postgres >/dev/null 2>&1 || fail "there is no user postgres: apt-get install postgresql"
    as_server=(runuser -u postgres --)
fi

find_binaries() {
    # The newest that is installed.
    binaries=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1 || true)
    [ -x "$binaries/initdb" ] || fail "PostgreSQL is not installed: apt-get install postgresql"
}

random() { # BYTES
    od -An -v -tx1 -N "$1" /dev/urandom | tr -d ' \n'
}

create() {
    random 16 >"$folder/password"
    chmod 600 "$folder/password"
    if [ "$(id -u)" = 0 ]; then chown postgres "$folder" "$folder/password"; fi
    "${as_server[@]}" "$binaries/initdb" --pgdata="$folder/data" --username=streav --pwfile="$folder/password" \
        --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync \
        >"$folder/initdb.log" 2>&1 || fail "initdb failed: $(cat "$folder/initdb.log")"
    # A certificate that is its own authority: DIR/data/server.crt is what a client verifies it with.
    "${as_server[@]}" openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 \
        -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
        -keyout "$folder/data/server.key" -out "$folder/data/server.crt" >"$folder/openssl.log" 2>&1 ||
        fail "openssl made no certificate: $(cat "$folder/openssl.log")"
}

# Whoever called may wait for a descriptor of its own to close, which the server would keep open.
close_inherited() {
    local entry number
    for entry in "/proc/$BASHPID/fd/"*; do
        number=${entry##*/}
        # Bash reads this script by the last.
        if [ "$number" -gt 2 ] && [ "$number" -ne 255 ]; then eval "exec $number>&-"; fi
    done
}

launch() { # PORT SETTING...
    local options="-c listen_addresses=127.0.0.1 -c port=$1 -c unix_socket_directories='$folder' -c fsync=off"
    options+=" -c logging_collector=off -c max_connections=60 -c ssl=on"
    shift
    local setting
    for setting in "$@"; do options+=" -c '$setting'"; done
    (
        close_inherited
        "${as_server[@]}" "$binaries/pg_ctl" --pgdata="$folder/data" --log="$folder/server.log" --silent --wait \
            --timeout=60 --options="$options" start >/dev/null 2>&1
    )
}

# The server's process id; nothing where it has ended. One that nobody has waited for has no program any more.
running() {
    local pid
    pid=$(cat "$folder/pid" 2>/dev/null || true)
    if [ -n "$pid" ] && [[ "$(readlink "/proc/$pid/exe" 2>/dev/null)" == */postgres ]]; then echo "$pid"; fi
}

start() {
    find_binaries
    mkdir -p "$folder"
    folder=$(cd "$folder" && pwd)
    cd "$folder"
    if [ ! -d "$folder/data" ]; then create; fi
    if [ -n "$(running)" ]; then fail "a server runs in $folder already"; fi
    # One that was killed leaves this behind, and its number may be somebody else's by now.
    rm -f "$folder/data/postmaster.pid"
    local port attempt
    for attempt in 1 2 3 4 5 6 7 8; do
        # Below the ports that the kernel gives to clients.
        port=$(cat "$folder/port" 2>/dev/null || echo $((20000 + (RANDOM * 32768 + RANDOM) % 12000)))
        if launch "$port" "$@"; then break; fi
        # A port of its own that it had before is worth waiting for; another one may be taken.
        sleep 0.2
        [ "$attempt" -lt 8 ] || fail "the server did not start: $(tail -n 20 "$folder/server.log" 2>/dev/null)"
    done
    echo "$port" >"$folder/port"
    head -n 1 "$folder/data/postmaster.pid" >"$folder/pid"
    if [ ! -f "$folder/url" ]; then
        "${as_server[@]}" "$binaries/psql" --no-psqlrc --quiet --host="$folder" --port="$port" --username=streav \
            --dbname=postgres --command='CREATE DATABASE streav' >"$folder/create.log" 2>&1 ||
            fail "the database streav was not made: $(cat "$folder/create.log")"
        echo "postgres://streav:$(cat "$folder/password")@127.0.0.1:$port/streav?sslmode=prefer" >"$folder/url"
        chmod 600 "$folder/url"
    fi
    cat "$folder/url"
}

stop() {
    [ -d "$folder" ] || return 0
    local pid
    pid=$(running)
    if [ -n "$pid" ]; then
        # INT: clients are cut off. One that hangs is not waited for.
        kill -INT "$pid" 2>/dev/null || true
        for _ in $(seq 200); do
            [ -n "$(running)" ] || break
            sleep 0.05
        done
        if [ -n "$(running)" ]; then kill -QUIT "$pid" 2>/dev/null || true; fi
    fi
    # No folder of somebody else's is removed by a slip of the hand.
    if [ -d "$folder/data" ] || [ -f "$folder/password" ]; then rm -rf "$folder"; fi
}

case $action in
    start) start "$@" ;;
    stop) stop ;;
    *) fail "use: postgres.sh start DIR [NAME=VALUE...], or: postgres.sh stop DIR" ;;
esac
