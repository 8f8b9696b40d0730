public import StreavDomain

/// Keeps ``ChannelRecord``s over restarts. A journal that is away costs nothing but memory of the past: sequence
/// numbers are also derived from the wall clock.
public protocol ChannelJournal: Sendable {
    func load(_ channel: LiveStreamID) async throws -> ChannelRecord?
    func save(_ record: ChannelRecord) async throws
}
