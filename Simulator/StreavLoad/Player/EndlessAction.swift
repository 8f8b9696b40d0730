public import StreavPorts

/// What a player of an endless stream wants done now.
public enum EndlessAction: Sendable, Hashable {
    /// Ask for the stream. What comes is handed in as it arrives, and in the end how it failed.
    case connect(intended: MonotonicInstant)
    case end(PlaybackEnd)
}
