import StreavControl
import StreavCrypto
import StreavDomain
import StreavStore
import Testing

@Suite("Passwords of the dashboard's users")
struct PasswordTests {
    @Test("S20: what is set is hashed at N 2^17, r 8, p 1, with a salt of its own")
    func cost() async throws {
        let hasher = PasswordHasher()
        #expect(hasher.cost == .standard)
        try await SignInFixture.with(cost: .standard) { fixture in
            var hashes: Set<String> = []
            for name in ["anna", "bert"] {
                let details = UserDetails(username: name, role: .support)
                let hashed = try await hasher.hash(SignInFixture.password)
                let user = try await fixture.base.perform { try $0.users.create(details, password: hashed) }
                hashes.insert(try await fixture.storedHash(user.id))
            }
            #expect(hashes.count == 2)
            #expect(hashes.allSatisfy { $0.hasPrefix("$scrypt$ln=17,r=8,p=1$") })
        }
    }

    @Test("S20: signing in renews a hash of another cost, a wrong password does not; session and revision stay")
    func rehash() async throws {
        let cost = try #require(ScryptCost(logN: 9, r: 8, p: 1))
        try await SignInFixture.with(cost: cost) { fixture in
            let anna = try await fixture.user("anna")
            let old = try await fixture.storedHash(anna.id)
            #expect(old.hasPrefix("$scrypt$ln=8,"))
            #expect(try await fixture.signIn("anna", "a wrong one").isRefused)
            #expect(try await fixture.storedHash(anna.id) == old)
            let started = try await fixture.started("anna")
            let new = try await fixture.storedHash(anna.id)
            #expect(new.hasPrefix("$scrypt$ln=9,r=8,p=1$"))
            #expect(try await fixture.session(of: started).user.revision == anna.revision)
            _ = try await fixture.started("anna")
            #expect(try await fixture.storedHash(anna.id) == new)
        }
    }

    @Test("S21: of a hundred at once two are hashed at a time, some wait, the rest is told to come again")
    func flood() async throws {
        let cost = try #require(ScryptCost(logN: 15, r: 8, p: 1))
        let hasher = PasswordHasher(cost: cost)
        #expect(PasswordHasher.width == 2 && PasswordHasher.waitingLimit == 24)
        let hash = try PasswordHash.make(SignInFixture.password, cost: cost)
        let (right, busy) = await withTaskGroup(of: Bool?.self) { group in
            for _ in 0..<100 {
                group.addTask { try? await hasher.verify(SignInFixture.password, against: hash) }
            }
            return await group.reduce(into: (0, 0)) { counts, isRight in
                if isRight == true { counts.0 += 1 }
                if isRight == nil { counts.1 += 1 }
            }
        }
        #expect(right + busy == 100)
        #expect(right >= 26)
        #expect(busy > 0)
        #expect(try await hasher.verify(SignInFixture.password, against: hash))
    }

    @Test(
        "S22: any eight characters do, however many there are, whatever they are",
        arguments: [
            "xkqjvbzp", "pass phrase with spaces", "naïve café ☕️", "        x       ",
            String(repeating: "long enough ", count: 85),
        ])
    func accepted(_ password: String) async throws {
        #expect(PasswordRule.problem(password) == nil)
        let hashed = try HashedPassword(password, cost: .weakForSimulation)
        try await SignInFixture.with { fixture in
            try await fixture.base.perform {
                _ = try $0.users.create(UserDetails(username: "anna", role: .administrator), password: hashed)
            }
            // Nothing is cut off, and nothing trimmed.
            #expect(try await fixture.signIn("anna", String(password.dropLast())).isRefused)
            #expect(try await fixture.signIn("anna", password + " ").isRefused)
            #expect(try await fixture.signIn("anna", password).started != nil)
        }
    }

    @Test(
        "S22: what is too short, too long, or tried first by everybody is refused",
        arguments: [
            "", "xkqjvbz", String(repeating: "ab", count: 513), "password", "Password", "password1", "12345678",
            "qwertyuiop", "aaaaaaaaaaaa", "abcdefghij", "iloveyou", "annabella", "AnnaBella1!", "streav2024",
        ])
    func refused(_ password: String) throws {
        #expect(PasswordRule.problem(password, context: ["annabella"]) != nil)
        #expect(throws: InvalidInput.self) {
            try HashedPassword(password, context: ["annabella"], cost: .weakForSimulation)
        }
    }

    @Test("S24: an unknown account, a wrong password and a disabled one have one outcome and one entry in the log")
    func enumeration() async throws {
        try await SignInFixture.with { fixture in
            try await fixture.user("anna")
            try await fixture.user("dora", isDisabled: true)
            #expect(try await fixture.signIn("nobody", "a wrong one").isRefused)
            #expect(try await fixture.signIn("anna", "a wrong one").isRefused)
            #expect(try await fixture.signIn("dora").isRefused)
            #expect(try await fixture.signIn("dora", "a wrong one").isRefused)
            #expect(try await fixture.signIn(String(repeating: "n", count: 5000), "a wrong one").isRefused)
            let entries = try await fixture.base.activity().suffix(5)
            #expect(entries.map(\.activity.action) == [String](repeating: "user.sign-in-refused", count: 5))
            // What was typed as a name may be a password in the wrong field.
            #expect(entries.first?.activity.resourceName == nil)
        }
    }

    @Test("S24: where there is no account there is as much to compute")
    func sameWork() async throws {
        let cost = try #require(ScryptCost(logN: 14, r: 8, p: 1))
        let hasher = PasswordHasher(cost: cost)
        let hash = try PasswordHash.make(SignInFixture.password, cost: cost)
        try await hasher.prepare()
        func least(_ hash: String?) async throws -> Duration {
            var least = Duration.seconds(3600)
            for _ in 0..<7 {
                let start = ContinuousClock.now
                let isRight = try await hasher.verify("a wrong one", against: hash)
                least = min(least, ContinuousClock.now - start)
                #expect(!isRight)
            }
            return least
        }
        let known = try await least(hash)
        let unknown = try await least(nil)
        // Without the work it would take a thousandth, whatever else the machine does.
        #expect(unknown / known > 0.1)
        #expect(try await !hasher.verify(SignInFixture.password, against: nil))
    }
}
