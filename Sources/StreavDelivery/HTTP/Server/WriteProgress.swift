internal import NIOCore

/// Tells a client that takes its time from one that takes nothing, by what the kernel has taken for it.
struct WriteProgress {
    /// Less than this in a whole timeout is no progress, unless less was waiting: a client that takes a byte now and
    /// then holds what it is being sent just as well as one that takes none.
    static let leastBytes = 4 * 1_024

    /// Bytes written since the connection began.
    private(set) var written = 0
    /// Whether something may still wait; looking costs a call.
    private(set) var mayWait = false
    /// When the client last made progress, or nothing waited.
    private(set) var progressAt = NIODeadline.uptimeNanoseconds(0)
    private var taken = 0
    private var takenAtMark = 0
    private var waitingAtMark = 0

    /// Of what was written, bytes the kernel is known to have taken.
    var knownTaken: Int { taken }

    mutating func didWrite(_ count: Int, now: @autoclosure () -> NIODeadline) {
        if !mayWait {
            mayWait = true
            mark(waiting: count, now: now())
        }
        written += count
    }

    /// - Parameter waiting: bytes the kernel has not taken. True when the client has stalled for `timeout`.
    mutating func isStalled(waiting: Int, now: NIODeadline, timeout: TimeAmount) -> Bool {
        taken = written - waiting
        guard waiting > 0 else {
            mayWait = false
            mark(waiting: 0, now: now)
            return false
        }
        if taken - takenAtMark >= min(Self.leastBytes, max(waitingAtMark, 1)) {
            mark(waiting: waiting, now: now)
        }
        return now - progressAt >= timeout
    }

    /// Notes what was taken at the end.
    mutating func settle(waiting: Int) {
        taken = written - waiting
        mayWait = waiting > 0
    }

    private mutating func mark(waiting: Int, now: NIODeadline) {
        progressAt = now
        takenAtMark = taken
        waitingAtMark = waiting
    }
}
