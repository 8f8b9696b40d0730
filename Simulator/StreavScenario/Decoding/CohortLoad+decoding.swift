extension CohortLoad {
    static let largestPopulation = 1_000_000

    /// From a cohort's table: either `population` or `arrivals`.
    init(reading table: TableReader) throws(ScenarioError) {
        switch (table["population"], table["arrivals"]) {
        case (let population?, nil):
            self = .population(try population.integer(in: 1...Self.largestPopulation))
        case (nil, let arrivals?):
            var phases: [ArrivalPhase] = []
            for item in try arrivals.list(atMost: ScenarioLimits.phases, of: "phases") {
                phases.append(try ArrivalPhase(reading: item))
            }
            guard !phases.isEmpty else {
                throw arrivals.error(
                    .missingKey, "has no phases", remedy: "add one, such as { rate: 20/s, for: 5m }")
            }
            self = .arrivals(phases)
        case (_?, let arrivals?):
            throw arrivals.error(
                .conflict, "stands beside `population`",
                remedy: "keep one: `population` is replaced as it ends, `arrivals` come whatever happens")
        case (nil, nil):
            throw table.reader.error(
                .missingKey, "says neither `population` nor `arrivals`",
                remedy: "add `population: 100` or `arrivals: [{ rate: 20/s, for: 5m }]`")
        }
    }
}
