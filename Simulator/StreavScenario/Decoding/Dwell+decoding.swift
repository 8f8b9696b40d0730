extension Dwell {
    init(reading reader: NodeReader) throws(ScenarioError) {
        if reader.isTable {
            let value = try reader.table(["lognormal"]).required("lognormal", "{ lognormal: [3.2, 1.1] }")
            self = .lognormal(try value.logNormal())
            return
        }
        let expected = "stay, zap-mix, a time such as 30s, or { lognormal: [mu, sigma] }"
        let text = try reader.scalar(expected)
        switch text {
        case "stay": self = .stay
        case "zap-mix": self = .zapMix
        default:
            guard text.utf8.first.map({ $0 <= UInt8(ascii: "9") }) ?? false else {
                throw reader.error(
                    .unknownName, "there is no dwell \(Printable.quoted(text))", remedy: "it should be \(expected)")
            }
            self = .fixed(try reader.duration(in: Cohort.times))
        }
    }
}
