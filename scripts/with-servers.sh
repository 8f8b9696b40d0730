#!/usr/bin/env bash
# with-servers.sh COMMAND [ARGUMENT...]
#
# Runs a command beside a PostgreSQL, a Redis and a RabbitMQ of its own: new, empty, on 127.0.0.1 and free ports, in a
# temporary folder, gone afterwards. STREAV_TEST_DATABASE_URL, STREAV_TEST_CACHE_URL and STREAV_TEST_BROKER_URL say
# where they are, and STREAV_TEST_SERVERS=required makes it a failure where a test does not find one.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=scripts/lib.sh
source "$here/lib.sh"

[ $# -gt 0 ] || fail "Say which command to run, e.g. scripts/with-servers.sh env."
folder=$(mktemp -d /tmp/streav-servers.XXXXXX)
# The servers have users of their own, who must come through.
chmod 711 "$folder"
names=(rabbitmq postgres redis)

# shellcheck disable=SC2317,SC2329 # Called by the trap.
stop() {
    for name in "${names[@]}"; do "$here/servers/$name.sh" stop "$folder/$name" >/dev/null 2>&1 || true; done
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# RabbitMQ takes longest to start, so all start at once.
starting=()
for name in "${names[@]}"; do
    "$here/servers/$name.sh" start "$folder/$name" >"$folder/$name.address" 2>"$folder/$name.said" &
    starting+=($!)
done
for place in "${!names[@]}"; do
    wait "${starting[$place]}" || fail "${names[$place]} did not start: $(cat "$folder/${names[$place]}.said")"
done

STREAV_TEST_DATABASE_URL=$(cat "$folder/postgres.address")
STREAV_TEST_CACHE_URL=$(cat "$folder/redis.address")
STREAV_TEST_BROKER_URL=$(cat "$folder/rabbitmq.address")
export STREAV_TEST_DATABASE_URL STREAV_TEST_CACHE_URL STREAV_TEST_BROKER_URL STREAV_TEST_SERVERS=required
"$@"
