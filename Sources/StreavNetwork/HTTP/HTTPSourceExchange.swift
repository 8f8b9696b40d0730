import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import StreavDomain
import StreavPorts
import Synchronization

/// One request of ``HTTPTransportSource`` and its answer.
final class HTTPSourceExchange: Sendable {
    typealias Wire = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    private enum Phase {
        case connecting
        case awaitingHead
        case body
    }

    private struct State {
        var phase = Phase.connecting
        /// The channel that is being connected, so that a cancelled task need not wait for it.
        var channel: (any Channel)?
        var isCancelled = false
    }

    private let url: SourceURL
    private let limits: HTTPSourceLimits
    private let group: any EventLoopGroup
    private let state = Mutex(State())

    init(url: SourceURL, limits: HTTPSourceLimits, group: any EventLoopGroup) {
        self.url = url
        self.limits = limits
        self.group = group
    }

    /// Throws `timedOut` when connection or head are late, and only ever ends by throwing.
    func limitTime(on clock: StreavClock) async throws {
        try await clock.sleep(for: limits.connectTime)
        if state.withLock({ $0.phase }) == .connecting {
            throw MediaSourceError(.timedOut, "\(url.origin) did not accept a connection in \(limits.connectTime).")
        }
        try await clock.sleep(for: limits.headTime)
        if state.withLock({ $0.phase }) != .body {
            throw MediaSourceError(.timedOut, "\(url.origin) did not answer in \(limits.headTime).")
        }
        while true { try await clock.sleep(for: .seconds(86_400)) }
    }

    /// Returns where the server redirects to, or nil once the body has ended.
    func run(
        addresses: () async throws -> [IPAddress], _ receive: @Sendable (ByteBuffer) async throws -> Void
    ) async throws -> String? {
        let wire = try await connect(to: addresses())
        let request = requestHead
        return try await wire.executeThenClose { inbound, outbound in
            var answer = inbound.makeAsyncIterator()
            let first: HTTPClientResponsePart?
            do {
                try await outbound.write(.head(request))
                try await outbound.write(.end(nil))
                first = try await answer.next()
            } catch {
                throw self.meaning(of: error)
            }
            try Task.checkCancellation()
            guard case .head(let head) = first else { throw self.closedEarly }
            state.withLock { $0.phase = .body }
            if let location = try HTTPSourceAnswer.location(in: head, of: url) { return location }
            while true {
                let part: HTTPClientResponsePart?
                do {
                    part = try await answer.next()
                } catch {
                    throw self.meaning(of: error)
                }
                // A cancelled stream ends like a closed one.
                try Task.checkCancellation()
                switch part {
                case .body(let bytes): try await Self.deliver(bytes, receive)
                case .end: return nil
                case .head, nil: throw self.closedEarly
                }
            }
        }
    }

    private static func deliver(
        _ bytes: ByteBuffer, _ receive: @Sendable (ByteBuffer) async throws -> Void
    ) async throws {
        var rest = bytes
        while rest.readableBytes > 0,
            let chunk = rest.readSlice(length: min(rest.readableBytes, MediaSourceLimits.chunkBytes))
        {
            try await receive(chunk)
        }
    }

    private var requestHead: HTTPRequestHead {
        var fields = HTTPHeaders([
            ("Host", url.authority), ("User-Agent", "Streav/1.0"), ("Accept", "*/*"), ("Connection", "close"),
        ])
        if let authorization = url.authorization { fields.add(name: "Authorization", value: authorization) }
        return HTTPRequestHead(version: .http1_1, method: .GET, uri: url.target, headers: fields)
    }

    private var closedEarly: MediaSourceError {
        MediaSourceError(.interrupted, "\(url.origin) closed the connection in the middle of its answer.")
    }
}

extension HTTPSourceExchange {
    /// Tries the addresses in their order.
    private func connect(to addresses: [IPAddress]) async throws -> Wire {
        var last: (any Error)?
        for address in addresses {
            try Task.checkCancellation()
            do {
                return try await connect(to: SocketAddress(ipAddress: address.description, port: url.port))
            } catch {
                last = error
            }
        }
        try Task.checkCancellation()
        let reason = (last as? IOError).map { ": \($0.errnoText)" } ?? ""
        throw MediaSourceError(.unreachable, "No connection to \(url.origin)\(reason).")
    }

    private func connect(to address: SocketAddress) async throws -> Wire {
        let limits = self.limits
        let bootstrap = ClientBootstrap(group: group)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelInitializer { channel in
                let isCancelled = self.state.withLock { state in
                    state.channel = channel
                    return state.isCancelled
                }
                return isCancelled
                    ? channel.eventLoop.makeFailedFuture(CancellationError())
                    : channel.eventLoop.makeSucceededVoidFuture()
            }
        return try await withTaskCancellationHandler {
            let wire = try await bootstrap.connect(to: address) { channel in
                channel.eventLoop.makeCompletedFuture { try Self.wrap(channel, limits) }
            }
            state.withLock { $0.phase = .awaitingHead }
            return wire
        } onCancel: {
            let channel = state.withLock { state in
                state.isCancelled = true
                return state.channel
            }
            channel?.close(promise: nil)
        }
    }

    private static func wrap(_ channel: any Channel, _ limits: HTTPSourceLimits) throws -> Wire {
        var decoderLimits = NIOHTTPDecoderLimitConfiguration()
        decoderLimits.maxHeaderListSize = limits.headBytes
        decoderLimits.maxHeaderFieldSize = limits.fieldBytes
        decoderLimits.maxHeaderFieldCount = limits.fields
        try channel.pipeline.syncOperations.addHandlers([
            HTTPRequestEncoder(),
            ByteToMessageHandler(HTTPResponseDecoder(limitConfiguration: decoderLimits)),
            NIOHTTPRequestHeadersValidator(),
            CloseOnErrorHandler(),
        ])
        return try NIOAsyncChannel(
            wrappingChannelSynchronously: channel,
            // A body part is what one read of the socket gave, 64 KiB at most: 512 KiB in all, then the socket waits.
            configuration: .init(backPressureStrategy: .init(lowWatermark: 2, highWatermark: 8)))
    }

    /// Says what errors of the connection mean for a source.
    private func meaning(of error: any Error) -> any Error {
        if error is CancellationError || Task.isCancelled { return CancellationError() }
        if let error = error as? HTTPParserError { return describe(error) }
        let reason = (error as? IOError).map { ": \($0.errnoText)" } ?? ""
        return MediaSourceError(.interrupted, "The connection to \(url.origin) broke\(reason).")
    }

    private func describe(_ error: HTTPParserError) -> MediaSourceError {
        let isInBody = state.withLock { $0.phase } == .body
        switch error {
        case .headerOverflow:
            return MediaSourceError(
                .refused, "\(url.origin) answers with a head of more than \(limits.headBytes) bytes.")
        case .invalidEOFState, .closedConnection:
            return closedEarly
        default:
            return isInBody
                ? MediaSourceError(.interrupted, "\(url.origin) broke the rules of HTTP in the middle of its answer.")
                : MediaSourceError(.refused, "\(url.origin) does not speak HTTP.")
        }
    }
}

extension IOError {
    /// The system's words for the error, without the names of our functions.
    fileprivate var errnoText: String {
        switch errnoCode {
        case ECONNREFUSED: "connection refused"
        case ECONNRESET: "connection reset"
        case ETIMEDOUT: "timed out"
        case EHOSTUNREACH, ENETUNREACH: "no route"
        default: "error \(errnoCode)"
        }
    }
}
