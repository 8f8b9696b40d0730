import StreavDomain
import StreavPorts
import Synchronization
import Testing

@testable import StreavStreaming

@Suite("The gatekeeper holds the limit")
struct GatekeeperLimitTests {
    @Test("INV-CONN a: of twenty parallel opens with limit 1 one is granted", arguments: [true, false])
    func parallelOpens(isHLS: Bool) async {
        let house = TestHouse()
        let granted = await withTaskGroup(of: Bool.self) { group in
            for device in 1...20 {
                group.addTask {
                    let request = house.request(device: UInt8(device), format: isHLS ? .hls : .transportStream)
                    let result = isHLS ? await house.open(request) : await house.openSocket(request)
                    return result.denial == nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(granted == 1)
        #expect(await house.leases().count == 1)
        #expect(house.gatekeeper.denials[.connectionLimit] == 19)
    }

    @Test("S43: a hundred parallel opens of one device leave one session, and only that one is fed")
    func parallelOpensOfOneDevice() async {
        let house = TestHouse { $0.waitingAdmissions = 100 }
        let ids = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<100 { group.addTask { await house.open(house.request()).id } }
            return await group.reduce(into: [String]()) { if let id = $1 { $0.append(id) } }
        }
        #expect(house.sessions.count == 1)
        #expect(await house.leases() == house.sessions)
        var granted = 0
        for id in ids where await house.poll(id, house.request()) == nil { granted += 1 }
        #expect(granted == 1)
    }

    @Test("The limit counts HLS and sockets alike, and a closed socket frees its place at once")
    func formatsTogether() async throws {
        let house = TestHouse()
        house.setSubscriber { $0.maxConnections = 2 }
        let socket = house.request(device: 1, format: .transportStream)
        let id = try #require(await house.openSocket(socket).id)
        #expect(await house.open(house.request(device: 2)).denial == nil)
        #expect(await house.open(house.request(device: 3)).denial?.code == .connectionLimit)
        house.gatekeeper.transportStreamEnded(session: id)
        #expect(await house.open(house.request(device: 3)).denial == nil)
        #expect(await house.leases() == house.sessions)
    }

    @Test(
        "INV-CONN c: with limit 1 a zap a second is never refused, over HLS, sockets, or both in turn",
        arguments: [
            [StreamFormat.hls], [.transportStream], [.hls, .transportStream],
        ])
    func zapping(formats: [StreamFormat]) async throws {
        let house = TestHouse()
        let closed = Mutex<[SessionEndReason]>([])
        for step in 0..<60 {
            let format = formats[step % formats.count]
            let request = house.request(Int32(step % 8) + 1, format: format)
            if format == .hls {
                let id = try #require(await house.open(request).id)
                #expect(await house.poll(id, request) == nil)
                house.fetch(request)
            } else {
                let id = try #require(
                    await house.openSocket(request) { reason in closed.withLock { $0.append(reason) } }.id)
                house.gatekeeper.transportStreamSent(session: id, bytes: 1000)
            }
            #expect(house.sessions.count == 1)
            #expect(await house.leases() == house.sessions)
            await house.pass(.seconds(1))
        }
        let reasons = closed.withLock { $0 }
        #expect(reasons.allSatisfy { $0 == .moved })
        let sockets = (0..<60).count { formats[$0 % formats.count] == .transportStream }
        #expect(reasons.count == max(0, sockets - 1))
    }

    @Test("A zap moves even where there is room: it never adds")
    func zapMoves() async throws {
        let house = TestHouse()
        house.setSubscriber { $0.maxConnections = 5 }
        for channel in 1...8 {
            let request = house.request(Int32(channel))
            let id = try #require(await house.open(request).id)
            #expect(await house.poll(id, request) == nil)
            #expect(house.sessions == [id])
        }
    }

    @Test("Two equal players of a household are two viewers; one that was moved by mistake comes back by itself")
    func household() async throws {
        let house = TestHouse()
        house.setSubscriber { $0.maxConnections = 2 }
        let first = house.request(1)
        let second = house.request(2)
        // The second is opened like a zap of the first, which takes its place until it polls again.
        let one = try #require(await house.open(first).id)
        let two = try #require(await house.open(second).id)
        #expect(await house.poll(one, first) == nil)
        #expect(await house.poll(two, second) == nil)
        #expect(house.sessions == [one, two])
        // Both watch; the second zaps, and whatever is moved, nobody who watches is refused.
        for _ in 0..<5 {
            await house.pass(.seconds(2))
            #expect(await house.poll(one, first) == nil)
            house.fetch(first)
            await house.pass(.seconds(2))
            #expect(await house.poll(two, second) == nil)
            house.fetch(second)
        }
        let third = house.request(3)
        await house.pass(.seconds(1))
        let zapped = try #require(await house.open(third).id)
        #expect(await house.poll(zapped, third) == nil)
        await house.pass(.seconds(1))
        #expect(await house.poll(one, first) == nil)
        house.fetch(first)
        #expect(house.sessions == [one, zapped])
    }

    @Test("Two equal players with limit 1 do not take the place from each other in turns")
    func noPingPong() async throws {
        let house = TestHouse()
        let first = house.request(1)
        let second = house.request(2)
        let one = try #require(await house.open(first).id)
        #expect(await house.poll(one, first) == nil)
        house.fetch(first)
        let two = try #require(await house.open(second).id)
        #expect(await house.poll(two, second) == nil)
        house.fetch(second)
        for _ in 0..<30 {
            await house.pass(.seconds(2))
            #expect(await house.poll(one, first)?.code == .connectionLimit)
            await house.pass(.seconds(2))
            #expect(await house.poll(two, second) == nil)
            house.fetch(second)
        }
        // The one that is fed goes away: the other comes in by itself, under its old id.
        await house.pass(.seconds(7))
        #expect(await house.poll(one, first) == nil)
        #expect(house.sessions == [one])
    }

    @Test("With the pool full, the same device takes over its own session even on the same channel")
    func reopening() async throws {
        let house = TestHouse()
        let closed = Mutex<SessionEndReason?>(nil)
        let socket = house.request(format: .transportStream)
        _ = try #require(await house.openSocket(socket) { reason in closed.withLock { $0 = reason } }.id)
        let again = try #require(await house.openSocket(socket).id)
        #expect(closed.withLock { $0 } == .moved)
        #expect(house.sessions == [again])
        let playlist = try #require(await house.open(house.request()).id)
        #expect(house.sessions == [playlist])
        #expect(
            await house.openSocket(house.request(device: 2, format: .transportStream)).denial?.code
                == .connectionLimit)
    }

    @Test("A player that polls and fetches nothing keeps its place until somebody wants it")
    func halfDead() async throws {
        let house = TestHouse()
        let idle = house.request(1, device: 1)
        let newcomer = house.request(1, device: 2)
        let id = try #require(await house.open(idle).id)
        for _ in 0..<10 {
            #expect(await house.poll(id, idle) == nil)
            await house.pass(.seconds(1))
        }
        #expect(await house.poll(id, idle) == nil)
        await house.pass(.seconds(1))
        let other = try #require(await house.open(newcomer).id)
        #expect(house.sessions == [other])
        // It was never fed: it has no claim to come back while the newcomer watches.
        #expect(await house.poll(other, newcomer) == nil)
        house.fetch(newcomer)
        #expect(await house.poll(id, idle)?.code == .connectionLimit)
    }

    @Test("A pending session within its first ten seconds holds its place against others")
    func pendingHolds() async throws {
        let house = TestHouse()
        _ = try #require(await house.open(house.request(device: 1)).id)
        await house.pass(.seconds(9))
        #expect(await house.open(house.request(device: 2)).denial?.code == .connectionLimit)
        await house.pass(.seconds(1))
        #expect(await house.leases().isEmpty)
        #expect(await house.open(house.request(device: 2)).denial == nil)
    }

    @Test("S43: one session cannot be shared by two devices, but follows a player that changes its address")
    func sharedSession() async throws {
        let house = TestHouse()
        let home = house.request(device: 1)
        let mobile = house.request(device: 2)
        let id = try #require(await house.open(home).id)
        for _ in 0..<4 {
            #expect(await house.poll(id, home) == nil)
            await house.pass(.seconds(1))
            #expect(await house.poll(id, mobile)?.code == .connectionLimit)
            await house.pass(.seconds(3))
        }
        #expect(await house.poll(id, home) == nil)
        await house.pass(.seconds(4))
        #expect(await house.poll(id, mobile) == nil)
        #expect(house.sessions == [id])
        #expect(house.gatekeeper.snapshot().first?.address == mobile.address)
    }

    @Test("S43: a session id opens neither another channel nor another subscriber's stream")
    func foreignSession() async throws {
        let house = TestHouse()
        house.setSubscriber { $0.maxConnections = 5 }
        let id = try #require(await house.open(house.request(1)).id)
        #expect(await house.poll(id, house.request(2))?.code == .streamNotFound)
        #expect(await house.poll(id, house.request(1, token: "wrong"))?.code == .credentialsInvalid)
        #expect(await house.poll("../../etc/passwd-000000", house.request(1))?.code == .streamNotFound)
        #expect(house.sessions == [id])
    }

    @Test("A limit lowered later ends nobody; a limit raised later counts at once")
    func changedLimit() async throws {
        let house = TestHouse()
        house.setSubscriber { $0.maxConnections = 3 }
        for device in 1...3 {
            let socket = house.request(device: UInt8(device), format: .transportStream)
            #expect(await house.openSocket(socket).denial == nil)
        }
        house.setSubscriber { ($0.maxConnections, $0.generation) = (1, 2) }
        await house.gatekeeper.subscriberChanged(TestHouse.demo)
        await house.pass(.seconds(40))
        #expect(house.sessions.count == 3)
        #expect(await house.leases().count == 3)
        house.setSubscriber { ($0.maxConnections, $0.generation) = (4, 3) }
        await house.gatekeeper.subscriberChanged(TestHouse.demo)
        #expect(await house.open(house.request(device: 4)).denial == nil)
        #expect(await house.open(house.request(device: 5)).denial?.code == .connectionLimit)
    }
}
