import FoundationEssentials
import Glibc
import StreavSQL

/// What `--data DIR` keeps: the database, the key that seals it, and the seeded credentials, those of every subscriber
/// included. Readable by its owner only.
struct DataDirectory: WorldKeeping {
    let path: String

    /// Makes the folder if it is not there.
    init(path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw SimulationError(.startup, "--data \(path): the folder cannot be made (\(Self.reason(error))).")
        }
        guard access(path, R_OK | W_OK | X_OK) == 0 else {
            throw SimulationError(.startup, "--data \(path): the folder cannot be written to; choose another.")
        }
    }

    var database: String { path + "/streav.sqlite" }

    /// Makes the database's file, if there is none, before SQLite would make it readable by others; the files that
    /// SQLite adds take its permissions.
    func prepareDatabase() throws {
        let descriptor = open(database, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw SimulationError(.startup, "\(database) cannot be opened for writing; check who owns it.")
        }
        close(descriptor)
    }

    /// The key, made by `make` at the first start. Without it the sealed tokens in the database cannot be read again.
    func secretKey(make: () -> [UInt8]) throws -> [UInt8] {
        if let present = try read("secret.key") {
            guard present.count == 32 else {
                throw SimulationError(
                    .startup, "\(path)/secret.key does not hold a key; restore it, or remove the whole folder.")
            }
            return present
        }
        let made = make()
        try write(made, to: "secret.key")
        return made
    }

    func credentials() async throws -> Credentials? {
        guard let bytes = try read(Self.credentials) else { return nil }
        do {
            return try JSONDecoder().decode(Credentials.self, from: Data(bytes))
        } catch {
            throw SimulationError(
                .startup, "\(path)/credentials.json cannot be read; restore it, or remove the whole folder.")
        }
    }

    /// Writes what a new world tells once beside its place; ``finishKeeping()`` puts it there.
    func prepareToKeep(_ world: SeededWorld, _ connection: any DatabaseConnection) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try prepare([UInt8](try encoder.encode(world.accessTokens)), for: Self.subscribers)
        try prepare([UInt8](try encoder.encode(world.credentials)), for: Self.credentials)
    }

    /// Puts in place what was prepared for a world that is in the database by now, be it by an earlier process.
    func finishKeeping() throws {
        for name in [Self.subscribers, Self.credentials] where access("\(path)/\(name).new", F_OK) == 0 {
            try putInPlace(name)
        }
    }

    /// What was prepared belongs to a world that was never committed.
    func forgetPrepared() {
        for name in [Self.subscribers, Self.credentials] { unlink("\(path)/\(name).new") }
    }

    private static let credentials = "credentials.json"
    /// The access tokens by username, for who tests with the seeded subscribers; nothing reads them back.
    private static let subscribers = "subscribers.json"

    private func read(_ name: String) throws -> [UInt8]? {
        let file = "\(path)/\(name)"
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw SimulationError(.startup, "\(file) cannot be read; check who owns it.")
        }
        return [UInt8](data)
    }

    /// Written aside, synced, renamed: a crash leaves the old file or the new one, never half of one.
    private func write(_ bytes: [UInt8], to name: String) throws {
        try prepare(bytes, for: name)
        try putInPlace(name)
    }

    private func prepare(_ bytes: [UInt8], for name: String) throws {
        let aside = "\(path)/\(name).new"
        let descriptor = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SimulationError(.startup, "\(aside) cannot be written.") }
        let isWritten = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count
        let isSynced = fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, isSynced else {
            throw SimulationError(.startup, "\(aside) cannot be written; is the disk full?")
        }
    }

    private func putInPlace(_ name: String) throws {
        let file = "\(path)/\(name)"
        guard rename(file + ".new", file) == 0 else {
            throw SimulationError(.startup, "\(file) cannot be written; check who owns it.")
        }
    }

    private static func reason(_ error: any Error) -> String {
        (error as? CocoaError).map { "error \($0.code.rawValue)" } ?? "\(error)"
    }
}
