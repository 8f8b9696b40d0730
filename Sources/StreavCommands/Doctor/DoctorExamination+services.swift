internal import StreavControl
internal import StreavDomain
internal import StreavPorts
internal import StreavSQL
internal import StreavStore

/// The servers that the platform stands on.
extension DoctorExamination {
    func database() async -> DoctorFinding {
        let place = backends.database.place
        do {
            let version = try await session.read { try $0.engineFacts.version() }
            return .ok("database", "\(place), version \(version)")
        } catch let error as DatabaseError {
            return .failed("database", "\(place): \(error.message)", cure: Self.databaseCure(error.message))
        } catch {
            return .failed("database", "\(place): \(error)", cure: Self.databaseCure("\(error)"))
        }
    }

    private static func databaseCure(_ message: String) -> String {
        let folded = message.lowercased()
        if folded.contains("password") || folded.contains("authentication") {
            return "correct user and password in STREAV_DATABASE_URL, or set that password in PostgreSQL (ALTER ROLE)"
        }
        if folded.contains("does not exist") {
            return "make that database or role in PostgreSQL, or correct STREAV_DATABASE_URL"
        }
        if folded.contains("ssl") || folded.contains("certificate") {
            return "correct sslmode and sslrootcert in STREAV_DATABASE_URL"
        }
        return "start PostgreSQL, let this machine reach it, or correct the address in STREAV_DATABASE_URL"
    }

    func schema() async -> DoctorFinding {
        await check("schema") {
            let version = try await session.read { try $0.dump.schemaVersion() }
            let known = Migration.all.count
            guard let version else {
                return .failed("schema", "the database is empty", cure: "run streav-cli migrate")
            }
            if version < known {
                return .failed(
                    "schema", "it has version \(version), and this program needs \(known)",
                    cure: "make a backup with the Streav that made it, then run streav-cli migrate")
            }
            if version > known {
                return .failed(
                    "schema", "it has version \(version), and this program knows versions up to \(known)",
                    cure: "run the newer Streav that made it, or restore a backup from before into a new database")
            }
            return .ok("schema", "version \(version)")
        }
    }

    func clock() async -> DoctorFinding {
        await check("clock") {
            let before = session.clock.wallNow
            guard let there = try await session.read({ try $0.engineFacts.now() }) else {
                return .ok("clock", "the database has this machine's")
            }
            let after = session.clock.wallNow
            // It was asked at some moment between the two.
            let ahead = max(there.duration(since: after), before.duration(since: there))
            guard ahead > Self.clockTolerance else { return .ok("clock") }
            return .failed(
                "clock",
                "this machine's and the database's differ by \(ahead.wholeMilliseconds / 1000) s; tokens go by both",
                cure: "let both follow a time server (timedatectl set-ntp true), and restart the programs")
        }
    }

    func cache() async -> DoctorFinding {
        guard let cache = backends.cache else { return .skipped("cache", "no cache server is named") }
        do {
            _ = try await cache.port.value(forKey: "start")
            return .ok("cache", cache.place)
        } catch {
            let isRefused = ["WRONGPASS", "NOAUTH", "password"].contains { error.message.contains($0) }
            let isFull = error.code == .outOfMemory
            return .failed(
                "cache", "\(cache.place): \(error.message)",
                cure: isRefused
                    ? "correct user and password in STREAV_CACHE_URL, or set that password in Redis (ACL SETUSER)"
                    : isFull
                        ? "give Redis more memory (maxmemory), with maxmemory-policy noeviction"
                        : "start Redis, let this machine reach it, or correct the address in STREAV_CACHE_URL")
        }
    }

    func broker() async -> DoctorFinding {
        guard let broker = backends.broker else { return .skipped("broker", "no broker server is named") }
        do {
            try await broker.port.declare(ControlEvents.topology)
            return .ok("broker", broker.place)
        } catch {
            let folded = error.message.lowercased()
            let isRefused = ["access_refused", "refused the login", "refused user", "not_allowed"].contains {
                folded.contains($0)
            }
            return .failed(
                "broker", "\(broker.place): \(error.message)",
                cure: isRefused
                    ? "correct user, password and virtual host in STREAV_BROKER_URL, or make them in RabbitMQ "
                        + "(rabbitmqctl add_user, set_permissions)"
                    : "start RabbitMQ, let this machine reach it, or correct the address in STREAV_BROKER_URL")
        }
    }

    func disks() -> [DoctorFinding] {
        let full = backends.disks().filter { $0.free < max($0.size / 20, 512 << 20) }
        guard !full.isEmpty else { return [.ok("disks")] }
        return full.map { disk in
            .warning(
                "disks", "\(disk.free >> 20) MiB of \(disk.size >> 20) are free where \(disk.folder) lies",
                cure: "make room there, or move the folder to a larger disk")
        }
    }
}
