/// What a publishing connection holds at most. Beyond it publishing is `outOfMemory`.
enum PublisherLimits {
    /// Messages sent and not confirmed.
    static let unconfirmed = 1_000
    /// Their bytes; one message more may be under way.
    static let unconfirmedBytes = 16 << 20
    /// Messages that wait to be sent.
    static let waiting = 20_000
    static let waitingBytes = 64 << 20
}
