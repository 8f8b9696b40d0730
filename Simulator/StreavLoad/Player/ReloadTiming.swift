public import StreavPorts

/// When players load a live playlist again. RFC 8216 section 6.3.4 says when they may; what they do differs, and the
/// difference is load for the server.
public enum ReloadTiming: String, Sendable, Hashable, CaseIterable, Codable {
    /// The target duration after a change, half of it otherwise, from when the load began.
    case rfc8216
    /// The last segment's duration where it is shorter than the target and the player is within four targets of the
    /// edge.
    case hlsjs
    /// The last segment's duration after a change; ten seconds where nothing says more.
    case vhs
    /// As the RFC, but measured from the end of the load.
    case exo
    /// When the segment that is read is over and the RFC's time has passed: ffmpeg, Kodi, and Chromium's own player.
    /// Live, segments take as long as they last, the time is just short at the first, and so it is up a segment later.
    case ffmpeg
    /// Each second, whatever the playlist says: many set-top boxes.
    case sloppy
    /// As the RFC; what it fetches is all there is (see ``PlayerProfile``).
    case greedy

    /// Of `vhs`, where neither a segment nor a target says more.
    public static let vhsFallback = Duration.seconds(10)
    public static let sloppyInterval = Duration.seconds(1)
    /// Of `hlsjs`: how many target durations from the edge count as near.
    public static let edgeTargets = 4
    /// No profile polls faster, whatever the playlist says: a target of 0 must not become a busy loop.
    public static let shortestInterval = Duration.milliseconds(100)

    /// When to load again; never before the last load ended.
    public func next(after load: ReloadedList) -> MonotonicInstant {
        let origin = self == .exo ? load.ended : load.began
        return max(origin + max(interval(after: load), Self.shortestInterval), load.ended)
    }

    private func interval(after load: ReloadedList) -> Duration {
        let half = load.targetDuration / 2
        switch self {
        case .sloppy: return Self.sloppyInterval
        case .rfc8216, .exo, .greedy: return load.hasChanged ? load.targetDuration : half
        case .ffmpeg:
            return (load.hasChanged ? load.targetDuration : half) + (load.lastSegmentDuration ?? .zero)
        case .hlsjs:
            guard load.hasChanged else { return half }
            guard let last = load.lastSegmentDuration, last < load.targetDuration,
                load.edgeDistance <= load.targetDuration * Self.edgeTargets
            else { return load.targetDuration }
            return last
        case .vhs:
            let known = load.targetDuration > .zero ? load.targetDuration : nil
            guard load.hasChanged else { return known.map { $0 / 2 } ?? Self.vhsFallback }
            return load.lastSegmentDuration ?? Self.vhsFallback
        }
    }
}
