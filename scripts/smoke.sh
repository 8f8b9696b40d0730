#!/usr/bin/env bash
# Starts a built streav-sim on free ports and uses it as a stranger would: page, playlist, segment, film, MPEG-TS, API, end.
#   scripts/smoke.sh [BINARY]
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

binary=${1:-.build/release/streav-sim}
ready_seconds=10
exit_seconds=35

[ -x "$binary" ] || fail "$binary is not there: run 'swift build -c release --product streav-sim' first."
for tool in curl ffprobe; do
    command -v "$tool" >/dev/null || fail "$tool is missing: run 'make setup'."
done

work=$(mktemp -d)
process=
finish() {
    local status=$?
    if [ -n "$process" ] && kill -0 "$process" 2>/dev/null; then kill -KILL "$process"; fi
    if [ "$status" -ne 0 ] && [ -s "$work/stderr" ]; then
        say "The simulator said:"
        tail -n 30 "$work/stderr" >&2
    fi
    rm -rf "$work"
}
trap finish EXIT

"$binary" --management-port 0 --api-port 0 --streaming-port 0 >"$work/stdout" 2>"$work/stderr" &
process=$!

deadline=$((SECONDS + ready_seconds))
until grep -q '"event":"ready"' "$work/stdout"; do
    kill -0 "$process" 2>/dev/null || fail "streav-sim ended before it was ready."
    [ "$SECONDS" -lt "$deadline" ] || fail "No ready line within $ready_seconds s."
    sleep 0.05
done
ready=$(grep -m 1 '"event":"ready"' "$work/stdout" | sed 's#\\/#/#g')
say "Ready after $(sed -n 's/.*"seconds":\([0-9.]*\).*/\1/p' <<<"$ready") s by its own clock."

value() { # KEY: the first text with this key in the ready line
    local found
    found=$(grep -o "\"$1\":\"[^\"]*\"" <<<"$ready" | head -n 1 | cut -d '"' -f 4)
    [ -n "$found" ] || fail "The ready line has no $1."
    printf '%s' "$found"
}
get() { curl --silent --show-error --fail --max-time 20 "$@"; }
absolute() { # BASE REFERENCE
    case $2 in
        http*) printf '%s' "$2" ;;
        /*) printf '%s%s' "$(cut -d / -f 1-3 <<<"$1")" "$2" ;;
        *) printf '%s/%s' "${1%/*}" "$2" ;;
    esac
}
first_entry() { { grep -v -e '^#' -e '^$' "$1" || true; } | tail -n "${2:-1}" | head -n 1; }

management=$(value management)
for server in "$management" "$(value api)" "$(value streaming)"; do
    get "$server/healthz" >/dev/null || fail "$server/healthz does not answer."
    get "$server/metrics" >/dev/null || fail "$server/metrics does not answer."
done

get "$management/" >"$work/page" || fail "The landing page does not answer."
grep -qi '<!doctype html>' "$work/page" || fail "The landing page is no HTML."
get "$management/streams.m3u" | head -n 1 | grep -q '^#EXTM3U' || fail "/streams.m3u is no M3U playlist."

hls=$(value hls)
get "$hls" >"$work/variants" || fail "The multivariant playlist does not answer."
grep -q '^#EXT-X-STREAM-INF' "$work/variants" || fail "The multivariant playlist names no stream."
media=$(absolute "$hls" "$(first_entry "$work/variants")")
get "$media" >"$work/media" || fail "The media playlist does not answer."
grep -q '^#EXTINF' "$work/media" || fail "The media playlist lists no segment."
get "$(absolute "$media" "$(first_entry "$work/media")")" --output "$work/segment.ts" ||
    fail "The segment does not answer."
ffprobe -v error -show_entries stream=codec_type -of csv=p=0 "$work/segment.ts" >"$work/tracks" 2>&1 ||
    fail "ffprobe does not read the segment: $(cat "$work/tracks")"
grep -q video "$work/tracks" || fail "The segment has no video."

# A film, both ways.
film=$(value mp4)
get --range 0-99999 "$film" --output "$work/film" || fail "The film does not answer."
[ "$(stat -c %s "$work/film")" -eq 100000 ] || fail "The film's range has $(stat -c %s "$work/film") bytes."
ffprobe -v error -show_entries stream=codec_type -of csv=p=0 "${film%.mp4}.m3u8" >"$work/tracks" 2>&1 ||
    fail "ffprobe does not read the film over HLS: $(cat "$work/tracks")"
grep -q video "$work/tracks" || fail "The film has no video."

# As a third party: a token, a subscriber, and an address that plays.
api=$(value api)
client="$(value clientId):$(value clientSecret)"
json() { # KEY FILE: the first text or number with this key
    sed 's#\\/#/#g' "$2" | grep -o "\"$1\":[^,}]*" | head -n 1 | cut -d : -f 2- | tr -d '"'
}
get --user "$client" --data 'grant_type=client_credentials' \
    --data-urlencode 'scope=api.live-stream.read api.bundle.read api.subscriber.create' "$api/oauth/token" \
    --output "$work/token" || fail "The API gives no token."
bearer="Authorization: Bearer $(json access_token "$work/token")"
get --header "$bearer" "$api/v1/bundles?name=Complete" --output "$work/bundles" || fail "The API lists no bundles."
get --header "$bearer" --json "{\"bundles\":[$(json id "$work/bundles")]}" "$api/v1/subscribers" \
    --output "$work/subscriber" || fail "The API makes no subscriber."
get --header "$bearer" --json "{\"streamId\":1,\"subscriberId\":$(json id "$work/subscriber")}" \
    "$api/v1/live-streams/urls" --output "$work/urls" || fail "The API gives no addresses."
get "$(json url "$work/urls")" | grep -q '^#EXT-X-STREAM-INF' || fail "The API's address does not play."

# Endless: curl is cut off by its own clock, which it reports as 28.
status=0
curl --silent --max-time 3 "$(value ts)" --output "$work/live.ts" || status=$?
[ "$status" -eq 28 ] || fail "The MPEG-TS stream ended by itself (curl says $status)."
ffprobe -v error -show_entries stream=codec_type -of csv=p=0 "$work/live.ts" >"$work/tracks" 2>&1 ||
    fail "ffprobe does not read the MPEG-TS stream: $(cat "$work/tracks")"
grep -q video "$work/tracks" || fail "The MPEG-TS stream has no video."

kill -TERM "$process"
deadline=$((SECONDS + exit_seconds))
while kill -0 "$process" 2>/dev/null; do
    [ "$SECONDS" -lt "$deadline" ] || fail "streav-sim did not end within $exit_seconds s of SIGTERM."
    sleep 0.05
done
status=0
wait "$process" || status=$?
[ "$status" -eq 0 ] || fail "After SIGTERM streav-sim exits with $status, not 0."
size() { stat -c %s "$work/$1"; }
say "Smoke passed: page, playlists, segment ($(size segment.ts) bytes), MPEG-TS ($(size live.ts) bytes), API, end."
