/// How long a table has not come, by the clock references around it: at least from the first reference after it.
struct TableClock: Sendable {
    /// 27 MHz. The first clock reference after the table's last coming, or the stream's first; nil: none yet.
    private var after: Int64?
    private var awaitsClock = false
    private var isOverdue = false

    mutating func came() {
        awaitsClock = true
    }

    /// True when the table is overdue for certain, once each time.
    mutating func tick(_ clock: Int64) -> Bool {
        guard !awaitsClock, let after else {
            self.after = clock
            awaitsClock = false
            isOverdue = false
            return false
        }
        guard !isOverdue,
            TransportWatch.distance(after, clock, modulus: TransportWatch.clockModulus)
                > TransportWatch.longestTableInterval
        else { return false }
        isOverdue = true
        return true
    }

    /// The clock jumped: what was measured by the old one says nothing.
    mutating func restart() {
        after = nil
    }
}
