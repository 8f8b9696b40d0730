import Glibc

/// A socket to the server, with TLS or without. Used by one thread.
final class RedisTransport {
    private let socket: StreamSocket
    private let tls: TLSStream?
    private var isConnected = false
    private var output: [UInt8] = []
    private var sent = 0

    /// What is read at once, in bytes.
    private static let readBytes = 65_536
    /// How often in one turn, so that writing has its turn too.
    private static let readsPerTurn = 16

    init(connectingTo address: SocketAddress, tls: TLSStream?) throws(RedisConnectionLoss) {
        socket = try StreamSocket(connectingTo: address)
        self.tls = tls
    }

    var descriptor: CInt { socket.descriptor }

    /// The socket is connected and TLS, if any, agreed on.
    var isUsable: Bool { isConnected && tls?.isEstablished != false }

    /// Nothing is left of what was written before.
    var isDrained: Bool { sent == output.count }

    /// Worth being told when the socket takes bytes in.
    var wantsToWrite: Bool { !isConnected || !isDrained }

    /// - Precondition: It is usable.
    func write(_ bytes: [UInt8]) throws(RedisConnectionLoss) {
        guard !bytes.isEmpty else { return }
        if let tls {
            try tls.encrypt(bytes)
            enqueue(tls.take())
        } else {
            enqueue(bytes)
        }
        try flush()
    }

    /// The socket can be written to.
    func flush() throws(RedisConnectionLoss) {
        if !isConnected {
            let error = socket.connectionError()
            guard error == 0 else {
                throw RedisConnectionLoss("it does not accept connections (\(SystemReason.text(of: error)))")
            }
            isConnected = true
            try shakeHands()
        }
        while !isDrained {
            let count = try socket.send(output, from: sent)
            if count == 0 { return }
            sent += count
        }
        output.removeAll(keepingCapacity: output.capacity <= RedisTransport.readBytes * 4)
        sent = 0
    }

    /// The socket can be read from: hands over what came, piece by piece.
    func receive(_ take: ([UInt8]) throws(RedisConnectionLoss) -> Void) throws(RedisConnectionLoss) {
        for _ in 0..<Self.readsPerTurn {
            guard let bytes = try socket.receive(atMost: Self.readBytes) else { return }
            guard let tls else {
                try take(bytes)
                if bytes.count < Self.readBytes { return }
                continue
            }
            tls.put(bytes)
            try shakeHands()
            guard tls.isEstablished else { continue }
            while let plain = try tls.decrypt() { try take(plain) }
            // Reading may have to say something as well, e.g. to agree on other keys.
            enqueue(tls.take())
            try flush()
        }
    }

    private func shakeHands() throws(RedisConnectionLoss) {
        guard let tls, !tls.isEstablished else { return }
        // What a refusal has to say to the server is sent, too.
        defer { enqueue(tls.take()) }
        try tls.shakeHands()
    }

    private func enqueue(_ bytes: [UInt8]) {
        if isDrained {
            output = bytes
            sent = 0
        } else {
            output += bytes
        }
    }
}
