/// Times from one timescale to another, exactly, without overflow on the way.
public enum MovieTime {
    /// The largest time, in seconds either way, that a file may state; more is malformed. Wall-clock times fit.
    public static let longestSeconds: Int64 = 1 << 32
    /// The largest time in ticks, either way.
    static let mostTicks: Int64 = 1 << 56

    /// `ticks` of `source` a second, in `target` a second, rounded down. The result is limited to what an `Int64`
    /// holds; times of a ``MovieIndex`` never reach that in timescales to 2^30.
    public static func rescale(_ ticks: Int64, from source: UInt32, to target: UInt32) -> Int64 {
        precondition(source > 0, "a second has ticks")
        let product = ticks.magnitude.multipliedFullWidth(by: UInt64(target))
        let limit: Int64 = ticks < 0 ? .min : .max
        guard product.high < UInt64(source) else { return limit }
        let (quotient, remainder) = UInt64(source).dividingFullWidth(product)
        guard let whole = Int64(exactly: quotient) else { return limit }
        return ticks < 0 ? -whole - (remainder > 0 ? 1 : 0) : whole
    }

    /// `ticks` as a duration, rounded down to nanoseconds.
    public static func duration(_ ticks: Int64, timescale: UInt32) -> Duration {
        .nanoseconds(rescale(ticks, from: timescale, to: 1_000_000_000))
    }

    /// Whether a time is one that is worked with: below both bounds.
    static func isSane(_ ticks: Int64, timescale: UInt32) -> Bool {
        ticks.magnitude <= mostTicks.magnitude
            && ticks.magnitude / UInt64(timescale) <= longestSeconds.magnitude
    }
}
