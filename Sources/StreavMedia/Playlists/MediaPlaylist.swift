/// A media playlist as it was read: from a source, or by a test from our own answers.
///
/// Source: RFC 8216 sections 4.3.2 and 4.3.3, draft-pantos-hls-rfc8216bis section 4.4.
public struct MediaPlaylist: Sendable, Hashable {
    /// EXT-X-PLAYLIST-TYPE.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case event = "EVENT"
        case onDemand = "VOD"
    }

    /// EXT-X-VERSION, when it is stated.
    public var version: Int?
    /// EXT-X-TARGETDURATION in seconds, 0 to 10^9.
    public var targetDuration: Int
    /// The number of the first segment, 0 to 2^62; 0 where no tag says otherwise.
    public var mediaSequence: Int64 = 0
    /// EXT-X-DISCONTINUITY-SEQUENCE, 0 to 2^62; 0 where no tag says otherwise.
    public var discontinuitySequence: Int64 = 0
    /// Whether EXT-X-DISCONTINUITY-SEQUENCE is stated.
    public var statesDiscontinuitySequence = false
    /// EXT-X-PLAYLIST-TYPE; nil for a list with a sliding window.
    public var kind: Kind?
    /// EXT-X-I-FRAMES-ONLY.
    public var isIFramesOnly = false
    /// EXT-X-INDEPENDENT-SEGMENTS.
    public var isIndependentSegments = false
    /// EXT-X-ENDLIST.
    public var isEnded = false
    /// EXT-X-START.
    public var start: AttributeList?
    /// EXT-X-SERVER-CONTROL.
    public var serverControl: AttributeList?
    /// PART-TARGET of EXT-X-PART-INF.
    public var partTarget: Duration?
    /// SKIPPED-SEGMENTS of EXT-X-SKIP: segments between `mediaSequence` and the first of `segments` that a delta
    /// update leaves out. 0 in a full playlist.
    public var skippedSegments = 0
    /// The listed segments, oldest first.
    public var segments: [Segment] = []
    /// Parts of the segment that is not complete yet.
    public var trailingParts: [Part] = []
    /// EXT-X-PRELOAD-HINT, EXT-X-RENDITION-REPORT and EXT-X-DATERANGE, as they stand.
    public var preloadHints: [AttributeList] = []
    public var renditionReports: [AttributeList] = []
    public var dateRanges: [AttributeList] = []
    /// Whether a duration has a fraction: needs version 3.
    public var hasFractionalDurations = false

    public init(targetDuration: Int) {
        self.targetDuration = targetDuration
    }

    /// The number after that of the last listed segment.
    public var nextMediaSequence: Int64 { mediaSequence + Int64(skippedSegments) + Int64(segments.count) }

    /// The sum of the listed durations.
    public var listedDuration: Duration { segments.reduce(.zero) { $0 + $1.duration } }

    /// The lowest EXT-X-VERSION that allows what is in it (draft section 8).
    public var requiredVersion: Int {
        if skippedSegments > 0 { return 9 }
        if segments.contains(where: { $0.map != nil }) { return isIFramesOnly ? 5 : 6 }
        if segments.contains(where: { $0.keys.contains { $0.format != nil || $0.formatVersions != nil } }) { return 5 }
        if isIFramesOnly || segments.contains(where: { $0.byteRange != nil }) { return 4 }
        if hasFractionalDurations { return 3 }
        return segments.contains { $0.keys.contains { $0.initializationVector != nil } } ? 2 : 1
    }
}
