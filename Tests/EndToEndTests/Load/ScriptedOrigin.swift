import Foundation
import Synchronization

/// An HTTP server whose every answer, and its delay, is a script's: what a generator says of it can be computed.
final class ScriptedOrigin: Sendable {
    enum Answer: Sendable {
        /// A live list of segments of `target` seconds each, the first of them with this number.
        case playlist(sequence: Int, segments: Int, target: Int, isEnded: Bool = false)
        /// So many bytes, so many milliseconds after they were asked for.
        case segment(bytes: Int, delay: Int = 0)
    }

    /// When a path was first asked for, and when all of the answer had been sent.
    struct Exchange: Sendable {
        let asked: ContinuousClock.Instant
        let answered: ContinuousClock.Instant
    }

    /// ISO/IEC 13818-1 section 2.4.3.3: a packet with nothing in it.
    private static let nullPacket: [UInt8] = [0x47, 0x1F, 0xFF, 0x10] + Array(repeating: 0xFF, count: 184)

    let port: UInt16
    private let listener: Int32
    private let script: @Sendable (_ target: String, _ second: Int) -> Answer
    private let started = ContinuousClock.now
    private let isStopped = Atomic(false)
    private let exchanges = Mutex<[String: Exchange]>([:])

    /// - Parameter script: Told of the path, and of the seconds since the server began.
    init(_ script: @escaping @Sendable (_ target: String, _ second: Int) -> Answer) throws {
        self.script = script
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard listener >= 0 else { throw HarnessError("no socket: \(errno)") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 1024) == 0 ? getsockname(listener, $0, &length) : -1
            }
        }
        guard result == 0 else { throw HarnessError("no port: \(errno)") }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in accepting() }
    }

    /// The first exchange of a path that ends so: what it took on a machine that may be busy.
    func exchange(_ suffix: String) -> Exchange? {
        exchanges.withLock { $0.first { $0.key.hasSuffix(suffix) }?.value }
    }

    func stop() {
        isStopped.store(true, ordering: .relaxed)
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func accepting() {
        while !isStopped.load(ordering: .relaxed) {
            let handle = accept(listener, nil, nil)
            guard handle >= 0 else { return }
            Thread.detachNewThread { [self] in
                serve(handle)
                close(handle)
            }
        }
    }

    private func serve(_ handle: Int32) {
        var received = Data()
        var chunk = [UInt8](repeating: 0, count: 8192)
        while !isStopped.load(ordering: .relaxed) {
            while let end = received.range(of: Data("\r\n\r\n".utf8)) {
                let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
                received = Data(received[end.upperBound...])
                guard let target = head.split(separator: " ").dropFirst().first, answer(String(target), handle) else {
                    return
                }
            }
            let count = recv(handle, &chunk, chunk.count, 0)
            guard count > 0 else { return }
            received += chunk[..<count]
        }
    }

    private func answer(_ target: String, _ handle: Int32) -> Bool {
        let asked = ContinuousClock.now
        let body: Data
        let type: String
        // What players say of themselves stands behind it.
        let path = String(target.prefix { $0 != "?" })
        switch script(path, Int((ContinuousClock.now - started).components.seconds)) {
        case .playlist(let sequence, let segments, let target, let isEnded):
            var text = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:\(target)\n#EXT-X-MEDIA-SEQUENCE:\(sequence)\n"
            for number in sequence..<sequence + segments { text += "#EXTINF:\(target).000,\nseg-\(number).ts\n" }
            body = Data((text + (isEnded ? "#EXT-X-ENDLIST\n" : "")).utf8)
            type = "application/vnd.apple.mpegurl"
        case .segment(let bytes, let delay):
            if delay > 0 { usleep(UInt32(delay) * 1000) }
            body = Data(Array(repeating: Self.nullPacket, count: (bytes + 187) / 188).joined())
            type = "video/mp2t"
        }
        let head = "HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n\r\n"
        var rest = (Data(head.utf8) + body)[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { send(handle, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        let exchange = Exchange(asked: asked, answered: ContinuousClock.now)
        exchanges.withLock { if $0[path] == nil { $0[path] = exchange } }
        return true
    }
}
