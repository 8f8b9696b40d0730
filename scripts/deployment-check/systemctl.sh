# What scripts/deployment-check.sh has in the place of systemctl: starts a program as its unit says, by hand, and ends it.
# shellcheck shell=bash
set -euo pipefail
root=$STREAV_TEST_ROOT

value() { # KEY UNIT: of each line with it
    sed -n "s/^$1=//p" "$root/usr/local/lib/systemd/system/$2.service"
}

start() { # UNIT
    local unit=$1 file line environment=()
    while read -r line; do environment+=("$line"); done < <(value Environment "$unit")
    while read -r file; do
        if [ ! -e "$root${file#-}" ] && [[ $file == -* ]]; then continue; fi
        # Later files go before earlier ones, and nothing in them is a command.
        while IFS= read -r line; do
            case $line in '' | '#'*) ;; *) environment+=("$line") ;; esac
        done <"$root${file#-}"
    done < <(value EnvironmentFile "$unit")
    for line in "${!environment[@]}"; do
        case ${environment[$line]} in *=/*) environment[line]=${environment[line]/=\//=$root/} ;; esac
    done
    for line in $STREAV_TEST_PORTS; do
        if [ "${line%%=*}" = "$unit" ]; then environment+=("STREAV_LISTEN_PORT=${line#*=}"); fi
    done
    mkdir -p "$root/var/cache/streav"
    ulimit -n "$(value LimitNOFILE "$unit")" 2>/dev/null || true
    env -i PATH=/usr/bin:/bin "${environment[@]}" "$root$(value ExecStart "$unit")" \
        >>"$root/log/$unit.log" 2>&1 </dev/null &
    echo $! >"$root/run/$unit.pid"
}

stop() { # UNIT
    local pid
    pid=$(cat "$root/run/$1.pid")
    kill -TERM "$pid"
    for _ in $(seq 600); do
        if ! kill -0 "$pid" 2>/dev/null || grep -qs '^State:[[:space:]]*Z' "/proc/$pid/status"; then break; fi
        sleep 0.1
    done
    rm "$root/run/$1.pid"
}

verb=$1
shift
for unit in "$@"; do
    case $verb:$unit in
        *:--now) ;;
        restart:rabbitmq-server) ;;
        reload:nginx)
            if [ -s "$root/run/nginx.pid" ]; then nginx -s reload; else nginx; fi
            ;;
        enable:streav-* | start:streav-*) start "$unit" ;;
        stop:streav-*) stop "$unit" ;;
        restart:streav-*) stop "$unit" && start "$unit" ;;
        *) echo "systemctl: $verb $unit is nothing that the check knows" >&2 && exit 1 ;;
    esac
done
