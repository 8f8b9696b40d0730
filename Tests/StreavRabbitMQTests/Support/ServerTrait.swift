import Testing

/// Gives a suite a server of its own, started once and ended with it.
struct ServerTrait: SuiteTrait, TestScoping {
    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        let server = try await TestServer.start()
        do {
            try await TestServer.$current.withValue(server) { try await function() }
        } catch {
            try await server.stop()
            throw error
        }
        try await server.stop()
    }
}

extension Trait where Self == ServerTrait {
    static var server: Self { Self() }
}
