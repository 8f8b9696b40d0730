import NIOCore
import StreavAssembly
import StreavDelivery
import StreavDomain
import StreavPorts
import StreavTelemetry
import Testing

@testable import StreavStreaming

/// INV-RES, INV-CONN (d): whoever vanishes leaves nothing behind.
@Suite("Vanishing viewers")
struct VanishingViewerTests {
    private static let count = 200

    @Test("Of 200 viewers that vanish, by a reset or without a word, nothing is left")
    func vanish() async throws {
        try await TestPlatform.with(
            channels: 1,
            configure: {
                // Silence shows when the buffers are full: make them small. Nobody reads from the start, so patience
                // has to last until all are there, on a busy machine too.
                $0.server.unsentBytes = 8 * 1024
                $0.server.writeTimeout = .seconds(8)
                $0.viewers.stallTimeout = .seconds(8)
            },
            { platform in
                try await platform.awaitOnAir()
                let viewer = try await platform.subscriber("crowd") { $0.maxConnections = Self.count }
                let stream = platform.streams[0]
                var viewers: [SocketViewer] = []
                for index in 0..<Self.count {
                    let address = "127.1.\(index / 100).\(index % 100 + 1)"
                    viewers.append(try viewer.watch(stream, from: address, receiveBuffer: 4096))
                }
                #expect(viewers.allSatisfy { $0.isAdmitted })
                #expect(platform.node.gatekeeper.snapshot().count == Self.count)
                let pool = LeaseAuthority.pool(viewer.id)
                #expect(try await platform.cache.members(of: pool).count == Self.count)
                #expect(try viewer.watch(stream, from: "127.1.9.9").code == "connection_limit")

                for gone in viewers.prefix(Self.count / 2) { gone.connection.reset() }
                // The others stop reading, and say nothing.
                let isEmpty = try await eventually(within: .seconds(30)) {
                    platform.node.gatekeeper.snapshot().isEmpty
                }
                #expect(isEmpty, "\(platform.node.gatekeeper.snapshot().count) sessions are left")
                let isReturned = try await eventually(within: .seconds(5)) {
                    try await platform.cache.members(of: pool).isEmpty
                }
                #expect(isReturned)
                let isClosed = try await eventually(within: .seconds(5)) { Self.openSockets(platform) == 0 }
                #expect(isClosed, "\(Self.openSockets(platform)) sockets are open")
                #expect(try viewer.watch(stream, from: "127.1.9.9").isAdmitted)
                withExtendedLifetime(viewers) {}
            })
    }

    /// What the node itself says.
    private static func openSockets(_ platform: TestPlatform) -> Int {
        let line = platform.node.metrics.text().split(separator: "\n").first {
            $0.hasPrefix("streav_http_connections ")
        }
        return line?.split(separator: " ").last.flatMap { Double($0) }.map { Int($0) } ?? -1
    }
}
