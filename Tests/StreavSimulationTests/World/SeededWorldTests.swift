import Foundation
import Logging
import StreavAssembly
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Testing

@testable import StreavSimulation

/// The world that streav-sim starts with.
@Suite("Seeded world")
struct SeededWorldTests {
    private static func open(
        seed: UInt64? = nil, data: String? = nil, sources: [String] = []
    ) async throws -> SimulatedWorld {
        try await SimulatedWorld.open(
            ServeConfiguration(
                dataDirectory: data, seed: seed,
                sources: sources.compactMap { ServeConfiguration.NamedSource(argument: $0) },
                fixturesDirectory: TestPlatform.fixtures),
            countries: UnconfiguredCountryLookup(), clock: .system,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    @Test("It holds 12 channels in 4 categories, 3 bundles and 50 subscribers of every kind")
    func facts() async throws {
        let world = try await Self.open(seed: 1)
        let database = world.platform.database
        let streams = try await database.read { try $0.liveStreams.enabled() }
        #expect(streams.map(\.details.number).sorted() == Array(1...12))
        #expect(streams.count { $0.details.isRadio } == 1)
        #expect(streams.contains { $0.details.startsOnDemand })
        #expect(Set(streams.flatMap(\.details.sources).map(\.address)).count >= 5)
        #expect(streams.allSatisfy { $0.details.categories.count == 1 })
        #expect(try await database.read { try $0.categories.all().count } == 4)
        #expect(try await database.read { try $0.value("SELECT count(*) FROM bundles", as: Int.self) } == 3)
        #expect(try await database.read { try $0.value("SELECT count(*) FROM subscribers", as: Int.self) } == 50)
        #expect(try await database.read { try $0.value("SELECT count(*) FROM users", as: Int.self) } == 1)
        #expect(
            try await database.read { try $0.value("SELECT count(*) FROM oauth_applications", as: Int.self) } == 1)
    }

    @Test("It holds 24 movies and 4 shows that are worth reading, each bound to a film that can be played")
    func catalogue() async throws {
        let world = try await Self.open(seed: 1)
        let slice = CatalogueQueries.Slice(offset: 0, limit: 100)
        let media = world.platform.media
        try await world.platform.database.read { connection in
            for (kind, count) in [(CatalogueQueries.TitleKind.movie, 24), (.show, 4)] {
                let page = try connection.catalogue.titles(
                    kind, title: nil, bundle: nil, order: .id, including: [.genres, .casts], slice)
                #expect(page.total == count && page.entries.count == count)
                for title in page.entries {
                    #expect(title.overview?.count ?? 0 > 100, "\(title.title)")
                    #expect(title.posterURL?.hasPrefix("/images/posters/") == true, "\(title.title)")
                    #expect(title.backdropURL?.hasPrefix("/images/backdrops/") == true, "\(title.title)")
                    #expect(!title.genres.isEmpty && !title.casts.isEmpty && title.rating != nil, "\(title.title)")
                    if kind == .movie { #expect(title.streamID != nil, "\(title.title)") }
                }
            }
            let shows = try connection.fetchColumn("SELECT id FROM shows", as: Int32.self)
            for show in shows {
                let seasons = try #require(try connection.catalogue.seasons(ofShow: show, slice))
                #expect(!seasons.entries.isEmpty)
                for season in seasons.entries {
                    let episodes = try connection.catalogue.episodes(ofShow: show, season: season.number, slice)
                    #expect(episodes?.entries.isEmpty == false)
                    #expect(episodes?.entries.allSatisfy { $0.streamID != nil && $0.overview != nil } == true)
                }
            }
        }
        let details = try await world.platform.database.read { connection in
            try connection.fetchColumn("SELECT id FROM on_demand_streams", as: OnDemandStreamID.self).compactMap {
                try connection.onDemandStreams.find($0)?.details
            }
        }
        #expect(details.count >= 8)
        #expect(Set(details.compactMap(\.videoCodec).map { $0.prefix(4) }) == ["avc1", "hvc1"])
        for stream in details {
            #expect(try await media.file(forKey: stream.mediaKey)?.size == stream.sizeBytes)
            #expect(stream.durationMilliseconds ?? 0 > 5_000 && stream.bitsPerSecond ?? 0 > 10_000)
        }
        let pictures = try await world.platform.database.read { connection in
            try connection.fetchColumn(
                """
                SELECT poster_url FROM movies UNION SELECT backdrop_url FROM movies UNION SELECT poster_url FROM shows
                UNION SELECT profile_picture_url FROM people WHERE profile_picture_url IS NOT NULL
                """, as: String.self)
        }
        #expect(pictures.count > 50)
        for picture in pictures {
            let file = try await media.file(forKey: String(picture.dropFirst()))
            #expect(file?.size ?? 0 > 1_000, "\(picture)")
        }
    }

    @Test("Every rule of admission has a subscriber", arguments: Household.all)
    func household(_ household: Household) async throws {
        #expect(Username.isValid(household.username))
        #expect(household.bundles.allSatisfy { name in Lineup.bundles.contains { $0.name == name } })
        let details = try household.details(bundles: [:], now: Timestamp(milliseconds: 0)).validated()
        #expect(details.maxConnections == household.maxConnections)
    }

    @Test("The promised kinds are among them, and no name comes twice")
    func kinds() {
        let all = Household.all
        #expect(all.first?.username == Household.demoName)
        #expect(Set(all.map(\.username)).count == all.count)
        #expect(all.contains { $0.isTrial })
        #expect(all.contains { ($0.expiresInDays ?? 0) < 0 })
        #expect(all.contains { $0.status == .disabled })
        #expect(all.contains { $0.status == .banned })
        #expect(all.contains { $0.maxConnections == 1 })
        #expect(all.contains { !$0.networks.isEmpty })
        #expect(all.contains { !$0.userAgents.isEmpty })
        #expect(all.contains { !$0.countries.isEmpty })
        #expect(all.contains { !$0.hls } && all.contains { !$0.mpegTs })
        #expect(all.contains { $0.bundles.isEmpty })
        #expect(all.count { $0.status == .active && $0.userAgents.isEmpty && !$0.isTrial } > 30)
    }

    @Test("The lineup names clips that are there, its own categories and its own channels")
    func lineup() {
        #expect(Lineup.channels.map(\.number) == Array(1...Lineup.channels.count))
        #expect(Set(Lineup.channels.map(\.name)).count == Lineup.channels.count)
        #expect(Set(Lineup.channels.map(\.category)) == Set(Lineup.categories))
        let numbers = Set(Lineup.channels.map(\.number))
        #expect(Lineup.bundles.allSatisfy { numbers.isSuperset(of: $0.channels) })
        for clip in Set(Lineup.channels.flatMap(\.clips)) {
            let path = "\(TestPlatform.fixtures)/clips/\(clip).ts"
            #expect(FileManager.default.fileExists(atPath: path), "\(clip)")
        }
    }

    @Test("The same seed makes the same credentials, another seed and no seed others")
    func seeds() async throws {
        let first = try await Self.open(seed: 7).credentials
        let same = try await Self.open(seed: 7).credentials
        let other = try await Self.open(seed: 8).credentials
        let free = try await Self.open().credentials
        let freeAgain = try await Self.open().credentials
        #expect(first != nil)
        #expect(first == same)
        let tokens = [first, other, free, freeAgain].map { $0?.subscriberAccessToken }
        #expect(Set(tokens).count == 4)
        #expect(Set([first, other, free, freeAgain].map { $0?.adminPassword }).count == 4)
    }

    @Test("A data folder keeps the world, readable by its owner only")
    func dataFolder() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("streav-\(UUID().uuidString)")
        // Made beforehand by somebody whose folders are open to all.
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        defer { try? FileManager.default.removeItem(at: folder) }
        let first = try await Self.open(data: folder.path)
        let again = try await Self.open(data: folder.path)
        #expect(first.credentials != nil)
        #expect(first.credentials == again.credentials)
        let keys = [first, again].map { AccessTokenHash.make("token", key: $0.platform.secret) }
        #expect(keys[0] == keys[1])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(["streav.sqlite", "secret.key", "credentials.json"]).isSubset(of: Set(names)))
        for name in names {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.appendingPathComponent(name).path)
            let expected = attributes[.type] as? FileAttributeType == .typeDirectory ? 0o700 : 0o600
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == expected, "\(name)")
        }
    }

    @Test("Streams of one's own join a world that exists, once")
    func ownSources() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("streav-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try await Self.open(data: folder.path)
        for _ in 0..<2 {
            let world = try await Self.open(data: folder.path, sources: ["Mine=http://127.0.0.1:9/mine.ts"])
            let streams = try await world.platform.database.read { try $0.liveStreams.enabled() }
            #expect(streams.count { $0.details.name == "Mine" } == 1)
            #expect(streams.count == 13)
        }
    }
}
