#!/usr/bin/env bash
# Installs the programs of a deployment, their completions and man pages, systemd units, and examples.
#   PREFIX     where to, /usr/local unless named
#   DESTDIR    a folder to put all of it below, for packages
#   PROGRAMS   a folder with the built programs, .build-programs/install unless named, where those that are missing are
#              built in release first (scripts/build-programs.sh)
# What is in /etc/streav is the operator's: a first streav.env is put there, an existing one is left as it is.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

prefix=${PREFIX:-/usr/local} destination=${DESTDIR:-} folder=${PROGRAMS:-.build-programs/install}
servers=(streav-management streav-streaming streav-api)
programs=("${servers[@]}" streav-cli)

case $prefix in /*) ;; *) fail "PREFIX is an absolute path, and '$prefix' is none." ;; esac
missing=()
for program in "${programs[@]}"; do [ -x "$folder/$program" ] || missing+=("$program"); done
if [ ${#missing[@]} -gt 0 ]; then
    [ -z "${PROGRAMS:-}" ] || fail "There is no ${missing[*]} in $folder: leave PROGRAMS empty, and it is built."
    scripts/setup.sh run
    scripts/build-programs.sh "$folder" "${missing[@]}"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
put() { # MODE FILE PLACE
    install -D -m "$1" "$2" "$destination$3"
}

# A page of what --help says: written once, and always that of the program beside it.
man_page() { # PROGRAM
    local program=$1 day
    day=$(date -u -d "@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}" +%Y-%m-%d)
    echo ".TH ${program^^} 8 $day Streav \"System administration\""
    printf '.SH NAME\n%s \\- %s\n.SH DESCRIPTION\n.nf\n' "$program" "$(summary "$program")"
    "$folder/$program" --help | sed -e 's/\\/\\e/g' -e "s/^\([.']\)/\\\\\&\1/" -e 's/-/\\-/g'
    printf '.fi\n.SH FILES\n/etc/streav/streav.env is the environment that the systemd units give.\n'
    printf '.SH SEE ALSO\n'
    printf '%s\n' "${programs[@]}" | grep -vx "$program" | sed -e 's/$/(8),/' -e '$s/,$//' -e 's/^/.BR /' -e 's/(/ (/'
}
summary() { # PROGRAM
    case $1 in
        streav-management) echo "the dashboard of a Streav deployment" ;;
        streav-streaming) echo "a streaming node of a Streav deployment" ;;
        streav-api) echo "the API of a Streav deployment" ;;
        streav-cli) echo "maintenance of a Streav deployment" ;;
    esac
}

# For the servers, whose options stand in their --help. streav-cli writes its own.
completion() { # bash|zsh|fish PROGRAM
    local program=$2 options
    options=$("$folder/$program" --help | grep -oE -e '--[a-z-]+$' | sort -u)
    case $1 in
        bash) printf 'complete -o default -W "%s --help" %s\n' "$(tr '\n' ' ' <<<"$options" | sed 's/ $//')" "$program" ;;
        zsh)
            printf '#compdef %s\n_arguments --help' "$program"
            while read -r option; do printf " %s:value:_files" "$option"; done <<<"$options"
            echo
            ;;
        fish)
            echo "complete -c $program -l help"
            while read -r option; do echo "complete -c $program -l ${option#--} -r"; done <<<"$options"
            ;;
    esac
}

for program in "${programs[@]}"; do
    put 755 "$folder/$program" "$prefix/bin/$program"
    man_page "$program" >"$work/page"
    put 644 "$work/page" "$prefix/share/man/man8/$program.8"
    for shell in bash zsh fish; do
        if [ "$program" = streav-cli ]; then
            "$folder/$program" --generate-completion-script "$shell" >"$work/completion"
        else
            completion "$shell" "$program" >"$work/completion"
        fi
        case $shell in
            bash) put 644 "$work/completion" "$prefix/share/bash-completion/completions/$program" ;;
            zsh) put 644 "$work/completion" "$prefix/share/zsh/site-functions/_$program" ;;
            fish) put 644 "$work/completion" "$prefix/share/fish/vendor_completions.d/$program.fish" ;;
        esac
    done
done

for server in "${servers[@]}"; do
    sed "s#/usr/local/bin/#$prefix/bin/#" "deploy/systemd/$server.service" >"$work/unit"
    put 644 "$work/unit" "$prefix/lib/systemd/system/$server.service"
done
for file in nginx/streav.conf caddy/Caddyfile prometheus/rules.yaml prometheus/prometheus.yaml; do
    put 644 "deploy/$file" "$prefix/share/streav/$file"
done
put 644 deploy/streav.env "$prefix/share/streav/streav.env"
# Secrets come into it: root alone reads it, and systemd hands it on.
if [ ! -e "$destination/etc/streav/streav.env" ]; then put 600 deploy/streav.env /etc/streav/streav.env; fi
say "Installed into $destination$prefix; settings are in $destination/etc/streav/streav.env."
