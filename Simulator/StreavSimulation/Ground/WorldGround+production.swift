import FoundationEssentials
import Logging
import StreavAssembly
import StreavCrypto
import StreavLocal
import StreavPorts
import StreavRedis
import StreavRuntime
import StreavSQL

extension WorldGround {
    /// The three servers that the environment names: the user's schema for a world that stays, one of its own for a
    /// load run.
    static func production(
        _ configuration: ServeConfiguration, clock: StreavClock, logger: Logger
    ) async throws -> WorldGround {
        guard configuration.dataDirectory == nil else {
            throw SimulationError(
                .usage,
                "--data is for --backend local: with production the world is kept in the database that "
                    + "\(Setting.databaseURL.rawValue) names.")
        }
        let settings: ServerSettings
        do {
            settings = try ServerSettings(
                environment: configuration.environment ?? ProcessInfo.processInfo.environment)
        } catch {
            throw SimulationError(.usage, "--backend production: \(error.message).")
        }
        do {
            return configuration.load == nil
                ? try await lasting(settings, seed: configuration.seed, clock: clock, logger: logger)
                : try await passing(settings, configuration, clock: clock, logger: logger)
        } catch let error as StartError {
            throw SimulationError(.startup, "--backend production: \(error.message).")
        } catch let error as SettingsError {
            throw SimulationError(.usage, "--backend production: \(error.message).")
        } catch let error as DatabaseError {
            throw SimulationError(.startup, "--backend production: the database refuses: \(error).")
        }
    }

    /// Where the world that is in the database goes on, or a new one may be made.
    private static func lasting(
        _ settings: ServerSettings, seed: UInt64?, clock: StreavClock, logger: Logger
    ) async throws -> WorldGround {
        let marker = try await withDatabase(settings, clock: clock, logger: logger) { database in
            try await WorldMarker.claim(database, seed: seed, key: settings.secret, entropy: SystemEntropy())
        }
        let running = SystemEntropy()
        let backends = try Backends(
            settings.backends, space: BackendSpace(name: marker.space), clock: clock,
            entropy: running.fork("backends"), logger: logger)
        do {
            try await backends.wait(settings.backends, clock: clock, logger: logger)
        } catch {
            await backends.close()
            throw error
        }
        return WorldGround(
            database: backends.database, cache: backends.cache, broker: backends.broker, insides: try insides(backends),
            secret: marker.secret, entropy: SeededEntropy(seed: marker.seed), running: running, seed: marker.seed,
            keeping: KeptInDatabase(database: backends.database), probes: backends.probes(clock: clock),
            close: backends.close)
    }

    /// A schema, keys and queues of a load run's own, gone when it is over.
    private static func passing(
        _ settings: ServerSettings, _ configuration: ServeConfiguration, clock: StreavClock, logger: Logger
    ) async throws -> WorldGround {
        let space = try await withDatabase(settings, clock: clock, logger: logger) { database in
            try await WorldMarker.refuseForeign(database)
            for old in try await LoadSpace.abandoned(in: database, now: clock.wallNow) {
                await remove(old, settings, clock: clock, logger: logger)
            }
            return try await LoadSpace.make(in: database, now: clock.wallNow, entropy: SystemEntropy())
        }
        let entropy: any Entropy = configuration.seed.map { SeededEntropy(seed: $0) } ?? SystemEntropy()
        guard let secret = SecretKey(bytes: entropy.fork("key").bytes(32)) else {
            preconditionFailure("32 bytes make a key")
        }
        do {
            let backends = try Backends(
                settings.backends, space: space, clock: clock, entropy: SystemEntropy().fork("backends"),
                logger: logger)
            do {
                try await backends.wait(settings.backends, clock: clock, logger: logger)
            } catch {
                await backends.close()
                throw error
            }
            return WorldGround(
                database: backends.database, cache: backends.cache, broker: backends.broker,
                insides: try insides(backends),
                secret: secret, entropy: entropy, running: entropy, seed: configuration.seed, keeping: nil,
                probes: backends.probes(clock: clock),
                close: {
                    await backends.close()
                    await remove(space, settings, clock: clock, logger: logger)
                })
        } catch {
            await remove(space, settings, clock: clock, logger: logger)
            throw error
        }
    }

    /// Removes what a load run has made on all three servers. What cannot be removed is said, and left to a later run.
    private static func remove(
        _ space: BackendSpace, _ settings: ServerSettings, clock: StreavClock, logger: Logger
    ) async {
        do {
            let backends = try Backends(
                settings.backends, space: space, clock: clock, entropy: SystemEntropy().fork("removal"),
                logger: logger)
            do {
                // The schema last: it is by this that a later run knows of the rest.
                try await insides(backends).removeTraces()
                try await backends.remove(LoadSpace.topology)
                try await LoadSpace.drop(space, in: backends.database)
            } catch {
                await backends.close()
                throw error
            }
            await backends.close()
        } catch {
            StandardError.write(
                "streav-sim: something of \(space.name) stays on the servers (\(error)); a run of another day removes "
                    + "it.\n")
        }
    }

    /// ``StreavRuntime/ServerSettings`` name servers alone.
    private static func insides(_ backends: Backends) throws -> RedisCache {
        guard let redis = backends.redis else {
            throw SimulationError(.usage, "--backend production: \(Setting.cacheURL.rawValue) names no server.")
        }
        return redis
    }

    /// Runs `body` on the database as its user finds it, once it answers.
    private static func withDatabase<Result: Sendable>(
        _ settings: ServerSettings, clock: StreavClock, logger: Logger,
        _ body: (any Database) async throws -> Result
    ) async throws -> Result {
        let backends = try Backends(
            settings.backends, clock: clock, entropy: SystemEntropy().fork("beginning"), logger: logger)
        do {
            try await backends.waitForDatabase(settings.backends, clock: clock, logger: logger)
            let result = try await body(backends.database)
            await backends.close()
            return result
        } catch {
            await backends.close()
            throw error
        }
    }
}
