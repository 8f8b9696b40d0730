import Foundation
import Synchronization

/// An HTTP server on loopback that answers every request with an endless transport stream.
final class TransportServer: Sendable {
    /// Bytes to send next, given the time since the request; nil ends the connection.
    typealias Feed = @Sendable (Duration) throws -> [UInt8]?

    let port: Int
    private let listener: Int32
    private let feed: Feed
    private let isClosed = Atomic(false)
    private let requestCount = Atomic(0)

    /// Requests so far.
    var requests: Int { requestCount.load(ordering: .relaxed) }

    init(_ feed: @escaping Feed) throws {
        self.feed = feed
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        guard isBound else { throw HarnessError("the server cannot listen: \(errno)") }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in accept() }
    }

    func close() {
        guard !isClosed.exchange(true, ordering: .sequentiallyConsistent) else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        Foundation.close(listener)
    }

    private func accept() {
        while !isClosed.load(ordering: .sequentiallyConsistent) {
            let connection = Foundation.accept(listener, nil, nil)
            guard connection >= 0 else { return }
            requestCount.add(1, ordering: .relaxed)
            Thread.detachNewThread { [self] in
                serve(connection)
                Foundation.close(connection)
            }
        }
    }

    private func serve(_ connection: Int32) {
        var request = [UInt8](repeating: 0, count: 4096)
        guard recv(connection, &request, request.count, 0) > 0 else { return }
        guard write(Array("HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\n\r\n".utf8), to: connection) else { return }
        let start = ContinuousClock.now
        while !isClosed.load(ordering: .sequentiallyConsistent) {
            guard let bytes = try? feed(ContinuousClock.now - start), write(bytes, to: connection) else { return }
            usleep(40_000)
        }
    }

    private func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                send(connection, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}
