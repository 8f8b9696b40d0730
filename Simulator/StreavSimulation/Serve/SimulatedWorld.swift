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
    /// Posters and portraits; those that are uploaded are kept beside the database.
    var pictures: PictureStore?
    /// What a load run needs, where the world was made for one.
    let load: LoadSide?

    /// What must be well besides the database, by name.
    let probes: [String: @Sendable () async -> Bool]
    /// Ends what the platform stands on; once nothing of it runs any more.
    let close: @Sendable () async -> Void

    /// The world that a run is aimed at, and what is behind the ports that it breaks.
    struct LoadSide: Sendable {
        var world: WorldSeeder.LoadWorld
        var database: any Database
        var cache: any CacheInsides
        var broker: any MessageBroker
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
        // Before anything is made anywhere.
        let clips = configuration.isEmpty ? nil : try findClips(configuration)
        let ownFolder = try configuration.mediaDirectory.map { try OwnFilms.folder($0, in: workingDirectory) }
        let sources = try sources(configuration, clips: clips, clock: clock)
        let ground: WorldGround =
            switch configuration.backend {
            case .local: try await .local(configuration, clock: clock)
            case .production: try await .production(configuration, clock: clock, logger: logger)
            }
        let uploads = configuration.dataDirectory.flatMap { uploadFolder($0, logger: logger) }
        let platform = Platform(
            clock: clock, entropy: ground.running, database: ground.database, cache: ground.cache,
            broker: ground.broker, sources: sources, media: mounts(clips, ownFolder, uploads: uploads),
            countries: countries,
            secret: ground.secret, logger: logger)
        do {
            var world = try await make(configuration, on: ground, platform, clips: clips, ownFolder: ownFolder)
            world.pictures = pictures(platform.media, uploads: uploads)
            return world
        } catch {
            await ground.close()
            throw error
        }
    }

    /// The world that is in the database, or a new one.
    private static func make(
        _ configuration: ServeConfiguration, on ground: WorldGround, _ platform: Platform, clips: ClipLibrary?,
        ownFolder: FileMediaStore?
    ) async throws -> SimulatedWorld {
        let seeder = WorldSeeder(
            control: ControlPlane(
                database: ground.database, clock: platform.clock, entropy: ground.entropy.fork("control"),
                keys: ControlKeys(master: ground.secret)),
            clock: platform.clock, entropy: ground.entropy)
        if let plan = configuration.load, let clips {
            return try await load(plan, on: ground, platform, clips: clips, seeder: seeder)
        }
        var credentials = try await populate(
            configuration, keeping: ground.keeping, clips: clips, seeder: seeder, media: platform.media)
        var films: OwnFilms?
        if let ownFolder {
            let (bundle, made) = try await seeder.ownMedia { try ground.keeping?.prepareToKeep($0, $1) }
            if let made {
                try ground.keeping?.finishKeeping()
                credentials = made.credentials
            }
            films = OwnFilms(
                folder: ownFolder, bundle: bundle, control: seeder.control, clock: platform.clock,
                logger: platform.logger)
        }
        return SimulatedWorld(
            platform: platform, credentials: credentials, isEmpty: configuration.isEmpty, films: films, load: nil,
            probes: ground.probes, close: ground.close)
    }

    private static func load(
        _ plan: LoadWorldPlan, on ground: WorldGround, _ platform: Platform, clips: ClipLibrary, seeder: WorldSeeder
    ) async throws -> SimulatedWorld {
        let catalogue =
            plan.platform.movies > 0
            ? try await WorldSeeder.catalogue(at: clips.catalogue, media: platform.media) : nil
        let world = try await seeder.seedLoad(
            plan.platform, sources: plan.sources, catalogue: catalogue, subscribers: plan.subscribers,
            lapsing: plan.lapsing)
        var platform = platform
        platform.weaken(plan, patience: ground.insides is MemoryCache ? nil : WeakenedCache.serverPatience)
        return SimulatedWorld(
            platform: platform, credentials: nil, isEmpty: true, films: nil,
            load: LoadSide(
                world: world, database: ground.database, cache: ground.insides, broker: ground.broker,
                control: ControlPlane(
                    database: platform.database, clock: platform.clock, entropy: ground.entropy.fork("administrator"),
                    keys: ControlKeys(master: ground.secret))),
            probes: ground.probes, close: ground.close)
    }

    /// Seeds an empty database, or reads the credentials of one that was seeded before.
    private static func populate(
        _ configuration: ServeConfiguration, keeping: (any WorldKeeping)?, clips: ClipLibrary?, seeder: WorldSeeder,
        media: any MediaStore
    ) async throws -> Credentials? {
        let isNew = try await seeder.control.database.read { try $0.liveStreams.count() } == 0
        if isNew { keeping?.forgetPrepared() } else { try keeping?.finishKeeping() }
        if let kept = try await keeping?.credentials() {
            _ = try await seeder.addOwn(configuration.sources) { _, _ in }
            return kept
        }
        // Written before the commit and put in place after it: whenever the process dies, what the database holds can
        // be signed in to.
        let keep: @Sendable (SeededWorld, any DatabaseConnection) throws -> Void = {
            try keeping?.prepareToKeep($0, $1)
        }
        let made: SeededWorld?
        if let clips, isNew {
            made = try await seeder.seed(
                address: { clips.address(of: $0) }, sources: configuration.sources,
                catalogue: try await WorldSeeder.catalogue(at: clips.catalogue, media: media), keep: keep)
        } else {
            made = try await seeder.addOwn(configuration.sources, keep: keep)
        }
        if made != nil { try keeping?.finishKeeping() }
        return made?.credentials
    }

    /// Beside the database; nil where it cannot be made.
    private static func uploadFolder(_ data: String, logger: Logger) -> String? {
        let folder = ClipLibrary.absolute(data, in: workingDirectory) + "/media"
        for path in [folder, folder + "/images"] where mkdir(path, 0o700) != 0 && errno != EEXIST {
            logger.warning("pictures cannot be uploaded", metadata: ["folder": "\(path)"])
            return nil
        }
        return folder
    }

    /// To be shown, and where there is a folder for them to be uploaded.
    private static func pictures(_ media: any MediaStore, uploads: String?) -> PictureStore {
        guard let uploads else { return PictureStore(media: media, write: nil) }
        let writer = FileMediaWriter(root: uploads)
        return PictureStore(media: media) { bytes, key throws(MediaStoreError) in
            try await writer.write(bytes, key: key)
        }
    }

    /// The films and pictures of the seeded world, the user's films, and what was uploaded.
    private static func mounts(
        _ clips: ClipLibrary?, _ own: FileMediaStore?, uploads: String?
    ) -> MountedMediaStore {
        var stores: [String: any MediaStore] = [:]
        if let clips {
            stores["movies"] = FileMediaStore(root: clips.movies)
            stores["images"] = FileMediaStore(root: clips.images)
        }
        if let own { stores[OwnFilms.mount] = own }
        if let uploads {
            let pictures = FileMediaStore(root: uploads + "/images")
            stores["images"] = stores["images"].map { LayeredMediaStore(pictures, before: $0) } ?? pictures
        }
        return MountedMediaStore(stores)
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

    static var workingDirectory: String {
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
