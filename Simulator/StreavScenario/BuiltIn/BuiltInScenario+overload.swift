extension BuiltInScenario {
    static let overload = BuiltInScenario(
        "overload", "More than it can take: does it say no in time?",
        explanation: """
            Some viewers are there from the beginning. Then arrivals rise, without end, to far more than a
            machine can serve.

            It shows that those who are in stay in: that the platform turns newcomers away, with a time to come
            back, before those inside begin to stall, and that it is itself again a minute after. Where the
            generator gives out first there is no verdict; give it a machine of its own then, with --target.
            """,
        body: """
            duration: 6m
            platform: { channels: 10 }
            cohorts:
              - { name: inside, kind: hls, population: 50, network: dsl }
              - name: outside
                kind: hls
                arrivals: [{ rate: 0/s, for: 30s }, { rate: 1/s, for: 3m, shape: ramp, to: 200/s }]
                session: 1m
              - name: boxes
                kind: mpegts
                arrivals: [{ rate: 0/s, for: 30s }, { rate: 1/s, for: 3m, shape: ramp, to: 100/s }]
                session: 1m
            converge: 60s
            thresholds:
              "qoe.rebuffer_ratio{cohort=inside}": ["pooled <= 0.01"]
              "qoe.playback_failure_rate{cohort=inside}": ["rate <= 0.01"]
              "qoe.slack_ms{cohort=inside}": ["p1 >= 0"]
              "http.latency_ms{cohort=inside}": ["p99 <= 2000"]
            sometimes: [viewer.shed]
            """)
}
