import StreavLocal
import StreavPorts
import StreavScenario
import StreavSQL
import StreavSQLite
import Testing

@testable import StreavSimulation

@Suite("A database with the guarantees of a server")
struct WeakenedDatabaseTests {
    private struct Bench {
        let manual = ManualClock()
        let database: WeakenedDatabase
        let faults: FaultTimeline

        init(_ faults: [Fault] = [], weakness: Weakness = .none) async throws {
            let inner = try SQLiteDatabase.inMemory()
            try await inner.write { try $0.execute("CREATE TABLE t (n INTEGER NOT NULL)") }
            self.faults = FaultTimeline(Scenario(name: "a", duration: .seconds(60), cohorts: [], faults: faults))
            database = WeakenedDatabase(
                inner: inner, faults: self.faults, weakness: weakness, clock: .manual(manual),
                entropy: SeededEntropy(seed: 1))
            self.faults.begin(at: manual.monotonicNow())
        }

        func insert() async -> DatabaseError.Code? {
            do {
                _ = try await database.write { try $0.execute("INSERT INTO t VALUES (1)") }
                return nil
            } catch {
                return (error as? DatabaseError)?.code
            }
        }

        var count: Int {
            get async throws { try await database.inner.read { try $0.value("SELECT count(*) FROM t") } }
        }
    }

    @Test("a transaction that collides is run again and done once, or not at all")
    func busy() async throws {
        var fault = Fault(at: .zero, word: .databaseBusy, length: .seconds(5))
        fault.share = 0.7
        let bench = try await Bench([fault])
        var done = 0
        var refused = 0
        for _ in 0..<200 {
            switch await bench.insert() {
            case nil: done += 1
            case .serializationFailure: refused += 1
            case let code?: Issue.record("\(code)")
            }
        }
        #expect(try await bench.count == done)
        #expect(refused > 0 && done > 0)
        #expect(bench.faults.bites(.databaseBusy) > 200)
    }

    @Test("the weakness of production costs repetitions and nothing else")
    func weakness() async throws {
        let bench = try await Bench(weakness: Weakness(conflicts: 0.2, duplicates: 0, delays: 0))
        for _ in 0..<200 {
            let code = await bench.insert()
            #expect(code == nil)
        }
        #expect(try await bench.count == 200)
    }

    @Test("while it takes no writes it is read, and a commit under way when that began may have happened")
    func readonly() async throws {
        let bench = try await Bench([Fault(at: .seconds(1), word: .databaseReadonly, length: .seconds(5))])
        #expect(await bench.insert() == nil)
        bench.manual.advance(by: .seconds(1))
        for _ in 0..<20 {
            let code = await bench.insert()
            #expect(code == .outcomeUnknown)
        }
        let undecided = try await bench.count - 1
        #expect((1..<20).contains(undecided))
        bench.manual.advance(by: .seconds(1))
        #expect(await bench.insert() == .readOnly)
        #expect(try await bench.database.read { try $0.value("SELECT count(*) FROM t") } == undecided + 1)
        bench.manual.advance(by: .seconds(4))
        #expect(await bench.insert() == nil)
    }

    @Test("while it is away nothing is read either")
    func down() async throws {
        let bench = try await Bench([Fault(at: .zero, word: .databaseDown, length: .seconds(5))])
        bench.manual.advance(by: .seconds(1))
        #expect(await bench.insert() == .unavailable)
        await #expect(throws: DatabaseError.self) {
            try await bench.database.read { connection -> Int in try connection.value("SELECT count(*) FROM t") }
        }
        #expect(bench.faults.bites(.databaseDown) == 2)
    }
}
