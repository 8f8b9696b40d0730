import DatabaseFixtures
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("What nodes say of live streams")
struct LiveStreamStatusTests {
    private static let now = StoreFixture.now

    private static func stream(
        _ connection: any DatabaseConnection, _ number: Int, _ name: String = "One", isEnabled: Bool = true
    ) throws -> LiveStreamID {
        try connection.liveStreams.insert(
            LiveStreamDetails(number: number, name: name, isEnabled: isEnabled), now: now)
    }

    private static func server(_ connection: any DatabaseConnection, _ name: String) throws -> ServerID {
        try connection.servers.register(ServerDetails(name: name, publicURL: "http://127.0.0.1:8000"), now: now).server
    }

    private static func status(
        _ id: LiveStreamID, _ generation: Int64, _ phase: LiveStreamPhase = .onAir, viewers: Int = 0
    ) -> LiveStreamStatus {
        LiveStreamStatus(
            id: id, generation: generation, phase: phase, since: now, bitsPerSecond: 5_000_000_000,
            codecs: "avc1.640028,mp4a.40.2", width: 1280, height: 720, viewers: viewers, sourcePosition: 1,
            sources: [
                LiveStreamSourceStatus(state: .waiting, lastFailure: "noBytes"),
                LiveStreamSourceStatus(state: .active, bitsPerSecond: 4, isDegraded: true, isDivergent: true),
            ])
    }

    @Test("A status is taken of who runs the stream and of nobody else", arguments: TestEngine.available)
    func fenced(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let stream = try Self.stream(connection, 1)
                let (one, two) = (try Self.server(connection, "one"), try Self.server(connection, "two"))
                let status = Self.status(stream, 1)
                #expect(try connection.liveStreamStatuses.save([status], by: one, now: Self.now) == 0)
                try connection.assignments.place(stream, on: one, now: Self.now)
                #expect(try connection.liveStreamStatuses.save([status], by: two, now: Self.now) == 0)
                #expect(try connection.liveStreamStatuses.save([status], by: one, now: Self.now) == 1)
                #expect(try connection.liveStreamStatuses.find(stream, now: Self.now) == status)
                // It moves: what was said of it before counts no more, and its old node is not heard.
                try connection.assignments.place(stream, on: two, now: Self.now)
                #expect(try connection.liveStreamStatuses.find(stream, now: Self.now) == nil)
                #expect(try connection.liveStreamStatuses.save([status], by: one, now: Self.now) == 0)
                let later = Self.status(stream, 2, .starting)
                #expect(try connection.liveStreamStatuses.save([later], by: two, now: Self.now) == 1)
                #expect(try connection.liveStreamStatuses.find(stream, now: Self.now) == later)
                let old = Self.now.advanced(by: LiveStreamStatus.freshness + .seconds(1))
                #expect(try connection.liveStreamStatuses.find(stream, now: old) == nil)
                #expect(try connection.servers.delete(two))
                #expect(try connection.liveStreamStatuses.find(stream, now: Self.now) == nil)
            }
        }
    }

    @Test("More statuses than one statement may bind are written all the same", arguments: TestEngine.available)
    func many(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let count = try await database.write { connection -> Int in
                let server = try Self.server(connection, "one")
                var statuses: [LiveStreamStatus] = []
                for number in 0..<1201 {
                    let stream = try Self.stream(connection, number)
                    try connection.assignments.place(stream, on: server, now: Self.now)
                    var status = Self.status(stream, 1)
                    // NULLs in the first row and in others.
                    if number % 2 == 0 { (status.width, status.height, status.sourcePosition) = (nil, nil, nil) }
                    statuses.append(status)
                }
                let taken = try connection.liveStreamStatuses.save(statuses, by: server, now: Self.now)
                #expect(try connection.liveStreamStatuses.save(statuses, by: server, now: Self.now) == taken)
                return taken
            }
            #expect(count == 1201)
            let conditions = try await database.read { try $0.liveStreams.conditions(now: Self.now) }
            #expect(conditions == [.onAir: 1201])
        }
    }

    @Test(
        "A list is narrowed by state, category, name and number, and sorted by each column",
        arguments: TestEngine.available)
    func list(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let news = try await database.write { connection -> CategoryID in
                let server = try Self.server(connection, "one")
                let news = try connection.categories.insert(CategoryDetails(name: "News"), now: Self.now)
                _ = try Self.stream(connection, 30, "Off 100%", isEnabled: false)
                let busy = try connection.liveStreams.insert(
                    LiveStreamDetails(number: 10, name: "Busy", categories: [news]), now: Self.now)
                let quiet = try Self.stream(connection, 20, "Quiet")
                _ = try Self.stream(connection, 40, "Nowhere")
                for stream in [busy, quiet] { try connection.assignments.place(stream, on: server, now: Self.now) }
                try connection.liveStreamStatuses.save(
                    [Self.status(busy, 1, viewers: 9), Self.status(quiet, 1, .down, viewers: 2)], by: server,
                    now: Self.now)
                return news
            }
            func names(
                _ filter: LiveStreamTable.Filter = .init(), _ order: LiveStreamTable.Order = .number,
                descending: Bool = false
            ) async throws -> [String] {
                try await database.read {
                    try $0.liveStreams.list(
                        filter, order: order, descending: descending, ListSlice(offset: 0, limit: 10), now: Self.now
                    ).entries.map(\.name)
                }
            }
            #expect(try await names() == ["Busy", "Quiet", "Off 100%", "Nowhere"])
            #expect(try await names(.init(condition: .onAir)) == ["Busy"])
            #expect(try await names(.init(condition: .down)) == ["Quiet"])
            #expect(try await names(.init(condition: .off)) == ["Off 100%"])
            #expect(try await names(.init(condition: .unknown)) == ["Nowhere"])
            #expect(try await names(.init(category: news)) == ["Busy"])
            #expect(try await names(.init(text: "0%")) == ["Off 100%"])
            #expect(try await names(.init(text: "20")) == ["Quiet"])
            #expect(try await names(.init(isEnabled: false)) == ["Off 100%"])
            #expect(try await names(.init(), .viewers, descending: true) == ["Busy", "Quiet", "Off 100%", "Nowhere"])
            for order in LiveStreamTable.Order.allCases {
                for descending in [false, true] {
                    #expect(try await Set(names(.init(), order, descending: descending)).count == 4, "\(order)")
                }
            }
            let found = try await database.read { try $0.liveStreams.search("uie", limit: 5) }
            #expect(found.map(\.name) == ["Quiet"])
            #expect(try await database.read { try $0.liveStreams.nextNumber() } == 41)
        }
    }

    @Test("Of each stream the last events are kept, and none for ever", arguments: TestEngine.available)
    func events(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let kept = LiveStreamEventTable.keptPerStream
            try await database.write { connection in
                let server = try Self.server(connection, "one")
                let (one, two) = (try Self.stream(connection, 1), try Self.stream(connection, 2))
                func event(_ stream: LiveStreamID, _ second: Int, _ kind: LiveStreamEvent.Kind) -> LiveStreamEvent {
                    LiveStreamEvent(
                        stream: stream, occurredAt: Self.now.advanced(by: .seconds(second)), kind: kind, source: second)
                }
                try connection.liveStreamEvents.append(
                    (0..<kept + 50).map { event(one, $0, .switched) } + [event(two, 0, .started)]
                        // A stream that is gone by now.
                        + [event(LiveStreamID(9999), 0, .down)], by: server)
                try connection.liveStreamEvents.prune([one, two], now: Self.now)
                let left = try connection.liveStreamEvents.latest(of: one, limit: kept)
                #expect(left.count == kept)
                #expect(left.first?.event == event(one, kept + 49, .switched))
                #expect(left.last?.event.source == 50)
                #expect(left.first?.serverName == "one")
                #expect(try connection.liveStreamEvents.latest(of: two, limit: 10).map(\.event.kind) == [.started])
                let month = Self.now.advanced(by: LiveStreamEventTable.retention + .seconds(1))
                try connection.liveStreamEvents.prune([], now: month)
                #expect(try connection.liveStreamEvents.latest(of: two, limit: 10).isEmpty)
                #expect(try connection.liveStreamEvents.latest(of: one, limit: 1).count == 1)
            }
        }
    }

    @Test("What sources do is read as it was written, and nothing hostile comes through")
    func sources() {
        let all = LiveStreamSourceStatus.State.allCases.map {
            LiveStreamSourceStatus(state: $0, bitsPerSecond: 7, isDegraded: true, lastFailure: "timedOut")
        }
        #expect(LiveStreamSourceStatus.read(LiveStreamSourceStatus.write(all)) == all)
        #expect(LiveStreamSourceStatus.read("") == [])
        #expect(LiveStreamSourceStatus.read("active,1,,;nonsense").count == 1)
        let hostile = LiveStreamSourceStatus(state: .idle, lastFailure: "a;b,c<d> 1")
        #expect(LiveStreamSourceStatus.read(LiveStreamSourceStatus.write([hostile])).first?.lastFailure == "abcd")
    }
}
