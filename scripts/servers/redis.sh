#!/usr/bin/env bash
# A Redis server for tests: new, empty, on 127.0.0.1, kept in memory alone, with a password of its own.
#   scripts/servers/redis.sh start DIR [--tls] [--maxmemory SIZE] [--policy POLICY]
#       makes DIR, starts the server on a free port, waits until it answers, writes DIR/pid, and prints its address as
#       the only line. DIR/redis.conf is its configuration.
#       --tls       serves TLS, with a certificate signed by an authority made for it: DIR/tls/ca.crt
#       --maxmemory what Redis may hold, e.g. 8mb; --policy what it does then, noeviction unless named
#   scripts/servers/redis.sh again DIR
#       starts the server of DIR again after it was killed, on the same port and with nothing in it
#   scripts/servers/redis.sh stop DIR
#       ends it by its pid and removes DIR
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/lib.sh

usage="use scripts/servers/redis.sh start DIR [--tls] [--maxmemory SIZE] [--policy POLICY], again DIR, or stop DIR"
[ $# -ge 2 ] || fail "Too few arguments: $usage."
verb=$1
case $2 in
    /*) folder=$2 ;;
    *) folder=$OLDPWD/$2 ;;
esac
shift 2

# An authority and a certificate of its for 127.0.0.1 and localhost, good for two days.
make_certificates() { # DIR
    local folder=$1
    mkdir "$folder"
    {
        openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=Streav test authority" \
            -keyout "$folder/ca.key" -out "$folder/ca.crt"
        openssl req -new -newkey rsa:2048 -nodes -subj "/CN=localhost" \
            -keyout "$folder/server.key" -out "$folder/server.csr"
        printf 'subjectAltName=IP:127.0.0.1,DNS:localhost\n' >"$folder/names"
        openssl x509 -req -days 2 -in "$folder/server.csr" -CA "$folder/ca.crt" -CAkey "$folder/ca.key" \
            -CAcreateserial -extfile "$folder/names" -out "$folder/server.crt"
    } >"$folder/log" 2>&1 || fail "openssl made no certificates: $(cat "$folder/log")"
}

write_configuration() { # PORT
    local port=$1
    {
        echo "bind 127.0.0.1"
        echo "protected-mode yes"
        if [ "$tls" = yes ]; then
            echo "port 0"
            echo "tls-port $port"
            echo "tls-cert-file $folder/tls/server.crt"
            echo "tls-key-file $folder/tls/server.key"
            echo "tls-ca-cert-file $folder/tls/ca.crt"
            echo "tls-auth-clients no"
        else
            echo "port $port"
        fi
        echo "requirepass $password"
        echo "daemonize yes"
        echo "pidfile $folder/pid"
        echo "dir $folder"
        echo "logfile $folder/log"
        # What a cache holds can be derived again: nothing goes to disk.
        echo 'save ""'
        echo "appendonly no"
        echo "maxmemory $maxmemory"
        echo "maxmemory-policy $policy"
    } >"$folder/redis.conf"
}

# In the background, with none of our file handles: whoever waits for this script to close them would wait for the server.
launch() {
    (
        for handle in /proc/self/fd/*; do
            handle=${handle##*/}
            if [ "$handle" -gt 2 ]; then eval "exec $handle>&-"; fi
        done
        exec redis-server "$folder/redis.conf" </dev/null >/dev/null 2>&1
    )
}

ask() { # PORT COMMAND...
    local port=$1 options=()
    shift
    if [ "$tls" = yes ]; then options=(--tls --cacert "$folder/tls/ca.crt"); fi
    REDISCLI_AUTH=$password redis-cli -h 127.0.0.1 -p "$port" "${options[@]}" "$@" 2>/dev/null
}

start() {
    local tls=no maxmemory=0 policy=noeviction password port
    while [ $# -gt 0 ]; do
        case $1 in
            --tls) tls=yes ;;
            --maxmemory) maxmemory=${2:?$usage} && shift ;;
            --policy) policy=${2:?$usage} && shift ;;
            *) fail "Unknown option '$1': $usage." ;;
        esac
        shift
    done
    command -v redis-server >/dev/null || fail "redis-server is missing. Install it: apt-get install redis-server"
    [ ! -e "$folder" ] || fail "'$folder' is there already: name a folder that is not."
    mkdir -p "$folder"
    chmod 700 "$folder"
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    if [ "$tls" = yes ]; then make_certificates "$folder/tls"; fi
    # A port that somebody else has makes Redis end at once: another is tried.
    for _ in $(seq 20); do
        port=$((20000 + RANDOM % 12000))
        write_configuration "$port"
        rm -f "$folder/pid" "$folder/log"
        launch || continue
        for _ in $(seq 100); do
            if [ "$(ask "$port" PING)" = PONG ] && [ -s "$folder/pid" ]; then
                if [ "$tls" = yes ]; then
                    echo "rediss://:$password@127.0.0.1:$port/0?ca=$folder/tls/ca.crt"
                else
                    echo "redis://:$password@127.0.0.1:$port/0"
                fi
                return
            fi
            sleep 0.05
            if grep -qs 'Failed listening' "$folder/log"; then break; fi
        done
    done
    local said
    said=$(tail -n 5 "$folder/log" 2>/dev/null || true)
    rm -rf "$folder"
    fail "Redis did not start: $said"
}

# A process that has ended but that nobody has asked about is gone, too.
is_running() { # PID
    [ -n "$1" ] && kill -0 "$1" 2>/dev/null && ! grep -qs '^State:[[:space:]]*Z' "/proc/$1/status"
}

again() {
    [ -f "$folder/redis.conf" ] || fail "'$folder' is no folder of a server: $usage."
    rm -f "$folder/pid"
    launch || fail "Redis did not start: $(tail -n 5 "$folder/log")"
    for _ in $(seq 100); do
        if [ -s "$folder/pid" ]; then return; fi
        sleep 0.05
    done
    fail "Redis did not start: $(tail -n 5 "$folder/log")"
}

stop() {
    local pid
    pid=$(cat "$folder/pid" 2>/dev/null || true)
    if [ -n "$pid" ]; then
        kill -TERM "$pid" 2>/dev/null || true
        # A stopped process hears of it when it goes on.
        kill -CONT "$pid" 2>/dev/null || true
        for _ in $(seq 100); do
            is_running "$pid" || break
            sleep 0.05
        done
        kill -KILL "$pid" 2>/dev/null || true
    fi
    rm -rf "$folder"
}

case $verb in
    start) start "$@" ;;
    again) again ;;
    stop) stop ;;
    *) fail "Unknown verb '$verb': $usage." ;;
esac
