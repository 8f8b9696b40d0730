import StreavPorts
import Synchronization

/// What the tasks that send and the thread that owns the socket have in common.
final class RedisConnectionCore: Sendable {
    typealias Waiter = CheckedContinuation<Result<RedisReply, CacheError>, Never>
    typealias Machine = RedisConnectionStateMachine<Waiter>

    let state: Mutex<Machine>
    let wakeUp: WakeUp

    init(_ machine: Machine, wakeUp: WakeUp) {
        state = Mutex(machine)
        self.wakeUp = wakeUp
    }

    func submit(_ command: RedisCommand, _ waiter: Waiter, at now: MonotonicInstant) {
        switch state.withLock({ $0.submit(command.bytes, waiter, at: now) }) {
        case .accepted(let wakes): if wakes { wakeUp.signal() }
        case .refused(let error): waiter.resume(returning: .failure(error))
        }
    }

    func end() {
        Self.complete(state.withLock { $0.end() })
        wakeUp.signal()
    }

    /// Outside of the lock: whoever is resumed may send again.
    static func complete(_ completions: [Machine.Completion]) {
        for completion in completions { completion.waiter.resume(returning: completion.result) }
    }
}
