extension BuiltInScenario {
    static let mixed = BuiltInScenario(
        "mixed", "Everything at once, and every source breaks once.",
        explanation: """
            All kinds of clients and most personas together, with those that a platform would rather not have: a
            restreamer, a shared subscription, boxes that lose their power, attackers. One after the other the sources
            are reset, stall, send garbage, flap and slow down; by the sixth minute all is well again.

            It shows that no fault spreads to what it did not strike, and that nothing is left behind once it is
            over. Its limits are those of a bad day.
            """,
        body: """
            duration: 10m
            platform: { channels: 20, movies: 10 }
            cohorts:
              - { name: tv, kind: hls, population: 80, dwell: zap-mix, network: dsl }
              - { name: box, kind: mpegts, population: 40, dwell: zap-mix, ends: { clean: 8, silent: 1, half-dead: 1 } }
              - { name: sloppy, kind: hls, population: 20, player: sloppy, abr: fixed }
              - { name: film, kind: ondemand, population: 20, seek: { every: 1m } }
              - { name: file, kind: range, population: 10, seek: { every: 1m } }
              - { name: app, kind: api, arrivals: [{ rate: 3/s, for: 9m }], session: 10s }
              - { name: restreamer, kind: hls, population: 1, player: greedy, persona: restreamer }
              - { name: sharer, kind: hls, population: 3, persona: sharer }
              - { name: reboot, kind: mpegts, population: 3, persona: reboot }
              - { name: attacker, kind: hls, population: 2, persona: attacker }
            faults:
              - { at: 1m, do: source.reset, channel: top-5 }
              - { at: 90s, do: source.stall, channel: 1, for: 15s }
              - { at: 2m, do: source.garbage, channel: 2, for: 15s, share: 0.05 }
              - { at: 135s, do: source.slow, channel: 4, factor: 0.7, for: 20s }
              - { at: 150s, do: source.flap, channel: 3, up: 20s, down: 10s, for: 1m }
            healBy: 6m
            converge: 60s
            thresholds:
              "qoe.startup_ms{cohort=tv}": ["p95 <= 4000"]
              "qoe.rebuffer_ratio{cohort=tv}": ["pooled <= 0.01"]
              "qoe.rebuffer_ratio{cohort=film}": ["pooled <= 0.01"]
              "qoe.start_failure_rate{cohort=tv,status=technical}": ["rate <= 0.01"]
              "qoe.playback_failure_rate{cohort=tv}": ["rate <= 0.01"]
              "gen.reload_lateness_ms": ["p99 <= 50"]
            sometimes:
              - viewer.zapped
              - viewer.refused
              - viewer.rebooted
              - viewer.saw-discontinuity
              - fault.source.reset
              - fault.source.stall
            """)
}
