/// Decides where segments end.
///
/// A segment ends at the last key frame that keeps it within the target: at each key frame the next one is expected
/// where the last group of pictures tells, and the segment is cut if that would be too late. When no key frame comes,
/// it is cut at the target, and the next segment does not start with one.
public struct SegmentCutter: Sendable {
    /// Whether a segment ends.
    public enum Cut: Sendable, Equatable {
        case none
        /// The unit is the first of a new segment. Where that does not start with a key frame,
        /// ``LiveMuxer/tablesBeforeLastUnit()`` has what it must start with.
        case before(startsWithKeyFrame: Bool)
    }

    /// 90 kHz: 250 ms. A segment may exceed the target by less than half a second, since EXT-X-TARGETDURATION goes by
    /// rounded durations (RFC 8216 section 4.3.3.1): so 60 frames at 29.97 Hz, twice, fit into 4 s.
    public static let tolerance: Int64 = 22_500

    private let limit: Int64
    private var earlyCut: Int64?
    private var earlyCuts: Int
    private var start: Int64?
    private var lastKey: Int64?
    private var group: Int64?
    private var last: Int64?
    private var frame: Int64 = 0

    /// - Parameters:
    ///   - target: The target duration, 90 kHz.
    ///   - earlyFirstCut: The first segments end at the first key frame from this duration on, 90 kHz, so that a
    ///     channel that has just started can be joined sooner. Nil: they are as long as the others.
    ///   - earlyCuts: How many segments are so short.
    public init(target: Int64, earlyFirstCut: Int64? = nil, earlyCuts: Int = 1) {
        precondition(target > 0, "a target duration is positive")
        limit = target + Self.tolerance
        earlyCut = earlyFirstCut
        self.earlyCuts = earlyCuts
    }

    /// Takes the next unit, in the order of the muxer, and says whether a segment ends before it.
    ///
    /// Units of other tracks than the key track never begin a segment. The very first unit does not end one.
    public mutating func next(_ unit: LiveMuxer.MuxedUnit) -> Cut {
        guard unit.isKeyTrack else { return .none }
        let time = unit.decodeTime
        defer {
            if let last, !unit.isDiscontinuity, time > last { frame = time - last }
            last = time
            if unit.isRandomAccess { lastKey = time }
        }
        guard let start else {
            self.start = time
            return .none
        }
        if unit.isRandomAccess, let lastKey, !unit.isDiscontinuity { group = time - lastKey }
        guard isDue(unit, elapsed: time - start) else { return .none }
        self.start = time
        earlyCuts -= 1
        if earlyCuts <= 0 { earlyCut = nil }
        return .before(startsWithKeyFrame: unit.isRandomAccess)
    }

    private func isDue(_ unit: LiveMuxer.MuxedUnit, elapsed: Int64) -> Bool {
        if unit.isDiscontinuity { return true }
        guard unit.isRandomAccess else {
            // The unit would still be in the segment when it is too long.
            return elapsed + frame > limit
        }
        if let earlyCut, elapsed >= earlyCut { return true }
        return elapsed + (group ?? 0) > limit
    }
}
