import Testing

@Suite("The official client")
struct ExchangeTests {
    @Test("Its thirty exchanges work unchanged")
    func thirty() async throws {
        try await APIFixture.run { fixture in
            try await Exchanges(
                client: fixture.client, clientID: APIFixture.clientID, clientSecret: APIFixture.clientSecret
            ).replay()
        }
    }
}
