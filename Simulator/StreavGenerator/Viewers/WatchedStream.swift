import StreavLoad
import StreavPorts

/// An endless stream as its viewer sees it: media that comes by its own clock, and is shown by ours.
struct WatchedStream {
    /// Media is handed on in pieces of at least this length: packets are much shorter.
    private static let piece = Duration.milliseconds(100)
    /// What players of endless streams hold before they begin.
    private static let start = Duration.seconds(1)

    private var buffer: PlayoutBuffer
    private var media = Duration.zero
    private var bytes = 0
    private var pieces: Int64 = 0

    init(at now: MonotonicInstant) {
        buffer = PlayoutBuffer(rule: .media(Self.start), at: now)
    }

    var phase: PlayoutPhase { buffer.phase }

    /// - Parameters:
    ///   - total: Media that has come by its own clock, since the beginning.
    ///   - count: Bytes that have come since then.
    /// - Returns: What happened until `now`.
    mutating func advance(to now: MonotonicInstant, media total: Duration, bytes count: Int) -> [PlayoutEvent] {
        var events: [PlayoutEvent] = []
        buffer.advance(to: now) { events.append($0) }
        let fresh = total - media
        guard fresh >= Self.piece else { return events }
        let bits = Double(count - bytes) * 8
        buffer.append(
            MediaPiece(
                duration: fresh, bitrate: bits / (fresh.milliseconds / 1000), nominal: 0, mediaSequence: pieces,
                captured: nil), at: now
        ) { events.append($0) }
        media = total
        bytes = count
        pieces += 1
        return events
    }
}
