extension BuiltInScenario {
    static let mixed = BuiltInScenario(
        "mixed", "Everything at once, and everything breaks once.",
        explanation: """
            All kinds of clients and most personas together, with those that a platform would rather not have: a
            restreamer, a shared subscription, boxes that lose their power, attackers. Sources are reset, stall, send
            garbage, flap and slow down; the cache is lost, slow and forgetful; the broker is away, repeats and
            reorders; the database is slow, busy, read-only and away; the clock is set; clients fall silent and slow;
            faults are drawn by the seed; a node dies and comes back, and is drained. By the eighth minute all is well
            again.

            It shows that every invariant holds all the same, that those who watch go on watching, that nothing
            acknowledged is lost, and that nothing is left behind once it is over. Its limits are those of a bad day.
            """,
        body: """
            duration: 10m
            platform: { channels: 20, movies: 10, nodes: 2 }
            cohorts:
              - { name: tv, kind: hls, population: 80, dwell: zap-mix, network: dsl }
              - { name: box, kind: mpegts, population: 40, dwell: zap-mix, ends: { clean: 8, silent: 1, half-dead: 1 } }
              - { name: sloppy, kind: hls, population: 20, player: sloppy, abr: fixed }
              - { name: film, kind: ondemand, population: 20, seek: { every: 1m } }
              - { name: file, kind: range, population: 10, seek: { every: 1m } }
              - { name: app, kind: api, arrivals: [{ rate: 1/s, for: 9m }], session: 15s }
              - { name: restreamer, kind: hls, population: 1, player: greedy, persona: restreamer }
              - { name: sharer, kind: hls, population: 3, persona: sharer }
              - { name: reboot, kind: mpegts, population: 3, persona: reboot }
              - { name: lapse, kind: hls, population: 6, persona: lapsing }
              - { name: lapse-ts, kind: mpegts, population: 6, persona: lapsing }
              - { name: attacker, kind: hls, population: 2, persona: attacker }
            faults:
              - { at: 1m, do: source.reset, channel: top-5 }
              - { at: 75s, do: source.stall, channel: 1, for: 15s }
              - { at: 95s, do: source.garbage, channel: 2, for: 15s, share: 0.05 }
              - { at: 115s, do: source.slow, channel: 4, factor: 0.7, for: 15s }
              - { at: 130s, do: source.flap, channel: 3, up: 10s, down: 5s, for: 30s }
              - { at: 160s, do: clients.silent, share: 0.05 }
              - { at: 165s, do: clients.slow, cohort: box, share: 0.3, factor: 0.5, for: 20s }
              - { at: 190s, do: cache.lost, for: 15s }
              - { at: 210s, do: cache.lost, loseLast: 800ms }
              - { at: 220s, do: cache.slow, latency: 500ms, for: 15s }
              - { at: 240s, do: cache.forgetful, share: 0.3, for: 10s }
              - { at: 255s, do: broker.down, for: 15s }
              - { at: 275s, do: broker.duplicating, times: 3, for: 10s }
              - { at: 285s, do: broker.reordering, share: 0.5, for: 10s }
              - { at: 300s, do: database.slow, latency: 300ms, for: 10s }
              - { at: 315s, do: database.busy, share: 0.5, for: 10s }
              - { at: 330s, do: database.readonly, for: 10s }
              - { at: 345s, do: database.down, for: 15s }
              - { at: 365s, do: clock.step, by: 1h }
              - { nemesis: random, from: 370s, to: 400s, every: 8s }
              - { at: 410s, do: node.kill, node: 2, for: 20s }
              - { at: 450s, do: node.drain, node: 2, for: 25s }
            healBy: 8m
            converge: 60s
            thresholds:
              "qoe.startup_ms{cohort=tv}": ["p95 <= 4000"]
              "qoe.rebuffer_ratio{cohort=tv}": ["pooled <= 0.02"]
              "qoe.rebuffer_ratio{cohort=film}": ["pooled <= 0.02"]
              "qoe.start_failure_rate{cohort=tv,status=technical}": ["rate <= 0.02"]
              "qoe.playback_failure_rate{cohort=tv}": ["rate <= 0.02"]
              "gen.reload_lateness_ms": ["p99 <= 50"]
            sometimes:
              - viewer.zapped
              - viewer.refused
              - viewer.rebooted
              - viewer.saw-discontinuity
              - fault.source.reset
              - fault.source.stall
              - fault.source.garbage
              - fault.source.slow
              - fault.source.flap
              - fault.clients.silent
              - fault.clients.slow
              - fault.cache.lost
              - fault.cache.slow
              - fault.cache.forgetful
              - fault.broker.down
              - fault.broker.duplicating
              - fault.broker.reordering
              - fault.database.slow
              - fault.database.busy
              - fault.database.readonly
              - fault.database.down
              - fault.clock.step
              - fault.node.kill
              - fault.node.drain
            """)
}
