/// How a live stream is, for a person.
public enum LandingStreamState: String, Sendable, CaseIterable, Encodable {
    /// A source delivers and the playlist grows.
    case onAir = "on_air"
    /// Sources are being opened.
    case starting
    /// It starts when the first viewer comes.
    case idle
    /// No source delivers.
    case down

    var label: String {
        switch self {
        case .onAir: "On air"
        case .starting: "Starting"
        case .idle: "On demand"
        case .down: "Down"
        }
    }
}
