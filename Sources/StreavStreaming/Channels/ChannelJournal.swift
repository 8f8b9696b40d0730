public import StreavDomain

/// Keeps ``ChannelRecord``s over restarts. A journal that is away costs nothing but memory of the past: sequence
/// numbers are also derived from the wall clock.
public protocol ChannelJournal: Sendable {
    func load(_ channel: LiveStreamID) async throws -> ChannelRecord?

    /// - Parameter generation: Of the plan by which the channel runs.
    /// - Returns: False, with nothing written, when the stream is another node's by now, or another generation's: a
    ///   node that has lost a stream writes nothing of it.
    func save(_ record: ChannelRecord, generation: Int64) async throws -> Bool
}
