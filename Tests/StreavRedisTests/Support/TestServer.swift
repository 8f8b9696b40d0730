import Foundation
import Glibc
import StreavPorts
import StreavRedis

/// A Redis of a test's own, from `scripts/servers/redis.sh`, gone with the last reference.
final class TestServer: Sendable {
    let folder: String
    let address: String

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let script = root + "/scripts/servers/redis.sh"

    init(_ options: String...) throws {
        folder = FileManager.default.temporaryDirectory.path + "/streav-redis-\(UUID().uuidString)"
        address = try Program.run([Self.script, "start", folder] + options)
    }

    deinit {
        _ = try? Program.run([Self.script, "stop", folder])
    }

    var pid: pid_t {
        get throws {
            let text = try String(contentsOfFile: folder + "/pid", encoding: .utf8)
            return pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
        }
    }

    /// The address with something else in it.
    func configuration(replacing old: String = "", with new: String = "") throws -> RedisConfiguration {
        let text = old.isEmpty ? address : address.replacingOccurrences(of: old, with: new)
        return try RedisConfiguration(ServiceAddress(text))
    }

    var password: String {
        get throws { try ServiceAddress(address).password ?? "" }
    }

    func signal(_ number: CInt) throws {
        guard try kill(pid, number) == 0 else {
            throw Program.Failure(description: "the server is not there to be signalled")
        }
    }

    /// After a kill, on the same port.
    func startAgain() throws {
        _ = try Program.run([Self.script, "again", folder])
    }

    /// By the client of Redis itself.
    @discardableResult
    func ask(_ words: String...) throws -> String {
        let port = try ServiceAddress(address).port ?? 0
        let encryption = address.hasPrefix("rediss") ? ["--tls", "--cacert", folder + "/tls/ca.crt"] : []
        return try Program.run(
            ["redis-cli", "--no-auth-warning", "-a", try password, "-p", "\(port)"] + encryption + words)
    }
}
