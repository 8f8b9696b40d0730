import NIOPosix

/// Threads that tests may block on, so that a client waiting for its server never takes a thread the others need.
final class BlockingExecutor: TaskExecutor {
    static let shared = BlockingExecutor()

    private let threads: NIOThreadPool

    private init() {
        threads = NIOThreadPool(numberOfThreads: 128)
        threads.start()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        threads.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
