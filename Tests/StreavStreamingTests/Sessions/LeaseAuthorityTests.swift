import Logging
import StreavDomain
import StreavLocal
import StreavPorts
import Testing

@testable import StreavStreaming

@Suite("Leases with and without the cache")
struct LeaseAuthorityTests {
    @Test("F18: with the cache down the limit holds by this node's own table, and running sessions go on")
    func cacheDown() async throws {
        let house = TestHouse()
        house.setSubscriber { $0.maxConnections = 2 }
        let first = house.request(device: 1, format: .transportStream)
        #expect(await house.openSocket(first).denial == nil)
        house.cache.mood = .down
        #expect(await house.openSocket(house.request(device: 2, format: .transportStream)).denial == nil)
        #expect(await house.open(house.request(device: 3)).denial?.code == .connectionLimit)
        await house.pass(.seconds(600))
        #expect(house.sessions.count == 2)
        #expect(house.gatekeeper.registry.leases.isCircuitOpen)
        // It is tried about once a second, not at every turn.
        let calls = house.cache.calls
        await house.pass(.seconds(10))
        #expect(house.cache.calls - calls <= 11)
    }

    @Test("F19: when the cache is back, or has lost everything, every session asserts its lease within R")
    func reassertion() async throws {
        let house = TestHouse()
        house.setSubscriber { $0.maxConnections = 2 }
        for device in 1...2 {
            let socket = house.request(device: UInt8(device), format: .transportStream)
            #expect(await house.openSocket(socket).denial == nil)
        }
        house.cache.mood = .down
        await house.pass(.seconds(40))
        house.cache.mood = .well
        await house.pass(.seconds(11))
        #expect(await house.leases() == house.sessions)
        house.cache.flush()
        await house.pass(.seconds(11))
        #expect(await house.leases() == house.sessions)
        #expect(house.sessions.count == 2)
    }

    @Test("A session whose place another node took while the cache was away ends when it asks for it again")
    func lostPlace() async throws {
        let house = TestHouse()
        let request = house.request(format: .transportStream)
        _ = try #require(await house.openSocket(request).id)
        house.cache.flush()
        _ = try await house.cache.lease(
            "elsewhere", in: LeaseAuthority.pool(TestHouse.demo), limit: 1, timeToLive: .seconds(600), replacing: nil)
        await house.pass(.seconds(11))
        #expect(house.sessions.isEmpty)
        #expect(await house.leases() == ["elsewhere"])
    }

    @Test("INV-CONN: a place that another node holds counts")
    func otherNode() async throws {
        let house = TestHouse()
        _ = try await house.cache.lease(
            "elsewhere", in: LeaseAuthority.pool(TestHouse.demo), limit: 1, timeToLive: .seconds(30), replacing: nil)
        #expect(await house.open(house.request()).denial?.code == .connectionLimit)
        await house.pass(.seconds(30))
        #expect(await house.open(house.request()).denial == nil)
    }

    @Test("F20: a slow cache costs its budget once, then the circuit is open and nobody waits")
    func slowCache() async throws {
        let house = TestHouse()
        house.setSubscriber { $0.maxConnections = 10 }
        house.cache.mood = .slow(.milliseconds(500))
        let start = house.clock.monotonicNow()
        for device in 1...6 {
            let opening = Task { await house.open(house.request(device: UInt8(device))) }
            if !house.gatekeeper.registry.leases.isCircuitOpen {
                try await house.clock.waitForSleepers(2)
                house.clock.advance(by: .milliseconds(50))
            }
            #expect(await opening.value.denial == nil)
        }
        #expect(house.clock.monotonicNow() - start == .milliseconds(150))
        #expect(house.gatekeeper.registry.leases.isCircuitOpen)
    }

    @Test("Places given up while the cache was away are told to it when it is back")
    func lateReleases() async throws {
        let house = TestHouse()
        let id = try #require(await house.openSocket(house.request(format: .transportStream)).id)
        house.cache.mood = .down
        house.gatekeeper.transportStreamEnded(session: id)
        await house.pass(.seconds(5))
        #expect(await house.leases() == [id])
        house.cache.mood = .well
        await house.pass(.seconds(3))
        #expect(await house.open(house.request(device: 2)).denial == nil)
        #expect(await house.leases() == house.sessions)
    }

    @Test("Nothing to settle leaves no trace: the cache is tried again after any pause")
    func emptyReleases() async throws {
        let house = TestHouse()
        let leases = house.gatekeeper.registry.leases
        let request = house.request(format: .transportStream)
        let id = try #require(await house.openSocket(request).id)
        house.cache.mood = .down
        for _ in 0..<3 { _ = await leases.lease(id, of: TestHouse.demo, limit: 1, life: .seconds(30)) }
        #expect(leases.isCircuitOpen)
        // Given up, and taken again without the cache: nothing is left to tell it.
        leases.release(id, of: TestHouse.demo)
        _ = await leases.lease(id, of: TestHouse.demo, limit: 1, life: .seconds(30))
        house.cache.mood = .well
        house.clock.advance(by: .seconds(1))
        await leases.settle(TestHouse.demo)
        _ = await leases.lease(id, of: TestHouse.demo, limit: 1, life: .seconds(30))
        #expect(!leases.isCircuitOpen)
        #expect(leases.unsettled.isEmpty)
    }

    @Test("The circuit opens at three failures in a row or after a second of them, and tries one call at a time")
    func circuit() {
        func at(_ milliseconds: Int) -> MonotonicInstant { MonotonicInstant(offset: .milliseconds(milliseconds)) }
        var circuit = Circuit(failures: 3, patience: .seconds(1), pause: .seconds(1))
        func permitted(_ milliseconds: [Int]) -> [Bool] { milliseconds.map { circuit.permits(at: at($0)) } }
        circuit.failed(at: at(0))
        circuit.failed(at: at(10))
        #expect(permitted([11, 12]) == [true, true])
        circuit.failed(at: at(20))
        #expect(circuit.isOpen)
        // One probe after the pause, and no other until it has answered.
        #expect(permitted([21, 1019, 1020, 1021]) == [false, false, true, false])
        circuit.failed(at: at(1070))
        #expect(permitted([2069, 2070]) == [false, true])
        circuit.abandoned(at: at(2071))
        #expect(permitted([2071]) == [true])
        let answers = [circuit.succeeded(), circuit.succeeded()]
        #expect(answers == [true, false])
        #expect(!circuit.isOpen)
        circuit.failed(at: at(3000))
        circuit.failed(at: at(4000))
        #expect(circuit.isOpen)
    }

    @Test("The local table keeps the rules of the cache's leases", arguments: [UInt64(1), 2, 3])
    func localTable(seed: UInt64) async throws {
        let entropy = SeededEntropy(seed: seed)
        let clock = ManualClock()
        let cache = MemoryCache(clock: .manual(clock))
        var local = LocalLeases()
        let pool = SubscriberID(1)
        for _ in 0..<2000 {
            let member = "m\(entropy.next() % 5)"
            let replaced = entropy.next() % 3 == 0 ? "m\(entropy.next() % 5)" : nil
            let limit = Int(entropy.next() % 4)
            let now = clock.monotonicNow()
            if entropy.next() % 4 == 0 {
                local.release(member, in: pool)
                try await cache.release(member, in: "p")
            } else if replaced != member {
                let life = Duration.milliseconds(Int(entropy.next() % 3000) + 1)
                let own = local.outcome(member, in: pool, limit: limit, replacing: replaced, at: now)
                let isRenewal = local.members(of: pool, at: now).contains(member)
                let shared = try await cache.lease(
                    member, in: "p", limit: limit, timeToLive: life, replacing: replaced)
                #expect(own == shared)
                if case .granted = own {
                    // The cache's renewal leaves the replaced one alone; a node gives it up in any case.
                    if isRenewal, let replaced { try await cache.release(replaced, in: "p") }
                    local.hold(member, in: pool, until: now + life, replacing: replaced, at: now)
                }
            }
            #expect(try await local.members(of: pool, at: now) == Set(cache.members(of: "p")))
            clock.advance(by: .milliseconds(Int(entropy.next() % 500)))
        }
    }
}
