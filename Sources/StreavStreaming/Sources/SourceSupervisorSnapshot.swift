/// What a supervisor is doing, for people and metrics.
public struct SourceSupervisorSnapshot: Sendable, Equatable {
    /// In the order of the plan.
    public var sources: [SourceSnapshot]
    /// The input on air.
    public var activeIndex: Int?
    /// How often another input went on air, the first one not counted.
    public var switches: Int
    /// No input delivers, and the sink was told so.
    public var isDown: Bool
    /// The inputs whose tracks are not those of the active one.
    public var divergentInputs: [Int] { sources.indices.filter { sources[$0].isDivergent } }
}
