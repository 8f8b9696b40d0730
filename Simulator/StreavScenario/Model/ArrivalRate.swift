/// Arrivals by time, as in "20/s".
public struct ArrivalRate: Sendable, Hashable {
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        case second = "s"
        case minute = "m"
        case hour = "h"

        var seconds: Double {
            switch self {
            case .second: 1
            case .minute: 60
            case .hour: 3600
            }
        }
    }

    /// Not negative, finite.
    public var count: Double
    public var unit: Unit

    public init(_ count: Double, per unit: Unit) {
        self.count = count
        self.unit = unit
    }

    public var perSecond: Double { count / unit.seconds }

    /// The highest, in arrivals a second.
    public static let limitPerSecond = 100_000.0
}
