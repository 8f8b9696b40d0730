import Foundation

/// All the programs on the three real servers, with two streaming nodes.
struct Deployment: Sendable {
    let servers: BackingServers
    let nodes: [ProgramProcess]
    let api: ProgramProcess
    let management: ProgramProcess
    let secret: String
    /// What the programs are told, and what a streaming node is told besides.
    let environment: (common: [String: String], node: [String: String])
    let changes = DeploymentChanges()

    /// Those that run, a node first.
    var all: [ProgramProcess] { changes.apply(to: nodes + [api, management]) }

    /// As a power failure would.
    func kill(_ program: ProgramProcess) async throws {
        changes.killed(program)
        program.child.send(signal: SIGKILL)
        guard try await program.child.end(within: .seconds(5)) == 128 + SIGKILL else {
            throw HarnessError("\(program.name) was gone before it was killed")
        }
    }

    /// On the same port: its address is the issuer of its tokens.
    func startAPIAgain() async throws {
        let port = try HTTPAddress(api.url).port
        changes.started(
            try await ProgramProcess.start(
                "api", ["--public-url", nodes[0].url], port: port, environment: environment.common))
    }

    func startManagementAgain() async throws {
        changes.started(try await ProgramProcess.start("management", environment: environment.common))
    }

    /// Runs `body` on a deployment. Afterwards every program must end by SIGTERM with status 0.
    ///
    /// - Parameter disk: Where PostgreSQL keeps what it has; nil for a folder like any other.
    static func with(disk: SmallDisk? = nil, _ body: (Deployment) async throws -> Void) async throws {
        try await BackingServers.with(disk: disk) { servers in
            let deployment = try await start(servers)
            do {
                try await body(deployment)
            } catch {
                for program in deployment.all { program.child.send(signal: SIGKILL) }
                let said = deployment.all.map { "\($0.name): \($0.child.standardError.suffix(3_000))" }
                throw HarnessError("\(error)\n\(said.joined(separator: "\n"))")
            }
            try await deployment.stop()
        }
    }

    private static func start(_ servers: BackingServers) async throws -> Deployment {
        let secret = (0..<32).map { _ in String(format: "%02x", UInt8.random(in: 0...255)) }.joined()
        let common = servers.environment.merging(["STREAV_SECRET_KEY": secret, "STREAV_LOG_FORMAT": "json"]) { $1 }
        let node = common.merging([
            "STREAV_MEDIA_ROOT": Fixtures.folder.path, "STREAV_DRAIN_TIMEOUT": "3",
            "STREAV_SOURCE_FOLDERS": Fixtures.folder.appendingPathComponent("clips").path,
        ]) { $1 }
        // At once, on an empty database: each of them may be the one that makes the schema.
        async let a = ProgramProcess.start("streaming", ["--node-name", "a"], environment: node)
        async let b = ProgramProcess.start("streaming", ["--node-name=b"], environment: node)
        async let management = ProgramProcess.start("management", environment: common)
        var started: [ProgramProcess] = []
        do {
            started.append(try await a)
            started.append(try await b)
            started.append(try await management)
            let api = try await ProgramProcess.start("api", ["--public-url", started[0].url], environment: common)
            return Deployment(
                servers: servers, nodes: Array(started[..<2]), api: api, management: started[2], secret: secret,
                environment: (common, node))
        } catch {
            for program in started { program.child.send(signal: SIGKILL) }
            throw error
        }
    }

    /// One after the other, a node first, so that the second one has to take its streams.
    private func stop() async throws {
        var problems: [String] = []
        for program in all {
            let status = try await program.child.stop(within: .seconds(45))
            guard status != 0 else { continue }
            let end = status.map { "ended with \($0)" } ?? "had to be killed"
            problems.append("After SIGTERM \(program.name) \(end). It said:\n\(program.child.standardError)")
        }
        if !problems.isEmpty { throw HarnessError(problems.joined(separator: "\n")) }
    }
}
