public import StreavPorts

/// Why an input is not used any more. Raw values are the machine codes of logs, metrics and the dashboard.
public enum SourceFailureReason: String, Sendable, CaseIterable {
    /// No byte for the plan's `deadAfter`, be it before the first or between two.
    case noBytes
    /// Bytes, but neither audio nor video goes on in time for the plan's `deadAfter`.
    case noProgress
    /// A mandatory track is silent: the video, the audio of a radio programme, or audio that was there before.
    case missingTrack
    /// More continuity and transport errors than ``SourceRules/errorLimit`` within ``SourceRules/errorWindow``.
    case tooManyErrors
    /// No key frame for ``SourceRules/keyFrameAfter``, so the input can never be joined.
    case noKeyFrame
    /// The bytes are no MPEG transport stream, or hold no programme.
    case notMedia
    /// The source ended by itself.
    case ended
    case invalidAddress
    case forbidden
    case unreachable
    case refused
    case interrupted
    case timedOut

    /// What an error of the port means for a supervisor.
    public init(_ code: MediaSourceError.Code) {
        switch code {
        case .invalidAddress: self = .invalidAddress
        case .forbidden: self = .forbidden
        case .unreachable: self = .unreachable
        case .refused: self = .refused
        case .interrupted: self = .interrupted
        case .timedOut: self = .timedOut
        case .notMedia: self = .notMedia
        }
    }
}
