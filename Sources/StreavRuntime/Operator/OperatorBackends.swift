import FoundationEssentials
import Glibc
import Logging
import StreavCommands
import StreavCrypto
import StreavLocal
import StreavPorts
import StreavRedis
import StreavSQL

/// Makes what commands work on: of a deployment, by its settings, or of a simulator's folder.
enum OperatorBackends {
    static func open(_ opening: CommandOpening, _ settings: OperatorSettings) async throws -> CommandBackends {
        do {
            if let folder = opening.folder { return try self.folder(folder) }
            return try deployment(try settings.values(), mayCreate: opening.mayCreate)
        } catch let error as SettingsError {
            throw CommandFailure(.usage, error.message)
        }
    }

    static func address(_ setting: Setting, _ reader: SettingReader) throws(SettingsError) -> BackendAddress {
        switch setting {
        case .databaseURL: try reader.backend(setting, schemes: ["postgres", "postgresql"], local: "sqlite")
        case .cacheURL: try reader.backend(setting, schemes: ["redis", "rediss"], local: "memory")
        default: try reader.backend(setting, schemes: ["amqp", "amqps"], local: "memory")
        }
    }

    private static func folder(_ folder: String) throws -> CommandBackends {
        let path = OperatorFolder.database(folder)
        try requireFile(path, mayCreate: false)
        let secret = try OperatorFolder.secret(folder)
        let backends = try backends(
            BackendSettings(
                database: .local(path), databaseConnections: 1, cache: .local(""), broker: .local("")))
        var opened = CommandBackends(
            database: .init(backends.database, place: path), secret: secret, close: backends.close)
        opened.disks = { disks([folder]) }
        return opened
    }

    private static func deployment(_ values: SettingValues, mayCreate: Bool) throws -> CommandBackends {
        let reader = SettingReader(values)
        guard values[.databaseURL] != nil else {
            throw SettingsError(
                .databaseURL, "is missing: \(Setting.databaseURL.summary); or name a folder with --data")
        }
        let database = try address(.databaseURL, reader)
        let cache = values[.cacheURL] == nil ? .local("") : try address(.cacheURL, reader)
        let broker = values[.brokerURL] == nil ? .local("") : try address(.brokerURL, reader)
        if case .local(let path) = database { try requireFile(path, mayCreate: mayCreate) }
        let backends = try backends(
            BackendSettings(
                database: database, databaseConnections: try reader.number(.databaseConnections, in: 1...64),
                cache: cache, broker: broker))
        var opened = CommandBackends(
            database: .init(backends.database, place: place(database)),
            secret: values[.secretKey] == nil ? nil : try reader.secretKey(), close: backends.close)
        if let redis = backends.redis {
            opened.cache = .init(redis, place: place(cache)) { try await redis.serverVersion() }
            opened.flushCache = { try await redis.removeAll() }
        }
        if case .server = broker { opened.broker = .init(backends.broker, place: place(broker)) }
        var folders: [String] = []
        if case .local(let path) = database { folders.append(parent(of: path)) }
        if let root = try reader.path(.mediaRoot) {
            let store = FileMediaStore(root: root)
            opened.hasMedia = { try await store.file(forKey: $0) != nil }
            folders.append(root)
        }
        let watched = folders
        opened.disks = { disks(watched) }
        return opened
    }

    private static func backends(_ settings: BackendSettings) throws(SettingsError) -> Backends {
        var logger = Logger(label: CommandProgram.name) { StreamLogHandler.standardError(label: $0) }
        // What fails is said by the command, once.
        logger.logLevel = .critical
        return try Backends(settings, clock: .system, entropy: SystemEntropy(), logger: logger)
    }

    /// A command that reads must not leave an empty database behind; one that makes it keeps it from others' eyes.
    private static func requireFile(_ path: String, mayCreate: Bool) throws {
        guard access(path, F_OK) != 0 else { return }
        guard mayCreate else {
            throw CommandFailure(
                .unavailable, "there is no database at \(path): correct the path, or run streav-cli migrate to make it")
        }
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure(
                .unavailable, "\(path) cannot be made (\(String(cString: strerror(errno)))): choose another folder")
        }
        Glibc.close(descriptor)
    }

    private static func place(_ address: BackendAddress) -> String {
        switch address {
        case .server(let address): "\(address)"
        case .local(let path): path
        }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func disks(_ folders: [String]) -> [DiskSpace] {
        folders.compactMap { folder in
            var facts = statvfs()
            guard statvfs(folder, &facts) == 0 else { return nil }
            let block = Int64(facts.f_frsize)
            return DiskSpace(
                folder: folder, free: Int64(facts.f_bavail) * block, size: Int64(facts.f_blocks) * block)
        }
    }
}
