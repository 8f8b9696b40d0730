import Foundation
import Glibc
import Synchronization

/// A server on loopback that says prepared bytes to whoever connects and speaks, over and over if asked.
final class ScriptedServer: Sendable {
    enum Conduct: Sendable {
        /// After what was heard first.
        case say(String)
        /// The beginning, and then so many bytes more, as fast as they are taken.
        case flood(String, bytes: Int)
        /// Takes the connection and says nothing.
        case keepSilent
        /// At once, without having heard anything.
        case speakFirst(String)
    }

    private let listener: CInt
    private let written = Mutex(0)
    private let accepted = Mutex(0)
    private let stopped = Mutex(false)
    let port: Int

    /// Bytes that the other side took, or that fit into buffers on the way.
    var bytesWritten: Int { written.withLock { $0 } }
    var connections: Int { accepted.withLock { $0 } }

    init(_ conduct: Conduct) throws {
        listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) + listen(listener, 16) + getsockname(listener, address, &size)
            }
        }
        guard status == 0 else { throw Program.Failure(description: "no port to listen on") }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in
            while !isStopped {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { continue }
                accepted.withLock { $0 += 1 }
                Thread.detachNewThread { [self] in
                    serve(connection, conduct)
                    close(connection)
                }
            }
            close(listener)
        }
    }

    private var isStopped: Bool { stopped.withLock { $0 } }

    func stop() {
        stopped.withLock { $0 = true }
        // Ends the call that waits for a connection. The thread that makes it closes the socket, so that it never waits
        // at another's of the same number.
        shutdown(listener, CInt(SHUT_RDWR))
    }

    private func serve(_ connection: CInt, _ conduct: Conduct) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        func hear() -> Bool { recv(connection, &buffer, buffer.count, 0) > 0 }
        func say(_ bytes: [UInt8]) -> Bool {
            var offset = 0
            while offset < bytes.count {
                let count = bytes.withUnsafeBytes {
                    send(connection, $0.baseAddress.map { $0 + offset }, bytes.count - offset, CInt(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                offset += count
                written.withLock { $0 += count }
            }
            return true
        }
        switch conduct {
        case .keepSilent:
            break
        case .speakFirst(let text):
            _ = say(Array(text.utf8))
        case .say(let text):
            guard hear() else { return }
            _ = say(Array(text.utf8))
        case .flood(let text, var rest):
            guard hear(), say(Array(text.utf8)) else { return }
            let block = [UInt8](repeating: UInt8(ascii: "a"), count: 65_536)
            while rest > 0, say(block) { rest -= block.count }
        }
        while hear() {}
    }
}
