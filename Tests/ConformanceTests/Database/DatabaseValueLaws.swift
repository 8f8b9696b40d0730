import StreavDomain
import StreavSQL
import Testing

@Suite("Database: values")
struct DatabaseValueLaws {
    struct Sample: Equatable, Sendable {
        var long: Int64?
        var real: Double?
        var text: String?
        var blob: [UInt8]?
        var flag: Bool?
    }

    private static func roundTrip(_ sample: Sample, _ database: any Database) async throws -> Sample? {
        try await database.write { connection in
            let id: Int32 = try connection.value(
                """
                INSERT INTO samples (long, real, text, blob, flag)
                VALUES (\(sample.long), \(sample.real), \(sample.text), \(sample.blob), \(sample.flag)) RETURNING id
                """)
            return try connection.fetchOne("SELECT long, real, text, blob, flag FROM samples WHERE id = \(id)") { row in
                Sample(
                    long: try row["long"], real: try row["real"], text: try row["text"], blob: try row["blob"],
                    flag: try row["flag"])
            }
        }
    }

    @Test("every value comes back as it went", arguments: DatabaseUnderTest.allCases)
    func roundTrips(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            let samples = [
                Sample(),
                Sample(long: 0, real: 0, text: "", blob: [], flag: false),
                Sample(long: .max, real: .greatestFiniteMagnitude, text: "👩‍👩‍👧‍👦 Ünïcödé \u{202E}", blob: [0], flag: true),
                Sample(long: .min, real: -.leastNonzeroMagnitude, text: "a\r\n\t'\"\\%_?1$1", blob: [0, 1, 0, 255, 0]),
                Sample(long: -1, real: 0.1, text: String(repeating: "ä", count: 100_000)),
                Sample(real: .infinity, blob: [UInt8](repeating: 0, count: 1_000_000)),
            ]
            for sample in samples {
                let back = try await Self.roundTrip(sample, database)
                #expect(back == sample)
            }
        }
    }

    @Test("any bytes and any text come back", arguments: DatabaseUnderTest.allCases)
    func randomRoundTrips(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            var random = SeededGenerator(seed: 7)
            for _ in 0..<200 {
                let blob = (0..<Int.random(in: 0...64, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                let scalars = (0..<Int.random(in: 0...32, using: &random)).compactMap { _ in
                    Unicode.Scalar(UInt32.random(in: 1...0x10FFFF, using: &random))
                }
                var text = ""
                text.unicodeScalars.append(contentsOf: scalars)
                let sample = Sample(
                    long: Int64.random(in: .min ... .max, using: &random),
                    real: Double(bitPattern: UInt64.random(in: 0...0x7FEF_FFFF_FFFF_FFFF, using: &random)), text: text,
                    blob: blob, flag: Bool.random(using: &random))
                let back = try await Self.roundTrip(sample, database)
                #expect(back == sample)
                // Equal strings may differ in bytes: these must not.
                #expect(back?.text.map { Array($0.utf8) } == Array(text.utf8))
            }
        }
    }

    @Test(
        "a text with a zero character and a real that is no number are refused", arguments: DatabaseUnderTest.allCases)
    func unstorable(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            for sample in [Sample(text: "a\0b"), Sample(real: .nan)] {
                let error = await databaseError { try await Self.roundTrip(sample, database) }
                #expect(error?.code == .badStatement)
            }
        }
    }

    @Test("a value of another type than its column is refused", arguments: DatabaseUnderTest.allCases)
    func wrongTypes(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            let statements: [SQL] = [
                "INSERT INTO samples (long) VALUES (\("many"))", "INSERT INTO samples (long) VALUES (\([UInt8(1)]))",
                "INSERT INTO samples (real) VALUES (\("much"))", "INSERT INTO samples (text) VALUES (\([UInt8(255)]))",
                "INSERT INTO samples (flag) VALUES (\("yes"))", "INSERT INTO samples (blob) VALUES (\(1))",
            ]
            for statement in statements {
                let error = await databaseError { try await database.write { try $0.execute(statement) } }
                #expect(error?.code == .badStatement)
            }
        }
    }

    @Test("what is bound stays a value, whatever it says", arguments: DatabaseUnderTest.allCases)
    func injection(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            let hostile = [
                "'; DROP TABLE parents; --", "' OR '1'='1", "\") OR 1=1 --", "?1", "$1", ":name", "@name", "%", "_",
                "\\",
                "x' UNION SELECT sql FROM sqlite_schema --", "NULL", "\u{2019}; DELETE FROM parents",
            ]
            for name in hostile {
                try await database.write { try $0.execute("INSERT INTO parents (name) VALUES (\(name))") }
            }
            for name in hostile {
                let found: [String] = try await database.read {
                    try $0.fetchColumn("SELECT name FROM parents WHERE name = \(name)")
                }
                #expect(found == [name])
            }
            let count: Int = try await database.read {
                try $0.value("SELECT count(*) FROM parents WHERE name IN (\(values: hostile))")
            }
            #expect(count == hostile.count)
        }
    }

    @Test("an empty list holds nothing, a long one everything in it", arguments: DatabaseUnderTest.allCases)
    func lists(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            try await database.write { connection in
                for index in 0..<1000 { try connection.execute("INSERT INTO samples (long) VALUES (\(index))") }
            }
            for size in [0, 1, 2, 3, 17, 999] {
                let count: Int = try await database.read {
                    try $0.value("SELECT count(*) FROM samples WHERE long IN (\(values: 0..<size))")
                }
                #expect(count == size)
            }
        }
    }
}
