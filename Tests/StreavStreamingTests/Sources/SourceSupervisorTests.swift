import Logging
import NIOCore
import StreavLocal
import StreavMedia
import StreavPorts
import StreavStreaming
import Synchronization
import Testing

@Suite("The supervisor with scripted sources on a manual clock")
struct SourceSupervisorTests {
    /// A source that plays a clip in real time, then does as told.
    private struct Script: Sendable {
        enum End: Sendable {
            case silence
            case end
            case failure
        }
        var seconds: Int
        var end: End
        var bytes: ByteBuffer?
    }

    /// Plays scripts, by input and attempt; counts connections.
    private final class Studio: MediaSourceOpener {
        private struct State {
            var scripts: [String: [Script]]
            var open: [String: Int] = [:]
            var mostOpen = 0
            var attempts: [String: Int] = [:]
        }
        private let state: Mutex<State>
        let clock: StreavClock

        init(_ scripts: [[Script]], clock: StreavClock) {
            var byAddress: [String: [Script]] = [:]
            for (index, list) in scripts.enumerated() { byAddress["test:\(index)"] = list }
            state = Mutex(State(scripts: byAddress))
            self.clock = clock
        }

        var mostOpen: Int { state.withLock { $0.mostOpen } }
        var openNow: Int { state.withLock { $0.open.values.reduce(0, +) } }
        func attempts(_ input: Int) -> Int { state.withLock { $0.attempts["test:\(input)", default: 0] } }

        func source(for address: String) throws(MediaSourceError) -> any MediaSource {
            let script = state.withLock { state in
                state.attempts[address, default: 0] += 1
                let list = state.scripts[address] ?? []
                return list.count > 1 ? state.scripts[address]?.removeFirst() : list.first
            }
            guard let script else { throw MediaSourceError(.invalidAddress, "no script") }
            return Player(address: address, script: script, studio: self)
        }

        func count(_ address: String, _ step: Int) {
            state.withLock { state in
                state.open[address, default: 0] += step
                state.mostOpen = max(state.mostOpen, state.open[address, default: 0])
            }
        }
    }

    private struct Player: MediaSource {
        let address: String
        let script: Script
        let studio: Studio

        func run(_ receive: @escaping @Sendable (ByteBuffer) async throws -> Void) async throws {
            studio.count(address, 1)
            defer { studio.count(address, -1) }
            let clock = studio.clock
            let end = clock.monotonicNow + .seconds(script.seconds)
            let start = clock.monotonicNow
            var clip = try LoopedTransport(file: TestClip.television())
            while clock.monotonicNow < end {
                if let bytes = script.bytes {
                    try await receive(bytes)
                } else {
                    while let chunk = clip.next(upTo: clock.monotonicNow - start) { try await receive(chunk) }
                }
                try await clock.sleep(for: .milliseconds(200))
            }
            switch script.end {
            case .end: return
            case .failure: throw MediaSourceError(.interrupted, "reset by the test")
            case .silence: try await clock.sleep(for: .seconds(1_000_000))
            }
        }
    }

    private final class Recorder: ProgramSink {
        private let log = Mutex<[String]>([])
        var lines: [String] { log.withLock { $0 } }

        func begin(input index: Int, tracks: [TransportTrack]) { log.withLock { $0.append("begin \(index)") } }
        func inputsAreDown() { log.withLock { $0.append("down") } }
        func consume(_ events: [TransportEvent]) {
            log.withLock { lines in
                for case .unit(let unit) in events { lines.append(unit.isRandomAccess ? "key" : "unit") }
            }
        }
    }

    /// Returns when the supervisor and every open source sleep, and stay so: then the time may go on.
    private func settle(_ clock: ManualClock, _ studio: Studio) async throws {
        var calm = 0
        while calm < 8 {
            try await Task.sleep(for: .milliseconds(1))
            calm = clock.sleeperCount == studio.openNow + 1 ? calm + 1 : 0
        }
    }

    /// Runs a supervisor and the manual clock for `seconds`; then looks at it.
    private func run(
        _ scripts: [[Script]], seconds: Int, _ check: (SourceSupervisor, Studio, [String]) -> Void
    ) async throws {
        let manual = ManualClock()
        let studio = Studio(scripts, clock: .manual(manual))
        let sink = Recorder()
        let supervisor = SourceSupervisor(
            plan: scripts.indices.map { SourcePlan(address: "test:\($0)") }, opener: studio, clock: .manual(manual),
            entropy: SeededEntropy(seed: 5), sink: sink, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await supervisor.run() }
            let end = MonotonicInstant(offset: .seconds(seconds))
            while manual.monotonicNow() < end {
                try await settle(manual, studio)
                if !manual.advanceToNextDeadline(notAfter: end) { manual.advance(by: end - manual.monotonicNow()) }
            }
            try await settle(manual, studio)
            check(supervisor, studio, sink.lines)
            group.cancelAll()
        }
        #expect(studio.openNow == 0)
        #expect(supervisor.snapshot().activeIndex == nil)
    }

    @Test("F02: a silent socket is left after two seconds, and the next input begins with a key frame")
    func silence() async throws {
        let scripts = [[Script(seconds: 4, end: .silence)], [Script(seconds: 100, end: .silence)]]
        try await run(scripts, seconds: 8) { supervisor, studio, lines in
            #expect(lines.filter { $0.hasPrefix("begin") }.prefix(2) == ["begin 0", "begin 1"])
            for (index, line) in lines.enumerated() where line.hasPrefix("begin") && index + 1 < lines.count {
                #expect(lines[index + 1] == "key")
            }
            #expect(!lines.contains("down"))
            #expect(studio.mostOpen == 1)
            let snapshot = supervisor.snapshot()
            #expect(snapshot.activeIndex == 1)
            #expect(snapshot.sources[0].lastFailure?.reason == .noBytes)
            #expect(snapshot.sources[1].tracks.map(\.kind) == [.video, .audio])
        }
    }

    @Test(
        "A source that fails is left at once; one that sends a page is no media; with none left the sink is told once")
    func failures() async throws {
        let page = ByteBuffer(string: "<html>" + String(repeating: "no stream here ", count: 50))
        let scripts = [
            [Script(seconds: 2, end: .failure), Script(seconds: 0, end: .failure)],
            [Script(seconds: 100, end: .silence, bytes: page)], [Script(seconds: 0, end: .end)],
        ]
        try await run(scripts, seconds: 20) { supervisor, studio, lines in
            #expect(lines.filter { $0 == "down" }.count == 1)
            let reasons = supervisor.snapshot().sources.map { $0.lastFailure?.reason }
            #expect(reasons == [.interrupted, .notMedia, .ended])
            #expect(supervisor.snapshot().isDown)
            #expect(studio.mostOpen == 1)
            for input in 0..<3 { #expect(studio.attempts(input) >= 3) }
        }
    }

    @Test("A better input is returned to after ten seconds of its health")
    func returning() async throws {
        let scripts = [
            [Script(seconds: 3, end: .failure), Script(seconds: 1000, end: .silence)],
            [Script(seconds: 1000, end: .silence)],
        ]
        try await run(scripts, seconds: 18) { supervisor, studio, lines in
            #expect(lines.filter { $0.hasPrefix("begin") } == ["begin 0", "begin 1", "begin 0"])
            #expect(supervisor.snapshot().switches == 2)
            #expect(studio.openNow == 1)
        }
    }
}
