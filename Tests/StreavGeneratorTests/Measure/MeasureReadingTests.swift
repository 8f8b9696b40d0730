import NIOHTTP1
import StreavLoad
import StreavPorts
import StreavScenario
import Testing

@testable import StreavGenerator

@Suite("What was measured, by the names of scenarios")
struct MeasureReadingTests {
    private let scenario = Scenario(
        name: "x", duration: .seconds(60),
        cohorts: [
            Cohort(name: "a", kind: .hls, load: .population(2)),
            Cohort(name: "b", kind: .hls, load: .population(2), network: .named(.dsl)),
        ])

    private func session(bitrate: Double, seconds: Int = 60) -> SessionQuality {
        var quality = SessionQuality(intent: at(0))
        quality.apply(.started(at: at(1)))
        quality.apply(.rendered(.seconds(seconds), bitrate: bitrate, nominal: 1))
        quality.missWindow()
        quality.skip(.seconds(4))
        quality.end(.closed, at: at(61))
        return quality
    }

    private func value(
        _ measure: LoopMeasure, _ metric: Metric, _ statistic: String, _ tags: [MetricTag: String] = [:]
    ) throws -> Double? {
        MeasureReading(measure, scenario: scenario, seconds: 60).value(
            of: metric, tags: tags, statistic: try #require(Statistic(statistic)))
    }

    @Test("fairness is among viewers of one network; of several networks the least fair counts")
    func fairness() throws {
        var measure = LoopMeasure(cohorts: 2)
        for bitrate in [1e6, 1e6] { measure.cohorts[0].quality.add(session(bitrate: bitrate)) }
        for bitrate in [1e6, 3e6] { measure.cohorts[1].quality.add(session(bitrate: bitrate)) }
        #expect(try value(measure, .fairness, "pooled", [.cohort: "a"]) == 1)
        #expect(try value(measure, .fairness, "pooled", [.cohort: "b"]) == 0.8)
        #expect(try value(measure, .fairness, "pooled") == 0.8)
        let tenth = try #require(try value(measure, .fairness, "p10"))
        #expect((tenth - 0.5).magnitude < 0.01)
        #expect(try value(measure, .fairness, "count") == 4)
    }

    @Test("levels of sessions are told of a cohort and of all, the peak exactly")
    func sessions() throws {
        var measure = LoopMeasure(cohorts: 2)
        let levels = SessionLevels(cohorts: 2)
        levels.open(at: at(0))
        levels.begin(0, at: at(0))
        levels.begin(1, at: at(30))
        measure.sessions = [0, 1, nil].map { levels.reading(of: $0, at: at(60)) }
        #expect(try value(measure, .concurrentSessions, "mean") == 1.5)
        #expect(try value(measure, .concurrentSessions, "max") == 2)
        #expect(try value(measure, .concurrentSessions, "mean", [.cohort: "b"]) == 0.5)
        #expect(try value(LoopMeasure(cohorts: 2), .concurrentSessions, "mean") == nil)
    }

    @Test("latency of requests is told by status and by its class")
    func statuses() throws {
        var measure = LoopMeasure(cohorts: 2)
        for (status, milliseconds) in [(200, 10.0), (200, 20), (404, 500), (503, 900)] {
            let timing = LoadTiming(
                intended: at(0), started: at(0), firstByte: at(0), done: at(milliseconds / 1000))
            measure.cohorts[0].requests[.segment, default: RequestCounts()].answer(
                LoadResponse(status: status, headers: HTTPHeaders(), body: nil, bytes: 0, timing: timing))
        }
        #expect(try #require(try value(measure, .httpLatency, "max")).rounded() == 900)
        #expect(try value(measure, .httpLatency, "max", [.status: "2xx"]) == 20)
        #expect(try #require(try value(measure, .httpLatency, "max", [.status: "404"])).rounded() == 500)
        #expect(try value(measure, .httpLatency, "count", [.status: "4xx", .route: "segment"]) == 1)
        #expect(try value(measure, .serverErrors, "pooled") == 0.25)
    }

    @Test("every metric of sessions gives what it says, and counters their distribution too")
    func sessionsOwn() throws {
        var measure = LoopMeasure(cohorts: 2)
        measure.cohorts[0].quality.add(session(bitrate: 1e6, seconds: 70))
        #expect(try value(measure, .windowMisses, "max") == 1)
        #expect(try value(measure, .windowMisses, "count") == 1)
        #expect(try value(measure, .skipped, "p50") == 4)
        #expect(try value(measure, .wastedBytes, "mean") == 0)
        let score = try #require(try value(measure, .score, "mean"))
        #expect((1...5).contains(score))
        #expect(try value(measure, .score, "count") == 1)
    }
}
