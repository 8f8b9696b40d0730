import Glibc
import NIOCore
import NIOPosix
import ServiceLifecycle
import StreavAssembly
import StreavControl
import StreavDelivery
import StreavDomain
import StreavLocal
import StreavNetwork
import StreavPorts
import StreavSQL
import StreavStreaming

@testable import StreavSimulation

/// Two nodes of one fleet: the first has films, the second an empty folder and a cache of blocks.
struct TwoRoots: Sendable {
    let ports: [Int]
    /// Folders of the first and the second node's films.
    let roots: [String]
    let cacheFolder: String
    let blocks: FileBlockCache
    let viewer: FleetViewer
    /// The film that can be packaged, and one that is long and no film at all.
    let film: OnDemandStreamID
    let long: OnDemandStreamID
    let nodes: [StreamingNode]
    /// Cuts the first node off from everybody, as when it dies.
    let killFirst: @Sendable () async -> Void

    static let filmKey = "harbour.mp4"
    static let longKey = "long.mp4"
    static let longBytes = (0..<9_000_001).map { UInt8(truncatingIfNeeded: $0 &* 13 &+ $0 >> 9) }

    static func with(cacheBytes: Int, _ body: (TwoRoots) async throws -> Void) async throws {
        let ports = try await TestPlatform.Ports()
        let folder = try folder()
        defer { remove(folder) }
        let roots = ["\(folder)/first", "\(folder)/second"]
        for root in roots { mkdir(root, 0o700) }
        try put(longBytes, "\(roots[0])/\(longKey)")
        try put(contents("\(TestPlatform.fixtures)/movies/\(filmKey)"), "\(roots[0])/\(filmKey)")
        let blocks = try FileBlockCache(folder: "\(folder)/cache", limit: cacheBytes)
        let loops = HTTPEventLoops(serving: 1)
        var nodes: [StreamingNode] = []
        var listening: [Int] = []
        for (index, root) in roots.enumerated() {
            var platform = ports.platform
            platform.media = FileMediaStore(root: root)
            var configuration = StreamingConfiguration(
                name: "node-\(index + 1)", listener: Listener(host: "127.0.0.1", port: 0))
            configuration.drain = .milliseconds(200)
            configuration.handover = .zero
            configuration.server.drainIdleGrace = .milliseconds(100)
            let cache: any MediaBlockCache = index == 0 ? MemoryBlockCache(limit: 0) : blocks
            configuration.exchange = MediaExchange(
                transport: HTTPNodeTransport(
                    resolver: SystemResolver(), clock: .system, group: MultiThreadedEventLoopGroup.singleton),
                blocks: cache)
            let node = StreamingNode(platform: platform, configuration: configuration, eventLoops: loops)
            listening.append(try await node.start())
            nodes.append(node)
        }
        // Each has to know of the other.
        for node in nodes { try await node.reconcile() }
        let (viewer, film, long) = try await world(ports.control, home: listening[1])
        let made = nodes
        let two = TwoRoots(
            ports: listening, roots: roots, cacheFolder: "\(folder)/cache", blocks: blocks, viewer: viewer, film: film,
            long: long, nodes: nodes, killFirst: { await made[0].cutOff() })
        try await run(nodes.flatMap(\.services), two, body)
        await loops.shutdown()
    }

    private static func run(
        _ services: [any Service], _ two: TwoRoots, _ body: (TwoRoots) async throws -> Void
    ) async throws {
        let group = ServiceGroup(services: services, logger: TestPlatform.silent)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            do {
                try await withTaskExecutorPreference(BlockingExecutor.shared) {
                    await Task.yield()
                    try await body(two)
                }
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private static func world(
        _ control: ControlPlane, home: Int
    ) async throws -> (FleetViewer, OnDemandStreamID, OnDemandStreamID) {
        try await control.perform(as: TestPlatform.actor) { transaction in
            let ids = try [filmKey, longKey].map { key in
                try transaction.onDemandStreams.create(
                    OnDemandStreamDetails(name: key, mediaKey: key, fileFormat: "mp4")
                ).id
            }
            let movies = try ids.map { id in
                try transaction.movies.create(MovieDetails(TitleDetails(title: "Film \(id)"), onDemandStream: id)).id
            }
            let bundle = try transaction.bundles.create(BundleDetails(name: "All", movies: movies))
            let made = try transaction.subscribers.create(
                SubscriberDetails(username: "viewer", maxConnections: 8, bundles: [bundle.id]))
            let viewer = FleetViewer(
                id: made.subscriber.id, username: "viewer", token: made.accessToken, home: home)
            return (viewer, ids[0], ids[1])
        }
    }

    /// Of the node with this index, over a connection of its own.
    func get(_ stream: OnDemandStreamID, _ ending: String, node: Int, fields: String = "") throws -> Loopback.Answer {
        try Loopback(port: ports[node]).get(path(stream, ending), fields: fields)
    }

    func path(_ stream: OnDemandStreamID, _ ending: String) -> String {
        "/movie/\(viewer.username)/\(viewer.token)/\(stream).\(ending)"
    }

    static func contents(_ path: String) throws -> [UInt8] {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { throw TimedOut(what: path) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: Int(lseek(file, 0, SEEK_END)))
        guard pread(file, &bytes, bytes.count, 0) == bytes.count else { throw TimedOut(what: path) }
        return bytes
    }

    /// By renaming, as copying tools do.
    static func put(_ bytes: [UInt8], _ path: String) throws {
        let file = open(path + ".new", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0 else { throw TimedOut(what: path) }
        defer { close(file) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw TimedOut(what: path) }
            written += count
        }
        guard rename(path + ".new", path) == 0 else { throw TimedOut(what: path) }
    }

    private static func folder() throws -> String {
        var template = Array("/tmp/streav-roots-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TimedOut(what: "a folder") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func remove(_ path: String) {
        for name in names(path) {
            if unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
        }
        rmdir(path)
    }

    static func names(_ path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
