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
run() { # OPTION…
    swift test "${options[@]}" "$@" 2>&1 | tee -a "$log" |
        { grep --line-buffered -vE '^(◇|✔ Test ("|[A-Za-z_`]+[(])|.  Test case passing|\[[0-9]+/[0-9]+\])' || true; } >&2 || status=$?
}

at_a_time() { # COUNT COMMAND…
    local -x SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=$1
    shift
    "$@"
}

say "Testing${filter:+ what matches '$filter'}. Everything said goes to $log."
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
    at_a_time 3 run --filter "^($servers)"
    run --filter "^($quiet)"
    run --filter '^StreavSimulationTests\.VanishingViewerTests'
    run --filter '^StreavSimulationTests\.' --skip '^StreavSimulationTests\.VanishingViewerTests'
    run --filter '^EndToEndTests\.PlayerTests'
    run --filter '^EndToEndTests\.FilmTests'
    run --filter '^EndToEndTests\.SeekingCrowdTests'
    run --filter '^EndToEndTests\.PackagedMovieTests'
    run --filter '^EndToEndTests\.SyntheticPlayerTests'
    run --filter '^EndToEndTests\.GeneratorAccuracyTests'
    run --filter '^EndToEndTests\.LoadTests'
    run --filter '^EndToEndTests\.ProductionTests'
    run --filter '^EndToEndTests\.ProductionFaultTests'
    alone='PlayerTests|FilmTests|SeekingCrowdTests|PackagedMovieTests|SyntheticPlayerTests|GeneratorAccuracyTests'
    alone+='|LoadTests|ProductionTests|ProductionFaultTests'
    at_a_time 6 run --filter '^EndToEndTests\.' --skip "^EndToEndTests\.($alone)"
    scripts/outside.sh .build/debug/streav-sim >&2 || status=$?
fi

ran=$(sed -n 's/.*Test run with \([0-9]*\) tests\{0,1\}.*/\1/p' "$log" | awk '{ sum += $1 } END { print sum + 0 }')
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
