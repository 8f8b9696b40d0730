import StreavLoad

/// A synthetic client. Lives on one event loop.
protocol LoadClient: AnyObject {
    /// Unique in the run, from 0 on.
    var number: Int { get }
    /// See ``ClientPlan/seat``.
    var seat: Int { get }
    /// The index of its cohort.
    var cohort: Int { get }

    func begin()
    /// It goes, and how.
    func leave(_ end: EndKind)
    /// Its house has no power any more: it is gone without a word, and somebody sees to it that it comes back.
    func losePower()
    /// From now on it reads no faster than this; nil: as before.
    func slowDown(bitsPerSecond: Double?)
}
