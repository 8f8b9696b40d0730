public import StreavDomain
import Synchronization

/// Sessions that are over and not yet fetched, in the order of their ends. Bounded: beyond, the latest are left out,
/// and whoever fetches notices by what is no longer there.
public final class EndedSessions: Sendable {
    public struct Entry: Hashable, Sendable {
        /// As it was at its end.
        public let session: ConnectionSnapshot
        public let reason: SessionEndReason
        public let endedAt: Timestamp
    }

    /// Entries that may wait.
    static let capacity = 20_000

    private let waiting = Mutex<[Entry]>([])

    func note(_ session: ConnectionSnapshot, _ reason: SessionEndReason, at moment: Timestamp) {
        waiting.withLock { waiting in
            guard waiting.count < Self.capacity else { return }
            waiting.append(Entry(session: session, reason: reason, endedAt: moment))
        }
    }

    /// What has ended since the last call.
    public func takeAll() -> [Entry] {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
