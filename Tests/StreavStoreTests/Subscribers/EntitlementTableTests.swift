import DatabaseFixtures
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("Entitlements")
struct EntitlementTableTests {
    @Test(
        "an entitlement is all that admission needs, whatever the case of the username", arguments: TestEngine.available
    )
    func complete(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let (id, streams) = try await database.write { connection -> (SubscriberID, [LiveStreamID]) in
                let now = StoreFixture.now
                let streams = try (1...4).map {
                    try connection.liveStreams.insert(LiveStreamDetails(number: $0, name: "Channel \($0)"), now: now)
                }
                let first = try connection.bundles.insert(
                    BundleDetails(name: "A", liveStreams: [streams[2], streams[0]]), now: now)
                let second = try connection.bundles.insert(
                    BundleDetails(name: "B", liveStreams: [streams[0], streams[1]]), now: now)
                let id = try connection.subscribers.insert(
                    SubscriberDetails(
                        username: "Ann", status: .banned, expiresAt: Timestamp(milliseconds: 5), maxConnections: 7,
                        allowsHLS: false, bundles: [second, first], addresses: ["192.0.2.0/24"], userAgents: ["VLC"],
                        countries: ["FR"]),
                    token: StoreFixture.token(9), now: now)
                return (id, streams)
            }
            let found = try await database.read { try $0.entitlements.find(username: "aNN") }
            let expected = SubscriberEntitlement(
                id: id, username: "Ann", accessTokenHash: [UInt8](repeating: 9, count: 32), status: .banned,
                expiresAt: Timestamp(milliseconds: 5), maxConnections: 7, allowsHLS: false, allowsTransportStream: true,
                networks: [try #require(IPNetwork("192.0.2.0/24"))], userAgents: ["VLC"], countries: ["FR"],
                liveStreamIDs: LiveStreamSet(streams.prefix(3)), generation: 0)
            #expect(found == expected)
            let same = try await database.read { try $0.entitlements.find(id) }
            #expect(same == expected)
            let nobody = try await database.read { try $0.entitlements.find(username: "bob") }
            #expect(nobody == nil)
            for (index, stream) in streams.enumerated() {
                let isEntitled = try await database.read { try $0.entitlements.isEntitled(id, to: stream) }
                #expect(isEntitled == (index < 3))
            }
        }
    }

    @Test("the dashboard's own viewer may see every live stream, no film, and has no name or token to come in by")
    func preview() async throws {
        try await StoreFixture.withDatabase(.sqlite) { database in
            let streams = try await database.write { connection in
                try (1...3).map {
                    try connection.liveStreams.insert(
                        LiveStreamDetails(number: $0, name: "Channel \($0)"), now: StoreFixture.now)
                }
            }
            let found = try #require(try await database.read { try $0.entitlements.find(.preview) })
            #expect(found.id == .preview && found.liveStreamIDs == LiveStreamSet(streams))
            #expect(found.onDemandStreamIDs == .empty && found.accessTokenHash.isEmpty)
            #expect(found.maxConnections == EntitlementTable.previews)
            #expect(try await database.read { try $0.entitlements.find(username: found.username) } == nil)
            #expect(try await database.read { try $0.subscribers.find(.preview) } == nil)
        }
    }

    @Test("a restriction that cannot be read never opens the door", arguments: TestEngine.available)
    func unreadableRestriction(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let id = try connection.subscribers.insert(
                    SubscriberDetails(username: "ann"), token: StoreFixture.token(1), now: StoreFixture.now)
                try connection.execute(
                    "INSERT INTO subscriber_addresses (subscriber_id, position, address) VALUES (\(id), 0, 'nonsense')")
            }
            await #expect(throws: DatabaseError.self) {
                try await database.read { try $0.entitlements.find(username: "ann") }
            }
        }
    }
}
