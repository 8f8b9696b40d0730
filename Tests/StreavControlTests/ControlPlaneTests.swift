import DatabaseFixtures
import StreavControl
import StreavCrypto
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("Control plane")
struct ControlPlaneTests {
    private struct Refusal: Error {}

    @Test("several use cases in one transaction are all or nothing", arguments: TestEngine.available)
    func atomic(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            await #expect(throws: Refusal.self) {
                try await fixture.perform { transaction in
                    _ = try transaction.categories.create(CategoryDetails(name: "News"))
                    _ = try transaction.liveStreams.create(LiveStreamDetails(number: 1, name: "One"))
                    throw Refusal()
                }
            }
            let activity = try await fixture.activity()
            let streams = try await fixture.database.read { try $0.liveStreams.count() }
            #expect(activity == [])
            #expect(streams == 0)
        }
    }

    @Test(
        "a changed bundle changes what its subscribers may watch, at a higher generation",
        arguments: TestEngine.available)
    func bundles(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let (bundle, streams) = try await fixture.perform { transaction -> (Bundle, [LiveStreamID]) in
                let streams = try (1...3).map {
                    try transaction.liveStreams.create(LiveStreamDetails(number: $0, name: "Channel \($0)")).id
                }
                let bundle = try transaction.bundles.create(
                    BundleDetails(name: "Basic", liveStreams: [streams[1], streams[0]]))
                _ = try transaction.subscribers.create(SubscriberDetails(username: "ann", bundles: [bundle.id]))
                return (bundle, streams)
            }
            let before = try await fixture.database.read { try $0.entitlements.find(username: "ann") }
            #expect(before?.liveStreamIDs == LiveStreamSet(streams.prefix(2)))
            try await fixture.perform { transaction in
                var details = bundle.details
                details.liveStreams = [streams[2]]
                try transaction.bundles.update(bundle.id, details)
            }
            let after = try await fixture.database.read { try $0.entitlements.find(username: "ann") }
            #expect(after?.liveStreamIDs == [streams[2]])
            #expect((after?.generation ?? 0) > (before?.generation ?? 0))
            try await fixture.perform { try $0.liveStreams.delete(streams[2]) }
            let last = try await fixture.database.read { try $0.entitlements.find(username: "ann") }
            #expect(last?.liveStreamIDs == .empty)
            let types = try await fixture.waiting().map(\.type)
            #expect(types.suffix(2) == ["bundle.changed", "live-stream.changed"])
            await #expect(throws: InvalidInput(field: "liveStreams[0]", "does not exist")) {
                try await fixture.perform { transaction in
                    _ = try transaction.bundles.create(BundleDetails(name: "Other", liveStreams: [LiveStreamID(99)]))
                }
            }
            await #expect(throws: InvalidInput(field: "name", "is taken")) {
                try await fixture.perform { _ = try $0.bundles.create(BundleDetails(name: "BASIC")) }
            }
        }
    }

    @Test("a source's credentials do not reach the activity log", arguments: TestEngine.available)
    func redaction(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let address = "http://user:hunter2@encoder.example:8080/live/one.ts?token=hunter2#hunter2"
            let stream = try await fixture.perform {
                try $0.liveStreams.create(
                    LiveStreamDetails(number: 1, name: "One", sources: [LiveStreamSource(address: address)]))
            }
            try await fixture.perform { try $0.liveStreams.setEnabled(stream.id, false) }
            let activity = try await fixture.activity()
            let texts = activity.flatMap { [$0.activity.before, $0.activity.after] }.compactMap { $0 }
            #expect(texts.count == 3)
            #expect(
                texts.allSatisfy {
                    !$0.contains("hunter2") && $0.contains("http://…@encoder.example:8080/live/one.ts?…")
                })
            let found = try await fixture.database.read { try $0.liveStreams.find(stream.id) }
            #expect(found?.details.sources.first?.address == address)
        }
    }

    @Test("the activity log is a chain: what is changed, taken out or put in is found", arguments: TestEngine.available)
    func tamperEvidence(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            for number in 1...5 {
                try await fixture.perform { _ = try $0.categories.create(CategoryDetails(name: "Category \(number)")) }
            }
            let intact = try await fixture.plane.verifyActivity()
            #expect(intact == .intact(entries: 5))
            try await fixture.database.write {
                try $0.execute("UPDATE activity SET actor_name = 'other' WHERE sequence = 3")
            }
            let changed = try await fixture.plane.verifyActivity()
            #expect(changed == .broken(sequence: 3))
            try await fixture.database.write { connection in
                try connection.execute("UPDATE activity SET actor_name = 'admin' WHERE sequence = 3")
                try connection.execute("DELETE FROM activity WHERE sequence = 2")
            }
            let removed = try await fixture.plane.verifyActivity()
            #expect(removed == .broken(sequence: 2))
        }
    }

    @Test("passwords are kept as scrypt, and somebody stays who can sign in", arguments: TestEngine.available)
    func users(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let password = try HashedPassword("correct horse", cost: .weakForSimulation)
            let user = try await fixture.perform {
                try $0.users.create(UserDetails(username: "admin", role: .administrator), password: password)
            }
            let hash = try await fixture.database.read { try $0.users.passwordHash(of: user.id) }
            #expect(hash.map { PasswordHash.verify("correct horse", against: $0) } == true)
            #expect(hash.map { PasswordHash.verify("correct horses", against: $0) } == false)
            #expect(throws: InvalidInput.self) { try HashedPassword("short", cost: .weakForSimulation) }
            await #expect(throws: InvalidInput.self) {
                try await fixture.perform { try $0.users.delete(user.id) }
            }
            await #expect(throws: InvalidInput.self) {
                try await fixture.perform {
                    try $0.users.update(user.id, UserDetails(username: "admin", role: .administrator, isDisabled: true))
                }
            }
            let kept = try await fixture.database.read { try $0.users.find(username: "ADMIN") }
            #expect(kept == user)
        }
    }

    @Test(
        "a client proves itself by its secret until that is rotated, the application switched off or deleted",
        arguments: TestEngine.available)
    func oauth(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let details = OAuthApplicationDetails(
                name: "Shop", scopes: [.subscriberRead, .bundleRead, .subscriberRead])
            let made = try await fixture.perform { try $0.oauthApplications.create(details) }
            #expect(made.application.details.scopes == [.bundleRead, .subscriberRead])
            let clientID = made.application.clientID
            func authenticate(_ secret: String) async throws -> OAuthApplicationID? {
                try await fixture.plane.authenticateClient(id: clientID, secret: secret)?.id
            }
            let right = try await authenticate(made.clientSecret)
            #expect(right == made.application.id)
            let wrong = try await authenticate(made.clientSecret + "x")
            #expect(wrong == nil)
            let unknown = try await fixture.plane.authenticateClient(id: "nobody", secret: made.clientSecret)
            #expect(unknown == nil)
            let rotated = try await fixture.perform { try $0.oauthApplications.rotateSecret(made.application.id) }
            let old = try await authenticate(made.clientSecret)
            let new = try await authenticate(rotated)
            #expect(old == nil)
            #expect(new == made.application.id)
            try await fixture.perform { transaction in
                var details = details
                details.isDisabled = true
                try transaction.oauthApplications.update(made.application.id, details)
            }
            let disabled = try await authenticate(rotated)
            #expect(disabled == nil)
            let dump = try await fixture.activity().map { "\($0)" }.joined()
            #expect(!dump.contains(made.clientSecret) && !dump.contains(rotated))
        }
    }

    @Test("a world is made in one transaction", arguments: TestEngine.available)
    func seeding(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            try await fixture.perform { transaction in
                let streams = try (1...12).map {
                    try transaction.liveStreams.create(
                        LiveStreamDetails(
                            number: $0, name: "Channel \($0)", sources: [LiveStreamSource(address: "file:///\($0).ts")])
                    ).id
                }
                let bundle = try transaction.bundles.create(BundleDetails(name: "All", liveStreams: streams))
                for index in 1...50 {
                    _ = try transaction.subscribers.create(
                        SubscriberDetails(username: "viewer\(index)", bundles: [bundle.id]))
                }
            }
            let counts = try await fixture.database.read { try [$0.subscribers.count(), $0.liveStreams.count()] }
            #expect(counts == [50, 12])
            let verdict = try await fixture.plane.verifyActivity()
            #expect(verdict == .intact(entries: 63))
        }
    }

    @Test("F15 changes made at the same time are all made, and the log has no gap", arguments: TestEngine.available)
    func together(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<24 {
                    group.addTask {
                        try await fixture.perform { transaction in
                            _ = try transaction.subscribers.create(SubscriberDetails(username: "viewer\(index)"))
                        }
                    }
                }
                try await group.waitForAll()
            }
            let activity = try await fixture.activity()
            #expect(activity.map(\.sequence) == Array(1...24))
            let waiting = try await fixture.waiting()
            #expect(Set(waiting.map(\.eventID)).count == 24)
        }
    }
}
