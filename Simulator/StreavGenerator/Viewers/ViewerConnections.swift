import NIOCore
import StreavPorts

/// The connections of one viewer: as many as it has requests under way, two at most, kept for the next.
final class ViewerConnections {
    private let shared: LoadLoop
    private let endpoint: LoadConnection.Endpoint
    private let userAgent: String
    private let usualLine: ClientLine?
    private var line: ClientLine?
    private var idle: [LoadConnection] = []
    private var busy: [ObjectIdentifier: LoadConnection] = [:]
    private var isClosed = false

    /// - Parameters:
    ///   - port: Nil: that of the streaming server.
    ///   - line: Nil: as fast as it goes.
    init(_ shared: LoadLoop, client: Int, userAgent: String, port: Int? = nil, line: ClientLine? = nil) {
        self.shared = shared
        self.line = line
        usualLine = line
        endpoint = shared.endpoint(of: client, port: port)
        self.userAgent = userAgent
    }

    /// From now on nothing comes faster than this, on connections that are open either; nil: as before.
    func slowDown(bitsPerSecond: Double?) {
        line =
            bitsPerSecond.map {
                ClientLine(bitsPerSecond: $0, roundTrip: usualLine?.roundTrip ?? .zero)
            } ?? usualLine
    }

    /// Sends a request on a connection that is free, or on a new one.
    ///
    /// - Parameter sent: Told of the connection, so that the request can be given up.
    func send(
        _ request: LoadRequest, received: ((ByteBuffer) -> Void)? = nil, sent: ((LoadConnection) -> Void)? = nil,
        done: @escaping (Result<LoadResponse, TransferFailure>) -> Void
    ) {
        guard !isClosed else { return }
        guard let line, line.roundTrip > .zero else { return begin(request, received, sent, done) }
        shared.loop.assumeIsolated().scheduleTask(in: .nanoseconds(Int64(line.roundTrip.milliseconds * 1e6))) {
            [weak self] in self?.begin(request, received, sent, done)
        }
    }

    private func begin(
        _ request: LoadRequest, _ received: ((ByteBuffer) -> Void)?, _ sent: ((LoadConnection) -> Void)?,
        _ done: @escaping (Result<LoadResponse, TransferFailure>) -> Void
    ) {
        guard !isClosed else { return }
        while let connection = idle.popLast() {
            guard connection.isOpen else { continue }
            return use(connection, request, isFresh: false, received, sent, done)
        }
        open(request, received, sent, done)
    }

    private func open(
        _ request: LoadRequest, _ received: ((ByteBuffer) -> Void)?, _ sent: ((LoadConnection) -> Void)?,
        _ done: @escaping (Result<LoadResponse, TransferFailure>) -> Void
    ) {
        guard shared.commons.sockets.admits() else {
            shared.measure.exhaustions += 1
            // Later, as every other failure is told.
            return shared.loop.assumeIsolated().execute { [weak self] in
                guard let self, !self.isClosed else { return }
                done(.failure(.exhausted("this process has no descriptor left that a connection may take")))
            }
        }
        LoadConnection.open(endpoint, userAgent: userAgent, clock: shared.clock, on: shared.loop) {
            [weak self] result in
            guard let self, !self.isClosed else {
                if case .success(let connection) = result { connection.close() }
                return
            }
            switch result {
            case .success(let connection): self.use(connection, request, isFresh: true, received, sent, done)
            case .failure(let failure):
                if case .exhausted = failure { self.shared.measure.exhaustions += 1 }
                done(.failure(failure))
            }
        }
    }

    private func use(
        _ connection: LoadConnection, _ request: LoadRequest, isFresh: Bool, _ received: ((ByteBuffer) -> Void)?,
        _ sent: ((LoadConnection) -> Void)?, _ done: @escaping (Result<LoadResponse, TransferFailure>) -> Void
    ) {
        busy[ObjectIdentifier(connection)] = connection
        sent?(connection)
        var hasAnswer = false
        let taking: (ByteBuffer) -> Void = { part in
            hasAnswer = true
            received?(part)
        }
        connection.send(request, received: shaped(taking, connection)) { [weak self] result in
            guard let self, !self.isClosed else { return }
            self.busy[ObjectIdentifier(connection)] = nil
            // A kept connection may have been closed by the server while the request was on its way (RFC 9110 9.2.2).
            if case .failure(.closed) = result, !isFresh, !hasAnswer { return self.open(request, received, sent, done) }
            if connection.isOpen { self.idle.append(connection) }
            done(result)
        }
    }

    /// What comes on the connection, at the speed of the line.
    private func shaped(_ received: ((ByteBuffer) -> Void)?, _ connection: LoadConnection) -> ((ByteBuffer) -> Void)? {
        { [weak self, weak connection] part in
            received?(part)
            guard let self, let connection,
                let wait = self.line?.carry(part.readableBytes, at: self.shared.clock.monotonicNow)
            else { return }
            connection.setReading(false)
            self.shared.loop.assumeIsolated().scheduleTask(in: .nanoseconds(Int64(wait.milliseconds * 1e6))) {
                [weak connection] in connection?.setReading(true)
            }
        }
    }

    /// Gives up what is under way on a connection.
    func abandon(_ connection: LoadConnection) {
        busy[ObjectIdentifier(connection)] = nil
        connection.close()
    }

    func close() {
        isClosed = true
        for connection in idle + busy.values { connection.close() }
        idle = []
        busy = [:]
    }

    /// Leaves them open and takes nothing more.
    func fallSilent() {
        isClosed = true
        for connection in idle + busy.values { connection.setReading(false) }
        silent = idle + busy.values
        idle = []
        busy = [:]
    }

    private var silent: [LoadConnection] = []

    func forget() {
        for connection in silent { connection.close() }
        silent = []
    }
}
