/// Why a file cannot be replayed in a loop.
public enum TransportLoopError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file is larger than ``LoopedTransport/fileBytes``.
    case tooLarge(bytes: Int)
    /// No programme with video or audio is described by the file's tables.
    case noProgram
    /// The file's tracks change within it.
    case changingTracks
    /// The key track has no unit at which a decoder could start.
    case noRandomAccess
    /// The key track has fewer than two units with timestamps from its first random access on.
    case tooShort
    /// The key track's timestamps go back, or leap by more than 10 s, at this place: seconds since its first unit.
    case discontinuous(atSeconds: Int)

    public var description: String {
        switch self {
        case .tooLarge(let bytes):
            "the file has \(bytes) bytes; at most \(LoopedTransport.fileBytes) can be looped"
        case .noProgram: "the file holds no MPEG transport stream with video or audio"
        case .changingTracks: "the file's tracks change within it; loop a part with one set of tracks"
        case .noRandomAccess: "the file has no key frame"
        case .tooShort: "the file has fewer than two frames from its first key frame on"
        case .discontinuous(let seconds):
            "the file's timestamps jump \(seconds) s after its first key frame; remux it to one timeline"
        }
    }
}
