import Synchronization

/// Tells standard output of files that are not served.
final class Refusals: Sendable {
    private let events = Mutex<EventLog?>(nil)

    func begin(_ log: EventLog) {
        events.withLock { $0 = log }
    }

    func report(_ file: String, _ reason: String) {
        events.withLock { $0 }?.write(NotableEvent(event: "media.refused", file: file, detail: reason))
    }
}
