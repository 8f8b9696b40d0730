internal import NIOCore
internal import StreavDomain
internal import StreavPorts

/// What the connections of one event loop share: the text of the date, and the sweep that holds their deadlines. One
/// sweep for all costs less than a timer for each, and a request costs no timer at all.
final class ServingLoop {
    let eventLoop: any EventLoop
    private let clock: StreavClock
    private let interval: TimeAmount
    private var connections: [UInt64: HTTPConnection] = [:]
    private var sweep: RepeatedTask?
    private var second = Int64.min
    /// As the `Date` field has it.
    private(set) var date: [UInt8] = []

    init(eventLoop: any EventLoop, clock: StreavClock, interval: TimeAmount) {
        self.eventLoop = eventLoop
        self.clock = clock
        self.interval = interval
        refreshDate()
    }

    func startSweeping() {
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        sweep = eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in bound.value.sweepAll() }
    }

    private func sweepAll() {
        refreshDate()
        let now = eventLoop.now
        for connection in Array(connections.values) { connection.sweep(now) }
    }

    func stopSweeping() {
        sweep?.cancel()
        sweep = nil
    }

    func add(_ connection: HTTPConnection) {
        connections[connection.identifier] = connection
    }

    /// False when it was not there.
    func remove(_ connection: HTTPConnection) -> Bool {
        connections.removeValue(forKey: connection.identifier) != nil
    }

    func beginDraining(idleUntil: NIODeadline) {
        for connection in Array(connections.values) { connection.beginDraining(idleUntil: idleUntil) }
    }

    func closeAll() {
        for connection in Array(connections.values) { connection.abort(.drained) }
    }

    private func refreshDate() {
        let now = clock.wallNow
        guard now.seconds != second else { return }
        second = now.seconds
        date = HTTPDate.text(now)
    }
}
