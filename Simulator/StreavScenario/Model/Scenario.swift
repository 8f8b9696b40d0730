/// What a load run does and what it must show: the platform, who watches, what breaks, and what must hold.
///
/// A scenario is a value that describes itself: ``resolvedText`` is YAML from which the same scenario is read again.
/// ``ScenarioLoader`` reads one from text, strictly; an initialiser of one's own checks nothing.
public struct Scenario: Sendable, Hashable {
    /// 1 to 100 characters.
    public var name: String
    /// For people; may be empty.
    public var description: String
    /// Where all randomness of the run comes from. Nil leaves the choice to whoever starts the run.
    public var seed: UInt64?
    /// How long load is applied, without the time to start and to settle. 1 s to 30 days.
    public var duration: Duration
    public var clock: ScenarioClock
    /// The platform in the same process; without meaning when another is aimed at.
    public var platform: PlatformPlan
    public var cohorts: [Cohort]
    /// By time, earliest first; those of one instant in the order of the file.
    public var faults: [Fault]
    /// Faults that are drawn by the seed, besides those.
    public var nemeses: [Nemesis]
    /// When every lasting fault ends, at the latest. Nil if each says so itself.
    public var healBy: Duration?
    /// How long the platform may take, once all is healed, to be as if nothing had been.
    public var converge: Duration
    /// One check each, in the order of the file.
    public var thresholds: [Threshold]
    /// What must have happened at least once for the run to have tested anything.
    public var sometimes: [SometimesEvent]

    public static let defaultConverge = Duration.seconds(60)

    public init(
        name: String, description: String = "", seed: UInt64? = nil, duration: Duration, clock: ScenarioClock = .wall,
        platform: PlatformPlan = PlatformPlan(), cohorts: [Cohort], faults: [Fault] = [], nemeses: [Nemesis] = [],
        healBy: Duration? = nil,
        converge: Duration = Scenario.defaultConverge, thresholds: [Threshold] = [], sometimes: [SometimesEvent] = []
    ) {
        self.name = name
        self.description = description
        self.seed = seed
        self.duration = duration
        self.clock = clock
        self.platform = platform
        self.cohorts = cohorts
        self.faults = faults
        self.nemeses = nemeses
        self.healBy = healBy
        self.converge = converge
        self.thresholds = thresholds
        self.sometimes = sometimes
    }
}
