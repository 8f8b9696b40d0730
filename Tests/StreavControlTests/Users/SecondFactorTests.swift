import DatabaseFixtures
import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Testing

@Suite("The second factor")
struct SecondFactorTests {
    /// The bytes of a seed as an authenticator reads them (RFC 4648 section 6).
    private static func decode(_ text: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var bytes: [UInt8] = []
        var pending: UInt32 = 0
        var bits = 0
        for character in text {
            pending = pending << 5 | UInt32(alphabet.firstIndex(of: character) ?? 0)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
            }
        }
        return bytes
    }

    /// A user with a second factor, and what belongs to it.
    private struct Enrolled {
        let fixture: SignInFixture
        let user: User
        let seed: [UInt8]
        let recoveryCodes: [String]
        let started: StartedSession

        /// - Parameter offset: In steps, from now.
        func code(_ offset: Int64 = 0) -> String {
            OneTimePassword.code(seed: seed, step: OneTimePassword.step(atSeconds: fixture.seconds) + offset)
        }

        func complete(_ code: String) async throws -> SignInOutcome {
            let outcome = try await fixture.signIn("anna")
            return try await fixture.authentication.completeSignIn(
                pending: try #require(outcome.pending), code: code, from: SignInFixture.here)
        }
    }

    private static func enrolled(
        _ engine: TestEngine = .sqlite, _ body: (Enrolled) async throws -> Void
    ) async throws {
        try await SignInFixture.with(engine) { fixture async throws in
            try await fixture.user("anna")
            let session = try await fixture.session(of: try await fixture.started("anna"))
            let made = try fixture.authentication.newSeed(for: session.user)
            let seed = decode(made.secret)
            let step = OneTimePassword.step(atSeconds: fixture.seconds)
            let outcome = try await fixture.authentication.enableSecondFactor(
                session, password: SignInFixture.password, sealedSeed: made.sealed,
                code: OneTimePassword.code(seed: seed, step: step), from: SignInFixture.here)
            let (started, codes) = try #require(outcome.done)
            // The code that proved it is used up.
            fixture.clock.advance(by: .seconds(90))
            let user = try await fixture.session(of: started).user
            try await body(
                Enrolled(fixture: fixture, user: user, seed: seed, recoveryCodes: codes, started: started))
        }
    }

    @Test("S25: turning it on takes the password and a code of the seed, which is this user's own")
    func enabling() async throws {
        try await SignInFixture.with { fixture async throws in
            try await fixture.user("anna")
            let bert = try await fixture.user("bert")
            let authentication = fixture.authentication
            let session = try await fixture.session(of: try await fixture.started("anna"))
            let made = try authentication.newSeed(for: session.user)
            let foreign = try authentication.newSeed(for: bert)
            #expect(made.address == "otpauth://totp/Streav:anna?secret=\(made.secret)&issuer=Streav")
            func enable(
                _ password: String, _ sealed: String, _ secret: String, offset: Int64 = 0
            ) async throws
                -> UserAuthentication.ProofOutcome
            {
                let step = OneTimePassword.step(atSeconds: fixture.seconds) + offset
                return try await authentication.enableSecondFactor(
                    session, password: password, sealedSeed: sealed,
                    code: OneTimePassword.code(seed: Self.decode(secret), step: step), from: SignInFixture.here)
            }
            let password = SignInFixture.password
            #expect(try await enable("a guess", made.sealed, made.secret).isWrongPassword)
            #expect(try await enable(password, made.sealed, foreign.secret).isWrongCode)
            #expect(try await enable(password, foreign.sealed, foreign.secret).isWrongCode)
            #expect(try await enable(password, "AAAA", made.secret).isWrongCode)
            #expect(try await enable(password, made.sealed, made.secret, offset: 9).isWrongCode)
            let (started, codes) = try #require(try await enable(password, made.sealed, made.secret).done)
            #expect(codes.count == 10 && Set(codes).count == 10)
            // What proved it lets nobody in, now that it was seen.
            let pending = try #require(try await fixture.signIn("anna").pending)
            let step = OneTimePassword.step(atSeconds: fixture.seconds)
            let again = try await authentication.completeSignIn(
                pending: pending, code: OneTimePassword.code(seed: Self.decode(made.secret), step: step),
                from: SignInFixture.here)
            #expect(again.isRefused)
            #expect(try await fixture.session(of: started).hasSecondFactor)
        }
    }

    @Test("S25, S15: turning it on, off, and renewing the recovery codes end all sessions but the new one")
    func sessions() async throws {
        try await Self.enrolled { anna async throws in
            let fixture = anna.fixture
            var current = anna.started
            var codes = anna.recoveryCodes
            for isOff in [false, true] {
                let other = try #require(try await anna.complete(codes[0]).started)
                let session = try await fixture.session(of: current)
                let authentication = fixture.authentication
                let wrong =
                    isOff
                    ? try await authentication.disableSecondFactor(
                        session, password: "a guess", from: SignInFixture.here)
                    : try await authentication.renewRecoveryCodes(
                        session, password: "a guess", from: SignInFixture.here)
                #expect(wrong.isWrongPassword)
                #expect(try await fixture.session(other.cookie) != nil)
                let outcome =
                    isOff
                    ? try await authentication.disableSecondFactor(
                        session, password: SignInFixture.password, from: SignInFixture.here)
                    : try await authentication.renewRecoveryCodes(
                        session, password: SignInFixture.password, from: SignInFixture.here)
                let old = current
                (current, codes) = try #require(outcome.done)
                #expect(try await fixture.session(old.cookie) == nil)
                #expect(try await fixture.session(other.cookie) == nil)
                #expect(try await fixture.session(current.cookie) != nil)
                if !isOff { #expect(try await anna.complete(anna.recoveryCodes[1]).isRefused) }
            }
            #expect(try await fixture.signIn("anna").started != nil)
        }
    }

    @Test("S25: a code lets in once, and so does none before it", arguments: TestEngine.available)
    func once(_ engine: TestEngine) async throws {
        try await Self.enrolled(engine) { anna async throws in
            let code = anna.code()
            let earlier = anna.code(-1)
            #expect(try await anna.complete(code).started != nil)
            #expect(try await anna.complete(code).isRefused)
            #expect(try await anna.complete(earlier).isRefused)
            anna.fixture.clock.advance(by: .seconds(30))
            #expect(try await anna.complete(code).isRefused)
            #expect(try await anna.complete(anna.code()).started != nil)
        }
    }

    @Test("S25: of submissions of one code that come at once one is let in", arguments: TestEngine.available)
    func concurrent(_ engine: TestEngine) async throws {
        try await Self.enrolled(engine) { anna async throws in
            let authentication = anna.fixture.authentication
            for code in [anna.code(), anna.recoveryCodes[3]] {
                let pending = try #require(try await anna.fixture.signIn("anna").pending)
                let count = try await withThrowingTaskGroup(of: Bool.self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            try await authentication.completeSignIn(
                                pending: pending, code: code, from: SignInFixture.here
                            ).started != nil
                        }
                    }
                    return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(count == 1)
            }
        }
    }

    @Test("S25: a code of the step before or after counts, of another does not", arguments: [-2, -1, 0, 1, 2])
    func tolerance(_ offset: Int64) async throws {
        try await Self.enrolled { anna async throws in
            let outcome = try await anna.complete(anna.code(offset))
            #expect((outcome.started != nil) == (abs(offset) <= 1))
        }
    }

    @Test("S25: codes are guessed no faster than passwords")
    func rate() async throws {
        try await Self.enrolled { anna async throws in
            let right = anna.code()
            let wrong = right == "000000" ? "000001" : "000000"
            let pending = try #require(try await anna.fixture.signIn("anna").pending)
            for number in 0..<10 {
                let outcome = try await anna.fixture.authentication.completeSignIn(
                    pending: pending, code: wrong, from: SignInOrigin(address: "198.51.100.\(number)"))
                #expect(number < 6 ? outcome.isRefused : outcome.throttled != nil, "\(number)")
            }
            // Nor is there a way around by giving the password again, or by a recovery code.
            #expect(try await anna.complete(right).throttled != nil)
            #expect(try await anna.complete(anna.recoveryCodes[0]).throttled != nil)
        }
    }

    @Test("S25: a recovery code lets in once, however it is typed, and is kept as a hash alone")
    func recoveryCodes() async throws {
        try await Self.enrolled { anna async throws in
            let code = anna.recoveryCodes[0]
            let typed = " \(code.uppercased().replacing("-", with: "  ")) "
            #expect(try await anna.complete(typed).started != nil)
            #expect(try await anna.complete(code).isRefused)
            let id = anna.user.id
            let left = try await anna.fixture.base.database.read { try $0.users.recoveryCodeCount(of: id) }
            #expect(left == 9)
            #expect(try await anna.complete("aaaaa-aaaaa").isRefused)
            let hashes = try await anna.fixture.base.database.read {
                try $0.fetch("SELECT code_hash FROM user_recovery_codes") { try $0["code_hash"] as [UInt8] }
            }
            #expect(hashes.count == 10 && hashes.allSatisfy { $0.count == 32 })
            let log = try await anna.fixture.base.activity().map { "\($0)" }.joined()
            #expect(log.contains("user.sign-in-by-recovery-code"))
            for code in anna.recoveryCodes { #expect(!log.contains(code)) }
        }
    }

    @Test("S25: the seed is kept sealed, for this user and no other")
    func sealing() async throws {
        try await Self.enrolled { anna async throws in
            let id = anna.user.id
            let sealed = try #require(
                try await anna.fixture.base.database.read { try $0.users.sealedSeed(of: id) })
            #expect(sealed.count > anna.seed.count)
            for start in 0...(sealed.count - anna.seed.count) {
                #expect(Array(sealed[start..<start + anna.seed.count]) != anna.seed)
            }
            let bert = try await anna.fixture.user("bert")
            let now = anna.fixture.base.clock.wallNow
            _ = try await anna.fixture.base.database.write {
                try $0.users.setSealedSeed(sealed, of: bert.id, now: now)
            }
            let pending = try #require(try await anna.fixture.signIn("bert").pending)
            await #expect(throws: (any Error).self) {
                try await anna.fixture.authentication.completeSignIn(
                    pending: pending, code: anna.code(), from: SignInFixture.here)
            }
        }
    }

    @Test("S25: the password alone gets nowhere; it counts for five minutes, and not once anything has changed")
    func pending() async throws {
        try await Self.enrolled { anna async throws in
            let authentication = anna.fixture.authentication
            func complete(_ pending: String) async throws -> SignInOutcome {
                try await authentication.completeSignIn(pending: pending, code: anna.code(), from: SignInFixture.here)
            }
            let first = try #require(try await anna.fixture.signIn("anna").pending)
            #expect(try await anna.fixture.session(first) == nil)
            for forged in ["", "AAAA", first + "A", String(first.dropLast(4)) + "AAAA"] {
                #expect(try await complete(forged).isExpired)
            }
            anna.fixture.clock.advance(by: .seconds(300))
            #expect(try await complete(first).isExpired)
            let second = try #require(try await anna.fixture.signIn("anna").pending)
            let hashed = try HashedPassword("another good one", cost: .weakForSimulation)
            let id = anna.user.id
            try await anna.fixture.base.perform { try $0.users.setPassword(id, hashed) }
            #expect(try await complete(second).isExpired)
            // A new password is no way around it.
            let outcome = try await anna.fixture.signIn("anna", "another good one")
            #expect(outcome.started == nil && outcome.pending != nil)
        }
    }
}
