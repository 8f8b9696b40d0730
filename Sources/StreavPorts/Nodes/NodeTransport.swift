/// Carries requests between streaming nodes. Vouches for nothing: what comes is checked by whoever asked.
public protocol NodeTransport: Sendable {
    /// One request, tried once.
    ///
    /// - Parameters:
    ///   - maximumBytes: Of the answer's body; a longer one is `refused`.
    ///   - limit: From the beginning to the last byte.
    func send(
        _ request: NodeRequest, maximumBytes: Int, within limit: Duration
    ) async throws(NodeTransportError) -> NodeAnswer
}
