public import NIOCore

/// The media playlist of one live rendition: a sliding window of segments that changes only as a live playlist may.
///
/// A value with no clock and no I/O. Every change makes a new, complete text, serialised once; whoever holds the
/// text before it keeps that whole (HLS-04). Sources: RFC 8216 and draft-pantos-hls-rfc8216bis, sections 4.4 and 6.2.
///
/// What always holds:
/// - the target duration never changes, and no listed duration rounds to more (HLS-06, HLS-07);
/// - between two versions segments are appended at the end and removed from the head, nothing else (HLS-05);
/// - a listed segment's lines never change, its sequence numbers neither (HLS-09, HLS-18);
/// - removal leaves at least `windowCount` segments and three target durations (HLS-11);
/// - durations are written in milliseconds rounded on the running total: the sum over any run of segments is within
///   1 ms of the media, however long the channel runs (HLS-25);
/// - every segment carries its date, and dates never overlap (HLS-27, HLS-28).
public struct LiveMediaPlaylist: Sendable {
    /// A list longer than this takes no more segments: reached only by hundreds of slivers in three target durations.
    public static let maximumSegmentCount = 1_024

    /// EXT-X-TARGETDURATION in seconds, at least 1. Constant.
    public let targetDuration: Int
    /// How many segments stay listed once so many were appended. At least 1.
    public let windowCount: Int
    /// Whether EXT-X-INDEPENDENT-SEGMENTS is declared. Then media that does not start with a key frame is refused.
    public let isIndependentSegments: Bool

    /// The number of the present text: 0 before the first change, one more for each.
    public private(set) var version = 0
    /// The media sequence number of the first listed segment, or of the next one when none is listed.
    public private(set) var mediaSequence: Int64
    /// The value of EXT-X-DISCONTINUITY-SEQUENCE: discontinuities removed so far, counted from the starting value.
    public private(set) var discontinuitySequence: Int64
    /// Whether EXT-X-ENDLIST stands at the end. Then nothing can be appended any more.
    public private(set) var isEnded = false
    /// The playlist as it goes to every viewer, in UTF-8.
    public private(set) var bytes: ByteBuffer

    private(set) var entries: [Entry] = []
    /// The sum of the listed durations as written, in milliseconds.
    private var listedMilliseconds: Int64 = 0
    /// The remainder of the running total that is not yet written, in ticks: −45 to 45.
    private var unwrittenTicks: Int64 = 0

    /// - Parameters:
    ///   - targetDuration: Seconds, 1 to 3 600.
    ///   - windowCount: Segments that stay listed, 1 to `maximumSegmentCount`.
    ///   - mediaSequence: Of the first segment, 0 to 2^62. A channel that had a life before continues ahead of any
    ///     number it ever published.
    ///   - discontinuitySequence: Before the first segment, 0 to 2^62, likewise.
    ///   - isIndependentSegments: Whether every segment will start with a key frame.
    public init(
        targetDuration: Int, windowCount: Int, mediaSequence: Int64, discontinuitySequence: Int64,
        isIndependentSegments: Bool
    ) {
        precondition((1...3_600).contains(targetDuration), "A target duration is 1 to 3 600 seconds.")
        precondition((1...Self.maximumSegmentCount).contains(windowCount), "A window is 1 to 1 024 segments.")
        precondition((0...(1 << 62)).contains(mediaSequence), "A media sequence number is 0 to 2^62.")
        precondition((0...(1 << 62)).contains(discontinuitySequence), "A discontinuity sequence number is 0 to 2^62.")
        self.targetDuration = targetDuration
        self.windowCount = windowCount
        self.mediaSequence = mediaSequence
        self.discontinuitySequence = discontinuitySequence
        self.isIndependentSegments = isIndependentSegments
        bytes = ByteBuffer()
        bytes = serialized()
    }

    /// The listed segments, oldest first. The first has the number `mediaSequence`.
    public var segments: [Segment] { entries.map(\.segment) }

    /// The number the next appended segment gets.
    public var nextMediaSequence: Int64 { mediaSequence + Int64(entries.count) }

    /// The sum of the listed durations as players read them.
    public var listedDuration: Duration { .milliseconds(listedMilliseconds) }

    /// The date at which the last listed segment ends, in milliseconds since 1970: what a segment that continues it
    /// without a discontinuity starts with. Nil while none is listed.
    public var nextProgramDateTime: Int64? { entries.last?.endDate }

    /// `bytes` as a string.
    public var text: String { String(buffer: bytes) }

    /// The longest segment that can be appended, in 90 kHz ticks: target + 0.499 s, the most that, written in
    /// milliseconds, still rounds to the target (HLS-06).
    public var maximumDurationTicks: Int64 { Self.maximumDurationTicks(targetDuration: targetDuration) }

    /// `maximumDurationTicks` of a playlist with this target, in seconds.
    public static func maximumDurationTicks(targetDuration: Int) -> Int64 { (Int64(targetDuration) * 1_000 + 499) * 90 }

    /// The time after an append within which the next one must come (HLS-10): a gap covers a silent source.
    public var longestPause: Duration { .milliseconds(1_500 * Int64(targetDuration)) }

    /// Appends a segment, with the number `nextMediaSequence`, and removes from the head what the window no longer
    /// needs.
    ///
    /// A date before the end of the preceding segment is raised to that end, so that no date names two places and
    /// dates never go back, whatever the wall clock did.
    ///
    /// - Returns: What was removed, oldest first, and how long each must stay downloadable.
    /// - Throws: Without any change, when the segment cannot be listed.
    public mutating func append(_ segment: Segment) throws(LiveMediaPlaylistError) -> [Removed] {
        try check(segment)
        var segment = segment
        if let end = nextProgramDateTime { segment.programDateTime = max(segment.programDateTime, end) }
        guard PlaylistDate.range.contains(segment.programDateTime) else { throw .dateOutOfRange }

        let total = unwrittenTicks + segment.durationTicks
        let milliseconds = (total + 45) / 90
        unwrittenTicks = total - milliseconds * 90
        entries.append(Entry(segment: segment, milliseconds: milliseconds))
        listedMilliseconds += milliseconds

        let removed = slide()
        for index in entries.indices {
            entries[index].longestList = max(entries[index].longestList, listedMilliseconds)
        }
        publish()
        return removed
    }

    /// Writes EXT-X-ENDLIST (HLS-15). Nothing can be appended afterwards. Again: no change.
    public mutating func end() {
        guard !isEnded else { return }
        isEnded = true
        publish()
    }

    /// What is still listed, as if it were removed now: how long each segment must stay downloadable when the
    /// playlist is withdrawn as a whole, oldest first.
    public func withdrawn() -> [Removed] {
        entries.enumerated().map { $1.removed(mediaSequence: mediaSequence + Int64($0)) }
    }

    private func check(_ segment: Segment) throws(LiveMediaPlaylistError) {
        guard !isEnded else { throw .ended }
        guard segment.durationTicks > 0 else { throw .emptySegment }
        guard segment.durationTicks <= maximumDurationTicks else {
            throw .exceedsTarget(durationTicks: segment.durationTicks, limit: maximumDurationTicks)
        }
        guard segment.isIndependent || segment.isGap || !isIndependentSegments else { throw .notIndependent }
        guard PlaylistWriter.isAddress(segment.uri) else { throw .badAddress }
        guard entries.count < Self.maximumSegmentCount else { throw .full }
    }

    /// Removes from the head while the window and three target durations remain (HLS-11).
    private mutating func slide() -> [Removed] {
        let leastMilliseconds = 3_000 * Int64(targetDuration)
        var count = 0
        while entries.count - count > windowCount,
            listedMilliseconds - entries[count].milliseconds >= leastMilliseconds
        {
            listedMilliseconds -= entries[count].milliseconds
            count += 1
        }
        let removed = entries[..<count].enumerated().map { $1.removed(mediaSequence: mediaSequence + Int64($0)) }
        entries.removeFirst(count)
        mediaSequence += Int64(count)
        discontinuitySequence += Int64(removed.count { $0.segment.isDiscontinuity })
        return removed
    }

    private mutating func publish() {
        version += 1
        bytes = serialized()
    }
}
