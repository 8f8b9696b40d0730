import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import Synchronization
import Testing

@testable import StreavStreaming

@Suite("The gatekeeper under faults and crowds")
struct GatekeeperFaultTests {
    private func addSubscriber(_ id: Int32, to house: TestHouse, limit: Int = 1) {
        house.source.set(
            SubscriberEntitlement(
                id: SubscriberID(id), username: "user\(id)",
                accessTokenHash: AccessTokenHash.make("secret", key: house.tokenKey), maxConnections: limit,
                liveStreamIDs: LiveStreamSet(TestHouse.channels)))
    }

    @Test("Two subscribers that poll under one unknown id at once: one gets it, the other is told there is no such")
    func contestedID() async throws {
        let house = TestHouse()
        addSubscriber(7, to: house)
        let other = house.request(device: 2, username: "user7")
        let held = try #require(await house.open(other).id)
        // What is starved gives way to the poll, and must keep its place when that comes to nothing.
        house.clock.advance(by: .seconds(7))
        house.cache.mood = .slow(.milliseconds(10))
        let id = String(repeating: "x", count: SessionID.length)
        async let first = house.poll(id, house.request())
        try await house.clock.waitForSleepers(2)
        house.clock.advance(by: .milliseconds(5))
        async let second = house.poll(id, other)
        try await house.clock.waitForSleepers(4)
        house.cache.mood = .well
        house.clock.advance(by: .milliseconds(5))
        #expect(await first == nil)
        house.clock.advance(by: .milliseconds(5))
        #expect(await second?.code == .streamNotFound)
        await house.gatekeeper.settle()
        #expect(house.sessions == [id, held])
        #expect(await house.leases() == [id])
        #expect(await house.leases(of: SubscriberID(7)) == [held])
    }

    @Test("Renewals do not wait for entitlements: with a silent database every session keeps its lease")
    func silentDatabase() async throws {
        let house = TestHouse()
        let subscribers = (100..<500).map { Int32($0) }
        for id in subscribers {
            addSubscriber(id, to: house)
            let request = house.request(format: .transportStream, username: "user\(id)")
            #expect(await house.openSocket(request).denial == nil)
        }
        house.source.isSilent = true
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await house.gatekeeper.run() }
            for second in 1...60 {
                try await house.clock.waitForSleepers(2)
                house.clock.advance(by: .seconds(1))
                for _ in 0..<200 { await Task.yield() }
                guard second.isMultiple(of: 10) else { continue }
                for id in subscribers { #expect(await house.leases(of: SubscriberID(id)).count == 1) }
            }
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(house.sessions.count == subscribers.count)
    }

    @Test("F27, INV-NOFALSE: as many as a subscriber may have may come at once", arguments: [1, 300])
    func herd(limit: Int) async {
        let house = TestHouse()
        house.setSubscriber { $0.maxConnections = limit }
        let size = max(limit, 64)
        await withTaskGroup(of: DenialCode?.self) { group in
            await house.gatekeeper.registry.turns.withCertainTurn(TestHouse.demo) {
                for number in 0..<size {
                    let request = house.request(agent: "player \(number)", format: .transportStream)
                    group.addTask { await house.openSocket(request).denial?.code }
                }
                for _ in 0..<2000 { await Task.yield() }
            }
            for await denial in group { #expect(denial == nil || (limit == 1 && denial == .connectionLimit)) }
        }
        #expect(house.sessions.count == limit)
    }

    @Test("An admission that waits for the database does not hold its subscriber's turn", .timeLimit(.minutes(1)))
    func readingOutsideTheTurn() async throws {
        let house = TestHouse()
        house.setSubscriber { $0.maxConnections = 2 }
        #expect(await house.open(house.request()).denial == nil)
        let turns = house.gatekeeper.registry.turns
        try await withThrowingTaskGroup(of: DenialCode?.self) { group in
            await turns.withCertainTurn(TestHouse.demo) {
                group.addTask { await house.open(house.request(device: 2)).denial?.code }
                for _ in 0..<500 { await Task.yield() }
                house.gatekeeper.entitlements.invalidate(TestHouse.demo)
                house.source.isSilent = true
            }
            try await house.clock.waitForSleepers()
            // It waits for its reading: others have their turn meanwhile.
            await turns.withCertainTurn(TestHouse.demo) {}
            house.clock.advance(by: .seconds(2))
            for try await denial in group { #expect(denial == nil) }
        }
        #expect(house.sessions.count == 2)
    }

    @Test("A session whose channel never came is given up at once, without its socket being closed for it")
    func abandoned() async throws {
        let house = TestHouse()
        let closed = Mutex(0)
        let id = try #require(
            await house.openSocket(house.request(format: .transportStream)) { _ in closed.withLock { $0 += 1 } }.id)
        house.gatekeeper.abandon(session: id)
        house.gatekeeper.abandon(session: id)
        #expect(house.sessions.isEmpty && closed.withLock { $0 } == 0)
        #expect(await house.open(house.request(device: 2)).denial == nil)
        #expect(house.gatekeeper.endings[.abandoned] == 1)
        #expect(house.gatekeeper.endings.all.filter { $0.count > 0 }.map(\.label) == ["abandoned"])
    }

    @Test("The numbers agree with the sessions there are", arguments: [false, true])
    func counts(isBehindCDN: Bool) async throws {
        let house = TestHouse { $0.isBehindCDN = isBehindCDN }
        house.setSubscriber { $0.maxConnections = 10 }
        func check() {
            let snapshot = house.gatekeeper.snapshot()
            for number in house.gatekeeper.counts() {
                #expect(
                    number.count == snapshot.count { $0.format == number.format && $0.state == number.state },
                    "\(number)")
            }
        }
        var sockets: [String] = []
        for device in 1...5 {
            let hls = house.request(device: UInt8(device))
            let id = try #require(await house.open(hls).id)
            check()
            for _ in 0..<device { #expect(await house.poll(id, hls) == nil) }
            if device > 3 { house.fetch(hls) }
            check()
            let socket = house.request(device: UInt8(device), agent: "box", format: .transportStream)
            sockets.append(try #require(await house.openSocket(socket).id))
            if device > 2 { house.gatekeeper.transportStreamSent(session: sockets[device - 1], bytes: 188) }
            check()
        }
        for socket in sockets { house.gatekeeper.transportStreamEnded(session: socket) }
        check()
        await house.pass(.seconds(40))
        check()
        #expect(house.gatekeeper.counts().allSatisfy { $0.count == 0 })
        #expect(house.gatekeeper.endings.all.reduce(0) { $0 + $1.count } == 10)
    }
}
