import StreavDomain
import StreavWeb

/// A player on a live stream's page. Whoever plays is a subscriber: where the dashboard is given addresses of one, as
/// in the simulator for whoever works on the same machine, those are played.
struct LiveStreamPreview: Sendable {
    let address: String
    /// What the page may play from besides its own.
    let origins: [String]

    /// Nil where there is nothing to play by.
    static func find(_ call: PageCall, _ stream: LiveStreamID) async -> LiveStreamPreview? {
        guard call.isLocal, let landing = call.dashboard.landing else { return nil }
        let all = await landing.catalogue().streams
        guard let found = all.first(where: { $0.id == stream.rawValue }) else { return nil }
        return LiveStreamPreview(address: found.hls, origins: LandingCatalogue(streams: [found]).mediaOrigins)
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
