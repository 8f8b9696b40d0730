/// Answers requests.
public protocol HTTPHandler: Sendable {
    /// Called on the connection's event loop: it must not block. The answer may be given at once or later, from
    /// anywhere.
    ///
    /// Requests of one connection come one after the other, each when the one before is answered.
    func handle(_ request: HTTPRequest, on exchange: HTTPExchange)
}
