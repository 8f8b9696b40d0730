import DatabaseFixtures
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("The first administrator")
struct SetUpTests {
    @Test(
        "S26: there is no account of its own accord, and of set-ups that come at once one counts",
        arguments: TestEngine.available)
    func once(_ engine: TestEngine) async throws {
        try await SignInFixture.with(engine) { fixture in
            let authentication = fixture.authentication
            #expect(try await authentication.needsSetUp())
            for name in ["admin", "root", "streav"] { #expect(try await fixture.signIn(name, "admin").isRefused) }
            let made = try await withThrowingTaskGroup(of: String?.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        try await authentication.setUp(
                            UserDetails(username: "admin\(number)", role: .readOnly, isDisabled: true),
                            password: SignInFixture.password, from: SignInFixture.here)?.cookie
                    }
                }
                return try await group.reduce(into: [String]()) { made, cookie in
                    if let cookie { made.append(cookie) }
                }
            }
            #expect(made.count == 1)
            let session = try #require(try await fixture.session(made[0]))
            #expect(session.user.details.role == .administrator && !session.user.details.isDisabled)
            #expect(try await !authentication.needsSetUp())
            let again = try await authentication.setUp(
                UserDetails(username: "other", role: .administrator), password: SignInFixture.password,
                from: SignInFixture.here)
            #expect(again?.cookie == nil)
            let count = try await fixture.base.database.read { try $0.users.count() }
            #expect(count == 1)
        }
    }

    @Test("S26: the token is long, and no other text is it")
    func token() async throws {
        try await SignInFixture.with { fixture in
            let token = fixture.authentication.setUpToken
            #expect(token.utf8.count == 24)
            #expect(fixture.authentication.isSetUpToken(token))
            for other in ["", "x", token + "x", String(token.dropLast()), token.uppercased() + "?"] {
                #expect(!fixture.authentication.isSetUpToken(other))
            }
        }
    }
}
