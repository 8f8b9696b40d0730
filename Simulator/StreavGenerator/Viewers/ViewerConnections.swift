import NIOCore
import StreavPorts

/// The connections of one viewer: as many as it has requests under way, two at most, kept for the next.
///
/// It goes where it is sent (redirects), and stays there for what follows, as relative references are followed from
/// where the answer came from. When that fails, the next request begins at home again: a node may have gone.
final class ViewerConnections {
    /// A request on its way to its last answer.
    private struct Errand {
        var request: LoadRequest
        var port: Int
        var redirects = 0
        var received: ((ByteBuffer) -> Void)?
        var sent: ((LoadConnection) -> Void)?
        var done: (Result<LoadResponse, TransferFailure>) -> Void
    }

    private let shared: LoadLoop
    private let client: Int
    private let userAgent: String
    private let usualLine: ClientLine?
    private var line: ClientLine?
    /// The port of the address that the viewer has, and of the server that it was sent to last.
    private var home: Int
    private var place: Int
    private let isOfStreaming: Bool
    private var idle: [(port: Int, connection: LoadConnection)] = []
    private var busy: [ObjectIdentifier: LoadConnection] = [:]
    private var isClosed = false

    /// - Parameters:
    ///   - port: Nil: that of the streaming server.
    ///   - line: Nil: as fast as it goes.
    init(_ shared: LoadLoop, client: Int, userAgent: String, port: Int? = nil, line: ClientLine? = nil) {
        self.shared = shared
        self.client = client
        self.line = line
        usualLine = line
        let homes = shared.target.homes
        isOfStreaming = port == nil
        home = port ?? (homes.isEmpty ? shared.target.port : homes[client % homes.count])
        place = home
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
    /// - Parameters:
    ///   - isFromHome: To the address that the viewer has, wherever it was sent before.
    ///   - sent: Told of the connection, so that the request can be given up.
    func send(
        _ request: LoadRequest, isFromHome: Bool = false, received: ((ByteBuffer) -> Void)? = nil,
        sent: ((LoadConnection) -> Void)? = nil, done: @escaping (Result<LoadResponse, TransferFailure>) -> Void
    ) {
        guard !isClosed else { return }
        if isFromHome { place = home }
        begin(Errand(request: request, port: place, received: received, sent: sent, done: done))
    }

    /// Each message takes its time over the line.
    private func begin(_ errand: Errand) {
        guard let line, line.roundTrip > .zero else { return dispatch(errand) }
        shared.loop.assumeIsolated().scheduleTask(in: .nanoseconds(Int64(line.roundTrip.milliseconds * 1e6))) {
            [weak self] in self?.dispatch(errand)
        }
    }

    private func dispatch(_ errand: Errand) {
        guard !isClosed else { return }
        idle.removeAll { !$0.connection.isOpen }
        guard let index = idle.lastIndex(where: { $0.port == errand.port }) else { return open(errand) }
        use(idle.remove(at: index).connection, errand, isFresh: false)
    }

    private func open(_ errand: Errand) {
        guard shared.commons.sockets.admits() else {
            shared.measure.exhaustions += 1
            // Later, as every other failure is told.
            return shared.loop.assumeIsolated().execute { [weak self] in
                guard let self, !self.isClosed else { return }
                errand.done(.failure(.exhausted("this process has no descriptor left that a connection may take")))
            }
        }
        let endpoint = shared.endpoint(of: client, port: errand.port)
        LoadConnection.open(endpoint, userAgent: userAgent, clock: shared.clock, on: shared.loop) {
            [weak self] result in
            guard let self, !self.isClosed else {
                if case .success(let connection) = result { connection.close() }
                return
            }
            switch result {
            case .success(let connection): self.use(connection, errand, isFresh: true)
            case .failure(let failure):
                if case .exhausted = failure { self.shared.measure.exhaustions += 1 }
                self.conclude(.failure(failure), errand)
            }
        }
    }

    private func use(_ connection: LoadConnection, _ errand: Errand, isFresh: Bool) {
        busy[ObjectIdentifier(connection)] = connection
        errand.sent?(connection)
        var hasAnswer = false
        let taking: (ByteBuffer) -> Void = { part in
            hasAnswer = true
            errand.received?(part)
        }
        connection.send(errand.request, received: shaped(taking, connection)) { [weak self] result in
            guard let self, !self.isClosed else { return }
            self.busy[ObjectIdentifier(connection)] = nil
            // A kept connection may have been closed by the server while the request was on its way (RFC 9110 9.2.2).
            if case .failure(.closed) = result, !isFresh, !hasAnswer { return self.open(errand) }
            if connection.isOpen { self.idle.append((errand.port, connection)) }
            self.conclude(result, errand)
        }
    }

    private func conclude(_ result: Result<LoadResponse, TransferFailure>, _ errand: Errand) {
        switch result {
        case .success(let response):
            switch RedirectTarget.of(response) {
            case nil:
                errand.done(result)
            case .failure(let failure):
                errand.done(.failure(failure))
            case .success(let target):
                guard target.host == shared.target.host, errand.redirects < RedirectTarget.limit else {
                    return errand.done(.failure(.malformed("a redirect to another host, or one too many")))
                }
                var next = errand
                next.request.target = target.target
                next.port = target.port
                next.redirects += 1
                place = target.port
                begin(next)
            }
        case .failure:
            // The next request finds the way anew.
            if place == errand.port {
                if place == home { home = nextHome }
                place = home
            }
            errand.done(result)
        }
    }

    private var nextHome: Int {
        let homes = shared.target.homes
        guard isOfStreaming, let index = homes.firstIndex(of: home) else { return home }
        return homes[(index + 1) % homes.count]
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
        for connection in idle.map(\.connection) + busy.values { connection.close() }
        idle = []
        busy = [:]
    }

    /// Leaves them open and takes nothing more.
    func fallSilent() {
        isClosed = true
        silent = idle.map(\.connection) + busy.values
        for connection in silent { connection.setReading(false) }
        idle = []
        busy = [:]
    }

    private var silent: [LoadConnection] = []

    func forget() {
        for connection in silent { connection.close() }
        silent = []
    }
}
