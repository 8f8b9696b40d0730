/// Something the streaming nodes must hear of. Travels as JSON through the outbox and the exchange
/// ``ControlEvents/exchange`` with its type as routing key; delivered at least once, in order per aggregate.
///
/// An event says what has changed, not what it has become: who needs to know reads it, and so never acts on an old
/// state.
public protocol ControlEvent: Codable, Sendable {
    /// The routing key and the message's type.
    static var type: String { get }
    /// Events of one aggregate keep their order.
    var aggregate: String { get }
    /// The activity log's sequence at the change: what was read at this generation or later knows of it.
    var generation: Int64 { get }
}
