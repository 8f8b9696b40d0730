import Foundation
import Testing

/// The programs of a deployment whose two nodes have folders of their own: a film that lies on one is played through
/// the other by real players.
@Suite("Films of another node", .serialized, .timeLimit(.minutes(4)))
struct DistantFilmTests {
    @Test("VOD-12: a film of the first node is the same by ranges and as HLS through the second, and decodes")
    func film() async throws {
        try await Self.withTwoRoots { deployment in
            let world = try await ProductionWorld.make(deployment)
            let home = try await world.subscribe("home", maxConnections: 8)
            let original = try Data(contentsOf: Fixtures.folder.appendingPathComponent(ProductionWorld.film))
            for range in [nil, "bytes=0-99", "bytes=500000-", "bytes=-1000", "bytes=0-9,600000-600009"] {
                var answers: [RawHTTPResponse] = []
                for node in 0...1 {
                    let address = world.address("movie", home, "\(world.movieStream).mp4", node: node)
                    answers.append(
                        try await RawHTTPClient(source: "127.0.62.\(node + 1)").get(
                            address, headers: range.map { ["Range": $0] } ?? [:]))
                }
                #expect(answers[0].status == (range == nil ? 200 : 206) && answers[1].status == answers[0].status)
                for name in ["ETag", "Content-Length", "Content-Range", "Last-Modified"] {
                    #expect(answers[0][name] == answers[1][name], "\(name) of \(range ?? "all")")
                }
                if range == nil { #expect(answers[0].body == original && answers[1].body == original) }
                if range?.contains(",") == false { #expect(answers[0].body == answers[1].body) }
            }
            let lists = try await Self.segments(world, home)
            #expect(lists[0].count > 1 && lists[0] == lists[1])
            for tail in ["\(world.movieStream).m3u8", "\(world.movieStream).mp4"] {
                let outcome = try await Players.ffmpeg(world.address("movie", home, tail, node: 1), seconds: 60)
                #expect(outcome.status == 0 && outcome.standardError.isEmpty, "\(tail): \(outcome.standardError)")
                #expect(outcome.output.contains("progress=end") && !outcome.output.contains("frame=0\n"))
            }
            let metrics = try await RawHTTPClient().get("\(deployment.nodes[1].url)/metrics").text
            #expect(metrics.contains("streav_node_media_fetched_bytes_total \(original.count)\n"))
        }
    }

    /// Every segment of the film through each node.
    private static func segments(
        _ world: ProductionWorld, _ home: ProductionWorld.Subscriber
    ) async throws -> [[String: Data]] {
        var found: [[String: Data]] = []
        for node in world.deployment.nodes.indices {
            let client = RawHTTPClient(source: "127.0.62.\(node + 10)", userAgent: "Reader/\(node)")
            let address = world.address("movie", home, "\(world.movieStream).m3u8", node: node)
            let connection = try await client.connect(to: address)
            defer { connection.close() }
            let master = try await connection.send("GET", address)
            let reference = try #require(master.text.split(separator: "\n").last)
            let folder = try #require(address.range(of: "/", options: .backwards)).upperBound
            let list = try await connection.send("GET", address[..<folder] + String(reference))
            var segments: [String: Data] = [:]
            for path in list.text.split(separator: "\n") where path.hasPrefix("/") {
                let answer = try await connection.send("GET", world.deployment.nodes[node].url + String(path))
                #expect(answer.status == 200)
                segments[String(path)] = answer.body
            }
            found.append(segments)
        }
        return found
    }

    private static func withTwoRoots(_ body: (Deployment) async throws -> Void) async throws {
        let folder = try ToolProcess.temporaryFolder(mode: 0o700)
        defer { try? FileManager.default.removeItem(at: folder) }
        let roots = ["first", "second"].map { folder.appendingPathComponent($0) }
        for root in roots {
            try FileManager.default.createDirectory(
                at: root.appendingPathComponent("movies"), withIntermediateDirectories: true)
        }
        try FileManager.default.copyItem(
            at: Fixtures.folder.appendingPathComponent(ProductionWorld.film),
            to: roots[0].appendingPathComponent(ProductionWorld.film))
        try await BackingServers.with { servers in
            let secret = (0..<32).map { _ in String(format: "%02x", UInt8.random(in: 0...255)) }.joined()
            let common = servers.environment.merging(["STREAV_SECRET_KEY": secret]) { $1 }
            var started: [ProgramProcess] = []
            defer { for program in started { program.child.send(signal: SIGKILL) } }
            for (number, root) in roots.enumerated() {
                var environment = common
                environment["STREAV_MEDIA_ROOT"] = root.path
                environment["STREAV_SOURCE_FOLDERS"] = Fixtures.folder.appendingPathComponent("clips").path
                environment["STREAV_MEDIA_CACHE"] = folder.appendingPathComponent("cache-\(number)").path
                environment["STREAV_MEDIA_CACHE_SIZE"] = "64"
                let name = ["--node-name", "n\(number)"]
                started.append(try await ProgramProcess.start("streaming", name, environment: environment))
            }
            started.append(try await ProgramProcess.start("management", environment: common))
            started.append(
                try await ProgramProcess.start("api", ["--public-url", started[0].url], environment: common))
            try await body(
                Deployment(
                    servers: servers, nodes: Array(started[..<2]), api: started[3], management: started[2],
                    secret: secret, environment: (common, common)))
        }
    }
}
