import StreavControl
import StreavDomain
import StreavLocal
import Testing

@Suite("Guessing passwords")
struct SignInThrottleTests {
    private static func origin(_ address: String, device: String? = nil) -> SignInOrigin {
        SignInOrigin(address: address, device: device)
    }

    /// Guesses from a different address each, until one has to wait.
    private static func guess(_ name: String, _ count: Int, _ fixture: SignInFixture) async throws -> [SignInOutcome] {
        var outcomes: [SignInOutcome] = []
        for number in 0..<count {
            outcomes.append(try await fixture.signIn(name, "a guess", from: origin("198.51.100.\(number)")))
        }
        return outcomes
    }

    @Test("S23: an account is closed to guesses from anywhere, for twice as long each time, and opens by itself")
    func account() async throws {
        try await SignInFixture.with { fixture async throws in
            try await fixture.user("anna")
            let outcomes = try await Self.guess("anna", 10, fixture)
            #expect(outcomes.prefix(6).allSatisfy { $0.isRefused })
            #expect(outcomes.dropFirst(6).allSatisfy { $0.throttled != nil })
            // The right one, from wherever nobody has signed in before, has to wait with the others.
            #expect(try await fixture.signIn("ANNA").throttled != nil)
            for wait in [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
                fixture.clock.advance(by: .seconds(wait) - .milliseconds(1))
                let early = try await fixture.signIn("anna", "a guess", from: Self.origin("203.0.113.1"))
                #expect(early.throttled != nil, "\(wait)")
                fixture.clock.advance(by: .milliseconds(1))
                let late = try await fixture.signIn("anna", "a guess", from: Self.origin("203.0.113.\(wait % 250)"))
                #expect(late.isRefused, "\(wait)")
            }
            fixture.clock.advance(by: .seconds(900))
            #expect(try await fixture.signIn("anna").started != nil)
        }
    }

    @Test("S23: guesses at one account close no other, and the right password forgets them")
    func others() async throws {
        try await SignInFixture.with { fixture async throws in
            try await fixture.user("anna")
            try await fixture.user("bert")
            _ = try await Self.guess("anna", 10, fixture)
            #expect(try await fixture.signIn("bert", from: Self.origin("198.51.100.1")).started != nil)
            for _ in 0..<4 { _ = try await fixture.signIn("bert", "a slip", from: Self.origin("203.0.113.9")) }
            #expect(try await fixture.signIn("bert", from: Self.origin("203.0.113.9")).started != nil)
            for _ in 0..<4 { #expect(try await fixture.signIn("bert", "a slip").isRefused) }
            #expect(try await fixture.signIn("bert").started != nil)
        }
    }

    @Test("S23: an account that there is not is closed as one that there is")
    func unknownAccount() async throws {
        try await SignInFixture.with { fixture async throws in
            let outcomes = try await Self.guess("nobody", 8, fixture)
            #expect(outcomes.prefix(6).allSatisfy { $0.isRefused })
            #expect(outcomes.dropFirst(6).allSatisfy { $0.throttled != nil })
        }
    }

    @Test("S23: an address that guesses at many accounts is closed, a subscriber's whole line as one; others are not")
    func address() async throws {
        try await SignInFixture.with { fixture async throws in
            try await fixture.user("anna")
            var outcomes: [SignInOutcome] = []
            for number in 0..<25 {
                let origin = Self.origin("2001:db8:1:2::\(number)")
                outcomes.append(try await fixture.signIn("user\(number)", "a guess", from: origin))
            }
            #expect(outcomes.prefix(21).allSatisfy { $0.isRefused })
            #expect(outcomes.dropFirst(21).allSatisfy { $0.throttled != nil })
            #expect(try await fixture.signIn("anna", from: Self.origin("2001:db8:1:2::ffff")).throttled != nil)
            #expect(try await fixture.signIn("anna", from: Self.origin("2001:db8:1:3::1")).started != nil)
        }
    }

    @Test("S23: a browser that somebody has signed in from is not locked out by the guesses of others")
    func knownDevice() async throws {
        try await SignInFixture.with { fixture async throws in
            try await fixture.user("anna")
            try await fixture.user("bert")
            let device = try await fixture.started("anna").device
            let stranger = try await fixture.started("bert").device
            _ = try await Self.guess("anna", 10, fixture)
            let here = Self.origin("198.51.100.1", device: device)
            #expect(try await fixture.signIn("anna", from: here).started != nil)
            // Another's device, a made-up one and a broken one are none.
            for other in [stranger, "made.up", device + "x", "x" + device, ""] {
                let origin = Self.origin("203.0.113.5", device: other)
                #expect(try await fixture.signIn("anna", from: origin).throttled != nil)
            }
            // Nor is the device good for guessing itself.
            var outcomes: [SignInOutcome] = []
            for _ in 0..<8 { outcomes.append(try await fixture.signIn("anna", "a guess", from: here)) }
            #expect(outcomes.prefix(6).allSatisfy { $0.isRefused })
            #expect(outcomes.dropFirst(6).allSatisfy { $0.throttled != nil })
        }
    }

    @Test("S23: guesses that come at once get no more than those that come in turn")
    func concurrent() async throws {
        try await SignInFixture.with { fixture async throws in
            try await fixture.user("anna")
            let authentication = fixture.authentication
            let judged = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        let origin = SignInOrigin(address: "198.51.100.\(number)")
                        let outcome = try await authentication.signIn(
                            username: "anna", password: "a guess", from: origin)
                        return outcome.throttled == nil
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(judged <= 6)
        }
    }

    @Test("S23, S25: the password that a change asks for is guessed no faster")
    func passwordOfChanges() async throws {
        try await SignInFixture.with { fixture async throws in
            try await fixture.user("anna")
            let session = try await fixture.session(of: try await fixture.started("anna"))
            for number in 0..<8 {
                let outcome = try await fixture.authentication.changePassword(
                    session, current: "a guess", new: "another good one", from: SignInFixture.here)
                #expect(number < 6 ? outcome.isWrongPassword : outcome.isThrottled, "\(number)")
            }
        }
    }
}
