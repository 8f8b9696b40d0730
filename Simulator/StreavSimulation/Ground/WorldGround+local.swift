import StreavCrypto
import StreavLocal
import StreavPorts
import StreavSQL
import StreavSQLite
import StreavStore

extension WorldGround {
    /// SQLite in a folder or in memory, and a cache and a broker in this process.
    static func local(_ configuration: ServeConfiguration, clock: StreavClock) async throws -> WorldGround {
        let entropy: any Entropy = configuration.seed.map { SeededEntropy(seed: $0) } ?? SystemEntropy()
        let directory = try configuration.dataDirectory.map { path in
            try DataDirectory(path: ClipLibrary.absolute(path, in: SimulatedWorld.workingDirectory))
        }
        let bytes = try directory?.secretKey { entropy.fork("key").bytes(32) } ?? entropy.fork("key").bytes(32)
        guard let secret = SecretKey(bytes: bytes) else { preconditionFailure("32 bytes make a key") }
        let cache = MemoryCache(clock: clock)
        return WorldGround(
            database: try await database(directory, clock: clock), cache: cache, broker: MemoryBroker(clock: clock),
            insides: cache, secret: secret, entropy: entropy, running: entropy, seed: configuration.seed,
            keeping: directory)
    }

    private static func database(_ directory: DataDirectory?, clock: StreavClock) async throws -> any Database {
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
}
