#!/usr/bin/env bash
# rabbitmq.sh start DIR [tls]      makes DIR, starts a RabbitMQ of its own there, prints its address
# rabbitmq.sh stop DIR             ends it and removes DIR
# rabbitmq.sh ctl DIR ARGUMENT...  rabbitmqctl on it
#
# On 127.0.0.1 and free ports, with an epmd, a cookie and a user of its own; the process id is in DIR/pid. `start` on a
# DIR that is there starts the same server on what it held, for tests that end it by force. With `tls` it also listens
# for TLS as localhost, with a certificate that DIR/authority.pem vouches for; DIR/secure-address is its address.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/lib.sh

command=${1:-} folder=${2:-} security=${3:-}
{ [ -n "$command" ] && [ -n "$folder" ]; } || fail "Usage: scripts/servers/rabbitmq.sh start|stop|ctl DIR [...]"
# Debian's wrappers in /usr/sbin change the user and the folder; these do not.
binaries=/usr/lib/rabbitmq/bin
start_seconds=90
stop_seconds=10

load() {
    # Written by prepare(): ports and password.
    # shellcheck source=/dev/null
    source "$folder/settings"
    # Else the scripts would read the machine's own configuration.
    export RABBITMQ_CONF_ENV_FILE=$folder/none
    export HOME=$folder RABBITMQ_BASE=$folder RABBITMQ_MNESIA_BASE=$folder/mnesia RABBITMQ_LOG_BASE=$folder/log
    export RABBITMQ_PID_FILE=$folder/pid RABBITMQ_CONFIG_FILE=$folder/rabbitmq.conf
    export RABBITMQ_ADVANCED_CONFIG_FILE=$folder/none RABBITMQ_ENABLED_PLUGINS_FILE=$folder/plugins
    export RABBITMQ_GENERATED_CONFIG_DIR=$folder/generated RABBITMQ_FEATURE_FLAGS_FILE=$folder/features
    export RABBITMQ_NODENAME=streav@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=$port
    export RABBITMQ_DIST_PORT=$dist_port ERL_EPMD_PORT=$epmd_port ERL_EPMD_ADDRESS=127.0.0.1
    export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
    export LANG=C.UTF-8
}

# Below the range that the kernel gives to outgoing connections, which might take them while the server starts.
free_ports() {
    python3 - <<'END'
import random, socket
taken = []
while len(taken) < 4:
    candidate = socket.socket()
    try:
        candidate.bind(("127.0.0.1", random.randint(20000, 32000)))
        taken.append(candidate)
    except OSError:
        candidate.close()
print(*(s.getsockname()[1] for s in taken))
END
}

prepare() {
    mkdir -p "$folder"
    folder=$(cd "$folder" && pwd)
    local port dist_port epmd_port secure_port password
    read -r port dist_port epmd_port secure_port < <(free_ports)
    password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
    printf 'port=%s dist_port=%s epmd_port=%s password=%s\n' "$port" "$dist_port" "$epmd_port" "$password" \
        >"$folder/settings"
    chmod 600 "$folder/settings"
    # No guest: the first user is ours.
    cat >"$folder/rabbitmq.conf" <<END
default_user = streav
default_pass = $password
log.file.level = warning
log.console = false
END
    printf '[].\n' >"$folder/plugins"
    if [ "$security" = tls ]; then secure; fi
}

# An authority that lives as long as DIR, and a certificate by it.
secure() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout "$folder/authority.key" \
        -out "$folder/authority.pem" 2>/dev/null
    openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout "$folder/server.key" -out "$folder/server.csr" \
        2>/dev/null
    openssl x509 -req -days 2 -in "$folder/server.csr" -CA "$folder/authority.pem" -CAkey "$folder/authority.key" \
        -CAcreateserial -extfile <(echo subjectAltName=DNS:localhost) -out "$folder/server.pem" 2>/dev/null
    cat >>"$folder/rabbitmq.conf" <<END
listeners.ssl.1 = 127.0.0.1:$secure_port
ssl_options.cacertfile = $folder/authority.pem
ssl_options.certfile = $folder/server.pem
ssl_options.keyfile = $folder/server.key
ssl_options.versions.1 = tlsv1.2
END
    printf 'amqps://streav:%s@localhost:%s/%%2f?cacertfile=%s\n' "$password" "$secure_port" "$folder/authority.pem" \
        >"$folder/secure-address"
}

is_alive() { [ -n "${1:-}" ] && kill -0 "$1" 2>/dev/null && [ "$(ps -o stat= -p "$1" | cut -c1)" != Z ]; }

# The server greets whoever sends it the protocol's header.
answers() {
    local greeted
    greeted=$(timeout 2 bash -c \
        "exec 3<>/dev/tcp/127.0.0.1/$port && printf 'AMQP\\0\\0\\11\\1' >&3 && head -c 7 <&3 | wc -c" 2>/dev/null) || return 1
    [ "$greeted" = 7 ]
}

# Runs a command in a session of its own, without the files that the caller has open: whoever waits for their end would
# wait for the server's.
detached() { # COMMAND...
    local file
    for file in /proc/self/fd/*; do
        file=${file##*/}
        if [ "$file" -gt 2 ]; then eval "exec $file>&-"; fi
    done
    exec setsid "$@"
}

start() {
    [ -x "$binaries/rabbitmq-server" ] || fail "RabbitMQ is missing: run scripts/setup.sh test."
    [ -e "$folder/settings" ] || prepare
    folder=$(cd "$folder" && pwd)
    load
    if is_alive "$(cat "$folder/pid" 2>/dev/null)"; then fail "A server runs in $folder already: stop it first."; fi
    rm -f "$folder/pid"
    if ! is_alive "$(cat "$folder/epmd.pid" 2>/dev/null)"; then
        # Ours, or the server would start one that outlives it.
        detached epmd -address 127.0.0.1 -port "$epmd_port" >"$folder/epmd.log" 2>&1 </dev/null &
        echo $! >"$folder/epmd.pid"
    fi
    cd "$folder"
    detached "$binaries/rabbitmq-server" >"$folder/server.log" 2>&1 </dev/null &
    local wrapper=$!
    for _ in $(seq $((start_seconds * 10))); do
        if [ -s "$folder/pid" ] && answers; then
            # The password is random and good for this server only.
            printf 'amqp://streav:%s@127.0.0.1:%s/%%2f\n' "$password" "$port"
            return
        fi
        is_alive "$wrapper" || break
        sleep 0.1
    done
    tail -n 30 "$folder/server.log" "$folder"/log/*.log >&2 || true
    kill "$wrapper" 2>/dev/null || true
    end "$(cat "$folder/epmd.pid")"
    fail "RabbitMQ did not start in $start_seconds s, see above."
}

# Ends a process at once: what it holds goes too, so there is nothing that it would have to put in order.
end() { # PID
    is_alive "${1:-}" || return 0
    kill -KILL "$1" 2>/dev/null || true
    for _ in $(seq $((stop_seconds * 20))); do
        is_alive "$1" || return 0
        sleep 0.05
    done
    fail "Process $1 does not end."
}

stop() {
    [ -d "$folder" ] || return 0
    end "$(cat "$folder/pid" 2>/dev/null)"
    end "$(cat "$folder/epmd.pid" 2>/dev/null)"
    rm -rf "$folder"
}

case $command in
    start) start ;;
    stop) stop ;;
    ctl)
        shift 2
        folder=$(cd "$folder" && pwd)
        load
        exec "$binaries/rabbitmqctl" "$@"
        ;;
    *) fail "Unknown command '$command': use start, stop or ctl." ;;
esac
