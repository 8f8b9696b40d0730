public import StreavPorts

/// How long a viewer stays on a channel: bursts of short looks, then a long one.
public struct DwellMix: Sendable, Hashable {
    /// Of the looks of a burst.
    public var short: ClosedRange<Duration>
    /// Short looks before each long one, on average; 0: never zaps around.
    public var meanBurst: Double
    public var long: LogNormalLength

    public init(
        short: ClosedRange<Duration> = .seconds(2)...(.seconds(12)), meanBurst: Double,
        long: LogNormalLength = LogNormalLength(mean: 2.5, deviation: 1)
    ) {
        precondition(meanBurst.isFinite && (0...1000).contains(meanBurst), "0 to 1000 looks in a burst")
        self.short = short
        self.meanBurst = meanBurst
        self.long = long
    }

    /// Four looks on average, then some twelve minutes.
    public static let zapMix = DwellMix(meanBurst: 4)
    /// Hardly anything but looks.
    public static let surfer = DwellMix(meanBurst: 30, long: LogNormalLength(mean: 0.7, deviation: 0.7))
    /// Stays.
    public static let watcher = DwellMix(meanBurst: 0, long: LogNormalLength(mean: 3.2, deviation: 1.1))

    /// How long the next look lasts. Bursts have a geometric length, so nothing needs to be remembered between draws.
    public func draw(_ entropy: any Entropy) -> Dwell {
        // Always both draws, so that the stream of one viewer does not depend on what it chose.
        let isShort = entropy.unit() < meanBurst / (meanBurst + 1)
        let place = entropy.duration(in: short)
        return isShort
            ? Dwell(duration: place, isZap: true) : Dwell(duration: long.draw(entropy), isZap: false)
    }
}
