/// How many clients a cohort has, and when they come.
public enum CohortLoad: Sendable, Hashable {
    /// Closed: so many at any time; one that ends is replaced. 1 to 1 000 000.
    case population(Int)
    /// Open: they come whether or not the platform keeps up. Phases follow one another; 1 to 100 of them.
    case arrivals([ArrivalPhase])

    /// None for a population.
    public var phases: [ArrivalPhase] {
        switch self {
        case .population: []
        case .arrivals(let phases): phases
        }
    }
}
