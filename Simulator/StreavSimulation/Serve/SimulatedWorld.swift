import Glibc
import Logging
import NIOPosix
import StreavAssembly
import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavManagement
import StreavNetwork
import StreavPorts
import StreavScenario
import StreavSQL
import StreavSQLite
import StreavStore
import StreavStreaming

/// The platform's ports, and the world in its database.
struct SimulatedWorld: Sendable {
    let platform: Platform
    /// Nil in an empty world.
    let credentials: Credentials?
    let isEmpty: Bool
    /// Looks through the user's own films; nil when there is no folder of them.
    let films: OwnFilms?
    /// What a load run needs, where the world was made for one.
    let load: LoadSide?

    /// The world that a run is aimed at, and what is behind the ports that it breaks.
    struct LoadSide: Sendable {
        var world: WorldSeeder.LoadWorld
        var database: any Database
        var cache: MemoryCache
        var broker: MemoryBroker
        /// An administrator's, who works through what the scenario breaks.
        var control: ControlPlane
    }

    static func open(
        _ configuration: ServeConfiguration, countries: any CountryLookup, clock: StreavClock, logger: Logger
    ) async throws -> SimulatedWorld {
        if let seed = configuration.seed, configuration.host != "127.0.0.1", configuration.host != "localhost" {
            logger.warning(
                "credentials made from a seed can be guessed; do not open this world to others",
                metadata: ["seed": "\(seed)", "host": "\(configuration.host)"])
        }
        let entropy: any Entropy = configuration.seed.map { SeededEntropy(seed: $0) } ?? SystemEntropy()
        let directory = try configuration.dataDirectory.map { path in
            try DataDirectory(path: ClipLibrary.absolute(path, in: workingDirectory))
        }
        let keyBytes = try directory?.secretKey { entropy.fork("key").bytes(32) } ?? entropy.fork("key").bytes(32)
        guard let secret = SecretKey(bytes: keyBytes) else { preconditionFailure("32 bytes make a key") }
        let database = try await openDatabase(directory, clock: clock)
        let clips = configuration.isEmpty ? nil : try findClips(configuration)
        let ownFolder = try configuration.mediaDirectory.map { try OwnFilms.folder($0, in: workingDirectory) }
        let media = mounts(clips, ownFolder)
        let cache = MemoryCache(clock: clock)
        let broker = MemoryBroker(clock: clock)
        var platform = Platform(
            clock: clock, entropy: entropy, database: database, cache: cache, broker: broker,
            sources: try sources(configuration, clips: clips, clock: clock), media: media, countries: countries,
            secret: secret, logger: logger)
        let seeder = WorldSeeder(
            control: ControlPlane(
                database: database, clock: clock, entropy: entropy.fork("control"),
                keys: ControlKeys(master: secret)),
            clock: clock, entropy: entropy)
        if let plan = configuration.load, let clips {
            let catalogue =
                plan.platform.movies > 0
                ? try await WorldSeeder.catalogue(at: clips.catalogue, media: media) : nil
            let load = try await seeder.seedLoad(
                plan.platform, sources: plan.sources, catalogue: catalogue, subscribers: plan.subscribers,
                lapsing: plan.lapsing)
            platform.weaken(cache, plan)
            return SimulatedWorld(
                platform: platform, credentials: nil, isEmpty: true, films: nil,
                load: LoadSide(
                    world: load, database: database, cache: cache, broker: broker,
                    control: ControlPlane(
                        database: platform.database, clock: platform.clock, entropy: entropy.fork("administrator"),
                        keys: ControlKeys(master: secret))))
        }
        var credentials = try await populate(
            configuration, directory: directory, clips: clips, seeder: seeder, media: media)
        var films: OwnFilms?
        if let ownFolder {
            let (bundle, made) = try await seeder.ownMedia { try directory?.prepareToKeep($0) }
            if let made {
                try directory?.finishKeeping()
                credentials = made.credentials
            }
            films = OwnFilms(folder: ownFolder, bundle: bundle, control: seeder.control, clock: clock, logger: logger)
        }
        return SimulatedWorld(
            platform: platform, credentials: credentials, isEmpty: configuration.isEmpty, films: films, load: nil)
    }

    /// Seeds an empty database, or reads the credentials of one that was seeded before.
    private static func populate(
        _ configuration: ServeConfiguration, directory: DataDirectory?, clips: ClipLibrary?, seeder: WorldSeeder,
        media: any MediaStore
    ) async throws -> Credentials? {
        let isNew = try await seeder.control.database.read { try $0.liveStreams.count() } == 0
        if isNew { directory?.forgetPrepared() } else { try directory?.finishKeeping() }
        if let kept = try directory?.credentials() {
            _ = try await seeder.addOwn(configuration.sources) { _ in }
            return kept
        }
        // Written before the commit and put in place after it: whenever the process dies, what the database holds can
        // be signed in to.
        let keep: @Sendable (SeededWorld) throws -> Void = { try directory?.prepareToKeep($0) }
        let made: SeededWorld?
        if let clips, isNew {
            made = try await seeder.seed(
                address: { clips.address(of: $0) }, sources: configuration.sources,
                catalogue: try await WorldSeeder.catalogue(at: clips.catalogue, media: media), keep: keep)
        } else {
            made = try await seeder.addOwn(configuration.sources, keep: keep)
        }
        if made != nil { try directory?.finishKeeping() }
        return made?.credentials
    }

    /// The films and pictures of the seeded world, and the user's films.
    private static func mounts(_ clips: ClipLibrary?, _ own: FileMediaStore?) -> MountedMediaStore {
        var stores: [String: any MediaStore] = [:]
        if let clips {
            stores["movies"] = FileMediaStore(root: clips.movies)
            stores["images"] = FileMediaStore(root: clips.images)
        }
        if let own { stores[OwnFilms.mount] = own }
        return MountedMediaStore(stores)
    }

    private static func openDatabase(_ directory: DataDirectory?, clock: StreavClock) async throws -> any Database {
        do {
            try directory?.prepareDatabase()
            let database: any Database =
                try directory.map { try SQLiteDatabase.file(path: $0.database) } ?? SQLiteDatabase.inMemory()
            try await Migrator().migrate(database, now: clock.wallNow)
            return database
        } catch let error as MigrationError {
            throw SimulationError(.startup, error.description)
        } catch let error as DatabaseError {
            throw SimulationError(.startup, error.description)
        }
    }

    private static func findClips(_ configuration: ServeConfiguration) throws -> ClipLibrary {
        try ClipLibrary(
            folder: configuration.fixturesDirectory, executable: executable, workingDirectory: workingDirectory)
    }

    /// Those of ``opener(_:clips:clock:)``, with what a scenario does to them.
    private static func sources(
        _ configuration: ServeConfiguration, clips: ClipLibrary?, clock: StreavClock
    ) throws -> any MediaSourceOpener {
        let opener = try opener(configuration, clips: clips, clock: clock)
        guard let load = configuration.load else { return opener }
        return FaultySourceOpener(
            inner: opener, faults: load.faults, clock: clock,
            entropy: SeededEntropy(seed: configuration.seed ?? 0).fork("faults"))
    }

    /// The simulator is its own operator: sources on this machine are allowed, and what the command line names, files
    /// and private addresses.
    private static func opener(
        _ configuration: ServeConfiguration, clips: ClipLibrary?, clock: StreavClock
    ) throws -> any MediaSourceOpener {
        var folders = clips.map { [$0.folder] } ?? []
        for source in configuration.sources where source.address.hasPrefix("file:") {
            let path = String(source.address.dropFirst(5))
            guard path.hasPrefix("/") else {
                throw SimulationError(
                    .usage, "--source \(source.name): a file's address is file: and an absolute path.")
            }
            guard access(path, R_OK) == 0 else {
                let reason = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
                throw SimulationError(
                    .usage, "--source \(source.name): the file \(path) cannot be read (\(reason)).")
            }
            folders.append(ClipLibrary.absolute(path, in: workingDirectory).parentPath)
        }
        let files = LoopedFileCache()
        let policy: AddressPolicy
        do {
            let listed = try AddressPolicy(parsing: environment("STREAV_SOURCE_ALLOW") ?? "127.0.0.0/8,::1/128")
            let named = configuration.sources.compactMap(\.privateAddress).compactMap {
                IPNetwork("\($0)")
            }
            policy = AddressPolicy(allowing: listed.allowed + named)
        } catch {
            throw SimulationError(.usage, "STREAV_SOURCE_ALLOW: \(error.message)")
        }
        let others = DefaultMediaSourceOpener(
            policy: policy, resolver: LastGoodResolver(SystemResolver(), clock: clock), clock: clock,
            group: MultiThreadedEventLoopGroup.singleton, folders: folders
        ) { path in LoopedFileSource(path: path, clock: clock, cache: files) }
        let opener = SyntheticSourceOpener(clock: clock, run: configuration.seed ?? 0, others: others)
        for source in configuration.sources {
            do {
                _ = try opener.source(for: source.address)
            } catch {
                throw SimulationError(.usage, "--source \(source.name): \(error.message)")
            }
        }
        return opener
    }

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    private static var workingDirectory: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    private static var executable: String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { return CommandLine.arguments.first ?? "streav-sim" }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension String {
    fileprivate var parentPath: String {
        guard let slash = lastIndex(of: "/"), slash != startIndex else { return "/" }
        return String(self[..<slash])
    }
}
