import Logging
import ServiceLifecycle
import StreavAssembly
import StreavControl
import StreavCrypto
import StreavDelivery
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import StreavStreaming
import StreavTelemetry
import Synchronization

/// The streaming nodes of a platform in one process. Each has its own port, sessions and channels, and shares database,
/// cache and broker with the others, as nodes on machines of their own do. Nodes can be killed, drained, cut off and
/// started again while the others run.
///
/// ``open()`` first, then ``run()``, once each.
final class SimulatedFleet: NamedService {
    /// How a node of this number is set up. The port of the first start is kept for later ones.
    typealias Setup = @Sendable (_ number: Int) -> StreamingConfiguration

    private struct State: Sendable {
        var nodes: [Int: SimulatedNode] = [:]
        var ports: [Int: Int] = [:]
        /// How often each was started.
        var lives: [Int: Int] = [:]
        /// Numbers of nodes that are being started.
        var starting: Set<Int> = []
        var isEnding = false
    }

    /// Nodes there are, running or not.
    let count: Int
    private let platform: Platform
    private let setup: Setup
    private let loops: HTTPEventLoops
    private let state = Mutex(State())
    private let starts: AsyncStream<SimulatedNode>
    private let startContinuation: AsyncStream<SimulatedNode>.Continuation

    /// - Parameters:
    ///   - count: 1 or more.
    ///   - loops: Serve all nodes; shut down after the fleet has ended.
    init(platform: Platform, count: Int, loops: HTTPEventLoops, setup: @escaping Setup) {
        self.platform = platform
        self.count = count
        self.loops = loops
        self.setup = setup
        (starts, startContinuation) = AsyncStream.makeStream()
    }

    // MARK: Running

    /// Has all nodes listen, and the live streams assigned to them.
    ///
    /// - Returns: The ports, that of the first node first.
    func open() async throws -> [Int] {
        try await forgetOthers()
        var ports: [Int] = []
        for number in 1...count { ports.append(try await start(number)) }
        if count > 1 {
            // Nothing is on air yet, so all may be moved.
            try await control.perform(as: .system("simulator")) {
                try $0.fleet.reconcile(balancingMoves: .max)
            }
            for node in running { try await node.node.reconcile() }
        }
        return ports
    }

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await withThrowingDiscardingTaskGroup { group in
                for await node in starts {
                    group.addTask {
                        defer { self.gone(node) }
                        try await node.run()
                    }
                }
            }
        } onGracefulShutdown: {
            // Called before the nodes' own handlers, which are registered later.
            self.end()
        }
    }

    private func end() {
        let nodes = state.withLock { state in
            state.isEnding = true
            return Array(state.nodes.values)
        }
        for node in nodes { node.node.staysAssigned() }
        startContinuation.finish()
    }

    private func gone(_ node: SimulatedNode) {
        state.withLock { state in
            if state.nodes[node.number] === node { state.nodes[node.number] = nil }
        }
    }

    // MARK: What can happen to a node

    /// Starts a node that does not run, on the port it had.
    ///
    /// - Returns: The port.
    @discardableResult
    func start(_ number: Int) async throws -> Int {
        let (port, life) = try state.withLock { state in
            guard (1...count).contains(number), state.nodes[number] == nil, !state.isEnding,
                state.starting.insert(number).inserted
            else { throw SimulationError(.usage, "node \(number) is not one that can be started") }
            let life = state.lives[number, default: 0] + 1
            state.lives[number] = life
            return (state.ports[number], life)
        }
        defer { state.withLock { _ = $0.starting.remove(number) } }
        var configuration = setup(number)
        if let port { configuration.server.port = port }
        let severance = Severance()
        var own = severable(severance)
        // No two processes draw the same.
        own.entropy = platform.entropy.fork("node/\(number)/\(life)")
        let node = StreamingNode(platform: own, configuration: configuration, eventLoops: loops)
        let made = SimulatedNode(
            number: number, node: node, port: try await node.start(), severance: severance, logger: platform.logger)
        state.withLock { state in
            state.nodes[number] = made
            state.ports[number] = made.port
        }
        startContinuation.yield(made)
        return made.port
    }

    /// The node dies as in a crash: its sockets are closed at once, and nobody is told. Nothing when it does not run.
    func kill(_ number: Int) async {
        guard let node = node(number) else { return }
        await node.kill()
        gone(node)
    }

    /// The node goes out of service as by SIGTERM: hands its live streams over, and ends. Returns when it has.
    func drain(_ number: Int) async {
        guard let node = node(number) else { return }
        await node.drain()
        gone(node)
    }

    /// The node can reach database, cache and broker no longer, or again. Its players still reach it.
    func setCutOff(_ number: Int, _ isCutOff: Bool) {
        node(number)?.isCutOff = isCutOff
    }

    // MARK: Looking

    /// A node that runs; nil while it does not.
    func node(_ number: Int) -> SimulatedNode? {
        state.withLock { $0.nodes[number] }
    }

    /// By number.
    var running: [SimulatedNode] {
        state.withLock { $0.nodes.values.sorted { $0.number < $1.number } }
    }

    /// The channels of all nodes, by stream. One that two nodes run is told of the node that has it longer on air.
    func channels() -> [ChannelSnapshot] {
        let all = running.flatMap { $0.node.channels.snapshots() }
        let best = Dictionary(all.map { ($0.id, $0) }) { $0.segmentsPublished >= $1.segmentsPublished ? $0 : $1 }
        return best.values.sorted { $0.id < $1.id }
    }

    func sessions() -> [ConnectionSnapshot] {
        running.flatMap { $0.node.gatekeeper.snapshot() }
    }

    func readiness() async -> [String: Bool] {
        guard let first = running.first else { return ["serving": false] }
        return await first.node.readiness()
    }

    /// Those of the first node that runs.
    func metrics() -> String { running.first?.node.metrics.text() ?? "" }

    // MARK: Setting up

    /// Of an earlier process on the same database, none of whose nodes can run any more.
    private func forgetOthers() async throws {
        let names = Set((1...count).map { setup($0).name })
        let others = try await platform.database.read { try $0.servers.all() }.filter {
            !names.contains($0.details.name) && !$0.health.isLost && $0.health.wasSeen
        }
        guard !others.isEmpty else { return }
        let lost = Dictionary(
            others.map { ($0.id, $0.health.heartbeats) }, uniquingKeysWith: { first, _ in first })
        try await control.perform(as: .system("simulator")) { try $0.fleet.noteLost(lost) }
    }

    private var control: ControlPlane {
        ControlPlane(
            database: platform.database, clock: platform.clock, entropy: platform.entropy.fork("fleet"),
            keys: ControlKeys(master: platform.secret))
    }

    private func severable(_ severance: Severance) -> Platform {
        var own = platform
        own.database = SeverableDatabase(inner: platform.database, severance: severance)
        own.cache = SeverableCache(inner: platform.cache, severance: severance)
        own.broker = SeverableBroker(inner: platform.broker, severance: severance)
        return own
    }
}
