/// What a client's line can carry.
public enum NetworkProfile: Sendable, Hashable {
    /// As fast as it goes.
    case unlimited
    case named(Named)
    /// So many bits, and so long to the platform and back. Latency 0 to 60 s.
    case custom(rate: BitRate, latency: Duration)

    /// Lines that go by a name.
    public enum Named: String, Sendable, Hashable, CaseIterable {
        case dsl
        case mobile = "4g"
        case wifi

        public var rate: BitRate {
            switch self {
            case .dsl: BitRate(bitsPerSecond: 16_000_000)
            case .mobile: BitRate(bitsPerSecond: 12_000_000)
            case .wifi: BitRate(bitsPerSecond: 40_000_000)
            }
        }

        public var latency: Duration {
            switch self {
            case .dsl: .milliseconds(25)
            case .mobile: .milliseconds(50)
            case .wifi: .milliseconds(5)
            }
        }
    }

    /// Mean rate; nil for unlimited.
    public var rate: BitRate? {
        switch self {
        case .unlimited: nil
        case .named(let line): line.rate
        case .custom(let rate, _): rate
        }
    }

    /// Round trip.
    public var latency: Duration {
        switch self {
        case .unlimited: .zero
        case .named(let line): line.latency
        case .custom(_, let latency): latency
        }
    }
}
