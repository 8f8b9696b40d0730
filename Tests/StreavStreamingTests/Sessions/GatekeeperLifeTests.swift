import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import Synchronization
import Testing

@testable import StreavStreaming

@Suite("The gatekeeper knows who watches")
struct GatekeeperLifeTests {
    private func watch(_ house: TestHouse, _ request: ViewerRequest) async throws -> String {
        let id = try #require(await house.open(request).id)
        #expect(await house.poll(id, request) == nil)
        house.fetch(request)
        return id
    }

    @Test("A session is pending at the playlist and active at the first media byte")
    func states() async throws {
        let house = TestHouse()
        let request = house.request()
        let id = try #require(await house.open(request).id)
        #expect(house.gatekeeper.snapshot().map(\.state) == [.pending])
        #expect(await house.poll(id, request) == nil)
        #expect(house.gatekeeper.snapshot().map(\.state) == [.pending])
        house.fetch(request)
        let snapshot = try #require(house.gatekeeper.snapshot().first)
        #expect(snapshot.state == .active && snapshot.bytes == 1000 && snapshot.sessionID == id)
    }

    @Test("Media is attributed by its connection, then by address, player and channel of a recent poll")
    func attribution() async throws {
        let house = TestHouse()
        house.setSubscriber { $0.maxConnections = 5 }
        let first = house.request(1)
        let one = try #require(await house.open(first).id)
        let two = try #require(await house.open(first).id)
        _ = house.gatekeeper.poll(session: one, first, connection: ConnectionKey(1))
        _ = house.gatekeeper.poll(session: two, first, connection: ConnectionKey(2))
        func bytes() -> [String: Int64] {
            Dictionary(uniqueKeysWithValues: house.gatekeeper.snapshot().map { ($0.sessionID, $0.bytes) })
        }
        house.fetch(first, connection: ConnectionKey(1))
        house.fetch(first, connection: ConnectionKey(1))
        #expect(bytes() == [one: 2000, two: 0])
        // On a third connection: the one that was fed longest ago.
        house.clock.advance(by: .seconds(1))
        house.fetch(first, connection: ConnectionKey(3))
        #expect(bytes()[one]! + bytes()[two]! == 3000)
        house.gatekeeper.connectionClosed(ConnectionKey(1))
        // Another channel, address or player is nobody's.
        house.fetch(house.request(2), connection: ConnectionKey(2))
        house.fetch(house.request(1, device: 9), connection: ConnectionKey(2))
        house.fetch(house.request(1, agent: "other"), connection: ConnectionKey(9))
        #expect(bytes().values.reduce(0, +) == 3000)
        // A player that names itself otherwise for media is still known by its connection.
        house.fetch(house.request(1, agent: "other"), connection: ConnectionKey(2))
        #expect(bytes().values.reduce(0, +) == 4000)
    }

    @Test(
        "INV-CONN d: a device that vanished frees its place by idle time",
        arguments: [
            (2, 8), (4, 12), (6, 18), (9, 27),
        ])
    func idle(interval: Int, expected: Int) async throws {
        let house = TestHouse()
        let request = house.request()
        let id = try #require(await house.open(request).id)
        for _ in 0..<6 {
            #expect(await house.poll(id, request) == nil)
            house.fetch(request)
            await house.pass(.seconds(interval))
        }
        #expect(await house.poll(id, request) == nil)
        house.fetch(request)
        await house.pass(.seconds(expected - 1))
        #expect(house.sessions == [id])
        #expect(await house.open(house.request(device: 2)).denial?.code == .connectionLimit)
        await house.pass(.seconds(1))
        #expect(house.sessions.isEmpty)
        #expect(await house.open(house.request(device: 2)).denial == nil)
    }

    @Test("However slowly a player polls, thirty seconds of silence end its session")
    func longestIdle() async throws {
        let house = TestHouse()
        let request = house.request()
        let id = try await watch(house, request)
        for interval in [9, 20] {
            await house.pass(.seconds(interval))
            #expect(house.gatekeeper.poll(session: id, request, connection: ConnectionKey(1)) == .granted)
        }
        await house.pass(.seconds(29))
        #expect(house.sessions == [id])
        await house.pass(.seconds(1))
        #expect(house.sessions.isEmpty)
    }

    @Test("An expired session of a valid subscriber is renewed under its id in the same request")
    func silentRenewal() async throws {
        let house = TestHouse()
        let request = house.request()
        let id = try await watch(house, request)
        await house.pass(.seconds(60))
        #expect(house.sessions.isEmpty)
        #expect(await house.leases().isEmpty)
        #expect(await house.poll(id, request) == nil)
        #expect(house.sessions == [id])
        house.fetch(request)
        #expect(house.gatekeeper.snapshot().first?.state == .active)
    }

    @Test("INV-EXP: nothing is served after the expiry, with or without anybody to ask")
    func expiry() async throws {
        for isDown in [false, true] {
            let house = TestHouse()
            let end = house.clock.wallNow().advanced(by: .seconds(20))
            house.setSubscriber { ($0.expiresAt, $0.maxConnections) = (end, 2) }
            let closed = Mutex<SessionEndReason?>(nil)
            let socket = house.request(device: 2, format: .transportStream)
            #expect(await house.openSocket(socket) { reason in closed.withLock { $0 = reason } }.denial == nil)
            let request = house.request()
            let id = try await watch(house, request)
            if isDown {
                house.source.isDown = true
                house.cache.mood = .down
            }
            for _ in 0..<19 {
                await house.pass(.seconds(1))
                #expect(await house.poll(id, request) == nil)
            }
            #expect(house.sessions.count == 2)
            house.clock.advance(by: .seconds(1))
            let answer = house.gatekeeper.poll(session: id, request, connection: ConnectionKey(1))
            #expect(answer == .denied(Denial(.subscriberExpired)))
            await house.pass(.seconds(1))
            #expect(house.sessions.isEmpty)
            #expect(closed.withLock { $0 } == .denied(.subscriberExpired))
            #expect(await house.poll(id, request)?.code == .subscriberExpired)
        }
    }

    @Test("INV-EXP: what an administrator takes away ends at once, and the next poll says why")
    func changes() async throws {
        let cases: [(DenialCode, @Sendable (inout SubscriberEntitlement) -> Void)] = [
            (.subscriberDisabled, { $0.status = .disabled }),
            (.subscriberBanned, { $0.status = .banned }),
            (.streamNotInBundle, { $0.liveStreamIDs = [LiveStreamID(2)] }),
            (.formatNotAllowed, { $0.allowsHLS = false }),
            (.addressNotAllowed, { $0.networks = [IPNetwork("10.0.0.0/8")!] }),
            (.credentialsInvalid, { $0.accessTokenHash = [UInt8](repeating: 1, count: 32) }),
        ]
        for (code, change) in cases {
            let house = TestHouse()
            let id = try await watch(house, house.request())
            house.setSubscriber { entitlement in
                change(&entitlement)
                entitlement.generation = 1
            }
            await house.gatekeeper.subscriberChanged(TestHouse.demo)
            #expect(house.sessions.isEmpty)
            #expect(await house.poll(id, house.request())?.code == code)
        }
    }

    @Test("INV-EXP: a change that nobody announced counts with the next renewal; so does a deletion")
    func unannouncedChanges() async throws {
        for isDeleted in [false, true] {
            let house = TestHouse()
            let request = house.request()
            let id = try await watch(house, request)
            if isDeleted {
                house.source.remove(TestHouse.demo)
            } else {
                house.setSubscriber { ($0.status, $0.generation) = (.disabled, 1) }
            }
            var denial: DenialCode?
            for _ in 0..<22 where denial == nil {
                await house.pass(.seconds(1))
                denial = await house.poll(id, request)?.code
            }
            #expect(denial == (isDeleted ? .credentialsInvalid : .subscriberDisabled))
            #expect(house.sessions.isEmpty)
        }
    }

    @Test("A change of a bundle reaches everybody's sessions at once")
    func everybody() async throws {
        let house = TestHouse()
        _ = try await watch(house, house.request(1))
        house.setSubscriber { ($0.liveStreamIDs, $0.generation) = ([LiveStreamID(2)], 1) }
        await house.gatekeeper.everySubscriberChanged()
        #expect(house.sessions.isEmpty)
    }

    @Test("A kick ends the session and holds the device for a time, no other")
    func kicks() async throws {
        let house = TestHouse()
        house.setSubscriber { $0.maxConnections = 3 }
        let closed = Mutex<SessionEndReason?>(nil)
        let id = try await watch(house, house.request())
        let socket = house.request(device: 2, format: .transportStream)
        #expect(await house.openSocket(socket) { reason in closed.withLock { $0 = reason } }.denial == nil)
        #expect(house.gatekeeper.kick(session: id, hold: .seconds(60)))
        #expect(!house.gatekeeper.kick(session: id, hold: .seconds(60)))
        let denial = await house.poll(id, house.request())
        #expect(denial?.code == .rateLimited && denial?.retryAfterSeconds == 60)
        #expect(await house.open(house.request(2)).denial?.code == .rateLimited)
        #expect(await house.open(house.request(device: 3)).denial == nil)
        #expect(house.gatekeeper.kick(subscriber: TestHouse.demo, hold: .seconds(10)) == 2)
        #expect(closed.withLock { $0 } == .kicked)
        #expect(house.sessions.isEmpty)
        await house.pass(.seconds(10))
        #expect(await house.openSocket(socket).denial == nil)
        await house.pass(.seconds(50))
        #expect(await house.poll(id, house.request()) == nil)
    }

    @Test("A session that is closed is over, its device held for what is left, and no later one is meant")
    func closes() async throws {
        let house = TestHouse()
        house.setSubscriber { $0.maxConnections = 3 }
        let id = try await watch(house, house.request())
        let device = house.request()
        let closedAt = house.clock.wallNow()
        func close(_ hold: Duration) -> Bool {
            house.gatekeeper.close(
                session: id, of: TestHouse.demo, address: device.address, userAgent: device.userAgent,
                closedAt: closedAt, hold: hold)
        }
        await house.pass(.seconds(3))
        #expect(close(.seconds(30)))
        #expect(house.sessions.isEmpty)
        #expect(house.gatekeeper.ended.takeAll().map(\.reason) == [.kicked])
        let denial = await house.poll(id, device)
        #expect(denial?.code == .rateLimited && denial?.retryAfterSeconds == 27)
        #expect(await house.open(house.request(device: 3)).denial == nil)
        // The same once more changes nothing.
        #expect(!close(.seconds(30)))
        await house.pass(.seconds(27))
        #expect(await house.poll(id, device) == nil)
        // The player is back under its id: what was said of the session before is not about this one.
        #expect(!close(.seconds(30)))
        #expect(house.sessions.contains(id))
        #expect(await house.open(device).denial == nil)
    }

    @Test("Behind a CDN the second reload of the media playlist counts as playing")
    func behindCDN() async throws {
        let house = TestHouse { $0.isBehindCDN = true }
        let id = try #require(await house.open(house.request()).id)
        for state in [ConnectionSnapshot.State.pending, .pending, .active, .active] {
            #expect(await house.poll(id, house.request()) == nil)
            #expect(house.gatekeeper.snapshot().map(\.state) == [state])
            await house.pass(.seconds(4))
        }
    }

    @Test("A socket that waits for a cold channel keeps its place; it ends when its player closes it")
    func coldSocket() async throws {
        let house = TestHouse()
        let id = try #require(await house.openSocket(house.request(format: .transportStream)).id)
        await house.pass(.seconds(60))
        #expect(house.sessions == [id])
        #expect(await house.leases() == [id])
        house.gatekeeper.transportStreamEnded(session: id)
        #expect(house.sessions.isEmpty)
        await house.gatekeeper.settle()
        #expect(await house.leases().isEmpty)
    }

    @Test("run() ends an expired session within a tick and gives its lease back, until it is cancelled")
    func running() async throws {
        let house = TestHouse()
        let end = house.clock.wallNow().advanced(by: .seconds(5))
        house.setSubscriber { $0.expiresAt = end }
        let (closed, closing) = AsyncStream.makeStream(of: SessionEndReason.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await house.gatekeeper.run() }
            let socket = house.request(format: .transportStream)
            #expect(await house.openSocket(socket) { reason in closing.yield(reason) }.denial == nil)
            for _ in 0..<6 {
                try await house.clock.waitForSleepers(2)
                house.clock.advance(by: .seconds(1))
            }
            #expect(await closed.first { _ in true } == .denied(.subscriberExpired))
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(house.sessions.isEmpty)
    }
}
