import StreavPorts

/// What the command line asks for: `queries`, `gets`, `publishes` or `topology`, then `--NAME NUMBER` as needed.
struct BenchOrder {
    enum Subject: String, CaseIterable {
        case queries
        case gets
        case publishes
        /// An empty queue for those who publish.
        case topology
    }

    let subject: Subject
    let address: ServiceAddress
    /// Operations under way at once, each begun when the one before it has ended.
    let inFlight: Int
    let seconds: Int
    /// Statements in a transaction.
    let statements: Int

    init(arguments: [String], address: String?) throws {
        let names = Subject.allCases.map(\.rawValue).joined(separator: ", ")
        guard let subject = arguments.first.flatMap(Subject.init) else {
            throw BenchError("say what to measure: \(names)")
        }
        guard let address else { throw BenchError("ADDRESS, in the environment, names the server") }
        var numbers = ["--in-flight": 1, "--seconds": 3, "--statements": 1]
        var rest = arguments.dropFirst()
        while let name = rest.popFirst() {
            guard numbers[name] != nil, let number = rest.popFirst().flatMap(Int.init), (1...10_000).contains(number)
            else { throw BenchError("\(name) is none of \(numbers.keys.sorted()), or is not 1 to 10000") }
            numbers[name] = number
        }
        self.subject = subject
        self.address = try ServiceAddress(address)
        inFlight = numbers["--in-flight", default: 1]
        seconds = numbers["--seconds", default: 1]
        statements = numbers["--statements", default: 1]
    }

    /// The result as JSON.
    func run(clock: StreavClock, entropy: any Entropy) async throws -> String {
        let throughput = Throughput(inFlight: inFlight, seconds: seconds, clock: clock)
        switch subject {
        case .queries:
            return try await QueryBench(address, connections: min(inFlight, 64), statements: statements)
                .run(throughput, clock: clock, entropy: entropy)
        case .gets: return try await GetBench(address).run(throughput, clock: clock, entropy: entropy)
        case .publishes: return try await PublishBench(address).run(throughput, clock: clock, entropy: entropy)
        case .topology:
            try await PublishBench(address).renew(clock: clock, entropy: entropy)
            return "{}"
        }
    }
}
