internal import Synchronization

/// Lets handlers, which may not wait, have asynchronous work done: in child tasks of ``run()``, so many at a time, with
/// a queue that refuses rather than grows.
public final class StructuredTaskPool: Sendable {
    public typealias Work = @Sendable () async -> Void

    private struct State {
        var machine: TaskPoolStateMachine<Work>
        var waiter: CheckedContinuation<Void, Never>?
        /// Something changed while nobody waited.
        var isSignalled = false
    }

    private let state: Mutex<State>

    /// - Parameter concurrency: pieces of work under way at a time, 1 or more.
    /// - Parameter maximumWaiting: pieces that may wait, 1 or more.
    public init(concurrency: Int, maximumWaiting: Int) {
        let machine = TaskPoolStateMachine<Work>(concurrency: concurrency, maximumWaiting: maximumWaiting)
        state = Mutex(State(machine: machine))
    }

    /// Pieces of work that wait, and that run.
    public var load: (waiting: Int, running: Int) {
        state.withLock { ($0.machine.waitingCount, $0.machine.runningCount) }
    }

    /// From any thread. False, and the work is dropped, when the queue is full or the pool has ended: answer 503.
    public func submit(_ work: @escaping Work) -> Bool {
        signal { $0.submit(work) }
    }

    /// Works until the task is cancelled; once. What waits then is dropped, what runs is cancelled and waited for.
    public func run() async {
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                while true {
                    switch state.withLock({ $0.machine.next() }) {
                    case .run(let work):
                        group.addTask {
                            await work()
                            self.signal { $0.didEnd() }
                        }
                    case .wait:
                        await changed()
                    case .finish:
                        return
                    }
                }
            }
        } onCancel: {
            signal { $0.finish() }
        }
    }

    private func changed() async {
        await withCheckedContinuation { continuation in
            let resumesNow = state.withLock { state in
                guard !state.isSignalled else {
                    state.isSignalled = false
                    return true
                }
                precondition(state.waiter == nil, "a pool is run once")
                state.waiter = continuation
                return false
            }
            if resumesNow { continuation.resume() }
        }
    }

    private func signal<Result: Sendable>(_ change: (inout TaskPoolStateMachine<Work>) -> Result) -> Result {
        let (result, waiter) = state.withLock { state in
            let result = change(&state.machine)
            let waiter = state.waiter
            state.waiter = nil
            if waiter == nil { state.isSignalled = true }
            return (result, waiter)
        }
        waiter?.resume()
        return result
    }
}
