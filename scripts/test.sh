#!/usr/bin/env bash
# Builds and runs the tests, all, or those whose name matches FILTER (a regular expression), beside a PostgreSQL, a Redis
# and a RabbitMQ of their own.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

filter=${FILTER:-}
log=.build/test.log

# Once the servers are there that the tests use, this script is run again beside them.
if [ "${STREAV_TEST_SERVERS:-}" != required ]; then
    scripts/setup.sh test
    scripts/build-debug.sh
    exec scripts/with-servers.sh scripts/test.sh
fi

options=("${build_flags[@]}" --skip-build --disable-xctest)
: >"$log"
start=$SECONDS
status=0

# On screen: what failed, each suite that passed, and the result. The start and end of each single test are in the log.
report() {
    tee -a "$log" |
        { grep --line-buffered -vE '^(◇|✔ Test ("|[A-Za-z_`]+[(])|.  Test case passing|\[[0-9]+/[0-9]+\])' || true; } >&2
}

run() { # OPTION…
    swift test "${options[@]}" "$@" 2>&1 | report || status=$?
}

# For tests that watch a running platform by the clock. The machine under them may stand still for seconds, and no test
# can tell that from a platform that does: what fails here is tried once more, by itself, and named at the end. A defect
# that shows each time fails all the same.
run_timed() { # OPTION…
    local events=.build/test-events.json names
    rm -f "$events"
    swift test "${options[@]}" --event-stream-output-path "$events" --event-stream-version 0 "$@" 2>&1 | report && return
    names=$(jq -r 'select(.kind == "event") | .payload | select(.kind == "issueRecorded")
        | select(.issue.isKnown != true) | .testID // empty | split("/")[0:-1] | join("/")' "$events" 2>/dev/null |
        sort -u | head -n 9)
    # A crash, a suite that failed as a whole, or many at once: no matter of time.
    if [ -z "$names" ] || [ "$(grep -c . <<<"$names")" -gt 8 ] || grep -vq / <<<"$names"; then
        status=1
        return
    fi
    local name
    while IFS= read -r name; do
        say "Trying $name once more, by itself."
        # shellcheck disable=SC2016 # Each character that means something is given a backslash.
        if swift test "${options[@]}" --filter "^$(sed 's/[][().*^$+?{}|\\]/\\&/g' <<<"$name")" 2>&1 </dev/null | report; then
            second_tries+=("$name")
        else
            status=1
        fi
    done <<<"$names"
}

at_a_time() { # COUNT COMMAND…
    local -x SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=$1
    shift
    "$@"
}

say "Testing${filter:+ what matches '$filter'}. Everything said goes to $log."
second_tries=()
if [ -n "$filter" ]; then
    run --filter "$filter"
else
    # One after the other, and so many tests at a time, so that tests that talk over sockets, and those that keep real
    # time, do not share the machine with those that use all of it.
    quiet='StreavDeliveryTests\.|StreavNetworkTests\.|StreavManagementTests\.|StreavStreamingTests\.SourceSupervisorTests'
    # They treat servers badly, and time what comes of it.
    servers='StreavPostgresTests\.|StreavRedisTests\.|StreavRabbitMQTests\.'
    at_a_time 4 run --skip "^($quiet|$servers|ConformanceTests\.|StreavSimulationTests\.|EndToEndTests\.)"
    at_a_time 3 run --filter '^ConformanceTests\.'
    at_a_time 3 run_timed --filter "^($servers)"
    run_timed --filter "^($quiet)"
    run_timed --filter '^StreavSimulationTests\.VanishingViewerTests'
    run_timed --filter '^StreavSimulationTests\.' --skip '^StreavSimulationTests\.VanishingViewerTests'
    alone=(PlayerTests FilmTests SeekingCrowdTests PackagedMovieTests SyntheticPlayerTests GeneratorAccuracyTests
        LoadTests ProductionTests ProductionFaultTests LiveWindowTests)
    for suite in "${alone[@]}"; do run_timed --filter "^EndToEndTests\.$suite"; done
    # They use all of the machine, and keep no time.
    busy='BillOfMaterialsTests|FloorTests|TestHookTests|SyntheticDecodingTests'
    run --filter "^EndToEndTests\.($busy)"
    not_yet=$(IFS='|' && echo "${alone[*]}|$busy")
    at_a_time 4 run_timed --filter '^EndToEndTests\.' --skip "^EndToEndTests\.($not_yet)"
    scripts/outside.sh .build/debug/streav-sim >&2 || status=$?
    scripts/deployment-check.sh .build/debug || status=$?
    scripts/accessibility.sh .build/debug/streav-sim || status=$?
fi

for name in "${second_tries[@]}"; do say "Passed at the second try only, by itself: $name"; done
ran=$(sed -n 's/.*Test run with \([0-9]*\) tests\{0,1\}.*/\1/p' "$log" | awk -v again=${#second_tries[@]} '{ sum += $1 } END { print sum - again }')
if [ "$status" -ne 0 ]; then
    failed=$({ grep -E '^✘ Test ("|[A-Za-z_`]+[(]).* failed after' "$log" || true; } | sort -u)
    say ""
    if [ -n "$failed" ]; then say "$failed"; fi
    fail "The tests failed after $((SECONDS - start)) s; see above and $log. One test again: make test FILTER='name'."
fi
# shellcheck disable=SC2016 # The quotes are part of the sentence; within the double ones the name expands.
[ "${ran:-0}" -gt 0 ] || fail "No test ran${filter:+: nothing matches '$filter'}."
say "$ran tests passed in $((SECONDS - start)) s."
echo "$ran passed, 0 failed"
