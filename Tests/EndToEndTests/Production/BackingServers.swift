import Foundation

/// The three of them.
struct BackingServers: Sendable {
    let postgres: BackingServer
    let redis: BackingServer
    let rabbit: BackingServer

    /// The addresses as the programs read them.
    var environment: [String: String] {
        [
            "STREAV_DATABASE_URL": postgres.url, "STREAV_CACHE_URL": redis.url, "STREAV_BROKER_URL": rabbit.url,
        ]
    }

    /// Runs `body` with servers of its own: it may break them.
    ///
    /// - Parameter disk: Where PostgreSQL keeps what it has.
    static func with(disk: SmallDisk? = nil, _ body: (BackingServers) async throws -> Void) async throws {
        // PostgreSQL runs as a user of its own.
        let folder = try ToolProcess.temporaryFolder(mode: 0o755)
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = BackingServer.folder(.postgres, in: folder)
        try await disk?.mount(at: place)
        async let postgres = BackingServer.start(.postgres, in: folder)
        async let redis = BackingServer.start(.redis, in: folder)
        async let rabbit = BackingServer.start(.rabbitmq, in: folder)
        var started: [BackingServer] = []
        let failure: (any Error)?
        do {
            started.append(try await postgres)
            started.append(try await redis)
            started.append(try await rabbit)
            try await body(BackingServers(postgres: started[0], redis: started[1], rabbit: started[2]))
            failure = nil
        } catch {
            failure = error
        }
        for server in started { try? await server.stop() }
        try await disk?.unmount(from: place)
        if let failure { throw failure }
    }
}
