public import NIOCore

/// One live input. Opens and reads until it ends or fails; never retries, since the supervisor does, once, for all.
public protocol MediaSource: Sendable {
    /// Connects, then hands over the bytes as they come, in order, awaiting each call (so a slow receiver slows the
    /// reading). Returns when the source ends by itself.
    ///
    /// - Parameter receive: Called with 1 byte to ``MediaSourceLimits/chunkBytes`` at a time. What it throws ends
    ///   `run`.
    func run(_ receive: @escaping @Sendable (ByteBuffer) async throws -> Void) async throws
}
