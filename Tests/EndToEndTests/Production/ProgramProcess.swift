import Foundation

/// One of the programs of a deployment, as a process of its own on a port of 127.0.0.1, any free one unless it is told.
struct ProgramProcess: Sendable {
    private struct Ready: Decodable {
        let event: String
        let component: String
        let url: String
    }

    let name: String
    let child: ChildProcess
    /// Where it listens, by its own ready line.
    let url: String

    static func start(
        _ component: String, _ arguments: [String] = [], port: UInt16 = 0, environment: [String: String]
    ) async throws -> ProgramProcess {
        let child = try launch(component, arguments, port: port, environment: environment)
        do {
            let line = try await child.line(within: .seconds(60)) { $0.contains("\"event\":\"ready\"") }
            let ready = try JSONDecoder().decode(Ready.self, from: Data(line.utf8))
            guard ready.component == component else { throw HarnessError("\(component) says \(line)") }
            return ProgramProcess(name: component, child: child, url: ready.url)
        } catch {
            child.send(signal: SIGKILL)
            throw error
        }
    }

    static func launch(
        _ component: String, _ arguments: [String] = [], port: UInt16 = 0, environment: [String: String]
    ) throws -> ChildProcess {
        try ChildProcess(
            BuiltProgram.path("streav-\(component)"),
            ["--listen-host", "127.0.0.1", "--listen-port", "\(port)"] + arguments, environment: environment)
    }

    /// What `/readyz` says: a document, or a line for each part on the streaming port.
    func readiness() async throws -> (status: Int, checks: [String: Bool]) {
        struct Document: Decodable {
            let checks: [String: Bool]
        }
        let answer = try await RawHTTPClient().get("\(url)/readyz")
        if answer["Content-Type"]?.hasPrefix("application/json") == true {
            return (answer.status, try JSONDecoder().decode(Document.self, from: answer.body).checks)
        }
        var checks: [String: Bool] = [:]
        for line in answer.text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if let name = words.first { checks[String(name)] = words.dropFirst() == ["ready"] }
        }
        return (answer.status, checks)
    }
}
