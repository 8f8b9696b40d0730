import Foundation
import NIOCore
import StreavMedia
import Synchronization

/// A small HTTP origin that plays a clip without end in real time, and fails when it is told to. A client that connects
/// joins in the middle, as with an encoder.
final class TransportOrigin: Sendable {
    enum Behaviour: Sendable {
        case playing
        /// Open connections and new ones end with a TCP reset.
        case resetting
        /// Sockets stay open and nothing comes.
        case stalled
        /// Noise where media was.
        case garbage
        /// A web page, as from a portal that is in the way; with status 200.
        case page
    }

    private struct State {
        var behaviour = Behaviour.playing
        var openings: [ContinuousClock.Instant] = []
        var open = 0
        var mostOpen = 0
        var isClosed = false
    }

    let address: String
    private let listener: Int32
    private let loop: LoopedTransport
    private let epoch = ContinuousClock.now
    private let state = Mutex(State())

    /// - Parameter clip: The path of a transport stream below fixtures/.
    init(clip: String) throws {
        let file = try Data(contentsOf: Fixtures.folder.appendingPathComponent(clip))
        loop = try LoopedTransport(file: ByteBuffer(bytes: file))
        listener = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var here = sockaddr_in()
        here.sin_family = sa_family_t(AF_INET)
        here.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let handle = listener
        let isListening = withUnsafeMutablePointer(to: &here) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(handle, address, length) == 0 && listen(handle, 16) == 0
                    && getsockname(handle, address, &length) == 0
            }
        }
        guard isListening else { throw HarnessError("the origin cannot listen: \(errno)") }
        address = "http://127.0.0.1:\(UInt16(bigEndian: here.sin_port))/live.ts"
        Thread.detachNewThread { self.acceptAll() }
    }

    func become(_ behaviour: Behaviour) {
        state.withLock { $0.behaviour = behaviour }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        shutdown(listener, Int32(SHUT_RDWR))
        Foundation.close(listener)
    }

    /// When each connection was accepted.
    var openings: [ContinuousClock.Instant] { state.withLock { $0.openings } }
    /// The most connections that were open at one time.
    var mostOpen: Int { state.withLock { $0.mostOpen } }

    private func acceptAll() {
        while true {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { return }
            state.withLock { state in
                state.openings.append(.now)
                state.open += 1
                state.mostOpen = max(state.mostOpen, state.open)
            }
            Thread.detachNewThread {
                self.serve(client)
                self.state.withLock { $0.open -= 1 }
                Foundation.close(client)
            }
        }
    }

    private func serve(_ client: Int32) {
        guard readRequest(client) else { return }
        var hasHead = false
        var copy = loop
        let lap = loop.duration
        var skipped = ContinuousClock.now - epoch
        while skipped > lap { skipped -= lap }
        let start = ContinuousClock.now - skipped
        while copy.next(upTo: skipped) != nil {}
        while true {
            let (behaviour, isClosed) = state.withLock { ($0.behaviour, $0.isClosed) }
            if isClosed || hasLeft(client) { return }
            if !hasHead, behaviour != .resetting {
                let type = behaviour == .page ? "text/html" : "video/mp2t"
                let head = "HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nConnection: close\r\n\r\n"
                guard send(client, Array(head.utf8)) else { return }
                hasHead = true
            }
            switch behaviour {
            case .playing:
                while let bytes = copy.next(upTo: ContinuousClock.now - start) {
                    guard send(client, Array(bytes.readableBytesView)) else { return }
                }
            case .resetting:
                var hard = linger(l_onoff: 1, l_linger: 0)
                setsockopt(client, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
                return
            case .stalled:
                while copy.next(upTo: ContinuousClock.now - start) != nil {}
            case .garbage:
                guard send(client, (0..<1316).map { _ in UInt8.random(in: 0...255) }) else { return }
            case .page:
                _ = send(client, Array("<html><title>Sign in</title><h1>Please sign in</h1></html>\n".utf8))
                return
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }

    private func readRequest(_ client: Int32) -> Bool {
        var request = Data()
        var chunk = [UInt8](repeating: 0, count: 4096)
        while request.range(of: Data("\r\n\r\n".utf8)) == nil {
            let count = recv(client, &chunk, chunk.count, 0)
            guard count > 0, request.count < 65_536 else { return false }
            request += chunk[..<count]
        }
        return true
    }

    private func hasLeft(_ client: Int32) -> Bool {
        var byte: UInt8 = 0
        return recv(client, &byte, 1, Int32(MSG_DONTWAIT)) == 0
    }

    private func send(_ client: Int32, _ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
