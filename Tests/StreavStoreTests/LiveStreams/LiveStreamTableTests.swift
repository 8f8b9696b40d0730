import DatabaseFixtures
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("Live streams in the store")
struct LiveStreamTableTests {
    @Test("streams come with their sources and categories, in order", arguments: TestEngine.available)
    func roundTrip(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let expected = try await database.write { connection -> [LiveStreamDetails] in
                let now = StoreFixture.now
                let news = try connection.categories.insert(CategoryDetails(name: "News", position: 2), now: now)
                let sport = try connection.categories.insert(CategoryDetails(name: "Sport", position: 1), now: now)
                let all = [
                    LiveStreamDetails(
                        number: 1, name: "One", description: "d", logoURL: "https://a.example/1.png", isAdult: true,
                        archiveDays: 7, segmentTarget: .seconds(6), window: 8, startsOnDemand: true,
                        idleStop: .seconds(90), categories: [sport, news],
                        sources: [
                            LiveStreamSource(address: "http://a.example/1.ts", deadAfter: .milliseconds(750)),
                            LiveStreamSource(address: "file:///clips/1.ts"),
                        ]),
                    LiveStreamDetails(number: 2, name: "Two", isRadio: true, isEnabled: false, categories: [news]),
                    LiveStreamDetails(number: 3, name: "Three"),
                ]
                for details in all.reversed() { _ = try connection.liveStreams.insert(details, now: now) }
                return all
            }
            let all = try await database.read { try $0.liveStreams.all() }
            #expect(all.map(\.details) == expected)
            let enabled = try await database.read { try $0.liveStreams.enabled() }
            #expect(enabled.map(\.details.number) == [1, 3])
            let one = try await database.read { try $0.liveStreams.find(all[0].id) }
            #expect(one?.details == expected[0])
            let categories = try await database.read { try $0.categories.all() }
            #expect(categories.map(\.details.name) == ["Sport", "News"])
        }
    }

    @Test(
        "sequence numbers never go back, and the target duration stays what it first was",
        arguments: TestEngine.available)
    func state(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let id = try await database.write {
                try $0.liveStreams.insert(LiveStreamDetails(number: 1, name: "One"), now: StoreFixture.now)
            }
            func save(_ target: Int, _ media: Int64, _ discontinuity: Int64) async throws -> LiveStreamState? {
                try await database.write { connection in
                    try connection.liveStreamStates.save(
                        LiveStreamState(
                            id: id, targetDuration: target, mediaSequence: media, discontinuitySequence: discontinuity),
                        now: StoreFixture.now)
                    return try connection.liveStreamStates.find(id)
                }
            }
            let first = try await save(4, 100, 3)
            #expect(
                first == LiveStreamState(id: id, targetDuration: 4, mediaSequence: 100, discontinuitySequence: 3))
            let late = try await save(6, 50, 5)
            #expect(late == LiveStreamState(id: id, targetDuration: 4, mediaSequence: 100, discontinuitySequence: 5))
            let next = try await save(4, 101, 4)
            #expect(next == LiveStreamState(id: id, targetDuration: 4, mediaSequence: 101, discontinuitySequence: 5))
        }
    }

    @Test("the state of a stream that is gone is not noted", arguments: TestEngine.available)
    func stateOfNothing(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let state = LiveStreamState(
                id: LiveStreamID(77), targetDuration: 4, mediaSequence: 1, discontinuitySequence: 0)
            try await database.write { try $0.liveStreamStates.save(state, now: StoreFixture.now) }
            let found = try await database.read { try $0.liveStreamStates.find(state.id) }
            #expect(found == nil)
        }
    }

    @Test("text is found as it is written, and % and _ are no wildcards")
    func patterns() {
        #expect(FoldedText.pattern(containing: "50%_Ä\\") == "%50\\%\\_ä\\\\%")
    }
}
