import NIOCore
import NIOHTTP1
import NIOPosix
import StreavDomain
import StreavPorts
import Synchronization

/// One request of ``HTTPNodeTransport`` and its answer.
final class HTTPNodeExchange: Sendable {
    typealias Wire = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    /// The longest wait for one connection.
    private static let connectTime = TimeAmount.seconds(1)

    private struct State {
        /// The channel that is being connected, so that a cancelled task need not wait for it.
        var channel: (any Channel)?
        var isCancelled = false
    }

    private let url: SourceURL
    private let limits: HTTPSourceLimits
    private let maximumBytes: Int
    private let group: any EventLoopGroup
    private let state = Mutex(State())

    init(url: SourceURL, limits: HTTPSourceLimits, maximumBytes: Int, group: any EventLoopGroup) {
        self.url = url
        self.limits = limits
        self.maximumBytes = maximumBytes
        self.group = group
    }

    /// Tries the addresses in their order, and ends promptly when its task is cancelled.
    func run(_ request: NodeRequest, addresses: [IPAddress]) async throws(NodeTransportError) -> NodeAnswer {
        let wire = try await connect(to: addresses)
        let head = head(of: request)
        do {
            return try await wire.executeThenClose { inbound, outbound in
                try await outbound.write(.head(head))
                try await outbound.write(.end(nil))
                return try await self.read(inbound, isHead: request.method == .head)
            }
        } catch let error as NodeTransportError {
            throw error
        } catch {
            throw NodeTransportError(.interrupted, "The connection to \(url.origin) broke.")
        }
    }

    private func read(
        _ inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>, isHead: Bool
    ) async throws -> NodeAnswer {
        let short = NodeTransportError(.interrupted, "\(url.origin) closed the connection in its answer.")
        let long = NodeTransportError(.refused, "\(url.origin) answers with more than \(maximumBytes) bytes.")
        var answer: NodeAnswer?
        for try await part in inbound {
            switch part {
            case .head(let head):
                let length = head.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0
                guard isHead || length <= maximumBytes else { throw long }
                let fields = Dictionary(
                    head.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
                var body = ByteBuffer()
                if !isHead, length > 0 { body.reserveCapacity(length) }
                answer = NodeAnswer(status: Int(head.status.code), fields: fields, body: body)
            case .body(var bytes):
                guard let present = answer?.body.readableBytes, present + bytes.readableBytes <= maximumBytes else {
                    throw long
                }
                answer?.body.writeBuffer(&bytes)
            case .end:
                guard let answer else { throw short }
                return answer
            }
        }
        throw short
    }

    private func head(of request: NodeRequest) -> HTTPRequestHead {
        var fields = HTTPHeaders([("Host", url.authority), ("User-Agent", "Streav/1.0"), ("Connection", "close")])
        for field in request.fields { fields.add(name: field.name, value: field.value) }
        return HTTPRequestHead(
            version: .http1_1, method: request.method == .head ? .HEAD : .GET, uri: url.target, headers: fields)
    }

    private func connect(to addresses: [IPAddress]) async throws(NodeTransportError) -> Wire {
        for address in addresses where !Task.isCancelled {
            if let wire = try? await connect(to: SocketAddress(ipAddress: address.description, port: url.port)) {
                return wire
            }
        }
        throw NodeTransportError(.unreachable, "No connection to \(url.origin).")
    }

    private func connect(to address: SocketAddress) async throws -> Wire {
        let limits = self.limits
        let bootstrap = ClientBootstrap(group: group)
            .connectTimeout(Self.connectTime)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
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
            try await bootstrap.connect(to: address) { channel in
                channel.eventLoop.makeCompletedFuture { try Self.wrap(channel, limits) }
            }
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
        // The decoder sees the requests as well: an answer to HEAD has a length, and no body.
        try channel.pipeline.syncOperations.addHandlers([
            HTTPRequestEncoder(),
            ByteToMessageHandler(HTTPResponseDecoder(limitConfiguration: decoderLimits)),
            NIOHTTPRequestHeadersValidator(),
            CloseOnErrorHandler(),
        ])
        return try NIOAsyncChannel(
            wrappingChannelSynchronously: channel,
            configuration: .init(backPressureStrategy: .init(lowWatermark: 2, highWatermark: 8)))
    }
}
