extension NetworkProfile {
    static let latencies = Duration.zero...Duration.seconds(60)

    init(reading reader: NodeReader) throws(ScenarioError) {
        if reader.isTable {
            let table = try reader.table(["rate", "latency"])
            let rate = try table.required("rate", "rate: 4Mb/s").bitRate()
            let latency = try table["latency"]?.duration(in: Self.latencies)
            self = .custom(rate: rate, latency: latency ?? .zero)
            return
        }
        let names = ["unlimited"] + Named.allCases.map(\.rawValue)
        let text = try reader.scalar("one of \(names.joined(separator: ", ")), or { rate: 4Mb/s, latency: 30ms }")
        if text == "unlimited" {
            self = .unlimited
        } else if let line = Named(rawValue: text) {
            self = .named(line)
        } else {
            throw reader.unknownName("network", text, among: names + ["{ rate: 4Mb/s, latency: 30ms }"])
        }
    }
}
