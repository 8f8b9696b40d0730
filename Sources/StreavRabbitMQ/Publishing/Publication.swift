import StreavPorts

/// A message and where it goes.
struct Publication: Sendable, Equatable {
    let message: BrokerMessage
    let exchange: String
    let routingKey: String

    /// What it costs to hold, roughly.
    var cost: Int { message.body.count + Self.overhead }

    private static let overhead = 512
}
