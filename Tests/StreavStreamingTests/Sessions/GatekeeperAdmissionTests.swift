import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import Testing

@testable import StreavStreaming

@Suite("The gatekeeper admits")
struct GatekeeperAdmissionTests {
    @Test("A valid pair opens a playlist under a well-formed id; the username ignores case")
    func opens() async throws {
        let house = TestHouse()
        let ticket = try await house.open(house.request(username: "DEMO")).get()
        #expect(SessionID.isWellFormed(ticket.sessionID))
        #expect(ticket.subscriberID == TestHouse.demo)
        #expect(await house.leases() == [ticket.sessionID])
    }

    @Test("S44: an unknown user and a wrong token get the same answer and cost the same readings")
    func strangers() async {
        let house = TestHouse()
        let unknown = await house.open(house.request(username: "nobody"))
        let afterUnknown = house.source.readings
        let wrong = await house.open(house.request(token: "Secret"))
        #expect(unknown.denial == wrong.denial)
        #expect(unknown.denial?.code == .credentialsInvalid)
        #expect(house.source.readings - afterUnknown == afterUnknown)
        // Known and at hand, or known to be unknown: a second later both are read once more.
        house.clock.advance(by: .seconds(2))
        let before = house.source.readings
        _ = await house.open(house.request(username: "nobody"))
        let middle = house.source.readings
        _ = await house.open(house.request(token: "Secret"))
        #expect(middle - before == 1 && house.source.readings - middle == 1)
        #expect(house.gatekeeper.denials[.credentialsInvalid] == 4)
        #expect(house.sessions.isEmpty)
    }

    @Test("A token that was changed a moment ago is valid at once, and the old one is not")
    func changedToken() async {
        let house = TestHouse()
        #expect(await house.open(house.request()).denial == nil)
        house.clock.advance(by: .seconds(1))
        house.setSubscriber {
            $0.accessTokenHash = AccessTokenHash.make("new", key: house.tokenKey)
            $0.generation = 2
        }
        #expect(await house.open(house.request(token: "new")).denial == nil)
        #expect(await house.open(house.request()).denial?.code == .credentialsInvalid)
    }

    @Test("Twenty failures a minute from an address, then it waits; a valid pair from elsewhere is unaffected")
    func throttle() async {
        let house = TestHouse()
        for _ in 0..<20 {
            #expect(await house.open(house.request(token: "guess")).denial?.code == .credentialsInvalid)
        }
        let limited = await house.open(house.request(token: "guess")).denial
        #expect(limited?.code == .rateLimited && limited?.retryAfterSeconds == 60)
        #expect(await house.open(house.request()).denial?.code == .rateLimited)
        #expect(await house.open(house.request(device: 2)).denial == nil)
        await house.pass(.seconds(60))
        #expect(await house.open(house.request()).denial == nil)
    }

    @Test("A throttled address does not disturb a session that runs there")
    func throttleSparesSessions() async throws {
        let house = TestHouse()
        let id = try #require(await house.open(house.request()).id)
        #expect(await house.poll(id, house.request()) == nil)
        for _ in 0..<25 { _ = await house.open(house.request(username: "x")) }
        #expect(await house.poll(id, house.request()) == nil)
    }

    @Test("Every rule has its code")
    func rules() async {
        let house = TestHouse(countries: TestCountries(table: ["192.0.2.1": "DE"]))
        func code(
            _ request: ViewerRequest? = nil, _ change: (inout SubscriberEntitlement) -> Void
        ) async -> DenialCode? {
            house.setSubscriber(change)
            house.clock.advance(by: .seconds(30))
            return await house.open(request ?? house.request()).denial?.code
        }
        #expect(await code { $0.status = .disabled } == .subscriberDisabled)
        #expect(await code { $0.status = .banned } == .subscriberBanned)
        #expect(await code { $0.expiresAt = Timestamp(milliseconds: 1) } == .subscriberExpired)
        #expect(await code { $0.networks = [IPNetwork("10.0.0.0/8")!] } == .addressNotAllowed)
        #expect(await code { $0.userAgents = ["kodi"] } == .userAgentNotAllowed)
        #expect(await code { $0.countries = ["FR"] } == .countryNotAllowed)
        #expect(await code { $0.countries = ["DE"] } == nil)
        #expect(await code(house.request(device: 7)) { $0.countries = ["DE"] } == .countryNotAllowed)
        #expect(await code { $0.allowsHLS = false } == .formatNotAllowed)
        #expect(await code(house.request(77)) { _ in } == .streamNotFound)
        #expect(await code(house.request(9)) { _ in } == .streamNotInBundle)
    }

    @Test("A playback token opens its own stream until it ends, and nothing else")
    func playbackTokens() async throws {
        let house = TestHouse()
        let wall = house.clock.wallNow().seconds
        func request(
            _ channel: Int32, kind: PlaybackToken.Kind = .live, keys: SigningKeys? = nil, lives: Int64 = 30
        ) -> ViewerRequest {
            let token = PlaybackToken(kind: kind, streamID: 1, subscriberID: 42, expiry: wall + lives)
            var request = house.request(channel)
            request.credentials = .playbackToken(token.text(keys: keys ?? house.playbackKeys))
            return request
        }
        let id = try #require(await house.open(request(1)).id)
        #expect(await house.open(request(2)).denial?.code == .playbackTokenInvalid)
        #expect(await house.open(request(1, kind: .movie)).denial?.code == .playbackTokenInvalid)
        let foreign = SigningKeys(id: 1, key: .random())
        #expect(await house.open(request(1, keys: foreign)).denial?.code == .playbackTokenInvalid)
        #expect(await house.open(request(1, lives: 0)).denial?.code == .playbackTokenExpired)
        // The session ends with the token, whoever goes on polling.
        for _ in 0..<29 {
            #expect(await house.poll(id, request(1)) == nil)
            house.fetch(house.request())
            await house.pass(.seconds(1))
        }
        #expect(house.sessions == [id])
        await house.pass(.seconds(1))
        #expect(await house.poll(id, request(1))?.code == .playbackTokenExpired)
        #expect(house.sessions.isEmpty)
    }

    @Test("While nobody can be asked, who is known is admitted and who is not gets 503, never 401")
    func sourceDown() async {
        let house = TestHouse()
        #expect(await house.open(house.request()).denial == nil)
        house.source.isDown = true
        house.clock.advance(by: .seconds(300))
        #expect(await house.open(house.request()).denial == nil)
        #expect(await house.open(house.request(username: "other")).denial?.code == .overloaded)
        #expect(await house.open(house.request(token: "wrong")).denial?.code == .credentialsInvalid)
    }

    @Test("A draining server admits nobody new and keeps whom it has")
    func draining() async throws {
        let house = TestHouse()
        let id = try #require(await house.open(house.request()).id)
        house.gatekeeper.drain()
        let denial = await house.open(house.request(2)).denial
        #expect(denial?.code == .draining && denial?.retryAfterSeconds != nil)
        #expect(await house.poll(id, house.request()) == nil)
        await house.gatekeeper.shutDown()
        #expect(house.sessions.isEmpty)
        #expect(await house.leases().isEmpty)
        #expect(await house.poll(id, house.request())?.code == .draining)
    }

    @Test("S41: requests and sessions print no credentials")
    func redaction() {
        let house = TestHouse()
        let request = house.request(username: "demo-user", token: "very-secret")
        var dumped = ""
        dump(request, to: &dumped)
        dump(request.credentials, to: &dumped)
        for text in ["\(request)", "\(request.credentials)", String(reflecting: request), dumped] {
            #expect(!text.contains("very-secret") && !text.contains("demo-user"))
        }
    }
}
