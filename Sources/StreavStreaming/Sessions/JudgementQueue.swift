import StreavDomain
import Synchronization

/// Whose sessions are to be judged anew when there is time for it. Holds each subscriber once, and only those that have
/// sessions are put in: that bounds it.
final class JudgementQueue: Sendable {
    private let waiting = Mutex<Set<SubscriberID>>([])
    private let wake: AsyncStream<Void>.Continuation

    /// Yields when somebody waits.
    let wakes: AsyncStream<Void>

    init() {
        (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func add(_ subscribers: some Sequence<SubscriberID>) {
        waiting.withLock { $0.formUnion(subscribers) }
    }

    /// Wakes whoever judges, if there is something to do.
    func ring() {
        guard waiting.withLock({ !$0.isEmpty }) else { return }
        wake.yield()
    }

    func takeAll() -> [SubscriberID] {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting.sorted()
        }
    }
}
