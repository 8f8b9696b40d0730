import DatabaseFixtures
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("OAuth applications in the store")
struct OAuthTableTests {
    private static let now = StoreFixture.now
    private static let later = StoreFixture.now.advanced(by: .seconds(60))

    private static func insert(_ connection: any DatabaseConnection) throws -> OAuthApplicationID {
        try connection.oauthApplications.insert(
            OAuthApplicationDetails(name: "Shop", scopes: Array(OAuthScope.allCases.prefix(2))), clientID: "shop",
            secretHash: [1, 0, 2], now: now)
    }

    @Test(
        "an application comes back as it was stored, and a new secret moves what its tokens are valid from",
        arguments: TestEngine.available)
    func applications(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let applications = connection.oauthApplications
                let id = try Self.insert(connection)
                #expect(try applications.find(clientID: "shop")?.id == id)
                #expect(try applications.find(clientID: "Shop") == nil)
                #expect(try applications.find(id)?.details.scopes == Array(OAuthScope.allCases.prefix(2)))
                #expect(try applications.secretHash(of: id) == [1, 0, 2])
                #expect(try applications.secretHash(ofClientID: "shop") == [1, 0, 2])
                let off = OAuthApplicationDetails(name: "Shop", scopes: [OAuthScope.allCases[0]], isDisabled: true)
                #expect(try applications.update(id, off, tokensValidFrom: nil, expecting: 1, now: Self.later))
                #expect(try !applications.update(id, off, tokensValidFrom: nil, expecting: 1, now: Self.later))
                #expect(try applications.find(id)?.tokensValidFrom == Self.now)
                #expect(try applications.update(id, off, tokensValidFrom: Self.later, expecting: 2, now: Self.later))
                #expect(try applications.find(id)?.tokensValidFrom == Self.later)
                #expect(try applications.setSecretHash([3], of: id, tokensValidFrom: Self.now, now: Self.later))
                try applications.noteUse(of: id, now: Self.later)
                let found = try applications.find(id)
                #expect(found?.lastUsedAt == Self.later && found?.tokensValidFrom == Self.now && found?.revision == 4)
                #expect(try applications.count() == 1)
                #expect(try applications.delete(id))
                #expect(try applications.count() == 0)
            }
        }
    }

    @Test("what was revoked is listed until it expires by itself", arguments: TestEngine.available)
    func revocations(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let revocations = connection.oauthRevocations
                let id = try Self.insert(connection)
                for _ in 0..<2 {
                    try revocations.revoke(token: "t1", of: id, expiresAt: Self.later, now: Self.now)
                }
                try revocations.revoke(token: "t2", of: OAuthApplicationID(99), expiresAt: Self.later, now: Self.now)
                #expect(try revocations.tokens(now: Self.now) == ["t1"])
                for moment in [Self.now, Self.later] {
                    try revocations.endTokens(of: id, issuedBefore: moment, expiresAt: Self.later)
                }
                #expect(try revocations.validFrom(now: Self.now) == [id: Self.later])
                try revocations.prune(now: Self.now)
                #expect(try revocations.tokens(now: Self.now) == ["t1"])
                #expect(try revocations.tokens(now: Self.later) == [])
                try revocations.prune(now: Self.later)
                #expect(try revocations.validFrom(now: Self.now) == [:])
                #expect(try revocations.tokens(now: Self.now) == [])
            }
        }
    }

    @Test(
        "an answer that is kept is found by its whole key until it expires, and takes the place of an expired one",
        arguments: TestEngine.available)
    func answers(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let answers = connection.idempotencyKeys
                let id = try Self.insert(connection)
                let key = IdempotencyTable.Key(application: id, method: "POST", path: "/v1/subscribers", key: "k")
                func insert(_ digest: UInt8, _ expiry: Timestamp) throws {
                    try answers.insert(
                        key, bodyDigest: [digest], status: 201, sealedBody: [0, digest], expiresAt: expiry,
                        now: Self.now)
                }
                try insert(1, Self.later)
                #expect(try answers.find(key, now: Self.now)?.sealedBody == [0, 1])
                #expect(try answers.find(key, now: Self.later) == nil)
                var other = key
                other.path = "/v1/bundles"
                #expect(try answers.find(other, now: Self.now) == nil)
                try insert(2, Self.later.advanced(by: .seconds(60)))
                #expect(try answers.find(key, now: Self.later)?.bodyDigest == [2])
                #expect(try answers.prune(now: Self.later, limit: 10) == 0)
                #expect(try answers.prune(now: Self.later.advanced(by: .seconds(60)), limit: 10) == 1)
            }
        }
    }
}
