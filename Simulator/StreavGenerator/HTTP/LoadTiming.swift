import StreavPorts

/// The four times of a sample.
struct LoadTiming: Sendable {
    var intended: MonotonicInstant
    var started: MonotonicInstant
    var firstByte: MonotonicInstant
    var done: MonotonicInstant

    /// From when it should have begun.
    var latency: Duration { done - intended }
    /// What the network and the server took of it.
    var transfer: Duration { done - started }
}
