import Logging
import NIOPosix
import StreavAssembly
import StreavGeography
import StreavLocal
import StreavNetwork
import StreavPorts

extension Backends {
    /// The ports of a component: these, and what it reads of this machine and of the network.
    func platform(
        _ settings: Settings, clock: StreavClock, entropy: any Entropy, logger: Logger
    ) throws(SettingsError) -> Platform {
        let media: any MediaStore =
            settings.mediaRoot.map { FileMediaStore(root: $0) } ?? MountedMediaStore([:])
        return Platform(
            clock: clock, entropy: entropy, database: database, cache: cache, broker: broker,
            sources: try Self.sources(settings, clock: clock), media: media,
            countries: try Self.countries(settings), secret: settings.secret, logger: logger)
    }

    private static func sources(
        _ settings: Settings, clock: StreavClock
    ) throws(SettingsError) -> any MediaSourceOpener {
        let policy: AddressPolicy
        do {
            policy = try AddressPolicy(parsing: settings.sourceAllow)
        } catch {
            throw SettingsError(.sourceAllow, "is a list of networks such as 10.0.0.0/8, by commas")
        }
        let files = LoopedFileCache()
        return DefaultMediaSourceOpener(
            policy: policy, resolver: LastGoodResolver(SystemResolver(), clock: clock), clock: clock,
            group: MultiThreadedEventLoopGroup.singleton, folders: settings.sourceFolders
        ) { path in LoopedFileSource(path: path, clock: clock, cache: files) }
    }

    /// What a streaming node has to do with the others' films.
    static func exchange(_ settings: Settings, clock: StreavClock) throws(SettingsError) -> MediaExchange {
        let blocks: any MediaBlockCache
        if let folder = settings.mediaCache {
            do throws(MediaStoreError) {
                blocks = try FileBlockCache(folder: folder, limit: settings.mediaCacheBytes)
            } catch {
                throw SettingsError(.mediaCache, "cannot be used: \(error.message)")
            }
        } else {
            blocks = MemoryBlockCache(limit: settings.mediaCacheBytes)
        }
        let transport = HTTPNodeTransport(
            resolver: LastGoodResolver(SystemResolver(), clock: clock), clock: clock,
            group: MultiThreadedEventLoopGroup.singleton)
        var exchange = MediaExchange(transport: transport, blocks: blocks, address: settings.nodeURL)
        exchange.hostName = settings.hostName
        return exchange
    }

    private static func countries(_ settings: Settings) throws(SettingsError) -> any CountryLookup {
        guard let path = settings.countryDatabase else { return UnconfiguredCountryLookup() }
        do {
            return try MaxMindCountryLookup(path: path)
        } catch {
            throw SettingsError(.countryDatabase, "cannot be used: \(error.message)")
        }
    }
}
