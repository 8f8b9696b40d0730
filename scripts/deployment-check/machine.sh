# A machine to deploy on, below $root: its folders, its nginx, and stand-ins for what would change the real one. Sourced
# by scripts/deployment-check.sh.
# shellcheck shell=bash disable=SC2154,SC2034

domain=example.com

# Below the range that the kernel gives to outgoing connections.
free_ports() { # COUNT
    python3 - "$1" <<'END'
import random, socket, sys
taken = []
while len(taken) < int(sys.argv[1]):
    candidate = socket.socket()
    try:
        candidate.bind(("127.0.0.1", random.randint(20000, 32000)))
        taken.append(candidate)
    except OSError:
        candidate.close()
print(*(taken_one.getsockname()[1] for taken_one in taken))
END
}

stand_in() { # NAME, the script on standard input
    { echo '#!/usr/bin/env bash' && cat; } >"$root/bin/$1"
    chmod 755 "$root/bin/$1"
}

prepare_machine() {
    read -r management_port api_port streaming_port http_port https_port caddy_port < <(free_ports 6)
    mkdir -p "$root"/{bin,run,log,home,etc/nginx/{sites-available,sites-enabled,modules-enabled,conf.d},etc/rabbitmq} \
        "$root"/{srv,usr/local,var/{backups,www/html,lib/nginx,log/nginx}}
    # PostgreSQL's user makes backups, nginx's workers keep what they receive.
    chmod 755 "$root"/{etc,etc/nginx,var,var/www,var/log,var/lib,srv}
    # As Debian has it, but for its places.
    sed -e "s#/etc/nginx#$root/etc/nginx#g" -e "s#/run/nginx.pid#$root/run/nginx.pid#" \
        -e "s#/var/log#$root/var/log#g" /etc/nginx/nginx.conf >"$root/etc/nginx/nginx.conf"
    if [ "$(id -u)" -ne 0 ]; then sed -i '/^user /d' "$root/etc/nginx/nginx.conf"; fi
    cp /etc/nginx/mime.types "$root/etc/nginx/mime.types"
    local kind
    for kind in client_body proxy fastcgi uwsgi scgi; do
        echo "${kind}_temp_path $root/var/lib/nginx/$kind;"
    done >"$root/etc/nginx/conf.d/places.conf"

    stand_in sudo <<END
if [ "\$1" = -u ]; then shift 2; fi
exec "\$@"
END
    # What it would install must be known to Debian.
    stand_in apt-get <<'END'
[ "$1" = install ] && shift
for package in "$@"; do
    case $package in -*) continue ;; esac
    ! command -v apt-cache >/dev/null || [ -z "$(ls /var/lib/apt/lists/*Packages* 2>/dev/null)" ] ||
        apt-cache show "$package" >/dev/null || exit 1
done
END
    stand_in make <<END
exec /usr/bin/make -C "$repository" "\$@"
END
    stand_in redis-cli <<END
REDISCLI_AUTH=\$(cat "$root/cache-password") exec /usr/bin/redis-cli -p "\$(cat "$root/cache-port")" --no-auth-warning "\$@"
END
    stand_in rabbitmqctl <<END
[ "\$1" = --quiet ] && shift
exec "$repository/scripts/servers/rabbitmq.sh" ctl "$root/rabbitmq" --quiet "\$@"
END
    stand_in journalctl <<END
cat "$root/log/\$2.log"
END
    # A certificate that is its own authority.
    stand_in certbot <<END
folder=$root/etc/letsencrypt/live/streav names=
while [ \$# -gt 0 ]; do
    if [ "\$1" = --domain ]; then names+=\${names:+,}DNS:\$2; fi
    shift
done
mkdir -p "\$folder"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=streav \
    -addext "subjectAltName=\$names" -keyout "\$folder/privkey.pem" -out "\$folder/fullchain.pem" 2>/dev/null
END
    # nginx where it listens here, with certificates and programs that are here.
    stand_in nginx <<END
for site in "$root"/etc/nginx/sites-available/*; do
    sed -i -e '/listen \[::\]/d' -e "s#listen 80;#listen 127.0.0.1:$http_port;#" \
        -e "s#listen 443 ssl#listen 127.0.0.1:$https_port ssl#" -e "s# /etc/# $root/etc/#" -e "s# /var/# $root/var/#" \
        -e "s#127.0.0.1:8080#127.0.0.1:$management_port#" -e "s#127.0.0.1:5000#127.0.0.1:$api_port#" \
        -e "s#127.0.0.1:8000#127.0.0.1:$streaming_port#" "\$site"
done
exec "$(command -v nginx)" -c "$root/etc/nginx/nginx.conf" -p "$root/var/lib/nginx" -e "$root/var/log/nginx/error.log" "\$@"
END
    stand_in systemctl <"$repository/scripts/deployment-check/systemctl.sh"
    cat >"$root/home/.curlrc" <<END
cacert = $root/etc/letsencrypt/live/streav/fullchain.pem
connect-to = panel.$domain:443:127.0.0.1:$https_port
connect-to = api.$domain:443:127.0.0.1:$https_port
connect-to = tv.$domain:443:127.0.0.1:$https_port
noproxy = *
END
    export STREAV_TEST_ROOT=$root STREAV_TEST_REPOSITORY=$repository
    export STREAV_TEST_PORTS="streav-management=$management_port streav-api=$api_port streav-streaming=$streaming_port"
}

# The servers as Debian's packages leave them: a superuser postgres on the socket, and a guest.
adopt_servers() {
    local address rest
    address=$(cat "$root/postgres.address")
    rest=${address##*@127.0.0.1:}
    database_port=${rest%%/*}
    export PGHOST=$root/postgres PGPORT=$database_port PGUSER=streav PGDATABASE=postgres
    psql --quiet --command 'CREATE ROLE postgres SUPERUSER LOGIN'
    PGUSER=postgres psql --quiet --command 'DROP DATABASE streav' --command 'ALTER ROLE streav RENAME TO harness'
    export PGUSER=postgres
    address=$(cat "$root/redis.address")
    rest=${address#redis://:}
    echo "${rest%%@*}" >"$root/cache-password"
    rest=${rest##*:}
    cache_port=${rest%%/*}
    echo "$cache_port" >"$root/cache-port"
    rest=$(cat "$root/rabbitmq.address")
    rest=${rest##*:}
    broker_port=${rest%%/*}
    scripts/servers/rabbitmq.sh ctl "$root/rabbitmq" --quiet eval \
        'rabbit_auth_backend_internal:delete_user(<<"streav">>, <<"check">>),
        rabbit_auth_backend_internal:add_user(<<"guest">>, <<"guest">>, <<"check">>).' >/dev/null
}

# Runs a guide's commands on the machine.
follow() { # GUIDE
    local folder rewrites=()
    for folder in /etc/ /usr/local/ /srv/ /var/; do rewrites+=(--rewrite "$folder=$root$folder"); done
    rewrites+=(--rewrite "127.0.0.1:8080=127.0.0.1:$management_port" --rewrite "127.0.0.1:5000=127.0.0.1:$api_port"
        --rewrite "127.0.0.1:8000=127.0.0.1:$streaming_port" --rewrite "127.0.0.1:5432=127.0.0.1:$database_port"
        --rewrite "127.0.0.1:6379=127.0.0.1:$cache_port" --rewrite "127.0.0.1:5672=127.0.0.1:$broker_port")
    PYTHONDONTWRITEBYTECODE=1 python3 Tests/Outside/guide.py "${rewrites[@]}" "$1" HOME="$root/home" \
        PATH="$root/bin:$root/usr/local/bin:$PATH" DESTDIR="$root" PROGRAMS="$programs" >&2 ||
        fail "$1 does not say what happens, see above."
}
