import FoundationEssentials
import Glibc
import Synchronization

/// Standard output: one JSON document a line. Whoever reads slowly, or not at all, holds nobody up: events that do not
/// fit give way whole, and a line says how many did.
final class EventLog: Sendable {
    private struct State {
        var queue = EventQueue()
        /// Nobody will ever read again.
        var isClosed = false
    }

    private let descriptor: Int32
    private let state = Mutex(State())

    /// What a pipe that is ready takes without blocking (PIPE_BUF, pipe(7)).
    private static let portion = 4096

    init(descriptor: Int32 = STDOUT_FILENO) {
        self.descriptor = descriptor
    }

    /// - Parameter isCertain: The event never gives way; ``flush()`` until it is written.
    func write(_ event: some Encodable, isCertain: Bool = false) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard var line = try? encoder.encode(event) else { return }
        line.append(10)
        let bytes = [UInt8](line)
        state.withLock { state in
            guard !state.isClosed else { return }
            state.queue.append(bytes, isCertain: isCertain)
            flush(&state)
        }
    }

    /// Writes what can be written at once; true when nothing waits any more.
    @discardableResult
    func flush() -> Bool {
        state.withLock { state in
            flush(&state)
            return state.isClosed || state.queue.isEmpty
        }
    }

    /// The descriptor stays as it is, since it may be shared with a terminal: it is asked before each write instead.
    private func flush(_ state: inout State) {
        while !state.isClosed {
            let portion = state.queue.next(upTo: Self.portion)
            guard !portion.isEmpty else { return }
            var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&request, 1, 0) > 0 else { return }
            let count = portion.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                state.queue.wrote(count)
            } else {
                state.isClosed = errno != EAGAIN && errno != EINTR
                return
            }
        }
    }
}
