import Testing

/// Something that code does not say, with the files that may.
struct Ban: Sendable, CustomTestStringConvertible {
    let name: String
    let pattern: String
    /// What to do instead.
    let instead: String
    /// Paths, or their beginnings.
    let allowed: [String]

    init(_ name: String, pattern: String, instead: String, allowed: [String] = []) {
        self.name = name
        self.pattern = pattern
        self.instead = instead
        self.allowed = allowed
    }

    var testDescription: String { name }

    /// `path:line` of each place that breaks it.
    func findings(in file: SourceFile) throws -> [String] {
        guard !allowed.contains(where: { file.path.hasPrefix($0) }) else { return [] }
        return try file.places(of: pattern)
    }

    static let all: [Ban] = [
        Ban(
            "Time is asked of StreavClock",
            pattern: #"\bDate\(\)|\bDate\.now\b|\b(Continuous|Suspending)Clock\b|\b(DispatchTime|DispatchWallTime)\b"#
                + #"|\bclock_gettime\b|\bgettimeofday\b|\bNIODeadline\.now\(\)|(?<![\w.])time\(nil\)"#,
            instead: "take a StreavClock",
            allowed: [
                "Sources/StreavLocal/Time/SystemClock.swift",
                // When the kernel started the process, which no clock of ours was there to see.
                "Simulator/StreavSimulation/Serve/ProcessStart.swift",
            ]),
        Ban(
            "Only StreavClock sleeps",
            pattern: #"\bTask\.sleep\b|(?<!func )(?<![\w.])(u|nano)?sleep\(|\bThread\.sleep\b|\basyncAfter\b"#,
            instead: "clock.sleep", allowed: ["Sources/StreavLocal/Time/SystemClock.swift"]),
        Ban(
            "Randomness is drawn from Entropy",
            pattern: #"\bUUID\(\)|\bSystemRandomNumberGenerator\b|\.random\(in:|\.random\(\)|\.randomElement\(\)"#
                + #"|\.shuffled\(\)|\.shuffle\(\)|\barc4random\w*|\bgetrandom\(|\bdrand48\("#,
            instead: "take an Entropy", allowed: ["Sources/StreavLocal/Entropy/SystemEntropy.swift"]),
        Ban(
            "Nothing prints",
            pattern: #"(?<![\w.])(print|debugPrint|dump|NSLog|fputs|puts)\(|\bFileHandle\.standard"#,
            instead: "log, or write an event"),
        Ban(
            "No task is unstructured",
            pattern: #"(?<![\w.])Task\s*(<[^>]*>\s*)?[{(]|\bTask\.detached\b|\bDispatchQueue\b|\bThread\("#
                + #"|\bpthread_create\("#,
            instead: "a Service's run(), or a task group",
            // Reading a file blocks, and so does a C client: each has a thread of its own, by a queue.
            // A connection to Redis or RabbitMQ waits in poll(2), and a name server may not answer.
            allowed: [
                "Sources/StreavLocal/Media/BlockingLane.swift", "Sources/StreavPostgres/Link/PostgresLane.swift",
                // A password takes a good part of a second of a core.
                "Sources/StreavControl/Users/PasswordHasher.swift",
                "Sources/StreavRedis/Transport/DedicatedThread.swift",
                "Sources/StreavRabbitMQ/Loop/LinkThread.swift",
            ]),
        Ban(
            "No name says nothing",
            pattern: #"\b(struct|class|actor|enum|protocol|typealias)\s+\w*(Manager|Helper|Util|Utils|Impl)\b"#,
            instead: "a name for what it is"),
        Ban(
            "Full Foundation stays out of the product",
            pattern: #"^[ \t]*(@\w+\s+)*((public|internal|package|private|fileprivate)\s+)?import\s+Foundation\s*$"#,
            instead: "FoundationEssentials, or nothing"),
    ]
}
