extension BuiltInScenario {
    static let soak = BuiltInScenario(
        "soak", "Twelve hours of an ordinary day: what leaks, drifts or fills up?",
        explanation: """
            A moderate number of viewers of every kind, coming and going in waves, with a source that is reset
            once an hour and sessions that end in every way there is.

            It shows what only time shows: memory, handles and places that are not given back, latency that
            creeps, sequence numbers that go wrong after hours. Make it shorter with --set duration=2h, and
            leave out the faults that come later.
            """,
        body: """
            duration: 12h
            platform: { channels: 20, movies: 10 }
            cohorts:
              - name: day
                kind: hls
                arrivals:
                  - { rate: 200/h, for: 4h, shape: sine, to: 1000/h }
                  - { rate: 200/h, for: 4h, shape: epg-boundary }
                  - { rate: 200/h, for: 3h, shape: sine, to: 2000/h }
                dwell: zap-mix
                session: { lognormal: [6.5, 1.1] }
                network: dsl
                ends: { clean: 0.7, silent: 0.2, half-dead: 0.1 }
              - { name: always, kind: hls, population: 20, player: vhs }
              - name: box
                kind: mpegts
                population: 20
                session: { lognormal: [7, 1.2] }
                ends: { clean: 1, silent: 1 }
              - { name: film, kind: ondemand, population: 10, session: { lognormal: [7, 0.6] }, seek: { every: 10m } }
              - { name: app, kind: api, population: 2 }
            faults:
              - { at: 1h, do: source.reset, channel: 1 }
              - { at: 2h, do: source.reset, channel: 2 }
              - { at: 4h, do: source.reset, channel: all }
            healBy: 11h
            thresholds:
              "qoe.startup_ms": ["p95 <= 2500"]
              "qoe.rebuffer_ratio": ["pooled <= 0.002"]
              "qoe.latency_ms{cohort=always}": ["p99 <= 30000"]
              "qoe.window_misses{cohort=always}": ["count <= 20"]
              "qoe.playback_failure_rate": ["rate <= 0.001"]
              "qoe.slack_ms{cohort=always}": ["p1 >= 1000"]
              "gen.reload_lateness_ms": ["p99 <= 50"]
            sometimes: [viewer.died-silently, viewer.saw-discontinuity, fault.source.reset]
            """)
}
