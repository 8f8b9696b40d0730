import StreavDomain
import StreavPorts

/// Who gives way to whom. Three rules, in this order:
///
/// 1. **A zap moves**: opening another channel over HLS takes the place of the least recently active HLS session of the
///    same device, room or not.
/// 2. When all places are taken, a **half-dead** session of the subscriber gives way to anybody, and so does that of a
///    file of which nothing is being sent.
/// 3. Then an **older session of the same device** gives way to what the device opens now. One that merely polls again
///    under an old id has a weaker claim: it gets only the place of a session that is starved, or that has shown no
///    sign of life since it took this one's place. Hence no two players take a place from each other in turns, and at
///    most as many are fed as may be.
extension SessionRegistryStateMachine {
    /// The session that gives way even if there is room; nil for anything but a zap.
    func moved(by candidate: SessionCandidate) -> String? {
        guard candidate.isZap else { return nil }
        return ofSameDevice(candidate)
            .filter { $0.format == .hls && $0.stream != candidate.stream }
            .min { ($0.lastActivity, $0.id) < ($1.lastActivity, $1.id) }?.id
    }

    /// The sessions that give way when there is no room, the first of all first.
    func yielding(to candidate: SessionCandidate, at now: MonotonicInstant) -> [String] {
        let others = records(of: candidate.subscriber).filter { $0.id != candidate.id }
        let unused = others.filter(\.isUnused).sorted { ($0.openedAt, $0.id) < ($1.openedAt, $1.id) }
        let same = ofSameDevice(candidate).filter { !$0.isUnused }
        let yielding: [SessionRecord]
        switch candidate.occasion {
        case .opening:
            yielding = same.sorted { precedes($0, $1, candidate, now) }
        case .renewal:
            let movedAt = movedAt(candidate.id, now: now)
            yielding = same.filter { record in
                record.isStarved(at: now) || movedAt.map { record.lastActivity < $0 } ?? false
            }.sorted { precedes($0, $1, candidate, now) }
        }
        return (unused + yielding).map(\.id)
    }

    /// Starved ones first: a device that lost its connection comes back for its own. Then another channel before the
    /// same one: a device that zaps leaves what it had. Then by age.
    private func precedes(
        _ left: SessionRecord, _ right: SessionRecord, _ candidate: SessionCandidate, _ now: MonotonicInstant
    ) -> Bool {
        let starved = (left.isStarved(at: now), right.isStarved(at: now))
        if starved.0 != starved.1 { return starved.0 }
        let other = (left.stream != candidate.stream, right.stream != candidate.stream)
        if other.0 != other.1 { return other.0 }
        // A socket is always active: what tells two of them apart is which was opened first.
        let times = (
            left.format == .hls ? left.lastActivity : left.openedAt,
            right.format == .hls ? right.lastActivity : right.openedAt
        )
        return times.0 != times.1 ? times.0 < times.1 : left.id < right.id
    }

    func records(of subscriber: SubscriberID) -> [SessionRecord] {
        (bySubscriber[subscriber] ?? []).compactMap { sessions[$0] }
    }

    private func ofSameDevice(_ candidate: SessionCandidate) -> [SessionRecord] {
        records(of: candidate.subscriber).filter { $0.device == candidate.device && $0.id != candidate.id }
    }
}
