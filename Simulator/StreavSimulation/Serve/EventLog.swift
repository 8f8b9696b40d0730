import FoundationEssentials
import Glibc
import Synchronization

/// Standard output: one JSON document a line.
final class EventLog: Sendable {
    private let lock = Mutex<Void>(())

    init() {}

    func write(_ event: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard var line = try? encoder.encode(event) else { return }
        line.append(10)
        let bytes = [UInt8](line)
        lock.withLock { _ in
            var offset = 0
            while offset < bytes.count {
                let count = bytes.withUnsafeBytes {
                    Glibc.write(STDOUT_FILENO, $0.baseAddress?.advanced(by: offset), bytes.count - offset)
                }
                // Nobody reads: events are for whoever listens.
                if count <= 0 { return }
                offset += count
            }
        }
    }
}

/// A notable event without further members but its subject.
struct NotableEvent: Encodable, Sendable {
    var event: String
    var stream: Int32?
    var detail: String?
}
