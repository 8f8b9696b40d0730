import Foundation

/// PostgreSQL, Redis or RabbitMQ of a test's own, by `scripts/servers`: new, empty, and gone afterwards.
struct BackingServer: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case postgres, redis, rabbitmq
    }

    let kind: Kind
    let url: String
    let folder: URL

    static func start(_ kind: Kind, in parent: URL) async throws -> BackingServer {
        let folder = folder(kind, in: parent)
        let url = try await script(kind, "start", folder)
        return BackingServer(kind: kind, url: url, folder: folder)
    }

    static func folder(_ kind: Kind, in parent: URL) -> URL { parent.appendingPathComponent(kind.rawValue) }

    /// On the same port; a Redis with nothing in it.
    func startAgain() async throws {
        _ = try await Self.script(kind, kind == .redis ? "again" : "start", folder)
    }

    func stop() async throws {
        _ = try await Self.script(kind, "stop", folder)
    }

    /// Runs a script with none of our file handles but the first three: `Process` takes a child for running as long as
    /// anybody has what it inherited, and a server has it to its end.
    private static let closing = """
        (
            for handle in /proc/self/fd/*; do
                handle=${handle##*/}
                if [ "$handle" -gt 2 ]; then eval "exec $handle>&-"; fi
            done
            exec bash "$@"
        )
        exit $?
        """

    /// The last line that it prints.
    private static func script(_ kind: Kind, _ verb: String, _ folder: URL) async throws -> String {
        let script = Fixtures.folder.deletingLastPathComponent()
            .appendingPathComponent("scripts/servers/\(kind.rawValue).sh").path
        let outcome = try await ToolProcess.run(
            "bash", ["-c", closing, "closing", script, verb, folder.path], within: .seconds(120))
        guard outcome.status == 0 else {
            throw HarnessError("\(kind.rawValue).sh \(verb): \(outcome.status) \(outcome.standardError)")
        }
        return outcome.output.split(separator: "\n").last.map(String.init) ?? ""
    }
}
