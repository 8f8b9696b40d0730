# Using what was deployed as administrators, third parties, scrapers and viewers do. Sourced by scripts/deployment-check.sh.
# shellcheck shell=bash disable=SC2154,SC2034

fetch() { HOME=$root/home curl --silent --fail --max-time 20 "$@"; }
status_of() { HOME=$root/home curl --silent --max-time 20 --output /dev/null --write-out '%{http_code}' "$@" || true; }

examine_installation() {
    local program shell
    for program in streav-management streav-streaming streav-api streav-cli; do
        [ -x "$root/usr/local/bin/$program" ] || fail "$program was not installed."
        head -n 1 "$root/usr/local/share/man/man8/$program.8" | grep -q '^\.TH' || fail "$program has no man page."
        bash -n "$root/usr/local/share/bash-completion/completions/$program" || fail "$program's completion is no bash."
        for shell in "zsh/site-functions/_$program" "fish/vendor_completions.d/$program.fish"; do
            [ -s "$root/usr/local/share/$shell" ] || fail "$shell was not installed."
        done
    done
    [ "$(stat -c %a "$root/etc/streav/streav.env")" = 600 ] || fail "Others can read the settings."
    # A second time changes no settings.
    cp "$root/etc/streav/streav.env" "$root/before"
    DESTDIR=$root PROGRAMS=$programs scripts/install.sh 2>/dev/null || fail "Installing again fails."
    cmp --silent "$root/before" "$root/etc/streav/streav.env" || fail "Installing again changes the settings."
}

# The set-up of the first administrator, through TLS, by its form.
make_administrator() {
    local address page token csrf
    address=$(grep -o 'https://[^ ]*/setup?token=[A-Za-z0-9_-]*' "$root/log/streav-management.log" | head -n 1)
    token=${address#*token=}
    page=$(fetch --cookie-jar "$root/cookies" "$address")
    csrf=$(grep -o 'name="csrf"[^>]*value="[^"]*"' <<<"$page" | head -n 1 | sed 's/.*value="//; s/"$//')
    local answer
    answer=$(status_of --cookie "$root/cookies" --cookie-jar "$root/cookies" --header "Origin: https://panel.$domain" \
        --data-urlencode "csrf=$csrf" --data-urlencode "token=$token" --data username=admin --data email= \
        --data password=correct-horse-battery --data password-again=correct-horse-battery "https://panel.$domain/setup")
    [ "$answer" = 303 ] || fail "The set-up answers $answer, not 303."
    [ "$(status_of --cookie "$root/cookies" "https://panel.$domain/")" = 200 ] || fail "The new administrator is not in."
    [ "$(status_of "https://panel.$domain/")" = 303 ] || fail "Somebody is in without a session."
    [ "$(status_of "$address")" = 303 ] || fail "The set-up's token still opens something."
}

# What the alerts ask for is there, as far as it is there before anything happened.
examine_metrics() {
    local port
    for port in "$management_port" "$api_port" "$streaming_port"; do fetch "http://127.0.0.1:$port/metrics"; done \
        >"$root/metrics"
    local name
    while read -r name; do
        grep -q "^# TYPE ${name%_bucket} " "$root/metrics" || fail "No program has the metric $name of an alert."
    done < <(grep -oE '\b(streav|process)_[a-z0-9_]+' deploy/prometheus/rules.yaml | sort -u)
    for port in panel api tv; do
        [ "$(status_of "https://$port.$domain/metrics")" = 404 ] || fail "Metrics of $port are there for everybody."
    done
    [ "$(status_of "https://tv.$domain/node/media/x")" = 404 ] || fail "What nodes say to each other is there for everybody."
}

# The same settings on a database with streams in it, which streav-sim makes: the check has no encoder.
seed_world() {
    local key database process deadline
    mkdir "$root/srv/fixtures"
    cp -r fixtures/catalogue fixtures/clips fixtures/images fixtures/movies "$root/srv/fixtures/"
    psql --quiet --command 'CREATE DATABASE streav_world OWNER streav TEMPLATE template0'
    psql --quiet --dbname streav_world --command 'GRANT CREATE ON DATABASE streav_world TO streav'
    sed -i 's#^\(STREAV_DATABASE_URL=.*\)/streav$#\1/streav_world#' "$root/etc/streav/streav.env"
    printf 'STREAV_MEDIA_ROOT=/srv/fixtures\nSTREAV_SOURCE_FOLDERS=/srv/fixtures/clips\nSTREAV_NODE_NAME=node-1\n' \
        >"$root/etc/streav/streav-streaming.env"
    local environment=()
    while read -r key; do
        database=$(sed -n "s/^$key=//p" "$root/etc/streav/streav.env")
        environment+=("$key=$database")
    done <<<$'STREAV_DATABASE_URL\nSTREAV_CACHE_URL\nSTREAV_BROKER_URL\nSTREAV_SECRET_KEY'
    # One database at a time has the cache and the broker.
    PATH=$root/bin:$PATH systemctl stop streav-management streav-api streav-streaming
    env "${environment[@]}" "$programs/streav-sim" serve --backend production --seed 1 \
        --fixtures "$root/srv/fixtures" --management-port 0 --api-port 0 --streaming-port 0 \
        >"$root/world" 2>"$root/log/streav-sim.log" </dev/null &
    process=$!
    echo "$process" >"$root/run/streav-sim.pid"
    deadline=$((SECONDS + 30))
    until grep -q '"event":"ready"' "$root/world"; do
        kill -0 "$process" 2>/dev/null || fail "streav-sim ended before it was ready."
        [ "$SECONDS" -lt "$deadline" ] || fail "streav-sim made no world within 30 s."
        sleep 0.1
    done
    kill -TERM "$process"
    wait "$process" || fail "streav-sim exits with $?."
    rm "$root/run/streav-sim.pid"
    PATH=$root/bin:$PATH systemctl start streav-management streav-api streav-streaming
    fetch --retry 60 --retry-connrefused --retry-delay 1 "http://127.0.0.1:$streaming_port/readyz" >/dev/null
    fetch --retry 60 --retry-connrefused --retry-delay 1 "http://127.0.0.1:$api_port/readyz" >/dev/null
}

of_world() { jq --raw-output "$1" <<<"$(grep -m 1 '"event":"ready"' "$root/world")"; }
path_of() { sed -E 's#^https?://[^/]*##'; }

# A subscriber who may watch from one address alone, through the API.
make_bound_subscriber() { # API
    local api=$1 token bearer bundles subscriber
    token=$(fetch --user "$(of_world .oauth.clientId):$(of_world .oauth.clientSecret)" \
        --data grant_type=client_credentials "$api/oauth/token" \
        --data-urlencode 'scope=api.bundle.read api.subscriber.create api.live-stream.read' | jq --raw-output .access_token)
    bearer="Authorization: Bearer $token"
    bundles=$(fetch --header "$bearer" "$api/v1/bundles?name=Complete" | jq -c '[.. | .id? // empty][:1]')
    subscriber=$(fetch --header "$bearer" --json "{\"bundles\":$bundles,\"ipAddresses\":[\"203.0.113.9\"]}" "$api/v1/subscribers")
    fetch --header "$bearer" --json "{\"streamId\":1,\"subscriberId\":$(jq .id <<<"$subscriber")}" \
        "$api/v1/live-streams/urls" | jq --raw-output '[.. | .url? // empty][0]'
}

# The last entry of a playlist, as soon as there is one.
entry() { # URL
    local deadline=$((SECONDS + 20)) list found
    while :; do
        list=$(fetch "$1" 2>&1 || true)
        found=$(grep -v '^#' <<<"$list" | grep -E '^[^ ]+\.(m3u8|ts)(\?.*)?$' | tail -n 1 || true)
        [ -z "$found" ] || break
        [ "$SECONDS" -lt "$deadline" ] ||
            fail "Nothing is listed at $1 within 20 s: $(HOME=$root/home curl --silent --show-error --include "$1" 2>&1)"
        sleep 0.2
    done
    echo "$found"
}

watch_through() { # nginx|caddy
    local proxy=$1 tv api list media segment address
    [ -e "$root/world" ] || timed "Made a world" seed_world
    if [ "$proxy" = caddy ]; then start_caddy; fi
    case $proxy in
        nginx) tv=https://tv.$domain api=https://api.$domain ;;
        caddy) tv=https://tv.localhost:$caddy_port api=https://api.localhost:$caddy_port ;;
    esac
    # Live over HLS: the multivariant list, a media list, a segment.
    list=$tv$(of_world '.liveStreams[0].hls' | path_of)
    # The node has just started, and its first segments are being made.
    entry "$list" >"$root/entry"
    media=${list%/*}/$(cat "$root/entry")
    entry "$media" >"$root/entry"
    segment=$(cat "$root/entry")
    case $segment in
        /*) segment=$tv$segment ;;
        *) segment=${media%/*}/$segment ;;
    esac
    fetch "$segment" --output "$root/segment.ts" || fail "A segment does not come through $proxy."
    ffprobe -v error -show_entries stream=codec_type -of csv=p=0 "$root/segment.ts" >"$root/tracks" 2>&1 || true
    grep -q video "$root/tracks" || fail "The segment that came through $proxy has no video: $(cat "$root/tracks")"
    # Endless: it comes as it is made, and curl is cut off by its own clock.
    local status=0
    HOME=$root/home curl --silent --max-time 3 "$tv$(of_world '.liveStreams[0].ts' | path_of)" --output "$root/live.ts" ||
        status=$?
    [ "$status" -eq 28 ] || fail "The MPEG-TS stream through $proxy ended by itself (curl says $status)."
    [ "$(stat -c %s "$root/live.ts")" -gt 100000 ] || fail "The MPEG-TS stream through $proxy waits in a buffer."
    # A film by ranges.
    fetch --range 1000-50999 "$tv$(of_world '.movies[0].mp4' | path_of)" --output "$root/film" ||
        fail "A film does not come through $proxy."
    [ "$(stat -c %s "$root/film")" -eq 50000 ] || fail "A film's range through $proxy has another length."
    # Addresses: the proxy's word counts, the client's own does not.
    address=$(make_bound_subscriber "$api" | path_of) || fail "The API gives no address through $proxy."
    [ "$(status_of --header 'X-Forwarded-For: 203.0.113.9' "http://127.0.0.1:$streaming_port$address")" = 200 ] ||
        fail "A trusted proxy is not believed."
    [ "$(status_of --header 'X-Forwarded-For: 203.0.113.9' "$tv$address")" = 403 ] ||
        fail "$proxy passes on what a client says of its own address."
    if grep -rqsE '/(live|movie|play|series)/' "$root/var/log/nginx" "$root/log/caddy.log"; then
        fail "$proxy writes players' addresses into a log."
    fi
    say "Watched through $proxy."
}

start_caddy() {
    local deadline
    env -i PATH=/usr/bin:/bin HOME="$root/home" XDG_DATA_HOME="$root/caddy" XDG_CONFIG_HOME="$root/caddy" \
        CADDY_GLOBAL_OPTIONS=$'skip_install_trust\n\tauto_https disable_redirects' \
        MANAGEMENT_HOST="https://panel.localhost:$caddy_port" API_HOST="https://api.localhost:$caddy_port" \
        STREAMING_HOST="https://tv.localhost:$caddy_port" MANAGEMENT_UPSTREAM="127.0.0.1:$management_port" \
        API_UPSTREAM="127.0.0.1:$api_port" STREAMING_UPSTREAM="127.0.0.1:$streaming_port" \
        caddy run --adapter caddyfile --config deploy/caddy/Caddyfile >"$root/log/caddy.log" 2>&1 </dev/null &
    echo $! >"$root/run/caddy.pid"
    # Nobody need be told when it is ended.
    disown $!
    deadline=$((SECONDS + 10))
    until [ -s "$root/caddy/caddy/pki/authorities/local/root.crt" ]; do
        [ "$SECONDS" -lt "$deadline" ] || fail "Caddy did not start within 10 s."
        sleep 0.1
    done
    cat "$root/caddy/caddy/pki/authorities/local/root.crt" >>"$root/etc/letsencrypt/live/streav/fullchain.pem"
    fetch --retry 10 --retry-all-errors --retry-delay 1 "https://tv.localhost:$caddy_port/healthz" >/dev/null
}

end_programs() {
    local pid file
    for file in "$root"/run/streav-*.pid; do
        pid=$(cat "$file")
        kill -TERM "$pid"
    done
    local deadline=$((SECONDS + 45))
    for file in "$root"/run/streav-*.pid; do
        pid=$(cat "$file")
        while kill -0 "$pid" 2>/dev/null && ! grep -qs '^State:[[:space:]]*Z' "/proc/$pid/status"; do
            [ "$SECONDS" -lt "$deadline" ] || fail "${file##*/}: the program does not end after SIGTERM."
            sleep 0.1
        done
        rm "$file"
    done
}
