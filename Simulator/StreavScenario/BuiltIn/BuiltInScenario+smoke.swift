extension BuiltInScenario {
    /// Small enough for two cores and every commit.
    static let smoke = BuiltInScenario(
        "smoke", "A minute's answer to: does everything still play?",
        explanation: """
            A handful of every kind of client for thirty seconds: live viewers by HLS and by MPEG-TS, film
            viewers by HLS and by byte ranges, one of them jumping, a few that zap, and programs on the API. No
            faults.

            Run it after every change. It needs no more than two cores, and its limits are wide: what it finds
            is broken, not slow.
            """,
        body: """
            seed: 1
            duration: 30s
            platform: { channels: 4, segment: 4s, window: 6, movies: 2 }
            cohorts:
              - { name: tv, kind: hls, population: 10, player: hlsjs }
              - { name: zapper, kind: hls, population: 3, dwell: 8s }
              - { name: box, kind: mpegts, population: 5 }
              - { name: film, kind: ondemand, population: 3, seek: { every: 10s } }
              - { name: file, kind: range, population: 3 }
              - { name: app, kind: api, arrivals: [{ rate: 2/s, for: 20s }], session: 5s }
            thresholds:
              "qoe.startup_ms{cohort=tv}": "p95 < 10000"
              "qoe.startup_ms{cohort=box}": "p95 < 10000"
              "qoe.startup_ms{cohort=film}": "p95 < 10000"
              "qoe.zap_ms{cohort=zapper}": "p95 < 10000"
              "qoe.rebuffer_ratio": "pooled < 0.05"
              "qoe.start_failure_rate": "rate == 0"
              "qoe.playback_failure_rate": "rate == 0"
              "http.5xx_rate": "rate == 0"
            sometimes: [viewer.zapped, viewer.sought]
            """)
}
