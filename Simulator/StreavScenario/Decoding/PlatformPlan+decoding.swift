extension PlatformPlan {
    static let bitrates: ClosedRange<Int64> = 100_000...20_000_000

    init(reading reader: NodeReader) throws(ScenarioError) {
        let table = try reader.table([
            "channels", "bitrate", "popularity", "segment", "window", "nodes", "movies", "subscribers", "lowLatency",
        ])
        self.init()
        if let value = table["channels"] { channels = try value.integer(in: 1...10_000) }
        if let value = table["bitrate"] {
            bitrate = try value.bitRate()
            guard Self.bitrates.contains(bitrate.bitsPerSecond) else {
                throw value.error(
                    .outOfRange, "is not what a channel may have", remedy: "choose from 100kb/s to 20Mb/s")
            }
        }
        if let value = table["popularity"] {
            zipf = try value.table(["zipf"]).required("zipf", "popularity: { zipf: 1.0 }").number(in: 0...5)
        }
        if let value = table["segment"] {
            segment = try value.duration(in: .seconds(1)...Duration.seconds(10))
            guard segment.milliseconds % 1000 == 0 else {
                throw value.error(
                    .outOfRange, "is not whole seconds",
                    remedy: "a target duration is (RFC 8216 section 4.3.3.1): 1s to 10s")
            }
        }
        if let value = table["window"] { window = try value.integer(in: 3...60) }
        if let value = table["nodes"] { nodes = try value.integer(in: 1...64) }
        if let value = table["movies"] { movies = try value.integer(in: 0...100_000) }
        if let value = table["subscribers"] { subscribers = try value.integer(in: 1...1_000_000) }
        if let value = table["lowLatency"] { lowLatency = try value.flag() }
    }
}
