import StreavControl
import StreavDomain
import StreavPorts
import Testing

/// INV-EXP: the end of a subscription reaches who watches, whatever is broken; and never comes early.
@Suite("Expiry")
struct ExpiryTests {
    @Test("Expiry ends playlists within a second and sockets within three", arguments: [false, true])
    func expiry(isEverythingDown: Bool) async throws {
        try await TestPlatform.with(channels: 1) { platform in
            try await platform.awaitOnAir()
            let stream = platform.streams[0]
            let expiry = platform.clock.wallNow.advanced(by: .seconds(5))
            let viewer = try await platform.subscriber("ending") { $0.expiresAt = expiry }
            let hls = try viewer.play(stream, from: "127.0.0.1")
            #expect(try hls.fetch() == 200)
            let socket = try viewer.watch(stream, from: "127.0.0.2")
            #expect(socket.isAdmitted)
            if isEverythingDown {
                platform.database.isDown = true
                platform.cache.mood = .down
                platform.broker.isDown = true
            }

            let end = ContinuousClock.now + expiry.timeSince(platform.clock.wallNow)
            async let closed = Self.close(of: SendableViewer(socket), within: .seconds(12))
            let refusal = try await hls.awaitRefusal(within: .seconds(12))
            let refusedAt = ContinuousClock.now
            #expect(refusal?.status == 403)
            #expect(refusal?.code == "subscriber_expired")
            #expect(refusedAt >= end - .milliseconds(20), "refused before the end")
            #expect(refusedAt <= end + .seconds(2), "refused \(refusedAt - end) after the end")
            let closedAt = await closed
            #expect(closedAt.map { $0 >= end - .milliseconds(20) } == true, "closed before the end")
            #expect(closedAt.map { $0 <= end + .seconds(4) } == true)
            platform.database.isDown = false
            #expect(try viewer.watch(stream, from: "127.0.0.3").code == "subscriber_expired")
        }
    }

    /// A viewer that only one task uses at a time.
    private struct SendableViewer: @unchecked Sendable {
        let viewer: SocketViewer

        init(_ viewer: SocketViewer) {
            self.viewer = viewer
        }
    }

    @concurrent private static func close(
        of viewer: SendableViewer, within limit: Duration
    ) async -> ContinuousClock.Instant? {
        viewer.viewer.awaitEnd(within: limit).map { _ in ContinuousClock.now }
    }
}

extension Timestamp {
    fileprivate func timeSince(_ other: Timestamp) -> Duration {
        .milliseconds(milliseconds - other.milliseconds)
    }
}
