public import StreavPorts

/// The segments of a channel that can be fetched: the listed ones, and the removed ones for as long as a player that
/// read an older playlist may still ask (RFC 8216 section 6.2.2).
public struct SegmentShelf: Sendable {
    private var segments: [Int64: MediaSegment] = [:]
    /// Removed segments in the order of their end.
    private var retired: [(until: MonotonicInstant, mediaSequence: Int64)] = []

    public private(set) var byteCount = 0

    public init() {}

    public var count: Int { segments.count }
    public var isEmpty: Bool { segments.isEmpty }

    public subscript(mediaSequence: Int64) -> MediaSegment? { segments[mediaSequence] }

    public mutating func add(_ segment: MediaSegment) {
        segments[segment.mediaSequence] = segment
        byteCount += segment.byteCount
    }

    /// The segment left the playlist and can be fetched until `deadline`. Gaps, which have no segment, are ignored.
    public mutating func retire(_ mediaSequence: Int64, until deadline: MonotonicInstant) {
        guard segments[mediaSequence] != nil else { return }
        segments[mediaSequence]?.availableUntil = deadline
        retired.append((deadline, mediaSequence))
    }

    /// Frees what can no longer be fetched, whoever still reads it.
    public mutating func purge(now: MonotonicInstant) {
        guard retired.contains(where: { $0.until <= now }) else { return }
        for entry in retired where entry.until <= now {
            if let segment = segments.removeValue(forKey: entry.mediaSequence) { byteCount -= segment.byteCount }
        }
        retired.removeAll { $0.until <= now }
    }
}
