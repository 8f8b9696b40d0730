import NIOCore
import StreavPorts

/// What a client's line carries: so many bytes a second, and so long to the server and back. All connections of the
/// client share it.
final class ClientLine {
    /// Bytes that may come at once after a pause: what a line's own buffers hold.
    private static let burst = 64.0 * 1024
    /// Waits shorter than this are made up for by the next.
    private static let shortest = Duration.milliseconds(5)

    private let bytesPerSecond: Double
    let roundTrip: Duration
    private var tokens = ClientLine.burst
    private var last: MonotonicInstant?

    /// Nil: as fast as it goes.
    init?(bitsPerSecond: Double?, roundTrip: Duration) {
        guard bitsPerSecond != nil || roundTrip > .zero else { return nil }
        bytesPerSecond = (bitsPerSecond ?? .infinity) / 8
        self.roundTrip = roundTrip
    }

    /// - Returns: How long nothing more may be read; nil: it goes on.
    func carry(_ bytes: Int, at now: MonotonicInstant) -> Duration? {
        guard bytesPerSecond.isFinite else { return nil }
        if let last { tokens = min(Self.burst, tokens + (now - last).milliseconds / 1000 * bytesPerSecond) }
        last = now
        tokens -= Double(bytes)
        guard tokens < 0 else { return nil }
        let wait = Duration.nanoseconds(Int64(-tokens / bytesPerSecond * 1e9))
        return wait >= Self.shortest ? wait : nil
    }
}
