internal import ArgumentParser
internal import StreavControl
internal import StreavDomain
internal import StreavPorts
internal import StreavStore

struct StatusCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Every service and node, with versions and latencies.",
        discussion: """
            The exit code is 1 where a service does not answer or a node is lost. doctor says why.

            Examples:
              streav-cli status
              streav-cli status --output json
            """)

    static var opening: VerbOpening { .backends }

    @OptionGroup var global: GlobalOptions

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        var services = [await database(session)]
        if let cache = session.backends.cache {
            services.append(
                await ask("cache", cache.place, session) {
                    _ = try await cache.port.value(forKey: "start")
                    return (try? await cache.version()) ?? nil
                })
        }
        if let broker = session.backends.broker {
            services.append(
                await ask("broker", broker.place, session) {
                    try await broker.port.declare(ControlEvents.topology)
                    return (try? await broker.version()) ?? nil
                })
        }
        // Without a usable schema there are none to tell of.
        let store = try? await session.read { connection in
            (try connection.servers.all(), try connection.outbox.depth(), try connection.outbox.oldestWaiting())
        }
        let nodes = store?.0 ?? []
        let outbox = [
            OutputField("waiting", store.map { .whole($0.1) } ?? .null), OutputField("oldestAt", store?.2 ?? nil),
        ]
        let isWell =
            services.allSatisfy(\.isReachable) && store != nil
            && !nodes.contains { $0.health.isLost && $0.details.status != .disabled }
        let rows = services.map(\.fields)
        let nodeRows = nodes.map(ServerCommand.fields)
        let json = OutputValue.object([
            .init(name: "services", value: .list(rows.map { .object($0.map(\.member)) })),
            .init(name: "nodes", value: .list(nodeRows.map { .object($0.map(\.member)) })),
            .init(name: "outbox", value: .object(outbox.map(\.member))),
        ])
        let text =
            TextTable.rows(rows) + "\n" + (nodeRows.isEmpty ? "No nodes.\n" : TextTable.rows(nodeRows))
            + "\nOutbox: \(store.map { "\($0.1)" } ?? "unknown") waiting.\n"
        return CommandAnswer(json: json, text: text, code: isWell ? 0 : 1)
    }

    /// A service, as it is found.
    private struct Found {
        let isReachable: Bool
        let fields: [OutputField]
    }

    private func database(_ session: CommandSession) async -> Found {
        await ask("database", session.backends.database.place, session) {
            try await session.read { try $0.engineFacts.version() }
        }
    }

    private func ask(
        _ name: String, _ place: String, _ session: CommandSession, _ question: () async throws -> String?
    ) async -> Found {
        let start = session.clock.monotonicNow
        var version: String?
        var problem: String?
        do {
            version = try await question()
        } catch {
            problem = CommandFailure(wrapping: error).message
        }
        let latency = (session.clock.monotonicNow - start).inSeconds * 1000
        return Found(
            isReachable: problem == nil,
            fields: [
                OutputField("service", name), OutputField("place", place),
                OutputField("condition", problem == nil ? "reachable" : "unreachable"),
                OutputField("version", version),
                OutputField("latencyMilliseconds", problem == nil ? .number((latency * 10).rounded() / 10) : .null),
                OutputField("problem", problem),
            ])
    }
}
