internal import NIOCore
internal import NIOPosix
internal import StreavPorts
internal import Synchronization

/// What all connections of a server share.
final class ServerContext: Sendable {
    /// The sweep runs this many times within the shortest timeout, within the bounds below.
    private static let sweepsPerTimeout: Int64 = 4
    private static let sweepInterval = TimeAmount.milliseconds(5)...TimeAmount.milliseconds(500)

    private struct Loop {
        let eventLoop: any EventLoop
        let serving: NIOLoopBoundBox<ServingLoop>

        func execute(_ body: @escaping @Sendable (ServingLoop) -> Void) {
            eventLoop.execute { body(serving.value) }
        }
    }

    let configuration: HTTPServerConfiguration
    let handler: any HTTPHandler
    let counters: HTTPServerCounters
    let admission: ConnectionAdmission
    let trust: ProxyTrust
    private let loops: [Loop]
    private let draining = Atomic<Bool>(false)
    private let drained = Mutex<EventLoopPromise<Void>?>(nil)
    /// Unique in the process, so that no two servers' connections are taken for one.
    private static let identifiers = Atomic<UInt64>(0)

    init(
        configuration: HTTPServerConfiguration, handler: any HTTPHandler, counters: HTTPServerCounters,
        clock: StreavClock, loops: [any EventLoop]
    ) {
        self.configuration = configuration
        self.handler = handler
        self.counters = counters
        admission = ConnectionAdmission(configuration: configuration)
        trust = ProxyTrust(proxies: configuration.trustedProxies, header: configuration.forwardingHeader)
        let interval = Self.interval(for: configuration)
        self.loops = loops.map { loop in
            let serving = ServingLoop(eventLoop: loop, clock: clock, interval: interval)
            return Loop(
                eventLoop: loop, serving: NIOLoopBoundBox.makeBoxSendingValue(serving, eventLoop: loop))
        }
    }

    var isDraining: Bool { draining.load(ordering: .relaxed) }

    func nextIdentifier() -> UInt64 {
        Self.identifiers.add(1, ordering: .relaxed).newValue
    }

    /// Makes an accepted channel a connection; on its loop.
    func open(_ channel: any Channel) throws {
        guard let loop = loops.first(where: { $0.eventLoop === channel.eventLoop }) else {
            preconditionFailure("connections are served by the loops the server was given")
        }
        let connection = HTTPConnection(server: self, loop: loop.serving.value)
        try channel.pipeline.syncOperations.addHandler(connection)
    }

    func startSweeping() {
        for loop in loops { loop.execute { $0.startSweeping() } }
    }

    func drain(within limit: TimeAmount) async {
        guard !draining.exchange(true, ordering: .sequentiallyConsistent), let first = loops.first else { return }
        let eventLoop = first.eventLoop
        let promise = eventLoop.makePromise(of: Void.self)
        drained.withLock { $0 = promise }
        let idleUntil = eventLoop.now + min(configuration.drainIdleGrace, limit)
        for loop in loops { loop.execute { $0.beginDraining(idleUntil: idleUntil) } }
        let cutOff = eventLoop.scheduleTask(in: limit) {
            for loop in self.loops { loop.execute { $0.closeAll() } }
        }
        if counters.openConnections.load(ordering: .sequentiallyConsistent) == 0 { finishDraining() }
        // The promise is only ever fulfilled.
        try? await promise.futureResult.get()
        cutOff.cancel()
        for loop in loops { loop.execute { $0.stopSweeping() } }
    }

    func didOpen() {
        counters.openConnections.add(1, ordering: .sequentiallyConsistent)
    }

    func didClose(_ reason: HTTPCloseReason) {
        counters.count(reason)
        let open = counters.openConnections.subtract(1, ordering: .sequentiallyConsistent).newValue
        if open == 0, draining.load(ordering: .sequentiallyConsistent) { finishDraining() }
    }

    private func finishDraining() {
        let promise = drained.withLock { promise in
            defer { promise = nil }
            return promise
        }
        promise?.succeed()
    }

    private static func interval(for configuration: HTTPServerConfiguration) -> TimeAmount {
        let shortest = min(
            configuration.headerTimeout, configuration.bodyTimeout, configuration.idleTimeout,
            configuration.writeTimeout)
        let share = TimeAmount.nanoseconds(shortest.nanoseconds / sweepsPerTimeout)
        return min(max(share, sweepInterval.lowerBound), sweepInterval.upperBound)
    }
}
