import StreavPorts

/// Names that may be said to the server.
///
/// An empty one must never be: for a queue it means the last that was declared on the channel, whosever that is, and
/// for an exchange the default one, which leads to every queue (AMQP 0-9-1, queue.delete and basic.publish).
enum ServerName {
    /// - Throws: `unknownTopology`: nothing can have such a name.
    static func check(_ name: String, _ role: String) throws(BrokerError) {
        guard (1...BrokerLimits.nameBytes).contains(name.utf8.count) else {
            throw BrokerError(
                .unknownTopology, "no \(role) has a name of \(name.utf8.count) bytes; 1 to \(BrokerLimits.nameBytes)")
        }
    }
}
