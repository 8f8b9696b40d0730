import StreavLoad

/// What was measured of a cohort, on one event loop.
struct CohortMeasure: Sendable {
    var quality = QualitySummary()
    var requests: [RequestKind: RequestCounts] = [:]
    /// Milliseconds from when reloads were meant to start to when they did: the generator's own health.
    var reloadLateness = Histogram()
    /// Clients that were to come.
    var arrivals = 0
    /// Sessions at this moment, and those in which media is shown, and those that stall.
    var present = 0
    var playing = 0
    var stalled = 0
    /// Named events that happened.
    var sightings: [String: Int] = [:]

    mutating func merge(_ other: CohortMeasure) {
        quality.merge(other.quality)
        for (kind, counts) in other.requests { requests[kind, default: RequestCounts()].merge(counts) }
        reloadLateness.merge(other.reloadLateness)
        arrivals += other.arrivals
        present += other.present
        playing += other.playing
        stalled += other.stalled
        sightings.merge(other.sightings, uniquingKeysWith: +)
    }

    var bytes: Int { requests.values.reduce(0) { $0 + $1.bytes } }
}
