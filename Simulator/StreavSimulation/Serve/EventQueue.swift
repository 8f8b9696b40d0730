/// Lines on their way to standard output, and how many gave way while nobody read.
struct EventQueue: Sendable {
    private var bytes: [UInt8] = []
    private var sent = 0
    private var dropped = 0

    /// Bytes that wait at the most, lines that must not be lost apart.
    static let limit = 64 * 1024

    var isEmpty: Bool { sent == bytes.count && dropped == 0 }

    /// Takes the line, its end included, or counts it as dropped: never half of one.
    ///
    /// - Parameter isCertain: However much waits.
    mutating func append(_ line: [UInt8], isCertain: Bool = false) {
        let notice = dropped > 0 ? Self.notice(dropped) : []
        guard isCertain || bytes.count - sent + notice.count + line.count <= Self.limit else {
            dropped += 1
            return
        }
        dropped = 0
        bytes.append(contentsOf: notice)
        bytes.append(contentsOf: line)
    }

    /// What is to be written next; empty when there is nothing.
    mutating func next(upTo count: Int) -> ArraySlice<UInt8> {
        if sent == bytes.count, dropped > 0 {
            bytes.append(contentsOf: Self.notice(dropped))
            dropped = 0
        }
        return bytes[sent...].prefix(count)
    }

    /// The first `count` of them are written.
    mutating func wrote(_ count: Int) {
        sent += count
        guard sent == bytes.count || sent >= Self.limit else { return }
        bytes.removeFirst(sent)
        sent = 0
    }

    private static func notice(_ count: Int) -> [UInt8] {
        Array("{\"count\":\(count),\"event\":\"dropped\"}\n".utf8)
    }
}
