import DatabaseFixtures
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("Lists of the platform's pages")
struct PlatformListTests {
    private static let now = StoreFixture.now

    @Test("Applications are narrowed and sorted by whatever there is", arguments: TestEngine.available)
    func applications(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let table = connection.oauthApplications
                for (index, name) in ["Shop", "Billing"].enumerated() {
                    _ = try table.insert(
                        OAuthApplicationDetails(name: name, scopes: [.movieRead], isDisabled: index == 1),
                        clientID: "id\(index)", secretHash: [1], now: Self.now)
                }
                let slice = ListSlice(offset: 0, limit: 10)
                for order in OAuthApplicationTable.Order.allCases {
                    for descending in [false, true] {
                        let all = try table.list(.init(), order: order, descending: descending, slice)
                        #expect(all.total == 2 && all.entries.allSatisfy { $0.details.scopes == [.movieRead] })
                    }
                }
                let sorted = try table.list(.init(), order: .name, descending: false, slice).entries
                #expect(sorted.map(\.details.name) == ["Billing", "Shop"])
                let found = try table.list(.init(text: "SHO"), order: .name, descending: false, slice).entries
                #expect(found.map(\.clientID) == ["id0"])
                let disabled = try table.list(.init(isDisabled: true), order: .name, descending: false, slice).entries
                #expect(disabled.map(\.clientID) == ["id1"])
            }
        }
    }

    @Test("The sessions of everybody that still count, and the end of all but one", arguments: TestEngine.available)
    func sessions(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let user = try connection.users.insert(
                    UserDetails(username: "ann", role: .administrator), passwordHash: "x", now: Self.now)
                for index in UInt8(1)...3 {
                    try connection.userSessions.insert(
                        NewUserSession(
                            idHash: [UInt8](repeating: index, count: 32), user: user,
                            csrfSecret: [UInt8](repeating: 9, count: 32), address: nil, userAgent: nil),
                        now: Self.now.advanced(by: .seconds(-1200 * Int(index - 1))))
                }
                // The third was seen forty minutes ago.
                let live = try connection.userSessions.live(now: Self.now, limit: 10)
                #expect(live.map { $0.idHash.first } == [1, 2])
                #expect(try connection.userSessions.live(now: Self.now, limit: 1).count == 1)
                let own = [UInt8](repeating: 2, count: 32)
                #expect(try connection.userSessions.deleteOthers(than: own) == 2)
                #expect(try connection.userSessions.live(now: Self.now, limit: 10).map(\.idHash) == [own])
            }
        }
    }
}
