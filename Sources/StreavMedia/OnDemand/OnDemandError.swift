/// Why a movie cannot be packaged, or a segment of it not be made.
public struct OnDemandError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The reason, for programs.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The target duration is out of ``OnDemandLimits/targets``.
        case badTarget = "bad_target"
        /// No track can be packaged, or nothing of the tracks is presented.
        case nothingToPlay = "nothing_to_play"
        /// The video has no key frame to begin with.
        case noKeyFrame = "no_key_frame"
        /// From one key frame to the next it takes longer than ``OnDemandLimits/longestSegment``.
        case segmentTooLong = "segment_too_long"
        /// A segment has more than ``OnDemandLimits/segmentBytes``, or more frames than it may.
        case segmentTooLarge = "segment_too_large"
        /// There are more than ``OnDemandLimits/segments`` of them.
        case tooManySegments = "too_many_segments"
        /// Times that no film has, or that contradict each other.
        case badTimes = "bad_times"
        /// A frame lies outside the file or is larger than its container allows.
        case badSample = "bad_sample"
        /// There is no such rendition or segment.
        case noSuchSegment = "no_such_segment"
        /// The bytes that were handed in are not those that were asked for.
        case wrongBytes = "wrong_bytes"
    }

    /// What kind of fault it is.
    public let code: Code
    /// A sentence for people: what is wrong, and where it helps, what to do.
    public let message: String

    public var description: String { message }

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    static var tooManySegments: OnDemandError {
        OnDemandError(.tooManySegments, "The movie has more than \(OnDemandLimits.segments) segments.")
    }
}
