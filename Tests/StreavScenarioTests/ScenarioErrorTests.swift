import StreavScenario
import Testing

@Suite("Mistakes in scenario files")
struct ScenarioErrorTests {
    private static func expect(_ misstep: Misstep) {
        guard let error = Sample.refusal(misstep.text) else {
            Issue.record("accepted: \(misstep.text)")
            return
        }
        #expect(error.kind == misstep.kind, "\(error)")
        #expect(error.path == misstep.path, "\(error)")
        #expect(error.location.line == misstep.line, "\(error)")
        #expect(error.location.column == misstep.column, "\(error)")
        #expect(error.description.contains(misstep.says), "\(error)")
        #expect(error.description.hasPrefix("scenario:\(misstep.line):\(misstep.column): "), "\(error)")
    }

    static let headMissteps: [Misstep] = [
        Misstep("sede: 1", .unknownKey, "sede", at: 4, 1, says: "did you mean `seed`?"),
        Misstep("xyzzy: 1", .unknownKey, "xyzzy", at: 4, 1, says: "allowed: include, name"),
        Misstep(whole: "duration: 1s\ncohorts: []", .missingKey, "name", at: 1, 1, says: "is missing"),
        Misstep(whole: "name: a", .missingKey, "duration", at: 1, 1, says: "duration: 30s"),
        Misstep(whole: "name: a\nduration: 1s", .missingKey, "cohorts", at: 1, 1, says: "is missing"),
        Misstep(whole: "name: ''\nduration: 1s", .outOfRange, "name", at: 1, 7, says: "is empty"),
        Misstep(whole: "name:\nduration: 1s", .wrongForm, "name", at: 1, 6, says: "is nothing"),
        Misstep(whole: "name: [a]\nduration: 1s", .wrongForm, "name", at: 1, 7, says: "is a list"),
        Misstep(whole: "name: \"a\\u0007\"\nduration: 1s", .invalidValue, "name", at: 1, 7, says: "control"),
        Misstep(whole: "duration: 30", .invalidValue, "duration", at: 1, 11, says: "such as 800ms, 6s"),
        Misstep(whole: "duration: 30x", .invalidValue, "duration", at: 1, 11, says: "`30x`"),
        Misstep(whole: "duration: 0s", .outOfRange, "duration", at: 1, 11, says: "1s to 720h"),
        Misstep(whole: "duration: 721h", .outOfRange, "duration", at: 1, 11, says: "1s to 720h"),
        Misstep(whole: "duration: -1h", .outOfRange, "duration", at: 1, 11, says: "1s to 720h"),
        Misstep(whole: "[a]", .wrongForm, "", at: 1, 1, says: "is a list"),
        Misstep(whole: "smoke", .wrongForm, "", at: 1, 1, says: "is a single value"),
        Misstep(whole: "# nothing\n", .wrongForm, "", at: 1, 1, says: "is nothing"),
        Misstep("seed: -1", .invalidValue, "seed", at: 4, 7, says: "below 2^64"),
        Misstep("seed: 18446744073709551616", .invalidValue, "seed", at: 4, 7, says: "below 2^64"),
        Misstep("clock: virtual", .unsupported, "clock", at: 4, 8, says: "not available"),
        Misstep("clock: scaled:60", .unsupported, "clock", at: 4, 8, says: "use `wall`"),
        Misstep("clock: scaled:x", .unknownName, "clock", at: 4, 8, says: "no clock"),
        Misstep("clock: wal", .unknownName, "clock", at: 4, 8, says: "did you mean `wall`?"),
        Misstep("healBy: 11m", .conflict, "healBy", at: 4, 9, says: "later than the run's end, 10m"),
        Misstep("converge: 2h", .outOfRange, "converge", at: 4, 11, says: "0s to 1h"),
        Misstep("seed: 1\nseed: 2", .duplicate, "", at: 4, 1, says: "`seed` more than once"),
        Misstep("sometimes: [viewer.zaped]", .unknownName, "sometimes[0]", at: 4, 13, says: "`viewer.zapped`"),
        Misstep(
            "sometimes: [viewer.zapped, viewer.zapped]", .duplicate, "sometimes[1]", at: 4, 28, says: "named twice"),
        Misstep("sometimes: [fault.node.kill]", .conflict, "sometimes[0]", at: 4, 13, says: "can never happen"),
        Misstep("sometimes: viewer.zapped", .wrongForm, "sometimes", at: 4, 12, says: "a list of events"),
    ]

    @Test("of the head are named by path and place", arguments: headMissteps)
    func head(_ misstep: Misstep) { Self.expect(misstep) }

    static let platformMissteps: [Misstep] = [
        Misstep("platform: 3", .wrongForm, "platform", at: 4, 11, says: "a table with the keys channels"),
        Misstep("platform:\n  chanels: 3", .unknownKey, "platform.chanels", at: 5, 3, says: "`channels`?"),
        Misstep("platform:\n  channels: 0", .outOfRange, "platform.channels", at: 5, 13, says: "1 to 10000"),
        Misstep("platform:\n  channels: many", .invalidValue, "platform.channels", at: 5, 13, says: "`many`"),
        Misstep("platform:\n  channels: 1.5", .invalidValue, "platform.channels", at: 5, 13, says: "whole number"),
        Misstep(
            "platform: { popularity: { zipf: 6 } }", .outOfRange, "platform.popularity.zipf", at: 4, 33,
            says: "0 to 5"),
        Misstep("platform: { popularity: {} }", .missingKey, "platform.popularity.zipf", at: 4, 25, says: "missing"),
        Misstep("platform: { popularity: { s: 1 } }", .unknownKey, "platform.popularity.s", at: 4, 27, says: "zipf"),
        Misstep("platform: { segment: 2500ms }", .outOfRange, "platform.segment", at: 4, 22, says: "whole seconds"),
        Misstep("platform: { segment: 11s }", .outOfRange, "platform.segment", at: 4, 22, says: "1s to 10s"),
        Misstep("platform: { window: 2 }", .outOfRange, "platform.window", at: 4, 21, says: "3 to 60"),
        Misstep("platform: { nodes: 0 }", .outOfRange, "platform.nodes", at: 4, 20, says: "1 to 64"),
        Misstep("platform: { movies: -1 }", .outOfRange, "platform.movies", at: 4, 21, says: "0 to 100000"),
        Misstep("platform: { subscribers: 0 }", .outOfRange, "platform.subscribers", at: 4, 26, says: "1 to 1000000"),
        Misstep(
            "platform: { lowLatency: yes }", .invalidValue, "platform.lowLatency", at: 4, 25, says: "true or false"),
    ]

    @Test("of the platform are named by path and place", arguments: platformMissteps)
    func platform(_ misstep: Misstep) { Self.expect(misstep) }

    /// The first field of the only cohort begins in column 43 after `kind: hls, population: 5, `, and in column 28
    /// without a population.
    static let cohortMissteps: [Misstep] = [
        Misstep(whole: "name: a\nduration: 1s\ncohorts: []", .missingKey, "cohorts", at: 3, 10, says: "nobody"),
        Misstep(whole: "name: a\nduration: 1s\ncohorts: {}", .wrongForm, "cohorts", at: 3, 10, says: "a list"),
        Misstep(
            whole: "name: a\nduration: 1s\ncohorts:\n  - { kind: hls, population: 1 }", .missingKey, "cohorts[0].name",
            at: 4, 5, says: "name: tv"),
        Misstep(
            whole: "name: a\nduration: 1s\ncohorts:\n  - { name: tv, population: 1 }", .missingKey, "cohorts[0].kind",
            at: 4, 5, says: "kind: hls"),
        Misstep(
            whole: "name: a\nduration: 1s\ncohorts:\n  - { name: T V, kind: hls }", .invalidValue, "cohorts[0].name",
            at: 4, 13, says: "a-z, 0-9"),
        Misstep(
            whole: """
                name: a
                duration: 1s
                cohorts:
                  - { name: tv, kind: hls, population: 1 }
                  - { name: tv, kind: hls, population: 1 }
                """, .duplicate, "cohorts[1].name", at: 5, 13, says: "taken by another"),
        Misstep(
            whole: """
                name: a
                duration: 1s
                cohorts:
                  - { name: tv, kind: hls, population: 1 }
                  - name: box
                    kind: hls
                    population: 1
                    player: vlc
                """, .unknownName, "cohorts[1].player", at: 8, 13, says: "no player `vlc`"),
        .cohort("persona: watcher", kind: "hsl", .unknownName, "kind", at: 23, says: "did you mean `hls`?"),
        .cohort("playr: exo", .unknownKey, "playr", at: 43, says: "did you mean `player`?"),
        .cohort("player: exoo", .unknownName, "player", at: 51, says: "did you mean `exo`?"),
        .cohort("abr: bolla", .unknownName, "abr", at: 48, says: "did you mean `bola`?"),
        .cohort("dwell: zapmix", .unknownName, "dwell", at: 50, says: "zap-mix"),
        .cohort("dwell: 50ms", .outOfRange, "dwell", at: 50, says: "100ms to 720h"),
        .cohort("dwell: { lognormal: [1] }", .missingKey, "dwell.lognormal", at: 63, says: "lacks a parameter"),
        .cohort("dwell: { lognormal: [1, 9] }", .outOfRange, "dwell.lognormal[1]", at: 67, says: "0 to 5"),
        .cohort("dwell: { lognormal: 1 }", .wrongForm, "dwell.lognormal", at: 63, says: "[mu, sigma]"),
        .cohort("session: forever", .invalidValue, "session", at: 52, says: "`forever`"),
        .cohort("session: {}", .missingKey, "session", at: 52, says: "says no length"),
        .cohort(
            "session: { fixed: 1s, lognormal: [1, 1] }", .conflict, "session.lognormal", at: 76, says: "beside"),
        .cohort("network: 5g", .unknownName, "network", at: 52, says: "did you mean `4g`?"),
        .cohort("network: { rate: fast }", .invalidValue, "network.rate", at: 60, says: "4Mb/s"),
        .cohort("network: { rate: 0b/s }", .outOfRange, "network.rate", at: 60, says: "1b/s to 100Gb/s"),
        .cohort("network: { latency: 1s }", .missingKey, "network.rate", at: 52, says: "rate: 4Mb/s"),
        .cohort(
            "network: { rate: 1b/s, latency: 2m }", .outOfRange, "network.latency", at: 75, says: "0s to 1m"),
        .cohort("persona: ghost", .unknownName, "persona", at: 52, says: "watcher, surfer"),
        .cohort("ends: { clean: 0 }", .outOfRange, "ends", at: 49, says: "no way to end"),
        .cohort("ends: { clean: -1 }", .outOfRange, "ends.clean", at: 58, says: "0 to 1000"),
        .cohort("ends: { half_dead: 1 }", .unknownKey, "ends.half_dead", at: 51, says: "`half-dead`?"),
        .cohort("seek: { every: 1m }", .conflict, "seek", at: 43, says: "for ondemand and range"),
        .cohort("seek: {}", kind: "range", .missingKey, "seek.every", at: 51, says: "every: 2m"),
        .cohort("dwell: 3s", kind: "range", .conflict, "dwell", at: 45, says: "for hls and mpegts"),
        .cohort("player: exo", kind: "api", .conflict, "player", at: 43, says: "for hls and ondemand"),
        .cohort("abr: fixed", kind: "mpegts", .conflict, "abr", at: 46, says: "for hls and ondemand"),
        .cohort("population: 0", load: false, .outOfRange, "population", at: 40, says: "1 to 1000000"),
        .cohort("persona: surfer", load: false, .missingKey, "", at: 5, says: "neither `population`"),
        .cohort("arrivals: [{ rate: 1/s, for: 1s }]", .conflict, "arrivals", at: 53, says: "beside `population`"),
        .cohort("arrivals: []", load: false, .missingKey, "arrivals", at: 38, says: "no phases"),
        .cohort(
            "arrivals: [{ rate: 20, for: 1s }]", load: false, .invalidValue, "arrivals[0].rate", at: 47, says: "20/s"),
        .cohort(
            "arrivals: [{ rate: 200000/s, for: 1s }]", load: false, .outOfRange, "arrivals[0].rate", at: 47,
            says: "100000/s"),
        .cohort(
            "arrivals: [{ rate: 1/d, for: 1s }]", load: false, .invalidValue, "arrivals[0].rate", at: 47,
            says: "`1/d`"),
        .cohort("arrivals: [{ rate: 1/s }]", load: false, .missingKey, "arrivals[0].for", at: 39, says: "for: 5m"),
        .cohort(
            "arrivals: [{ rate: 1/s, for: 1s, shape: rmap }]", load: false, .unknownName, "arrivals[0].shape", at: 68,
            says: "did you mean `ramp`?"),
        .cohort(
            "arrivals: [{ rate: 1/s, for: 1s, to: 2/s }]", load: false, .conflict, "arrivals[0].to", at: 61,
            says: "for ramp, step, spike, sine"),
    ]

    @Test("of cohorts are named by path and place", arguments: cohortMissteps)
    func cohorts(_ misstep: Misstep) { Self.expect(misstep) }

    static let faultMissteps: [Misstep] = [
        Misstep("faults: {}", .wrongForm, "faults", at: 4, 9, says: "a list of faults"),
        Misstep(
            "faults:\n  - { at: 1m, do: source.rest }", .unknownName, "faults[0].do", at: 5, 19, says: "`source.reset`?"
        ),
        Misstep("faults:\n  - { at: 1m }", .missingKey, "faults[0].do", at: 5, 5, says: "do: source.reset"),
        Misstep(
            "healBy: 1m\nfaults:\n  - { at: 2m, do: source.reset }", .conflict, "faults[0].at", at: 6, 11,
            says: "after `healBy`, 1m"),
        Misstep("faults:\n  - { do: source.reset }", .missingKey, "faults[0].at", at: 5, 5, says: "at: 10s"),
        Misstep("faults:\n  - { at: 11m, do: source.reset }", .conflict, "faults[0].at", at: 5, 11, says: "end, 10m"),
        Misstep("faults:\n  - { at: 1m, do: broker.down }", .missingKey, "faults[0]", at: 5, 5, says: "never ends"),
        Misstep(
            "healBy: 1m\nfaults:\n  - { at: 1m, do: broker.down }", .missingKey, "faults[0]", at: 6, 5,
            says: "never ends"),
        Misstep(
            "faults:\n  - { at: 1m, do: broker.down, for: 10m }", .conflict, "faults[0].for", at: 5, 37,
            says: "at most 9m are left"),
        Misstep(
            "healBy: 2m\nfaults:\n  - { at: 1m, do: broker.down, for: 5m }", .conflict, "faults[0].for", at: 6, 37,
            says: "beyond `healBy`, 2m"),
        Misstep(
            "faults:\n  - { at: 1m, do: source.reset, for: 1s }", .conflict, "faults[0].for", at: 5, 33,
            says: "in an instant"),
        Misstep(
            "faults:\n  - { at: 1m, do: broker.down, for: 1s, channel: 1 }", .conflict, "faults[0].channel", at: 5, 41,
            says: "allowed: at, do, for"),
        Misstep(
            "faults:\n  - { at: 1m, do: cache.slow, for: 1s }", .missingKey, "faults[0].latency", at: 5, 5,
            says: "latency: 500ms"),
        Misstep(
            "faults:\n  - { nemesis: randm, from: 1m, to: 2m }", .unknownName, "faults[0].nemesis", at: 5, 16,
            says: "`random`?"),
        Misstep("faults:\n  - { nemesis: random, to: 2m }", .missingKey, "faults[0].from", at: 5, 5, says: "from: 30s"),
        Misstep(
            "faults:\n  - { nemesis: random, from: 2m, to: 2m }", .conflict, "faults[0].to", at: 5, 38,
            says: "not after `from`"),
        Misstep(
            "faults:\n  - { nemesis: swizzle-clog, from: 1m, to: 2m, every: 5s }", .conflict, "faults[0].every", at: 5,
            48, says: "no meaning"),
        Misstep(
            "faults:\n  - { nemesis: random, from: 1m, to: 2m, of: [clock.step] }", .conflict, "faults[0].of[0]", at: 5,
            47, says: "not drawn"),
        Misstep(
            "faults:\n  - { nemesis: random, from: 1m, to: 2m, of: [] }", .missingKey, "faults[0].of", at: 5, 46,
            says: "names no fault"),
        Misstep(
            "faults:\n  - { nemesis: swizzle-clog, from: 1m, to: 2m, of: [source.reset] }", .conflict,
            "faults[0].of[0]", at: 5, 53, says: "no length"),
        Misstep("faults:\n  - { at: 1m, do: clock.step }", .missingKey, "faults[0].by", at: 5, 5, says: "by: -1h"),
        Misstep(
            "faults:\n  - { at: 1m, do: clock.step, by: 0s }", .outOfRange, "faults[0].by", at: 5, 35, says: "nothing"),
        Misstep(
            "faults:\n  - { at: 1m, do: clock.step, by: 25h }", .outOfRange, "faults[0].by", at: 5, 35,
            says: "-24h to 24h"),
        Misstep(
            "faults:\n  - { at: 1m, do: source.reset, channel: 11 }", .outOfRange, "faults[0].channel", at: 5, 42,
            says: "1 to 10"),
        Misstep(
            "faults:\n  - { at: 1m, do: source.reset, channel: news }", .unknownName, "faults[0].channel", at: 5, 42,
            says: "top-10"),
        Misstep(
            "faults:\n  - { at: 1m, do: node.kill, node: 2 }", .outOfRange, "faults[0].node", at: 5, 36,
            says: "1 to 1"),
        Misstep(
            "faults:\n  - { at: 1m, do: clients.silent, cohort: tw }", .unknownName, "faults[0].cohort", at: 5, 43,
            says: "did you mean `tv`?"),
        Misstep(
            "faults:\n  - { at: 1m, do: clients.silent, share: 0 }", .outOfRange, "faults[0].share", at: 5, 42,
            says: "above 0, up to 1"),
        Misstep(
            "faults:\n  - { at: 1m, do: source.slow, for: 1s, factor: 1 }", .outOfRange, "faults[0].factor", at: 5, 49,
            says: "below 1"),
        Misstep(
            "faults:\n  - { at: 1m, do: broker.duplicating, for: 1s, times: 1 }", .outOfRange, "faults[0].times", at: 5,
            55, says: "2 to 10"),
        Misstep(
            "faults:\n  - { nemeses: swizzle-clog }", .unknownKey, "faults[0].nemeses", at: 5, 7, says: "allowed: at"),
    ]

    @Test("of faults are named by path and place", arguments: faultMissteps)
    func faults(_ misstep: Misstep) { Self.expect(misstep) }

    @Test("foreign text in a message is short and moves no cursor")
    func printable() throws {
        let long = String(repeating: "x", count: 500)
        let error = try #require(Sample.refusal(Sample.head + "\"\\e[2J\\u202e\(long)\": 1"))
        #expect(error.kind == .unknownKey)
        #expect(error.description.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(!error.description.contains("\u{202E}"))
        #expect(error.description.count < 600)
    }
}
