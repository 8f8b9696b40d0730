/// Messages between components: at least once, in order per queue except for redeliveries.
public protocol MessageBroker: Sendable {
    /// All of `topology` or nothing. Repeating it is harmless.
    func declare(_ topology: BrokerTopology) async throws(BrokerError)

    /// Returns when the broker has the message, once, in every queue that a binding leads to. No such queue is
    /// `unroutable`.
    ///
    /// - Parameter routingKey: Words separated by dots; at most ``BrokerLimits/nameBytes``.
    func publish(_ message: BrokerMessage, to exchange: String, routingKey: String) async throws(BrokerError)

    /// Hands over deliveries one after the other, at most `prefetch` unsettled at a time, until the task is cancelled
    /// or the connection is lost (`unavailable`). What `handle` returns settles the delivery; a handler that throws
    /// leaves it unsettled: it comes again with ``BrokerDelivery/isRedelivered``, counted against the delivery limit.
    ///
    /// When the task is cancelled the handlers are cancelled too, and it returns, without an error, when they have:
    /// what they settled is settled, the rest comes again. A delivery unsettled for ``BrokerLimits/settlementTime``
    /// ends the consumer with `timedOut`, and what it held comes again.
    ///
    /// - Parameter prefetch: 1 to 1 000 (``BrokerLimits/prefetch``). Up to that many handlers run
    ///   at once; with 1, one ends before the next begins.
    func consume(
        _ queue: String, prefetch: Int,
        handle: @escaping @Sendable (BrokerDelivery) async throws -> BrokerSettlement
    ) async throws(BrokerError)

    /// Messages waiting in a queue, unsettled ones not counted.
    func depth(of queue: String) async throws(BrokerError) -> Int
}
