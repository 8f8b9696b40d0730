import Glibc
import NIOCore
import NIOPosix
public import StreavDomain
public import StreavPorts

/// The system's resolver, `getaddrinfo`: hosts file, search domains and name servers as the machine is set up. It
/// blocks, so it runs on a thread of its own, never on an event loop.
public struct SystemResolver: HostResolver {
    private let threads: NIOThreadPool

    public init() {
        threads = .singleton
    }

    public func addresses(of host: String) async throws(MediaSourceError) -> [IPAddress] {
        let result: Result<[IPAddress], MediaSourceError>
        do {
            result = try await threads.runIfActive { Self.look(up: host) }
        } catch {
            throw MediaSourceError(.unreachable, "The address of \(host) was not looked up: the process is stopping.")
        }
        return try result.get()
    }

    private static func look(up host: String) -> Result<[IPAddress], MediaSourceError> {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, nil, &hints, &list)
        guard status == 0 else {
            let reason = gai_strerror(status).map { String(cString: $0) } ?? "error \(status)"
            return .failure(MediaSourceError(.unreachable, "The name \(host) has no address: \(reason)."))
        }
        defer { freeaddrinfo(list) }
        var addresses: [IPAddress] = []
        var entry = list
        while let current = entry, addresses.count < ResolverLimits.addresses {
            if let address = read(current.pointee), !addresses.contains(address) { addresses.append(address) }
            entry = current.pointee.ai_next
        }
        guard !addresses.isEmpty else {
            return .failure(MediaSourceError(.unreachable, "The name \(host) has no address."))
        }
        return .success(addresses)
    }

    private static func read(_ entry: addrinfo) -> IPAddress? {
        guard let pointer = entry.ai_addr else { return nil }
        let raw = UnsafeRawPointer(pointer)
        let text: String?
        switch entry.ai_family {
        case AF_INET:
            text = SocketAddress(raw.assumingMemoryBound(to: sockaddr_in.self).pointee).ipAddress
        case AF_INET6:
            text = SocketAddress(raw.assumingMemoryBound(to: sockaddr_in6.self).pointee).ipAddress
        default:
            text = nil
        }
        // The zone of a link-local address is dropped: those are never connected to.
        return text.flatMap { IPAddress($0.prefix { $0 != "%" }) }
    }
}
