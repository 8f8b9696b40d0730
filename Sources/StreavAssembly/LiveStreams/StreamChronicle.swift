import StreavDomain
import StreavStreaming
import Synchronization

/// Keeps what happened to live streams until it is written. Where the database is away for long, the oldest go first.
final class StreamChronicle: ChannelChronicle {
    private let events = Mutex<[LiveStreamEvent]>([])

    /// Events that may wait.
    static let capacity = 2000

    func note(_ event: LiveStreamEvent) {
        events.withLock { events in
            // Half at once, so that a flood does not move the whole list with each event.
            if events.count >= Self.capacity { events.removeFirst(Self.capacity / 2) }
            events.append(event)
        }
    }

    /// Hands out what waits.
    func take() -> [LiveStreamEvent] {
        events.withLock { events in
            defer { events = [] }
            return events
        }
    }

    /// What could not be written goes back before what came meanwhile.
    func giveBack(_ unwritten: [LiveStreamEvent]) {
        events.withLock { $0 = Array((unwritten + $0).suffix(Self.capacity)) }
    }
}
