# What of a deployment can be examined without one. Sourced by scripts/deployment-check.sh.
# shellcheck shell=bash disable=SC2154,SC2034

examine_compose() {
    command -v docker-compose >/dev/null || fail "docker-compose is missing: run 'make setup'."
    mkdir "$root/compose"
    sed -e "s/^\([A-Z_]*PASSWORD\)=\$/\1=$(openssl rand -hex 24)/" \
        -e "s/^STREAV_SECRET_KEY=\$/STREAV_SECRET_KEY=$(openssl rand -hex 32)/" .env.example >"$root/compose/env"
    docker-compose --env-file "$root/compose/env" --profile tls --profile tools config >"$root/compose/config" \
        2>"$root/compose/said" || fail "docker-compose refuses compose.yaml: $(cat "$root/compose/said")"
    # Without passwords nothing comes up.
    if docker-compose --env-file .env.example config >/dev/null 2>&1; then
        fail "compose.yaml takes an .env without passwords."
    fi
    # Each program takes what it is told: it goes as far as to look for its servers, which are not here.
    local program pids=()
    for program in management api streaming; do
        examine_environment "$program" >"$root/compose/$program" 2>&1 &
        pids+=($!)
    done
    for program in "${pids[@]}"; do wait "$program" || fail "$(cat "$root"/compose/{management,api,streaming})"; done
}

examine_environment() { # SERVICE
    local line environment=() status=0
    while IFS= read -r line; do environment+=("$line"); done < <(
        python3 - "$1" "$root/compose/config" <<'END'
import re, sys
service, path = sys.argv[1:]
found = re.search(rf"^  {service}:\n((?:    .*\n)+)", open(path).read(), re.M).group(1)
for name, value in re.findall(r"^      (STREAV_[A-Z_]+): ?(.*)$", found, re.M):
    # A port where nobody listens.
    print(name + "=" + re.sub(r"@[a-z]+:[0-9]+/", "@127.0.0.1:1/", value.strip("'\"")))
END
    )
    [ ${#environment[@]} -gt 4 ] || fail "compose.yaml tells $1 nothing."
    env -i "${environment[@]}" STREAV_LISTEN_PORT=0 STREAV_START_TIMEOUT=1 timeout 20 "$programs/streav-$1" || status=$?
    [ "$status" -eq 15 ] || fail "streav-$1 ends with $status on what compose.yaml tells it, not with 15."
}

# The Dockerfile installs the package of each library that a program loads, Swift's apart, which are linked in.
examine_libraries() {
    local listed program library path package
    listed=$(sed -n '/ AS runtime$/,/rm -rf/p' Dockerfile | grep -oE '(lib[a-z0-9.+-]+|zlib1g)' | sort -u)
    for program in streav-management streav-streaming streav-api streav-cli streav-sim; do
        while read -r library; do
            path=$(ldd "$programs/$program" | awk -v name="$library" '$1 == name { print $3 }')
            case $path in '' | *swift* | *Foundation*) continue ;; esac
            package=$(dpkg -S "$path" "/usr$path" "$(readlink -f "$path")" 2>/dev/null | head -n 1 | cut -d : -f 1 || true)
            case $package in libc6 | libgcc-s1) continue ;; esac
            grep -qxF "$package" <<<"$listed" ||
                fail "$program loads $library of ${package:-no package}, which the Dockerfile does not install."
        done < <(objdump -p "$programs/$program" 2>/dev/null | awk '$1 == "NEEDED" { print $2 }' || true)
    done
}

examine_units() {
    local unit
    command -v systemd-analyze >/dev/null || return 0
    mkdir "$root/units"
    for unit in deploy/systemd/*.service; do
        sed "s#/usr/local/bin/#$programs/#" "$unit" >"$root/units/${unit##*/}"
    done
    systemd-analyze verify --man=no "$root"/units/*.service >"$root/units/said" 2>&1 ||
        fail "systemd refuses a unit: $(cat "$root/units/said")"
}

# Every alert is explained, and asks for metrics that there are.
examine_alerts() {
    local rules=deploy/prometheus/rules.yaml name
    while read -r name; do
        grep -q "^### $name\$" docs/operations.md || fail "docs/operations.md does not explain the alert $name."
    done < <(sed -n 's/^ *- alert: //p' $rules)
    while read -r name; do
        grep -q "^- alert: $name\$\|alert: $name\$" $rules || fail "docs/operations.md explains $name, which is no alert."
    done < <(sed -n 's/^### \(Streav[A-Za-z]*\)$/\1/p' docs/operations.md)
    while read -r name; do
        grep -q "^| \`${name%_bucket}\` |" docs/metrics.md || fail "$rules asks for $name, which is no metric."
    done < <(grep -oE '\b(streav|process)_[a-z0-9_]+' $rules | sort -u)
    command -v promtool >/dev/null || return 0
    promtool test rules deploy/prometheus/rules-test.yaml >"$root/promtool" 2>&1 ||
        fail "The alerts are not what their tests say: $(cat "$root/promtool")"
}

# Ids that the threat model cites are explained.
examine_threats() {
    local id
    while read -r id; do
        grep -qE "^\|[^|]*\b$id\b" docs/requirements.md || fail "docs/threat-model.md cites $id, which is explained nowhere."
    done < <(grep -oE '\b([FS][0-9]{2}|INV-[A-Z]+|VOD-[0-9]+|FO-[0-9]+|SLOW-[0-9])\b' docs/threat-model.md | sort -u)
}
