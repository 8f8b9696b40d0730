public import StreavPorts

/// How viewers spread over channels: the k-th most popular is chosen in proportion to 1 / k^exponent.
public struct ZipfPopularity: Sendable {
    /// More are not needed, and the table has a number for each.
    public static let maximumChannels = 1_000_000

    public let exponent: Double
    /// The shares of the first k together, rising to 1.
    private let cumulative: [Double]

    /// - Parameters:
    ///   - count: Channels, 1 to ``maximumChannels``.
    ///   - exponent: 0 (all alike) and more.
    public init(count: Int, exponent: Double = 1) {
        precondition((1...Self.maximumChannels).contains(count), "1 to \(Self.maximumChannels) channels")
        precondition(exponent.isFinite && exponent >= 0, "an exponent of 0 or more")
        self.exponent = exponent
        var sum = 0.0
        let sums = (1...count).map { rank in
            sum += ElementaryFunction.power(Double(rank), -exponent)
            return sum
        }
        cumulative = sums.map { $0 / sum }
    }

    public var count: Int { cumulative.count }

    /// The share of a channel, 0 for the most popular.
    public func share(of rank: Int) -> Double {
        cumulative[rank] - (rank > 0 ? cumulative[rank - 1] : 0)
    }

    /// A channel: 0 is the most popular.
    public func draw(_ entropy: any Entropy) -> Int {
        let point = entropy.unit()
        var low = 0
        var high = cumulative.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] > point { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
