import StreavDomain
import StreavLocal
import StreavPorts
import Testing

@testable import StreavStreaming

/// Players that open, poll, fetch, zap, die and come back at random, while the limit changes and the cache comes and
/// goes; the invariants are looked at after every step.
@Suite("INV-CONN, INV-EXP and INV-NOFALSE under random interleavings")
struct GatekeeperPropertyTests {
    /// One player and what it believes.
    private struct Player {
        var device: UInt8
        var channel: Int32
        var session: String?
        var isSocket = false
    }

    private struct World {
        let house: TestHouse
        let entropy: SeededEntropy
        var limit: Int
        var generation: Int64 = 0
        /// How many sessions there were at most allowed to be: a lowered limit ends nobody.
        var allowed: Int
        var players: [Player]
        /// A cache that has lost leases may have given a place to somebody else meanwhile.
        let isFaulty: Bool

        init(seed: UInt64, isFaulty: Bool = false) {
            self.isFaulty = isFaulty
            house = TestHouse(seed: seed)
            entropy = SeededEntropy(seed: seed)
            limit = Int(entropy.next() % 3) + 1
            allowed = limit
            // Some share an address and a player's name, as households do.
            players = [1, 1, 2, 3, 3, 4].map { Player(device: $0, channel: 1) }
            setLimit(limit)
        }

        func random(_ bound: Int) -> Int { Int(entropy.next() % UInt64(bound)) }

        mutating func setLimit(_ limit: Int) {
            self.limit = limit
            generation += 1
            let generation = generation
            house.setSubscriber { ($0.maxConnections, $0.generation) = (limit, generation) }
        }

        func request(_ player: Player) -> ViewerRequest {
            house.request(player.channel, device: player.device, format: player.isSocket ? .transportStream : .hls)
        }

        mutating func step() async {
            let index = random(players.count)
            switch random(12) {
            case 0, 1: await open(index, isSocket: false)
            case 2: await open(index, isSocket: true)
            case 3, 4, 5, 6: await watch(index, fetches: true)
            case 7: await watch(index, fetches: false)
            case 8: await leave(index)
            case 9:
                if random(10) == 0 {
                    setLimit(random(3) + 1)
                    await house.gatekeeper.subscriberChanged(TestHouse.demo)
                }
            default: await house.pass(.milliseconds(100 * (random(30) + 1)))
            }
            allowed = max(limit, min(allowed, house.sessions.count))
        }

        private mutating func open(_ index: Int, isSocket: Bool) async {
            players[index].channel = Int32(random(3)) + 1
            players[index].isSocket = isSocket
            let request = request(players[index])
            let before = house.gatekeeper.registry.withMachine { Array($0.sessions.values) }
            let result = isSocket ? await house.openSocket(request) : await house.open(request)
            players[index].session = result.id
            guard let denial = result.denial else { return }
            // INV-NOFALSE and INV-CONN c: only a full pool with nobody who would have to give way refuses.
            #expect(denial.code == .connectionLimit)
            #expect(before.count >= limit)
            guard !isFaulty else { return }
            #expect(!before.contains { $0.device.address == request.address })
            #expect(!before.contains { $0.isHalfDead })
        }

        private mutating func watch(_ index: Int, fetches: Bool) async {
            let player = players[index]
            guard let session = player.session else { return }
            let request = request(player)
            if player.isSocket {
                if fetches { house.gatekeeper.transportStreamSent(session: session, bytes: 188) }
                if !house.sessions.contains(session) { players[index].session = nil }
            } else if let denial = await house.poll(session, request) {
                #expect(denial.code == .connectionLimit)
                #expect(house.sessions.count >= limit)
            } else if fetches {
                house.fetch(request)
            }
        }

        private mutating func leave(_ index: Int) async {
            // A socket says when it goes, an HLS player just vanishes.
            if players[index].isSocket, let session = players[index].session {
                house.gatekeeper.transportStreamEnded(session: session)
            }
            players[index].session = nil
        }
    }

    @Test("Without faults leases never exceed the limit and are exactly the sessions", arguments: UInt64(1)...12)
    func healthy(seed: UInt64) async {
        var world = World(seed: seed)
        for _ in 0..<600 {
            await world.step()
            let sessions = world.house.sessions
            #expect(sessions.count <= world.allowed, "INV-CONN a, seed \(seed)")
            await world.house.gatekeeper.settle()
            #expect(await world.house.leases() == sessions, "INV-CONN d, seed \(seed)")
        }
        await quiesce(world, seed)
    }

    @Test("With the cache coming and going the node's own sessions keep the limit", arguments: UInt64(1)...8)
    func faultyCache(seed: UInt64) async {
        var world = World(seed: seed, isFaulty: true)
        for step in 0..<600 {
            if step % 40 == 0 {
                switch world.random(4) {
                case 0: world.house.cache.mood = .down
                case 1: world.house.cache.flush()
                default: world.house.cache.mood = .well
                }
            }
            await world.step()
            #expect(world.house.sessions.count <= world.allowed, "INV-CONN b, seed \(seed)")
        }
        world.house.cache.mood = .well
        await world.house.pass(.seconds(12))
        #expect(await world.house.leases() == world.house.sessions, "INV-CONV, seed \(seed)")
        await quiesce(world, seed)
    }

    @Test("Nobody watches after the expiry, whatever went before", arguments: UInt64(1)...6)
    func expiry(seed: UInt64) async {
        var world = World(seed: seed)
        for _ in 0..<200 { await world.step() }
        let house = world.house
        let end = house.clock.wallNow().advanced(by: .seconds(3))
        let (limit, generation) = (world.limit, world.generation + 1)
        house.setSubscriber { ($0.maxConnections, $0.generation, $0.expiresAt) = (limit, generation, end) }
        await house.gatekeeper.subscriberChanged(TestHouse.demo)
        await house.pass(.seconds(4))
        #expect(house.sessions.isEmpty, "INV-EXP, seed \(seed)")
        for player in world.players {
            guard let session = player.session, !player.isSocket else { continue }
            #expect(await house.poll(session, world.request(player))?.code == .subscriberExpired)
        }
        #expect(await house.leases().isEmpty)
    }

    /// Everybody dies silently: within L + E no place is held, and a new viewer is let in.
    private func quiesce(_ world: World, _ seed: UInt64) async {
        let house = world.house
        for player in world.players where player.isSocket {
            if let session = player.session { house.gatekeeper.transportStreamEnded(session: session) }
        }
        let abandoned = house.gatekeeper.snapshot().filter { $0.format == .transportStream }
        for socket in abandoned { house.gatekeeper.transportStreamEnded(session: socket.sessionID) }
        await house.pass(.seconds(31))
        #expect(house.sessions.isEmpty, "INV-CONN d, seed \(seed)")
        #expect(await house.leases().isEmpty, "INV-CONN d, seed \(seed)")
        #expect(await house.open(house.request(1, device: 99)).denial == nil)
    }
}
