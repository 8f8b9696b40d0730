/// How often values fell into buckets whose width grows with the value: percentiles of anything from microseconds to
/// days in bounded memory, mergeable without loss.
///
/// Log-linear: each power of two from 2⁻²⁰ to 2⁴⁴ is divided into 64 equal buckets, for both signs, so a percentile is
/// within 1/128 of the value it stands for (``relativeError``). What is nearer to zero counts as zero, what is larger
/// falls into the last bucket; the smallest and the largest value are kept exactly. Memory is that of the buckets
/// between the extremes of each sign: a few hundred numbers for most metrics, 8193 at most.
public struct Histogram: Sendable, Hashable {
    /// How far a percentile may be from the value at its rank, relative to that value.
    public static let relativeError = 1.0 / 128

    static let subdivisions = 64
    static let leastExponent = -20
    static let mostExponent = 43
    /// The largest index of a bucket; the smallest is its negative, and 0 is that of zero.
    static let lastIndex = (mostExponent - leastExponent + 1) * subdivisions

    /// By the index's size. Apart for each sign, so that a few values around zero do not span all that is near to it.
    private var negative = BucketRow()
    private var positive = BucketRow()
    private var zeros: UInt64 = 0

    /// The number of values.
    public private(set) var count: UInt64 = 0
    /// Their sum. Depends on the order of additions in the last digits, as sums of floating-point numbers do.
    public private(set) var sum: Double = 0
    /// The smallest and the largest, exactly; nil in an empty histogram.
    public private(set) var minimum: Double?
    public private(set) var maximum: Double?

    public init() {}

    /// From parts that were checked: ``init(text:)``.
    init(buckets: [(index: Int, count: UInt64)], sum: Double, minimum: Double?, maximum: Double?) {
        for bucket in buckets {
            add(bucket.count, at: bucket.index)
            count += bucket.count
        }
        self.sum = sum
        self.minimum = minimum
        self.maximum = maximum
    }

    public var isEmpty: Bool { count == 0 }

    /// Nil in an empty histogram.
    public var mean: Double? { isEmpty ? nil : sum / Double(count) }

    /// Counts a value, `times` times. One that is not finite is dropped: it would spoil the sum for ever.
    public mutating func record(_ value: Double, times: UInt64 = 1) {
        guard value.isFinite, times > 0 else { return }
        add(times, at: Self.index(of: value))
        count += times
        sum += value * Double(times)
        minimum = min(minimum ?? value, value)
        maximum = max(maximum ?? value, value)
    }

    /// Adds what another has counted: the result is that of all values counted in one.
    public mutating func merge(_ other: Histogram) {
        guard !other.isEmpty else { return }
        negative.merge(other.negative)
        positive.merge(other.positive)
        zeros += other.zeros
        count += other.count
        sum += other.sum
        minimum = [minimum, other.minimum].compactMap(\.self).min()
        maximum = [maximum, other.maximum].compactMap(\.self).max()
    }

    /// The value that `percent` of all values do not exceed (nearest rank); the extremes exactly. Nil when empty.
    ///
    /// - Parameter percent: 0 to 100.
    public func percentile(_ percent: Double) -> Double? {
        guard let minimum, let maximum else { return nil }
        let share = Swift.min(Swift.max(percent, 0), 100) / 100
        let rank = UInt64((share * Double(count)).rounded(.up))
        guard rank > 1 else { return minimum }
        guard rank < count else { return maximum }
        var below: UInt64 = 0
        for bucket in filled {
            below += bucket.count
            if below >= rank { return Swift.min(Swift.max(Self.middle(of: bucket.index), minimum), maximum) }
        }
        return maximum
    }

    /// The buckets that hold something, rising.
    var filled: [(index: Int, count: UInt64)] {
        let zero = zeros > 0 ? [(index: 0, count: zeros)] : []
        return negative.filled.reversed().map { (-$0.index, $0.count) } + zero + positive.filled
    }

    static func index(of value: Double) -> Int {
        let size = value.magnitude
        guard size >= 0x1p-20 else { return 0 }
        guard size < 0x1p44 else { return value < 0 ? -lastIndex : lastIndex }
        // The exponent and the upper six bits of the significand number the buckets.
        let place = Int(size.bitPattern >> 46) - (leastExponent + 1023) * subdivisions + 1
        return value < 0 ? -place : place
    }

    static func middle(of index: Int) -> Double {
        guard index != 0 else { return 0 }
        let (octave, part) = (index.magnitude - 1).quotientAndRemainder(dividingBy: UInt(subdivisions))
        let unit = Double(sign: .plus, exponent: Int(octave) + leastExponent, significand: 1) / Double(subdivisions)
        let size = unit * (Double(subdivisions) + Double(part) + 0.5)
        return index < 0 ? -size : size
    }

    private mutating func add(_ number: UInt64, at index: Int) {
        if index > 0 {
            positive.add(number, at: index)
        } else if index < 0 {
            negative.add(number, at: -index)
        } else {
            zeros += number
        }
    }
}
