import Glibc

/// Where a socket connects to: a `sockaddr` of any family, by its bytes.
struct SocketAddress: Sendable, Equatable {
    let family: CInt
    let bytes: [UInt8]

    /// The most addresses of one name that are tried.
    static let maximumCount = 8

    /// The addresses of a host. Asks name servers, and so may block for long, unless `host` is an address itself.
    ///
    /// - Parameter isNumeric: Fails at once, with nil, where name servers would have to be asked.
    static func of(
        host: String, port: Int, isNumeric: Bool
    ) -> Result<[SocketAddress], RedisConnectionLoss>? {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_NUMERICSERV | (isNumeric ? AI_NUMERICHOST : AI_ADDRCONFIG)
        var first: UnsafeMutablePointer<addrinfo>?
        let status = unsafe getaddrinfo(host, String(port), &hints, &first)
        guard status == 0 else {
            if isNumeric { return nil }
            let reason = unsafe gai_strerror(status).map { unsafe String(cString: $0) } ?? "error \(status)"
            return .failure(RedisConnectionLoss("no address of \(host) is to be had (\(reason))"))
        }
        defer { unsafe freeaddrinfo(first) }
        var addresses: [SocketAddress] = []
        var next = unsafe first
        while let entry = unsafe next, addresses.count < maximumCount {
            if let address = unsafe entry.pointee.ai_addr {
                let bytes = unsafe UnsafeRawBufferPointer(start: address, count: Int(entry.pointee.ai_addrlen))
                addresses.append(unsafe SocketAddress(family: entry.pointee.ai_family, bytes: Array(bytes)))
            }
            unsafe next = entry.pointee.ai_next
        }
        return .success(addresses)
    }
}
