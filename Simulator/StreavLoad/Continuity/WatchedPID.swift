/// What is remembered of a PID.
struct WatchedPID: Sendable {
    let pid: UInt16
    /// Of the last packet; nil: none yet.
    var counter: UInt8?
    /// The counter stood still once already.
    var hasRepeated = false
    /// 90 kHz; nil: none yet.
    var decodeTime: Int64?
}
