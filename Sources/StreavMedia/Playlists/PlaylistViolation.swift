/// A rule that a playlist, or a change of one, breaks.
public struct PlaylistViolation: Sendable, Hashable, CustomStringConvertible {
    /// The rules that can be checked on playlists alone, by their requirement ids.
    public enum Rule: String, Sendable, Hashable, CaseIterable {
        /// The version is stated and is what the features need.
        case version = "HLS-03"
        /// Something changed that may not, or the texts cannot be compared.
        case change = "HLS-05"
        /// A duration rounds to more than the target.
        case duration = "HLS-06"
        /// The target duration changed.
        case target = "HLS-07"
        /// A media sequence number went back, or a segment has another one than before.
        case mediaSequence = "HLS-09"
        /// Removal left less than three target durations.
        case window = "HLS-11"
        /// EXT-X-PLAYLIST-TYPE changed, or the list changed as its type forbids.
        case kind = "HLS-14"
        /// An ended list goes on.
        case end = "HLS-15"
        /// A discontinuity sequence number went back, differs for one segment, or is not stated where it must be.
        case discontinuitySequence = "HLS-18"
        /// Programme dates go back or overlap.
        case programDateTime = "HLS-27"
        /// A discontinuity does not state its date where others do.
        case dateOfDiscontinuity = "HLS-28"
        /// PART-TARGET changed.
        case partTarget = "HLS-32"
        /// EXT-X-SERVER-CONTROL changed.
        case serverControl = "HLS-33"
    }

    public let rule: Rule
    /// The segment concerned, when there is one.
    public let mediaSequence: Int64?
    /// What happened, for people.
    public let explanation: String

    public init(_ rule: Rule, mediaSequence: Int64? = nil, _ explanation: String) {
        self.rule = rule
        self.mediaSequence = mediaSequence
        self.explanation = explanation
    }

    public var description: String {
        "\(rule.rawValue)\(mediaSequence.map { " at \($0)" } ?? ""): \(explanation)"
    }
}
