extension BuiltInScenario {
    static let kickOff = BuiltInScenario(
        "kick-off", "Everybody wants one channel, within one minute.",
        explanation: """
            A match begins: nine of ten viewers arrive within sixty seconds, nearly all on the same channel,
            while others watch on. In the fifth minute the line of a whole quarter comes back and its players
            reconnect within two seconds.

            It shows that one artefact is made once however many ask, that starting is quick in a crowd, and
            that those who were there before do not pay for it.
            """,
        body: """
            duration: 8m
            platform: { channels: 20, popularity: { zipf: 3.0 } }
            cohorts:
              - { name: before, kind: hls, population: 100, network: dsl }
              - name: crowd
                kind: hls
                arrivals: [{ rate: 1/s, for: 5m, shape: kickoff }]
                player: hlsjs
                network: wifi
              - name: quarter
                kind: hls
                arrivals: [{ rate: 0/s, for: 5m }, { rate: 5/s, for: 20s, shape: reconnect-storm }]
                network: dsl
            thresholds:
              "qoe.startup_ms{cohort=crowd}": ["p95 <= 2500", "p99.9 <= 10000"]
              "qoe.startup_ms{cohort=quarter}": ["p95 <= 4000"]
              "qoe.rebuffer_ratio{cohort=before}": ["pooled <= 0.002", "p99 <= 0.01"]
              "qoe.rebuffer_ratio{cohort=crowd}": ["pooled <= 0.002"]
              "qoe.start_failure_rate": ["rate <= 0.001"]
              "qoe.slack_ms{cohort=before}": ["p1 >= 1000"]
              "gen.reload_lateness_ms": ["p99 <= 50"]
            """)
}
