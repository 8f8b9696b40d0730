import StreavPorts
import StreavPostgres
import StreavSQL

/// One row by its primary key, by the pool of the database port, on the table that the script has made.
struct QueryBench {
    private let configuration: PostgresConfiguration
    private let statements: Int

    /// The ids in the table: 1 to this.
    private static let rows = 10_000

    init(_ address: ServiceAddress, connections: Int, statements: Int) throws {
        configuration = try PostgresConfiguration(address, connections: connections)
        self.statements = statements
    }

    func run(_ throughput: Throughput, clock: StreavClock, entropy: any Entropy) async throws -> String {
        let database = PostgresDatabase(
            configuration, clock: clock, entropy: entropy, logger: BenchLogger.make())
        let statements = statements
        let result = try await throughput.measure { number in
            try await database.read { connection in
                for place in 0..<statements {
                    // Far apart, so that no two in a row are on a page.
                    let id = Int64((number * statements + place) * 7_919 % Self.rows + 1)
                    let value = try connection.fetchOne("SELECT value FROM bench WHERE id = \(id)") {
                        try $0["value"] as String
                    }
                    guard value != nil else { throw BenchError("row \(id) is missing") }
                }
                return statements
            }
        }
        try await database.close()
        return result
    }
}
