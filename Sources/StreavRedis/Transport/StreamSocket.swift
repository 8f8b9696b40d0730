import Glibc

/// A TCP socket that never blocks.
struct StreamSocket: ~Copyable {
    let descriptor: CInt

    /// Begins to connect; ``connectionError()`` says what came of it once the socket can be written to.
    init(connectingTo address: SocketAddress) throws(RedisConnectionLoss) {
        descriptor = try Self.open(address)
    }

    deinit {
        close(descriptor)
    }

    /// Zero when the connection is made.
    func connectionError() -> CInt {
        var error: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        let status = unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size)
        return status == 0 ? error : errno
    }

    /// How many of the bytes from `offset` on were taken in, perhaps none.
    func send(_ bytes: [UInt8], from offset: Int) throws(RedisConnectionLoss) -> Int {
        while true {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe Glibc.send(
                    descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset,
                    CInt(MSG_NOSIGNAL))
            }
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN: return 0
            default: throw RedisConnectionLoss("the connection broke (\(SystemReason.last))")
            }
        }
    }

    /// Up to `count` bytes; nil when none are there.
    func receive(atMost count: Int) throws(RedisConnectionLoss) -> [UInt8]? {
        while true {
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                let result = unsafe recv(descriptor, buffer.baseAddress, count, 0)
                filled = max(result, 0)
                if result == 0 { errno = 0 }
            }
            if !bytes.isEmpty { return bytes }
            switch errno {
            case EINTR: continue
            case EAGAIN: return nil
            case 0: throw RedisConnectionLoss("it closed the connection")
            default: throw RedisConnectionLoss("the connection broke (\(SystemReason.last))")
            }
        }
    }

    private static func open(_ address: SocketAddress) throws(RedisConnectionLoss) -> CInt {
        let kind = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_NONBLOCK.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.family, kind, 0)
        guard descriptor >= 0 else { throw RedisConnectionLoss("no socket is to be had (\(SystemReason.last))") }
        // Small commands leave at once; a peer that vanished is found out some time.
        setOption(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY)
        setOption(descriptor, SOL_SOCKET, SO_KEEPALIVE)
        let status = unsafe address.bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return CInt(-1) }
            return unsafe connect(descriptor, start.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        guard status == 0 || errno == EINPROGRESS else {
            let reason = SystemReason.last
            close(descriptor)
            throw RedisConnectionLoss("it does not accept connections (\(reason))")
        }
        return descriptor
    }

    private static func setOption(_ descriptor: CInt, _ level: CInt, _ name: CInt) {
        var on: CInt = 1
        _ = unsafe setsockopt(descriptor, level, name, &on, socklen_t(MemoryLayout<CInt>.size))
    }
}
