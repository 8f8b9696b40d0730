public import Synchronization

/// What an ``HTTPServer`` did since it started. Gauges go up and down, the rest only up. Read with `load(.relaxed)`.
public final class HTTPServerCounters: Sendable {
    /// Gauge: sockets open now.
    public let openConnections = Atomic<Int>(0)
    /// Gauge: endless answers being sent now.
    public let openStreams = Atomic<Int>(0)
    public let acceptedConnections = Atomic<Int>(0)
    /// Connections refused because the node had as many as it takes.
    public let refusedTotalCap = Atomic<Int>(0)
    /// Connections refused because their address had as many as it gets.
    public let refusedAddressCap = Atomic<Int>(0)
    /// Connections dropped because the process had no handle left.
    public let refusedNoHandles = Atomic<Int>(0)
    /// Requests handed to the handler.
    public let requests = Atomic<Int>(0)
    /// Requests the parser refused.
    public let rejectedRequests = Atomic<Int>(0)
    /// Content of answers given to the kernel's care, streams included, in bytes.
    public let sentContentBytes = Atomic<Int>(0)
    private let success = Atomic<Int>(0)
    private let redirection = Atomic<Int>(0)
    private let clientError = Atomic<Int>(0)
    private let serverError = Atomic<Int>(0)
    private let completed = Atomic<Int>(0)
    private let peerClosed = Atomic<Int>(0)
    private let connectionError = Atomic<Int>(0)
    private let idleTimeout = Atomic<Int>(0)
    private let headerTimeout = Atomic<Int>(0)
    private let bodyTimeout = Atomic<Int>(0)
    private let writeTimeout = Atomic<Int>(0)
    private let badRequest = Atomic<Int>(0)
    private let refused = Atomic<Int>(0)
    private let slowReader = Atomic<Int>(0)
    private let ended = Atomic<Int>(0)
    private let drained = Atomic<Int>(0)

    public init() {}

    /// Connections that ended for `reason`.
    public func closes(_ reason: HTTPCloseReason) -> Int {
        withCounter(of: reason) { $0.load(ordering: .relaxed) }
    }

    /// Answers whose status is in `hundred`: 2, 3, 4 or 5.
    public func responses(class hundred: Int) -> Int {
        switch hundred {
        case 2: success.load(ordering: .relaxed)
        case 3: redirection.load(ordering: .relaxed)
        case 4: clientError.load(ordering: .relaxed)
        case 5: serverError.load(ordering: .relaxed)
        default: 0
        }
    }

    func count(_ reason: HTTPCloseReason) {
        withCounter(of: reason) { _ = $0.add(1, ordering: .relaxed) }
    }

    func count(_ status: HTTPStatus) {
        switch status.rawValue {
        case ..<300: success.add(1, ordering: .relaxed)
        case ..<400: redirection.add(1, ordering: .relaxed)
        case ..<500: clientError.add(1, ordering: .relaxed)
        default: serverError.add(1, ordering: .relaxed)
        }
    }

    private func withCounter<Result>(
        of reason: HTTPCloseReason, _ body: (borrowing Atomic<Int>) -> Result
    ) -> Result {
        switch reason {
        case .completed: body(completed)
        case .peerClosed: body(peerClosed)
        case .connectionError: body(connectionError)
        case .idleTimeout: body(idleTimeout)
        case .headerTimeout: body(headerTimeout)
        case .bodyTimeout: body(bodyTimeout)
        case .writeTimeout: body(writeTimeout)
        case .badRequest: body(badRequest)
        case .refused: body(refused)
        case .slowReader: body(slowReader)
        case .ended: body(ended)
        case .drained: body(drained)
        }
    }
}
