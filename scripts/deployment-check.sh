#!/usr/bin/env bash
# Puts the platform into production as docs/deployment.md says, and uses it: the commands of its example without
# containers are run as they stand there, on a PostgreSQL, a Redis, a RabbitMQ and an nginx of their own, on loopback and
# free ports, below a temporary folder. Stand-ins are given for what would change the machine: sudo, apt-get, systemctl,
# journalctl, certbot. Then compose.yaml, the Dockerfile's list of libraries, the units and the alerts are examined.
#   scripts/deployment-check.sh [FOLDER]
#       FOLDER has the built programs, .build/debug unless named
# A minute on a machine at rest; everything started is ended by its process id.
set -Eeuo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

seconds=480
if [ -z "${STREAV_TEST_BOUNDED:-}" ]; then
    STREAV_TEST_BOUNDED=yes exec timeout "$seconds" scripts/deployment-check.sh "$@"
fi

# Read by the parts below.
# shellcheck disable=SC2034
programs=$(cd "${1:-.build/debug}" && pwd) repository=$PWD
for program in streav-management streav-streaming streav-api streav-cli streav-sim; do
    [ -x "$programs/$program" ] || fail "$programs/$program is not there: run 'swift build' first."
done
for tool in curl jq nginx openssl psql python3 redis-cli; do
    command -v "$tool" >/dev/null || fail "$tool is missing: run 'make setup'."
done

root=$(mktemp -d /tmp/streav-deployment.XXXXXX)
# The servers and nginx's workers have users of their own, who must come through.
chmod 711 "$root"
servers=(rabbitmq postgres redis)

# shellcheck disable=SC2317,SC2329 # Called by the trap.
finish() {
    local status=$? file
    # nginx ends its workers itself.
    kill -TERM "$(cat "$root/run/nginx.pid" 2>/dev/null)" 2>/dev/null || true
    rm -f "$root/run/nginx.pid"
    for file in "$root"/run/*.pid; do
        [ -e "$file" ] || continue
        kill -KILL "$(cat "$file")" 2>/dev/null || true
    done
    if [ "$status" -ne 0 ]; then
        for file in "$root"/log/*.log "$root"/var/log/nginx/*.log; do
            [ -s "$file" ] || continue
            say "The end of ${file##*/}:"
            tail -n 12 "$file" >&2
        done
    fi
    for file in "${servers[@]}"; do scripts/servers/"$file".sh stop "$root/$file" >/dev/null 2>&1 || true; done
    rm -rf "$root"
}
trap finish EXIT
trap 'say "Line $LINENO of ${BASH_SOURCE[0]} failed."' ERR
trap 'exit 130' INT
trap 'exit 143' TERM

# What needs no server, while those start.
starting=()
for server in "${servers[@]}"; do
    scripts/servers/"$server".sh start "$root/$server" >"$root/$server.address" 2>"$root/$server.said" &
    starting+=($!)
done

# shellcheck source=scripts/deployment-check/static.sh
source scripts/deployment-check/static.sh
examine_compose
examine_libraries
examine_units
examine_alerts
examine_threats

# shellcheck source=scripts/deployment-check/machine.sh
source scripts/deployment-check/machine.sh
prepare_machine
for place in "${!servers[@]}"; do
    wait "${starting[$place]}" || fail "${servers[$place]} did not start: $(cat "$root/${servers[$place]}.said")"
done
adopt_servers

timed "Deployed" follow docs/deployment.md

# shellcheck source=scripts/deployment-check/use.sh
source scripts/deployment-check/use.sh
examine_installation
make_administrator
examine_metrics
watch_through nginx
if command -v caddy >/dev/null; then watch_through caddy; fi
end_programs
say "Deployment passed: the guide's commands, compose, libraries, units, alerts, and watching through the proxies."
