internal import DequeModule

/// Work waits in a bounded queue until fewer than `concurrency` pieces run. Knows nothing of tasks.
struct TaskPoolStateMachine<Work> {
    enum Next {
        case run(Work)
        case wait
        case finish
    }

    private let concurrency: Int
    private let maximumWaiting: Int
    private var waiting = Deque<Work>()
    private var running = 0
    private(set) var isFinished = false

    init(concurrency: Int, maximumWaiting: Int) {
        precondition(concurrency >= 1 && maximumWaiting >= 1, "a pool runs something and lets something wait")
        self.concurrency = concurrency
        self.maximumWaiting = maximumWaiting
    }

    var waitingCount: Int { waiting.count }
    var runningCount: Int { running }

    /// False when the queue is full or the pool is over.
    mutating func submit(_ work: Work) -> Bool {
        guard !isFinished, waiting.count < maximumWaiting else { return false }
        waiting.append(work)
        return true
    }

    mutating func next() -> Next {
        if isFinished { return .finish }
        guard running < concurrency, let work = waiting.popFirst() else { return .wait }
        running += 1
        return .run(work)
    }

    mutating func didEnd() {
        precondition(running > 0, "a piece of work ends once")
        running -= 1
    }

    /// Nothing more is taken; what waits is dropped.
    mutating func finish() {
        isFinished = true
        waiting.removeAll()
    }
}
