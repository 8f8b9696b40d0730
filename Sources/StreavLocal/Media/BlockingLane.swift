import Dispatch

/// Where blocking calls run: on the threads of a queue of their own, so that a slow disk holds no thread of the
/// cooperative pool, or at once on the caller's.
struct BlockingLane: Sendable {
    private let queues: [DispatchQueue]

    /// - Parameter width: How many calls run at once, 1 to 16; nil runs each at once on the caller's thread.
    init(_ name: String, width: Int?) {
        precondition(width.map { (1...16).contains($0) } ?? true, "a lane is 1 to 16 calls wide")
        queues = (0..<(width ?? 0)).map { DispatchQueue(label: "streav.\(name).\($0)") }
    }

    /// - Parameter slot: Calls of one slot run one after the other.
    func run<Value: Sendable, Failure: Error>(
        slot: Int, _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        guard !queues.isEmpty else { return try work() }
        let queue = queues[Int(UInt(bitPattern: slot) % UInt(queues.count))]
        let result = await withCheckedContinuation { (done: CheckedContinuation<Result<Value, Failure>, Never>) in
            queue.async { done.resume(returning: Result(catching: work)) }
        }
        return try result.get()
    }
}
