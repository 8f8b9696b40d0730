extension BuiltInScenario {
    static let apiBurst = BuiltInScenario(
        "api-burst", "Programs that all want to know at once.",
        explanation: """
            A steady stream of integrations that page through the catalogue, read and write; in the middle ten
            times as many, as when a reseller's job starts. Some people just watch.

            It shows that reads and writes stay quick, that nothing is answered with an error of the server, and
            that television does not notice.
            """,
        body: """
            duration: 2m
            platform: { channels: 4, subscribers: 2000, movies: 4 }
            cohorts:
              - name: integration
                kind: api
                arrivals: [{ rate: 5/s, for: 100s, shape: spike, to: 50/s }]
                session: 10s
              - { name: tv, kind: hls, population: 20 }
            thresholds:
              "http.latency_ms{cohort=integration}": ["p50 <= 100", "p99 <= 2000"]
              "http.5xx_rate{cohort=integration}": ["rate == 0"]
              "qoe.rebuffer_ratio{cohort=tv}": ["pooled <= 0.002"]
              "qoe.slack_ms{cohort=tv}": ["p1 >= 1000"]
              "gen.reload_lateness_ms": ["p99 <= 50"]
            """)
}
