import StreavPorts

/// A play-out buffer and the record of what its viewer lives through.
struct WatchedBuffer: Sendable {
    private(set) var buffer: PlayoutBuffer
    var quality: SessionQuality

    init(rule: StartRule, quality: SessionQuality) {
        buffer = PlayoutBuffer(rule: rule, at: quality.intent)
        self.quality = quality
    }

    mutating func advance(to now: MonotonicInstant) {
        Self.step(&buffer, &quality) { $0.advance(to: now, $1) }
    }

    mutating func append(_ piece: MediaPiece, at now: MonotonicInstant) {
        Self.step(&buffer, &quality) { $0.append(piece, at: now, $1) }
    }

    mutating func complete(at now: MonotonicInstant) {
        Self.step(&buffer, &quality) { $0.complete(at: now, $1) }
    }

    mutating func pause(at now: MonotonicInstant) {
        Self.step(&buffer, &quality) { $0.pause(at: now, $1) }
    }

    mutating func resume(at now: MonotonicInstant) {
        Self.step(&buffer, &quality) { $0.resume(at: now, $1) }
    }

    mutating func flush(at now: MonotonicInstant) {
        Self.step(&buffer, &quality) { $0.flush(at: now, $1) }
    }

    /// Two parts of one value, so that the events of one may change the other.
    private static func step(
        _ buffer: inout PlayoutBuffer, _ quality: inout SessionQuality,
        _ body: (inout PlayoutBuffer, (PlayoutEvent) -> Void) -> Void
    ) {
        body(&buffer) { quality.apply($0) }
    }
}
