public import NIOCore
import StreavDomain
public import StreavPorts

/// An MPEG transport stream as the body of an HTTP/1.1 answer, of known length, chunked, or until the server closes.
///
/// Every address the host resolves to is judged by the ``AddressPolicy``, and the connection goes to one that passed,
/// not to the name: what a second lookup would say does not matter. Redirects start over with a check of their own.
/// Silence after the head is the supervisor's to judge.
public struct HTTPTransportSource: MediaSource {
    private let url: SourceURL
    private let policy: AddressPolicy
    private let resolver: any HostResolver
    private let clock: StreavClock
    private let limits: HTTPSourceLimits
    private let group: any EventLoopGroup

    /// - Throws: `invalidAddress` for anything but a plain `http` address; `forbidden` where the address is a literal
    ///   that the policy refuses.
    public init(
        address: String, policy: AddressPolicy, resolver: any HostResolver, clock: StreavClock,
        limits: HTTPSourceLimits = HTTPSourceLimits(), group: any EventLoopGroup
    ) throws(MediaSourceError) {
        self.url = try SourceURL(address)
        self.policy = policy
        self.resolver = resolver
        self.clock = clock
        self.limits = limits
        self.group = group
        if case .address(let literal) = url.host, let objection = policy.objection(to: literal) { throw objection }
    }

    public func run(_ receive: @escaping @Sendable (ByteBuffer) async throws -> Void) async throws {
        var next = url
        for _ in 0...limits.redirects {
            guard let location = try await exchange(next, receive) else { return }
            next = try next.redirected(to: location)
        }
        throw MediaSourceError(
            .refused, "\(url.origin) redirects more than \(limits.redirects) times, perhaps in a circle.")
    }

    /// One request. Returns where the server redirects to, or nil once the body has ended.
    private func exchange(
        _ url: SourceURL, _ receive: @escaping @Sendable (ByteBuffer) async throws -> Void
    ) async throws -> String? {
        let exchange = HTTPSourceExchange(url: url, limits: limits, group: group)
        return try await withThrowingTaskGroup(of: String?.self) { tasks in
            tasks.addTask {
                try await exchange.run(addresses: { try await self.addresses(for: url) }, receive)
            }
            tasks.addTask { [clock] in
                try await exchange.limitTime(on: clock)
                return nil
            }
            defer { tasks.cancelAll() }
            // Whichever is first: the watch only ever ends by throwing.
            return try await tasks.next() ?? nil
        }
    }

    /// The addresses that may be connected to. Those that may not are left out; when none is left, that is the error.
    private func addresses(for url: SourceURL) async throws(MediaSourceError) -> [IPAddress] {
        let candidates: [IPAddress]
        switch url.host {
        case .address(let literal): candidates = [literal]
        case .name(let name): candidates = try await resolver.addresses(of: name)
        }
        let passed = candidates.filter { policy.objection(to: $0) == nil }
        if !passed.isEmpty { return passed }
        guard let objection = candidates.lazy.compactMap(policy.objection(to:)).first else {
            throw MediaSourceError(.unreachable, "The host of \(url.origin) has no address.")
        }
        throw MediaSourceError(objection.code, "\(url.origin) may not be read: \(objection.message)")
    }
}
