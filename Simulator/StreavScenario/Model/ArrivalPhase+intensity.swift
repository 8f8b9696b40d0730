import Glibc

extension ArrivalPhase {
    /// In ``ArrivalShape/kickoff`` nine of ten come within this time, in ``ArrivalShape/epgBoundary`` all of a half
    /// hour.
    public static let crowd = Duration.seconds(60)
    /// In ``ArrivalShape/reconnectStorm`` all come within this time.
    public static let storm = Duration.seconds(2)
    /// Between two programme boundaries.
    public static let programme = Duration.seconds(1800)

    /// Arrivals a second at an instant of the phase, `offset` after its start; 0 before and after it.
    public func perSecond(at offset: Duration) -> Double {
        guard offset >= .zero, offset < length else { return 0 }
        let base = rate.perSecond
        switch shape {
        case .steady: return base
        case .ramp:
            let (from, goal) = to.map { (base, $0.perSecond) } ?? (0, base)
            return from + (goal - from) * (offset / length)
        case .step: return offset * 2 < length ? base : to?.perSecond ?? base * 2
        case .spike:
            let place = offset / length
            return place >= 0.45 && place < 0.55 ? to?.perSecond ?? base * 10 : base
        case .sine:
            let (from, goal) = to.map { (base, $0.perSecond) } ?? (0, base)
            return from + (goal - from) * (1 - cos(2 * Double.pi * (offset / length))) / 2
        case .kickoff:
            let crowd = min(Self.crowd, length / 2)
            let all = base * length.inSeconds
            return offset < crowd ? 0.9 * all / crowd.inSeconds : 0.1 * all / (length - crowd).inSeconds
        case .epgBoundary:
            // The last programme may be cut short: its crowd is that of its own length.
            let start = Self.programme * Int(offset / Self.programme)
            let programme = min(Self.programme, length - start)
            let crowd = min(Self.crowd, programme)
            return offset - start < crowd ? base * programme.inSeconds / crowd.inSeconds : 0
        case .reconnectStorm:
            let storm = min(Self.storm, length)
            return offset < storm ? base * length.inSeconds / storm.inSeconds : 0
        }
    }

    /// The highest value of ``perSecond(at:)``, for drawing arrivals by thinning.
    public var peakPerSecond: Double {
        switch shape {
        case .steady, .ramp, .sine: max(rate.perSecond, to?.perSecond ?? 0)
        case .step: max(rate.perSecond, to?.perSecond ?? rate.perSecond * 2)
        case .spike: max(rate.perSecond, to?.perSecond ?? rate.perSecond * 10)
        case .kickoff: perSecond(at: .zero)
        case .reconnectStorm: perSecond(at: .zero)
        // A last programme cut below the crowd's time is the thinnest: the first is as dense as any.
        case .epgBoundary: perSecond(at: .zero)
        }
    }

    /// How many arrivals the phase has, on average.
    public var expectedArrivals: Double {
        let seconds = length.inSeconds
        let base = rate.perSecond
        switch shape {
        case .steady, .kickoff, .epgBoundary, .reconnectStorm: return base * seconds
        case .ramp, .sine: return (to.map { base + $0.perSecond } ?? base) / 2 * seconds
        case .step: return (base + (to?.perSecond ?? base * 2)) / 2 * seconds
        case .spike: return (0.9 * base + 0.1 * (to?.perSecond ?? base * 10)) * seconds
        }
    }
}
