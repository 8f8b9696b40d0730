extension Cohort {
    static let longestName = 40
    /// From a blink to the longest run.
    static let times = Duration.milliseconds(100)...ScenarioLimits.longestRun

    init(reading reader: NodeReader) throws(ScenarioError) {
        let table = try reader.table([
            "name", "kind", "population", "arrivals", "player", "abr", "dwell", "session", "network", "seek",
            "persona", "ends", "cmcd",
        ])
        let name = try Self.name(table.required("name", "name: tv"))
        let kind: CohortKind = try table.required("kind", "kind: hls").choice("kind of cohort")
        self.init(name: name, kind: kind, load: try CohortLoad(reading: table))
        try refuseForeign(table)
        if let value = table["player"] { player = try value.choice("player") }
        if let value = table["abr"] { abr = try value.choice("algorithm") }
        if let value = table["dwell"] { dwell = try Dwell(reading: value) }
        if let value = table["session"] { session = try SessionLength(reading: value) }
        if let value = table["network"] { network = try NetworkProfile(reading: value) }
        if let value = table["seek"] { seek = try SeekPlan(reading: value) }
        if let value = table["persona"] { persona = try value.choice("persona") }
        if let value = table["ends"] { ends = try EndWeights(reading: value) }
        if let value = table["cmcd"] { cmcd = try value.flag() }
    }

    private static func name(_ reader: NodeReader) throws(ScenarioError) -> String {
        let name = try reader.text(atMost: longestName)
        let isPlain = name.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
        guard isPlain, !name.isEmpty else {
            throw reader.error(
                .invalidValue, "\(Printable.quoted(name)) is not a name for a cohort",
                remedy: "use 1 to \(longestName) of a-z, 0-9, - and _: it becomes a tag of metrics")
        }
        return name
    }

    /// What a kind of client has no use for would be a promise that nobody keeps.
    private func refuseForeign(_ table: TableReader) throws(ScenarioError) {
        let meaning: [(key: String, fits: Bool, kinds: String)] = [
            ("player", kind.playsPlaylists, "hls and ondemand"), ("abr", kind.playsPlaylists, "hls and ondemand"),
            ("cmcd", kind.playsPlaylists, "hls and ondemand"),
            ("dwell", kind.watchesChannels, "hls and mpegts"), ("seek", kind.watchesFilms, "ondemand and range"),
        ]
        for (key, fits, kinds) in meaning where !fits {
            try table.refuse(
                key, "has no meaning for the kind `\(kind.rawValue)`",
                remedy: "leave it out; it is for \(kinds)")
        }
    }
}
