import NIOCore
import StreavMedia
import Synchronization

/// An open connection: the reader of its bytes, and the means to end it.
final class SourceConnection: Sendable {
    let id: SourceConnectionID
    private let reader: Mutex<TransportReader>
    private let closing: AsyncStream<Never>
    private let closer: AsyncStream<Never>.Continuation

    init(id: SourceConnectionID) {
        self.id = id
        self.reader = Mutex(TransportReader())
        (self.closing, self.closer) = AsyncStream<Never>.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func read(_ bytes: ByteBuffer) -> [TransportEvent] {
        var events: [TransportEvent] = []
        reader.withLock { $0.read(bytes) { events.append($0) } }
        return events
    }

    /// What was not complete when the source ended.
    func finish() -> [TransportEvent] {
        var events: [TransportEvent] = []
        reader.withLock { $0.finish { events.append($0) } }
        return events
    }

    func close() {
        closer.finish()
    }

    /// Returns once ``close()`` was called or the task is cancelled.
    func waitUntilClosed() async {
        for await _ in closing {}
    }
}
