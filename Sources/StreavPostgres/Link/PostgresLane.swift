internal import Dispatch

/// A thread of a connection's own, on which libpq may block: the executor of its actor.
final class PostgresLane: SerialExecutor {
    private let queue: DispatchQueue

    init(_ slot: Int) {
        queue = DispatchQueue(label: "streav.postgres.\(slot)")
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = unsafe asUnownedSerialExecutor()
        queue.async { unsafe job.runSynchronously(on: executor) }
    }
}
