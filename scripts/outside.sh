#!/usr/bin/env bash
# Uses a built streav-sim as third parties do: through OAuth libraries, by the commands of docs/api.md, and by what
# schemathesis makes of the API's own reference. Libraries and tool come from PyPI, into a folder that is kept.
#   scripts/outside.sh [BINARY]
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

binary=${1:-.build/debug/streav-sim}
environment=.build/outside-venv
requirements=Tests/Outside/requirements.txt
report=$PWD/.build/outside.log
ready_seconds=20
examination_seconds=600

[ -x "$binary" ] || fail "$binary is not there: run 'swift build --product streav-sim' first."
for tool in curl jq python3; do
    command -v "$tool" >/dev/null || fail "$tool is missing: run 'make setup'."
done

# The copy of the requirements is the last thing that is put there: an environment without it is not whole.
make_environment() {
    rm -rf "$environment"
    python3 -m venv "$environment" || fail "python3 has no venv: install python3-venv and try again."
    "$environment/bin/pip" --quiet --disable-pip-version-check install --requirement "$requirements" >&2 ||
        fail "The Python packages could not be fetched, see above. Check the network and try again."
    cp "$requirements" "$environment/requirements.txt"
}
if ! cmp --silent "$requirements" "$environment/requirements.txt"; then
    timed "Fetched authlib, requests-oauthlib and schemathesis" make_environment
fi

work=$(mktemp -d)
process=
finish() {
    local status=$?
    if [ -n "$process" ] && kill -0 "$process" 2>/dev/null; then
        kill -KILL "$process"
        wait "$process" 2>/dev/null || true
    fi
    if [ "$status" -ne 0 ] && [ -s "$work/stderr" ]; then
        say "The simulator said:"
        tail -n 30 "$work/stderr" >&2
    fi
    rm -rf "$work"
}
trap finish EXIT

# There before it is looked at, which may be sooner than the simulator starts.
: >"$work/stdout"

# The same world, and the same requests, in every run.
"$binary" --seed 1 --management-port 0 --api-port 0 --streaming-port 0 >"$work/stdout" 2>"$work/stderr" &
process=$!

deadline=$((SECONDS + ready_seconds))
until grep -q '"event":"ready"' "$work/stdout"; do
    kill -0 "$process" 2>/dev/null || fail "streav-sim ended before it was ready."
    [ "$SECONDS" -lt "$deadline" ] || fail "No ready line within $ready_seconds s."
    sleep 0.05
done
ready=$(grep -m 1 '"event":"ready"' "$work/stdout")
api=$(jq --raw-output .api <<<"$ready")
STREAV_CLIENT_ID=$(jq --raw-output .oauth.clientId <<<"$ready")
STREAV_CLIENT_SECRET=$(jq --raw-output .oauth.clientSecret <<<"$ready")
STREAV_SCOPE=$(curl --silent --fail "$api/.well-known/oauth-authorization-server" |
    jq --raw-output '.scopes_supported | join(" ")') || fail "The API tells no scopes."
export STREAV_CLIENT_ID STREAV_CLIENT_SECRET STREAV_SCOPE PYTHONDONTWRITEBYTECODE=1

"$environment/bin/python" Tests/Outside/clients.py "$api" "$STREAV_CLIENT_ID" "$STREAV_CLIENT_SECRET" >&2 ||
    fail "An OAuth library does not get on with the API, see above."
"$environment/bin/python" Tests/Outside/guide.py docs/api.md "API=$api" "CLIENT_ID=$STREAV_CLIENT_ID" \
    "CLIENT_SECRET=$STREAV_CLIENT_SECRET" >&2 ||
    fail "docs/api.md does not say what happens, see above."

# It leaves files where it runs.
examine() {
    local configuration=$PWD/Tests/Outside/schemathesis.toml schemathesis=$PWD/$environment/bin/schemathesis
    (cd "$work" && timeout "$examination_seconds" "$schemathesis" --config-file "$configuration" \
        run "$api/openapi.json" --no-color) >"$report" 2>&1
}
say "Examining the API by its reference with schemathesis, a minute or two. Everything said goes to $report."
if ! timed "Examined" examine; then
    cat "$report" >&2
    fail "schemathesis found fault with the API, or did not end within $examination_seconds s; see above and $report."
fi
kill -0 "$process" 2>/dev/null || fail "streav-sim ended while it was used."
kill -TERM "$process"
status=0
wait "$process" || status=$?
process=
[ "$status" -eq 0 ] || fail "After all of this and SIGTERM streav-sim exits with $status, not 0."
cases=$(sed -n 's/^ *\([0-9]*\) generated, .*/\1/p' "$report")
[ "${cases:-0}" -gt 1000 ] || fail "schemathesis made only ${cases:-0} requests; see $report."
echo "Outside passed: OAuth libraries, guide, and $cases requests by schemathesis."
