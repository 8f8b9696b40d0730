extension BuiltInScenario {
    static let vodEvening = BuiltInScenario(
        "vod-evening", "Films, from the beginning, from the middle, and back again.",
        explanation: """
            Film viewers by HLS and by byte ranges, on lines from mobile to fast, some jumping about every half
            minute. A few files hold most of them, as they do.

            It shows that packaging on request keeps up, that a jump is as quick as a start, and that what a
            player drops in jumping is let go of at once.
            """,
        body: """
            duration: 5m
            platform: { channels: 2, movies: 20, popularity: { zipf: 1.2 } }
            cohorts:
              - { name: sofa, kind: ondemand, population: 80, network: dsl, seek: { every: 2m } }
              - name: phone
                kind: ondemand
                population: 40
                network: 4g
                player: exo
                session: { lognormal: [4.5, 1] }
              - { name: player, kind: range, population: 40, network: wifi, seek: { every: 30s, within: 10m } }
              - name: late
                kind: range
                arrivals: [{ rate: 0.5/s, for: 4m, shape: sine }]
                session: 1m
            thresholds:
              "qoe.startup_ms": ["p95 <= 2500"]
              "qoe.rebuffer_ratio{cohort=sofa}": ["pooled <= 0.002", "p99 <= 0.01"]
              "qoe.rebuffer_ratio{cohort=player}": ["pooled <= 0.002"]
              "qoe.playback_failure_rate": ["rate <= 0.001"]
              "qoe.slack_ms{cohort=sofa}": ["p1 >= 1000"]
              "http.5xx_rate": ["rate == 0"]
            sometimes: [viewer.sought]
            """)
}
