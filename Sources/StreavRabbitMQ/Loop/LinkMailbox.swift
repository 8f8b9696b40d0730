internal import CRabbitMQ
import Synchronization

/// Commands on their way to a loop's thread, and what wakes it.
final class LinkMailbox<Command: Sendable>: Sendable {
    struct Taken: Sendable {
        var commands: [Command]
        var isStopped: Bool
    }

    private struct State {
        var commands: [Command] = []
        var isStopped = false
        var hasEnded = false
        var endWaiters: [CheckedContinuation<Void, Never>] = []
    }

    let wake: Int32
    private let state = Mutex(State())

    /// Nil when the process may open no further file.
    init?() {
        wake = streav_wake_open()
        guard wake >= 0 else { return nil }
    }

    deinit {
        close(wake)
    }

    /// False when the loop takes no more.
    func post(_ command: Command) -> Bool {
        let (isTaken, isFirst) = state.withLock { state in
            guard !state.isStopped else { return (false, false) }
            state.commands.append(command)
            return (true, state.commands.count == 1)
        }
        if isFirst { streav_wake_raise(wake) }
        return isTaken
    }

    /// What was posted before is seen by the loop, and nothing after.
    func stop() {
        state.withLock { $0.isStopped = true }
        streav_wake_raise(wake)
    }

    func take() -> Taken {
        streav_wake_clear(wake)
        return state.withLock { state in
            defer { state.commands.removeAll(keepingCapacity: true) }
            return Taken(commands: state.commands, isStopped: state.isStopped)
        }
    }

    /// The loop has answered everybody.
    func end() {
        let waiters = state.withLock { state in
            state.hasEnded = true
            defer { state.endWaiters = [] }
            return state.endWaiters
        }
        waiters.forEach { $0.resume() }
    }

    func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.endWaiters.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }
}
