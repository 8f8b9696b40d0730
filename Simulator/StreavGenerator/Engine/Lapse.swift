public import StreavPorts
import Synchronization

/// When a subscription ends while its viewer watches: known to those who end it, and to those who judge what the viewer
/// still gets (INV-EXP).
public final class Lapse: Sendable, Hashable {
    private let end = Mutex<(at: MonotonicInstant, notice: Duration)?>(nil)

    public init() {}

    /// From `instant` on it is over.
    ///
    /// - Parameter notice: How long the platform may take to hear of it. Zero for an expiry: it knew before.
    public func happens(at instant: MonotonicInstant, notice: Duration = .zero) {
        end.withLock { $0 = (instant, notice) }
    }

    /// Whether something that the platform began to give at `instant` came too late.
    ///
    /// - Parameter life: How long it may be given beyond the end, as ``playlistLife`` and the others.
    func forbids(_ instant: MonotonicInstant, life: Duration) -> Bool {
        guard let end = end.withLock({ $0 }) else { return false }
        return instant > end.at + end.notice + life + Self.slack
    }

    /// E: the tick of expiry.
    static let playlistLife = Duration.seconds(1)
    /// The same, and 2 s to close what is open.
    static let socketLife = Duration.seconds(3)
    /// E, and the life of a segment's signature, two windows of 24 s and two target durations of 4 s.
    static let segmentLife = Duration.seconds(57)
    /// What a busy machine may add between the platform's doing and the generator's seeing.
    private static let slack = Duration.milliseconds(1500)

    public static func == (left: Lapse, right: Lapse) -> Bool { left === right }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(self))
    }
}
