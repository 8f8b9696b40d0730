public import StreavDomain
public import StreavPorts

/// Tells which servers have fallen silent, by their heartbeats' counts and one's own clock: other machines' clocks
/// may be anywhere. Pure.
///
/// Only time in which one looked counts. Whoever could not read for a while has seen nobody fall silent in it, and
/// begins anew: while the one could not read, the others could not write.
public struct HeartbeatWatch: Sendable {
    private struct Silence: Sendable {
        var heartbeats: Int64
        var lasted: Duration
    }

    private let limit: Duration
    private let longestStep: Duration
    private var silences: [ServerID: Silence] = [:]
    private var lastLook: MonotonicInstant?

    /// - Parameters:
    ///   - limit: How long a server may be silent.
    ///   - longestStep: The longest time between two looks across which silence is counted on.
    public init(limit: Duration, longestStep: Duration) {
        self.limit = limit
        self.longestStep = longestStep
    }

    /// - Parameter heartbeats: The counts as they are now, of all servers.
    /// - Returns: Those that have been silent for too long, with the count at which they are.
    public mutating func look(_ heartbeats: [ServerID: Int64], at now: MonotonicInstant) -> [ServerID: Int64] {
        let step = lastLook.map { now - $0 } ?? .zero
        lastLook = now
        if step > longestStep { silences = [:] }
        var next: [ServerID: Silence] = [:]
        var lost: [ServerID: Int64] = [:]
        for (id, count) in heartbeats {
            var silence = Silence(heartbeats: count, lasted: .zero)
            if let before = silences[id], before.heartbeats == count { silence.lasted = before.lasted + step }
            if silence.lasted >= limit { lost[id] = count }
            next[id] = silence
        }
        silences = next
        return lost
    }
}
