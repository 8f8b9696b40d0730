/// One input of a live stream.
public struct SourcePlan: Sendable, Equatable, Codable {
    /// Where the media comes from, e.g. `http://encoder.example/one.ts`. May hold credentials: never logged as it is.
    public var address: String
    /// Without data for so long the source is dead. 0.5 s to 60 s.
    public var deadAfter: Duration

    /// What ``deadAfter`` may be.
    public static let deadAfterRange: ClosedRange<Duration> = .milliseconds(500)...Duration.seconds(60)

    /// Values of `deadAfter` outside its range are brought to the nearest bound.
    public init(address: String, deadAfter: Duration = .seconds(2)) {
        self.address = address
        self.deadAfter = min(max(deadAfter, Self.deadAfterRange.lowerBound), Self.deadAfterRange.upperBound)
    }
}
