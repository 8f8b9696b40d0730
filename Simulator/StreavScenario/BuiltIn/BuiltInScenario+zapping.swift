extension BuiltInScenario {
    static let zapping = BuiltInScenario(
        "zapping", "Viewers who cannot make up their minds.",
        explanation: """
            Surfers change the channel every few seconds, by HLS and by MPEG-TS, and everybody looks for
            something else at the programme's boundary. Some of them vanish without a word, with their place
            still taken.

            It shows how long a change of channel takes, and that changing replaces a place instead of taking
            another: nobody is refused for having been somewhere a second ago.
            """,
        body: """
            duration: 3m
            platform: { channels: 30, popularity: { zipf: 0.8 }, segment: 2s }
            cohorts:
              - name: surfer
                kind: hls
                population: 60
                dwell: { lognormal: [1.6, 0.7] }
                persona: surfer
                network: dsl
              - { name: box, kind: mpegts, population: 60, dwell: 3s, persona: surfer, ends: { clean: 9, silent: 1 } }
              - { name: evening, kind: hls, population: 40, dwell: zap-mix, session: { lognormal: [4, 0.8] } }
            thresholds:
              "qoe.zap_ms{cohort=surfer}": ["p95 <= 2000"]
              "qoe.zap_ms{cohort=box}": ["p95 <= 2000"]
              "qoe.start_failure_rate{status=denied}": ["rate == 0"]
              "qoe.start_failure_rate{status=technical}": ["rate <= 0.001"]
              "qoe.rebuffer_ratio{cohort=evening}": ["pooled <= 0.002"]
              "gen.reload_lateness_ms": ["p99 <= 50"]
            sometimes: [viewer.zapped, viewer.died-silently]
            """)
}
