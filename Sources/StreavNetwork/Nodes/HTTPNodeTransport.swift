public import NIOCore
import NIOHTTP1
import StreavDomain
public import StreavPorts

/// Requests to other nodes over HTTP/1.1, each on a connection of its own.
///
/// Nodes are where the operator has put them, private networks and this machine included; link-local addresses and
/// metadata services of clouds are not among the places where a node can be.
public struct HTTPNodeTransport: NodeTransport {
    private static let policy = AddressPolicy(
        allowing: ["0.0.0.0/0", "::/0", "127.0.0.0/8", "::1/128"].compactMap { IPNetwork($0) })

    private let resolver: any HostResolver
    private let clock: StreavClock
    private let limits: HTTPSourceLimits
    private let group: any EventLoopGroup

    /// - Parameter limits: Of heads; its times and redirects have no part in this.
    public init(
        resolver: any HostResolver, clock: StreavClock, limits: HTTPSourceLimits = HTTPSourceLimits(),
        group: any EventLoopGroup
    ) {
        self.resolver = resolver
        self.clock = clock
        self.limits = limits
        self.group = group
    }

    public func send(
        _ request: NodeRequest, maximumBytes: Int, within limit: Duration
    ) async throws(NodeTransportError) -> NodeAnswer {
        let url: SourceURL
        do throws(MediaSourceError) {
            url = try SourceURL(request.base + request.path)
        } catch {
            throw NodeTransportError(.invalidAddress, "The address of a node cannot be used: \(error.message)")
        }
        let exchange = HTTPNodeExchange(url: url, limits: limits, maximumBytes: maximumBytes, group: group)
        let late = NodeTransportError(.timedOut, "\(url.origin) gave no whole answer in \(limit).")
        let result = await withTaskGroup(of: Result<NodeAnswer, NodeTransportError>.self) { tasks in
            tasks.addTask { await self.answer(to: request, url, exchange) }
            tasks.addTask { [clock] in
                try? await clock.sleep(for: limit)
                return .failure(late)
            }
            let first = await tasks.next() ?? .failure(late)
            tasks.cancelAll()
            return first
        }
        return try result.get()
    }

    private func answer(
        to request: NodeRequest, _ url: SourceURL, _ exchange: HTTPNodeExchange
    ) async -> Result<NodeAnswer, NodeTransportError> {
        do throws(NodeTransportError) {
            return .success(try await exchange.run(request, addresses: try await addresses(for: url)))
        } catch {
            return .failure(error)
        }
    }

    private func addresses(for url: SourceURL) async throws(NodeTransportError) -> [IPAddress] {
        let candidates: [IPAddress]
        do throws(MediaSourceError) {
            switch url.host {
            case .address(let literal): candidates = [literal]
            case .name(let name): candidates = try await resolver.addresses(of: name)
            }
        } catch {
            throw NodeTransportError(.unreachable, error.message)
        }
        let passed = candidates.filter { Self.policy.objection(to: $0) == nil }
        guard !passed.isEmpty else {
            throw NodeTransportError(.invalidAddress, "\(url.origin) is nowhere that a node can be.")
        }
        return passed
    }
}
