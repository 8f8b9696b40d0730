import DatabaseFixtures
import Foundation
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("Subscriber use cases")
struct SubscriberControlTests {
    @Test("a new subscriber has a token, an entry in the log and an event", arguments: TestEngine.available)
    func creation(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let made = try await fixture.perform { try $0.subscribers.create(SubscriberDetails(username: "Ann")) }
            #expect(made.accessToken.count == 22)
            let shown = try await fixture.plane.accessToken(of: made.subscriber.id)
            #expect(shown == made.accessToken)
            let found = try await fixture.database.read { try $0.subscribers.find(made.subscriber.id) }
            #expect(found == made.subscriber)

            let activity = try await fixture.activity()
            #expect(activity.map(\.activity.action) == ["subscriber.create"])
            #expect(activity[0].activity.actor == ControlFixture.actor)
            #expect(activity[0].activity.resourceID == "\(made.subscriber.id)")
            #expect(activity[0].activity.after?.contains(made.accessToken) == false)

            let events = try await fixture.waiting()
            #expect(events.map(\.type) == ["subscriber.changed"])
            let event = try JSONDecoder().decode(SubscriberChanged.self, from: Data(events[0].payload))
            #expect(
                event == SubscriberChanged(id: made.subscriber.id, username: "ann", generation: 1, isDeleted: false))
        }
    }

    @Test("the token is nowhere in the database as it is", arguments: TestEngine.available)
    func tokensAtRest(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let made = try await fixture.perform { try $0.subscribers.create(SubscriberDetails(username: "ann")) }
            let (sealed, hash) = try await fixture.database.read { connection -> ([UInt8], [UInt8]) in
                let sealed: [UInt8] = try connection.value("SELECT access_token_sealed FROM subscribers")
                let hash: [UInt8] = try connection.value("SELECT access_token_hash FROM subscribers")
                return (sealed, hash)
            }
            let token = Array(made.accessToken.utf8)
            #expect(!sealed.indices.contains { sealed[$0...].starts(with: token) })
            #expect(hash.count == 32)
            let events = try await fixture.waiting()
            #expect(events.allSatisfy { !String(decoding: $0.payload, as: UTF8.self).contains(made.accessToken) })
        }
    }

    @Test("a username is generated when there is none", arguments: TestEngine.available)
    func generatedUsernames(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let names = try await fixture.perform { transaction in
                try (0..<20).map { _ in
                    try transaction.subscribers.create(SubscriberDetails()).subscriber.details.username
                }
            }
            #expect(Set(names).count == 20)
            #expect(names.allSatisfy(Username.isValid))
        }
    }

    @Test(
        "a taken username and a bundle that is not there are told by the member's name, and nothing is left",
        arguments: TestEngine.available)
    func invalid(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            _ = try await fixture.perform { try $0.subscribers.create(SubscriberDetails(username: "ann")) }
            await #expect(throws: InvalidInput(field: "username", "is taken")) {
                try await fixture.perform { try $0.subscribers.create(SubscriberDetails(username: "ANN")) }
            }
            await #expect(throws: InvalidInput(field: "bundles[0]", "does not exist")) {
                try await fixture.perform {
                    try $0.subscribers.create(SubscriberDetails(username: "bob", bundles: [BundleID(9)]))
                }
            }
            let activity = try await fixture.activity()
            let waiting = try await fixture.waiting()
            #expect(activity.count == 1)
            #expect(waiting.count == 1)
        }
    }

    @Test(
        "disabling, changing, a new token and deleting each leave a trace and an event", arguments: TestEngine.available
    )
    func changes(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let made = try await fixture.perform { try $0.subscribers.create(SubscriberDetails(username: "ann")) }
            let id = made.subscriber.id
            let disabled = try await fixture.perform { try $0.subscribers.setStatus(id, .disabled) }
            #expect(disabled.details.status == .disabled)
            let renamed = try await fixture.perform { transaction in
                var details = disabled.details
                details.username = "Beth"
                return try transaction.subscribers.update(id, details, expecting: disabled.revision)
            }
            #expect(renamed.revision == 3)
            let token = try await fixture.perform { try $0.subscribers.regenerateAccessToken(id) }
            #expect(token != made.accessToken)
            let shown = try await fixture.plane.accessToken(of: id)
            #expect(shown == token)
            try await fixture.perform { try $0.subscribers.delete(id) }
            let gone = try await fixture.plane.accessToken(of: id)
            #expect(gone == nil)

            let activity = try await fixture.activity()
            #expect(
                activity.map(\.activity.action) == [
                    "subscriber.create", "subscriber.set-status", "subscriber.update",
                    "subscriber.regenerate-access-token", "subscriber.delete",
                ])
            let events = try await fixture.waiting().map {
                try JSONDecoder().decode(SubscriberChanged.self, from: Data($0.payload))
            }
            // The renaming tells of the old name and of the new.
            #expect(events.map(\.username) == ["ann", "ann", "ann", "beth", "beth", "beth"])
            #expect(events.map(\.generation) == [1, 2, 3, 3, 4, 5])
            #expect(events.map(\.isDeleted) == [false, false, false, false, false, true])
        }
    }

    @Test("the second of two administrators is told", arguments: TestEngine.available)
    func lostUpdate(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let made = try await fixture.perform { try $0.subscribers.create(SubscriberDetails(username: "ann")) }
            let id = made.subscriber.id
            try await fixture.perform { transaction in
                var details = made.subscriber.details
                details.note = "first"
                try transaction.subscribers.update(id, details, expecting: 1)
            }
            await #expect(throws: ControlError.changedMeanwhile(resource: "subscriber", id: id.rawValue)) {
                try await fixture.perform { transaction in
                    var details = made.subscriber.details
                    details.note = "second"
                    try transaction.subscribers.update(id, details, expecting: 1)
                }
            }
            let found = try await fixture.database.read { try $0.subscribers.find(id) }
            #expect(found?.details.note == "first")
            await #expect(throws: ControlError.notFound(resource: "subscriber", id: 99)) {
                try await fixture.perform { try $0.subscribers.delete(SubscriberID(99)) }
            }
        }
    }

    @Test("every rule of the details is told by the member's name")
    func rules() throws {
        let details = SubscriberDetails(
            username: "live", email: "string", maxConnections: 0, note: String(repeating: "n", count: 2001),
            bundles: [BundleID(1), BundleID(1)], addresses: ["string", "192.0.2.1/33"], userAgents: ["", "a\nb"],
            countries: ["string", "XX"])
        do {
            _ = try details.validated()
            Issue.record("invalid details were accepted")
        } catch {
            #expect(
                Set(error.problems.map(\.field)) == [
                    "username", "email", "maxConnections", "note", "bundles[1]", "ipAddresses[0]", "ipAddresses[1]",
                    "userAgents[0]", "userAgents[1]", "countries[0]", "countries[1]",
                ])
        }
        let normal = try SubscriberDetails(
            username: "a@b.c", addresses: ["2001:DB8:0::1", "192.0.2.99/24"], countries: ["fr"]
        ).validated()
        #expect(normal.addresses == ["2001:db8::1", "192.0.2.0/24"])
        #expect(normal.countries == ["FR"])
        for username in ["", ".", "..", "a b", "ä", "a/b", "LIVE", "metrics", String(repeating: "a", count: 65)] {
            #expect(!Username.isValid(username), "\(username)")
        }
    }
}
