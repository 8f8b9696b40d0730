extension BuiltInScenario {
    static let primeTime = BuiltInScenario(
        "prime-time", "An evening's full house, and what breaks in it.",
        explanation: """
            Households come home within five minutes and stay: most on HLS over DSL, set-top boxes on MPEG-TS,
            phones on mobile lines. A few channels hold most of them. Then the sources of the ten most watched
            channels are reset, and one stalls.

            It shows that viewers with a buffer do not notice a source going over.
            """,
        body: """
            duration: 15m
            platform: { channels: 50, popularity: { zipf: 1.0 }, segment: 4s, window: 6 }
            cohorts:
              - name: tv
                kind: hls
                arrivals: [{ rate: 2/s, for: 5m, shape: ramp, to: 0.2/s }, { rate: 0.2/s, for: 9m }]
                player: rfc8216
                abr: dynamic
                dwell: zap-mix
                session: { lognormal: [6.5, 0.8] }
                network: dsl
              - name: box
                kind: mpegts
                population: 100
                dwell: zap-mix
                network: wifi
                ends: { clean: 0.8, silent: 0.2 }
              - name: phone
                kind: hls
                population: 60
                player: exo
                network: 4g
                session: { lognormal: [5, 1] }
                ends: { clean: 0.6, silent: 0.3, half-dead: 0.1 }
            faults:
              - { at: 6m, do: source.reset, channel: top-10 }
              - { at: 8m, do: source.stall, channel: 1, for: 20s }
            healBy: 12m
            converge: 60s
            thresholds:
              "qoe.startup_ms": ["p95 <= 2500"]
              "qoe.zap_ms": ["p95 <= 2000"]
              "qoe.rebuffer_ratio{cohort=tv}": ["pooled <= 0.002", "p99 <= 0.01"]
              "qoe.rebuffer_ratio{cohort=box}": ["pooled <= 0.01"]
              "qoe.start_failure_rate{status=technical}": ["rate <= 0.001"]
              "qoe.playback_failure_rate": ["rate <= 0.001"]
              "qoe.slack_ms{cohort=tv}": ["p1 >= 1000"]
              "gen.reload_lateness_ms": ["p99 <= 50"]
              "http.5xx_rate": [{ check: "rate < 0.05", abort: true, grace: 30s }]
            sometimes: [viewer.zapped, fault.source.reset, fault.source.stall]
            """)
}
