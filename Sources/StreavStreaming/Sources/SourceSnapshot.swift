public import StreavMedia
public import StreavPorts

/// What one input is doing, for people and metrics.
public struct SourceSnapshot: Sendable, Equatable {
    public enum State: String, Sendable, CaseIterable {
        /// Not needed now.
        case idle
        /// Failed; waits for its next attempt.
        case waiting
        /// Opened; no key frame yet.
        case opening
        /// Delivers, but another input is on air.
        case standby
        /// On air.
        case active
    }

    public var state: State
    /// When ``state`` began.
    public var since: MonotonicInstant
    /// The media advances slower than real time (``SourceRules/slowestRate``).
    public var isDegraded: Bool
    /// The tracks are not those of the active input: a failover would change the programme's shape (FO-9).
    public var isDivergent: Bool
    /// Connections opened after the first.
    public var restarts: Int
    /// Received over all connections.
    public var bytes: Int64
    /// Bits per second over the last seconds; 0 where nothing is open.
    public var bitrate: Int
    /// Over all connections.
    public var faults: [TransportFault: Int]
    public var lastFailure: SourceFailure?
    /// As last seen; empty before the first time.
    public var tracks: [TransportTrack]
    /// By index of ``tracks``; nil where not parsed yet.
    public var formats: [MediaFormat?]
}
