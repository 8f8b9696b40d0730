import StreavPorts

/// What a ``LinkLoop`` serves. It is made, used and let go on the loop's thread.
protocol LinkUser: AnyObject {
    associatedtype Command: Sendable

    /// Something waits for a connection.
    var wantsLink: Bool { get }
    /// Something waits for an answer or a time: the loop comes by every ``LinkLoop/expiryInterval``.
    var hasDeadlines: Bool { get }

    func accept(_ command: Command, at now: MonotonicInstant)

    /// - Parameter isAgain: There was a connection before: what was declared may be gone.
    func opened(channels: ClosedRange<UInt16>, isAgain: Bool, at now: MonotonicInstant)

    func received(_ frame: AMQPFrame, at now: MonotonicInstant) throws(LinkFailure)

    /// Sends what may be sent.
    ///
    /// - Returns: True when more waits for room in the socket.
    func send(over link: AMQPLink, at now: MonotonicInstant) throws(LinkFailure) -> Bool

    /// Gives up what has waited too long.
    func expire(at now: MonotonicInstant)

    /// The connection is gone; the next attempt comes at once, or after a while.
    func lost(_ reason: String, at now: MonotonicInstant)

    /// There was no getting a connection.
    func unreachable(_ error: BrokerError)

    /// Nothing follows: whoever waits is to be answered.
    func finish()
}
