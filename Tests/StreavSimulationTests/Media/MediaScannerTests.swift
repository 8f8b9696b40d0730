import Foundation
import Logging
import StreavAssembly
import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavSQLite
import StreavStore
import Synchronization
import Testing

/// A folder of films becomes a catalogue.
@Suite("Media scanner")
struct MediaScannerTests {
    /// A folder, a database and a scanner of both.
    private final class House: Sendable {
        let folder: String
        let database: any Database
        let scanner: MediaScanner
        let refusals = Reference<[String: String]>([:])
        let additions = Reference<[MovieID]>([])

        init() async throws {
            folder =
                FileManager.default.temporaryDirectory.path + "/films-\(ProcessInfo.processInfo.globallyUniqueString)"
            try FileManager.default.createDirectory(atPath: folder + "/deep", withIntermediateDirectories: true)
            let clock = StreavClock.system
            let database = try SQLiteDatabase.inMemory()
            try await Migrator().migrate(database, now: clock.wallNow)
            self.database = database
            let (refused, added) = (refusals, additions)
            scanner = MediaScanner(
                folder: FileMediaStore(root: folder), mount: "own",
                control: ControlPlane(
                    database: database, clock: clock, entropy: SystemEntropy(),
                    keys: ControlKeys(master: SecretKey.random())),
                clock: clock, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
                added: { movies, _ in added.value.withLock { $0 += movies } },
                refused: { key, reason in refused.value.withLock { $0[key] = reason } })
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func put(_ fixture: String, as name: String) throws {
            let path = "\(folder)/\(name)"
            try? FileManager.default.removeItem(atPath: path)
            try FileManager.default.copyItem(atPath: "\(TestPlatform.fixtures)/movies/\(fixture)", toPath: path)
        }

        func streams() async throws -> [OnDemandStreamDetails] {
            try await database.read { connection in
                try connection.fetchColumn("SELECT id FROM on_demand_streams ORDER BY id", as: OnDemandStreamID.self)
                    .compactMap { try connection.onDemandStreams.find($0)?.details }
            }
        }

        func movies() async throws -> [CatalogueQueries.Title] {
            try await database.read { connection in
                try connection.catalogue.titles(
                    .movie, title: nil, bundle: nil, order: .id, including: [],
                    CatalogueQueries.Slice(offset: 0, limit: 100)
                ).entries
            }
        }
    }

    private final class Reference<Value: Sendable>: Sendable {
        let value: Mutex<Value>
        init(_ value: sending Value) { self.value = Mutex(value) }
    }

    @Test("Films become streams and movies with what their files say; a second look changes nothing")
    func serves() async throws {
        let house = try await House()
        try house.put("harbour.mp4", as: "The.Tide.(2001).mp4")
        try house.put("lantern.mp4", as: "deep/Two voices.mp4")
        try house.put("vinyl.m4a", as: "Song.m4a")
        #expect(try await house.scanner.scan() == MediaScanner.Report(served: 3, refused: 0))
        let streams = try await house.streams()
        #expect(Set(streams.map(\.mediaKey)) == ["own/The.Tide.(2001).mp4", "own/deep/Two voices.mp4", "own/Song.m4a"])
        let tide = try #require(streams.first { $0.mediaKey.contains("Tide") })
        #expect(tide.durationMilliseconds == 60_000 && tide.width == 640 && tide.height == 360)
        #expect(tide.videoCodec?.hasPrefix("avc1.") == true && tide.audioCodec == "mp4a.40.2")
        #expect(tide.sizeBytes == 1_170_021 && tide.fileFormat == "mp4")
        let movies = try await house.movies()
        #expect(Set(movies.map(\.title)) == ["The Tide", "Two voices", "Song"])
        #expect(movies.first { $0.title == "The Tide" }?.releaseDate == Timestamp(milliseconds: 978_307_200_000))
        #expect(Set(house.additions.value.withLock { $0 }.map(\.rawValue)) == Set(movies.map(\.id)))
        #expect(try await house.scanner.scan() == MediaScanner.Report(served: 3, refused: 0))
        #expect(try await house.movies() == movies)
        #expect(house.additions.value.withLock { $0.count } == 3)
    }

    @Test("What can't be served is said once, with the reason, and served when it is mended")
    func refuses() async throws {
        let house = try await House()
        try Data("notes".utf8).write(to: URL(filePath: house.folder + "/notes.txt"))
        let whole = try Data(contentsOf: URL(filePath: "\(TestPlatform.fixtures)/movies/harbour.mp4"))
        try whole.prefix(5_000).write(to: URL(filePath: house.folder + "/cut.mp4"))
        #expect(try await house.scanner.scan() == MediaScanner.Report(served: 0, refused: 2))
        let reasons = house.refusals.value.withLock { $0 }
        #expect(reasons["notes.txt"]?.contains("no MP4") == true)
        #expect(reasons["cut.mp4"]?.contains("incomplete") == true)
        house.refusals.value.withLock { $0 = [:] }
        _ = try await house.scanner.scan()
        #expect(house.refusals.value.withLock { $0.isEmpty })
        try whole.write(to: URL(filePath: house.folder + "/cut.mp4"))
        #expect(try await house.scanner.scan() == MediaScanner.Report(served: 1, refused: 1))
        #expect(try await house.movies().map(\.title) == ["cut"])
    }

    @Test("A file that changes is read again and keeps its stream, and one that goes keeps its movie")
    func changes() async throws {
        let house = try await House()
        try house.put("harbour.mp4", as: "Film.mp4")
        _ = try await house.scanner.scan()
        let before = try #require(try await house.streams().first)
        try house.put("meridian.mp4", as: "Film.mp4")
        _ = try await house.scanner.scan()
        let streams = try await house.streams()
        #expect(streams.count == 1 && streams[0].sizeBytes != before.sizeBytes)
        try FileManager.default.removeItem(atPath: house.folder + "/Film.mp4")
        _ = try await house.scanner.scan()
        #expect(try await house.movies().map(\.title) == ["Film"])
    }

    @Test("A look that has no time left goes on the next time")
    func deadline() async throws {
        let house = try await House()
        try house.put("harbour.mp4", as: "Film.mp4")
        #expect(try await house.scanner.scan(until: .zero) == MediaScanner.Report(served: 0, refused: 0))
        #expect(try await house.scanner.scan() == MediaScanner.Report(served: 1, refused: 0))
    }
}
