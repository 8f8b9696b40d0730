import DatabaseFixtures
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("Users in the store")
struct UserTableTests {
    @Test(
        "a user comes back as it was stored, changes on its revision, and is found whatever the case",
        arguments: TestEngine.available)
    func users(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let now = StoreFixture.now
                let users = connection.users
                let id = try users.insert(
                    UserDetails(username: "Ann", email: "a@example.org", role: .administrator), passwordHash: "one",
                    now: now)
                #expect(try users.find(username: "aNN")?.id == id)
                #expect(try users.find(id)?.details.email == "a@example.org")
                #expect(try users.find(id)?.lastSignedInAt == nil)
                #expect(try users.passwordHash(of: id) == "one")
                #expect(try users.setPasswordHash("two", of: id, now: now))
                #expect(try users.passwordHash(of: id) == "two")
                #expect(try users.administratorCount() == 1)
                let off = UserDetails(username: "ann", role: .administrator, isDisabled: true)
                #expect(try !users.update(id, off, expecting: 1, now: now))
                #expect(try users.update(id, off, expecting: 2, now: now))
                #expect(try users.find(id)?.details == off)
                #expect(try users.administratorCount() == 0)
                #expect(try users.deleteSessions(of: id) == 0)
                #expect(try users.count() == 1)
                #expect(try users.delete(id))
                #expect(try !users.delete(id))
                #expect(try users.passwordHash(of: id) == nil)
            }
        }
    }
}
