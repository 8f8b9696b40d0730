import Foundation

/// Viewers of a film who seek at random and break off what they have asked for: over plain sockets, by one thread.
final class SeekingCrowd: @unchecked Sendable {
    struct Report: Sendable {
        var requests = 0
        var aborted = 0
        var bytes = 0
        /// Answers that were no 206, by status.
        var others: [Int: Int] = [:]
        var failures = 0
    }

    private struct Viewer {
        var socket: Int32 = -1
        var request = Data()
        var head = Data()
        var isInBody = false
        /// Of the answer, until it is broken off.
        var remaining = 0
        /// Of the answer, however much is read.
        var length = 0
    }

    private let address: HTTPAddress
    private let size: Int
    private var viewers: [Viewer]
    private var report = Report()

    /// - Parameter size: Of the file.
    init(_ count: Int, watching address: String, size: Int) throws {
        self.address = try HTTPAddress(address)
        self.size = size
        viewers = Array(repeating: Viewer(), count: count)
    }

    /// Seeks for so long. Not to be called twice at once.
    func run(for length: Duration) async throws -> Report {
        try await blocking { [self] in
            let end = ContinuousClock.now + length
            while ContinuousClock.now < end { try step() }
            for index in viewers.indices { hangUp(index) }
            return report
        }
    }

    private func step() throws {
        for index in viewers.indices where viewers[index].socket < 0 { try begin(index) }
        var waits = viewers.map { viewer in
            pollfd(fd: viewer.socket, events: Int16(viewer.request.isEmpty ? POLLIN : POLLOUT), revents: 0)
        }
        guard poll(&waits, nfds_t(waits.count), 100) > 0 else { return }
        for index in waits.indices where waits[index].revents != 0 {
            if viewers[index].request.isEmpty { read(index) } else { write(index) }
        }
    }

    private func begin(_ index: Int) throws {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard handle >= 0 else { throw HarnessError("no socket: \(errno)") }
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_port = in_port_t(address.port).bigEndian
        target.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        _ = withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        viewers[index] = Viewer(socket: handle)
        ask(index)
    }

    private func ask(_ index: Int) {
        let lower = Int.random(in: 0..<size)
        let length = Int.random(in: 1...400_000)
        let fields = [
            "GET \(address.target) HTTP/1.1", "Host: \(address.host):\(address.port)", "User-Agent: viewer \(index)",
            "Range: bytes=\(lower)-\(min(size, lower + length) - 1)",
        ]
        viewers[index].request = Data((fields.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        viewers[index].head = Data()
        viewers[index].isInBody = false
        report.requests += 1
    }

    private func write(_ index: Int) {
        let sent = viewers[index].request.withUnsafeBytes { bytes in
            send(viewers[index].socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
        guard sent > 0 else {
            if errno != EAGAIN { fail(index) }
            return
        }
        viewers[index].request.removeFirst(sent)
    }

    private func read(_ index: Int) {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(viewers[index].socket, &chunk, chunk.count, 0)
        guard count > 0 else {
            if count == 0 || errno != EAGAIN { fail(index) }
            return
        }
        var content = Data(chunk[..<count])
        if !viewers[index].isInBody {
            viewers[index].head += content
            guard let end = viewers[index].head.range(of: Data("\r\n\r\n".utf8)) else { return }
            content = Data(viewers[index].head[end.upperBound...])
            guard takeHead(index, Data(viewers[index].head[..<end.upperBound])) else { return }
        }
        report.bytes += content.count
        viewers[index].remaining -= content.count
        viewers[index].length -= content.count
        if viewers[index].length <= 0 {
            ask(index)
        } else if viewers[index].remaining <= 0 {
            report.aborted += 1
            hangUp(index)
        }
    }

    private func takeHead(_ index: Int, _ head: Data) -> Bool {
        guard let answer = try? RawHTTPResponse(head: String(decoding: head, as: UTF8.self)),
            let length = answer["Content-Length"].flatMap({ Int($0) })
        else {
            fail(index)
            return false
        }
        if answer.status != 206 { report.others[answer.status, default: 0] += 1 }
        viewers[index].isInBody = true
        viewers[index].length = length
        // Every third answer is broken off on the way.
        viewers[index].remaining = Int.random(in: 0..<3) == 0 ? Int.random(in: 0...max(0, length - 1)) : length + 1
        return true
    }

    private func fail(_ index: Int) {
        report.failures += 1
        hangUp(index)
    }

    private func hangUp(_ index: Int) {
        if viewers[index].socket >= 0 { close(viewers[index].socket) }
        viewers[index].socket = -1
    }
}
