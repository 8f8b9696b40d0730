import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// A player on a live stream's page, by an address that the dashboard makes for whoever looks.
struct LiveStreamPreview: Sendable {
    let address: String
    /// What the page may play from besides its own: any node, since players are sent to the one that runs the stream.
    let origins: [String]

    /// Nil where the dashboard does not know where players reach the platform.
    static func find(_ call: PageCall, _ stream: LiveStreamID) async throws -> LiveStreamPreview? {
        guard let links = call.dashboard.playback else { return nil }
        let (node, servers) = try await call.read { connection in
            (try connection.assignments.publicURL(of: stream), try connection.servers.all())
        }
        let address = links.preview(stream, node: node, isSecure: call.dashboard.address.isSecure, now: call.now)
        var origins: [String] = []
        for place in [address] + servers.prefix(100).map(\.details.publicURL) {
            guard let origin = LandingCatalogue.origin(of: place), !origins.contains(origin) else { continue }
            origins.append(origin)
        }
        return LiveStreamPreview(address: address, origins: origins)
    }

    /// Nothing is fetched, and no connection taken, before somebody plays.
    func html(_ call: PageCall) -> HTML {
        Panel.html(
            call.t("stream.preview"),
            """
            <video class="stream-player" controls playsinline preload="none" src="\(address)"></video>
            <p class="hint">\(call.t("stream.preview-hint"))</p>
            """)
    }
}
