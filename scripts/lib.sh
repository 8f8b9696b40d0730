# Shared by the scripts; sourced, never run. Everything for humans goes to stderr.
# shellcheck shell=bash

# The same flags in every build. An import of a target that is not declared as a dependency is an error.
# shellcheck disable=SC2034
build_flags=(--explicit-target-dependency-import-check error)

say() { printf '%s\n' "$*" >&2; }

# The way to stop with a sentence that says what to do.
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Runs a command and says how long it took.
timed() { # WHAT COMMAND...
    local what=$1 start=$SECONDS
    shift
    "$@" || return $?
    say "$what: $((SECONDS - start)) s"
}
