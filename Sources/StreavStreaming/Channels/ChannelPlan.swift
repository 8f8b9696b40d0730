public import StreavDomain

/// All that a node must know to put a live stream on air.
public struct ChannelPlan: Sendable, Equatable, Codable {
    public var id: LiveStreamID
    public var name: String
    /// The best first. Without any the channel is never on air.
    public var sources: [SourcePlan]
    /// How long a segment should be. 2 s to 10 s.
    public var segmentTarget: Duration
    /// How many segments the live playlist lists. 4 to 30.
    public var window: Int
    /// Starts with the first viewer and stops ``idleStop`` after the last.
    public var startsOnDemand: Bool
    public var idleStop: Duration
    /// Of the assignment to this node. Where it rose while the channel ran, another node ran the stream in between.
    public var generation: Int64

    /// What ``segmentTarget`` may be.
    public static let segmentTargetRange: ClosedRange<Duration> = .seconds(2)...Duration.seconds(10)
    /// What ``window`` may be.
    public static let windowRange = 4...30

    /// Values outside their ranges are brought to the nearest bound.
    public init(
        id: LiveStreamID, name: String, sources: [SourcePlan], segmentTarget: Duration = .seconds(4), window: Int = 6,
        startsOnDemand: Bool = false, idleStop: Duration = .seconds(30), generation: Int64 = 0
    ) {
        self.id = id
        self.name = name
        self.sources = sources
        let targets = Self.segmentTargetRange
        self.segmentTarget = min(max(segmentTarget, targets.lowerBound), targets.upperBound)
        self.window = min(max(window, Self.windowRange.lowerBound), Self.windowRange.upperBound)
        self.startsOnDemand = startsOnDemand
        self.idleStop = max(idleStop, .seconds(1))
        self.generation = generation
    }
}
