import Foundation
import Synchronization

/// A relay to a server that, once armed, breaks the link at the next COMMIT: before the server has seen it, or after it
/// has answered, which the client never learns.
final class CommitProxy: Sendable {
    enum Cut: Sendable {
        case beforeServer
        case afterServer
    }

    private struct Failure: Error {}

    let port: Int

    private let listener: Int32
    private let target: Int
    private let cut = Mutex<Cut?>(nil)

    init(to target: Int) throws {
        self.target = target
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        listener = descriptor
        var address = Self.loopback(port: 0)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard bound == 0, listen(descriptor, 16) == 0 else { throw Failure() }
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [listener, self] in accept(on: listener) }
    }

    /// Ends the listening; links end with their ends.
    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    func arm(_ cut: Cut) {
        self.cut.withLock { $0 = cut }
    }

    private func accept(on listener: Int32) {
        while case let client = Glibc.accept(listener, nil, nil), client >= 0 {
            let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = Self.loopback(port: UInt16(target))
            let connected = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard connected == 0 else {
                Glibc.close(client)
                continue
            }
            let isCutting = Flag()
            Thread.detachNewThread { [self] in pumpToServer(client, server, isCutting) }
            Thread.detachNewThread { Self.pumpToClient(server, client, isCutting) }
        }
        Glibc.close(listener)
    }

    private final class Flag: Sendable {
        let isSet = Atomic(false)
    }

    private func pumpToServer(_ client: Int32, _ server: Int32, _ isCutting: Flag) {
        while let bytes = Self.receive(client) {
            let isCommit = Data(bytes).range(of: Data("COMMIT".utf8)) != nil
            switch isCommit
                ? cut.withLock({ cut in
                    defer { cut = nil }; return cut
                }) : nil
            {
            case .beforeServer:
                Self.end(client, server)
            case .afterServer:
                isCutting.isSet.store(true, ordering: .sequentiallyConsistent)
                Self.send(bytes, to: server)
            case nil:
                Self.send(bytes, to: server)
            }
        }
        Self.end(client, server)
    }

    private static func pumpToClient(_ server: Int32, _ client: Int32, _ isCutting: Flag) {
        while let bytes = receive(server) {
            // The answer to COMMIT.
            if isCutting.isSet.load(ordering: .sequentiallyConsistent) { break }
            send(bytes, to: client)
        }
        end(client, server)
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }

    private static func receive(_ descriptor: Int32) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }

    private static func send(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func end(_ client: Int32, _ server: Int32) {
        shutdown(client, Int32(SHUT_RDWR))
        shutdown(server, Int32(SHUT_RDWR))
    }
}
