extension SessionLength {
    init(reading reader: NodeReader) throws(ScenarioError) {
        guard reader.isTable else {
            let text = try reader.scalar("run, a time such as 10m, { fixed: 10m } or { lognormal: [mu, sigma] }")
            self = text == "run" ? .wholeRun : .fixed(try reader.duration(in: Cohort.times))
            return
        }
        let table = try reader.table(["fixed", "lognormal"])
        switch (table["fixed"], table["lognormal"]) {
        case (let fixed?, nil): self = .fixed(try fixed.duration(in: Cohort.times))
        case (nil, let parameters?): self = .lognormal(try parameters.logNormal())
        case (_?, let parameters?):
            throw parameters.error(.conflict, "stands beside `fixed`", remedy: "keep one of them")
        case (nil, nil):
            throw reader.error(
                .missingKey, "says no length", remedy: "add `fixed: 10m` or `lognormal: [3.2, 1.1]`")
        }
    }
}
