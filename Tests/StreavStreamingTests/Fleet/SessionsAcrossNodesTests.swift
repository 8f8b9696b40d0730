import StreavDomain
import StreavPorts
import Synchronization
import Testing

@testable import StreavStreaming

@Suite("Sessions across nodes")
struct SessionsAcrossNodesTests {
    @Test(
        "INV-CONN c: with limit 1 a zap a second from node to node is never refused, with notices or without",
        arguments: [[StreamFormat.hls], [.transportStream], [.hls, .transportStream]], [true, false])
    func zapping(formats: [StreamFormat], areNoticesHeard: Bool) async throws {
        let houses = TwoHouses()
        for zap in 0..<60 {
            let house = houses.nodes[zap % 2]
            let request = house.request(Int32(zap % 8 + 1), format: formats[zap % formats.count])
            let result = request.format == .hls ? await house.open(request) : await house.openSocket(request)
            let id = try #require(result.id, "zap \(zap) was refused")
            if request.format == .hls {
                #expect(await house.poll(id, request) == nil)
                house.fetch(request)
            } else {
                house.gatekeeper.transportStreamSent(session: id, bytes: 1000)
            }
            #expect(await houses.leases == [id])
            if areNoticesHeard {
                await houses.deliverNotices()
                #expect(houses.sessions == [id])
            }
            await houses.pass(seconds: 1)
        }
    }

    @Test("INV-CONN a: of forty parallel opens of as many devices at two nodes exactly the limit is granted")
    func exactLimit() async {
        for limit in [1, 3, 7] {
            let houses = TwoHouses()
            houses.setSubscriber { $0.maxConnections = limit }
            let granted = await withTaskGroup(of: Bool.self) { group in
                for device in 1...40 {
                    group.addTask {
                        let house = houses.nodes[device % 2]
                        return await house.open(house.request(device: UInt8(device))).denial == nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(granted == limit)
            #expect(await houses.leases.count == limit)
        }
    }

    @Test("Another device is refused on the other node as on its own, and gets nobody's place")
    func otherDevice() async throws {
        let houses = TwoHouses()
        let (one, two) = (houses.nodes[0], houses.nodes[1])
        let id = try #require(await one.open(one.request()).id)
        for request in [two.request(device: 2), two.request(agent: "other")] {
            #expect(await two.open(request).denial?.code == .connectionLimit)
            var socket = request
            socket.format = .transportStream
            #expect(await two.openSocket(socket).denial?.code == .connectionLimit)
        }
        await houses.deliverNotices()
        #expect(await one.poll(id, one.request()) == nil)
        #expect(await houses.leases == [id])
    }

    @Test("A device that zaps between nodes holds one place, room or not: the household's other places stay free")
    func zapWithRoom() async throws {
        let houses = TwoHouses()
        houses.setSubscriber { $0.maxConnections = 2 }
        let (one, two) = (houses.nodes[0], houses.nodes[1])
        for zap in 0..<6 {
            let house = houses.nodes[zap % 2]
            #expect(await house.open(house.request(Int32(zap + 1))).denial == nil)
            #expect(await houses.leases.count == 1)
        }
        #expect(await one.open(one.request(7, device: 2)).denial == nil)
        #expect(await houses.leases.count == 2)
        #expect(await two.open(two.request(8, device: 3)).denial?.code == .connectionLimit)
    }

    @Test("A session that gave its place away ends with the notice, or with its next renewal")
    func displaced() async throws {
        for isNoticeHeard in [true, false] {
            let houses = TwoHouses()
            let (one, two) = (houses.nodes[0], houses.nodes[1])
            let closed = Mutex<SessionEndReason?>(nil)
            let first = await one.openSocket(one.request(format: .transportStream)) { reason in
                closed.withLock { $0 = reason }
            }
            #expect(first.denial == nil)
            #expect(await two.openSocket(two.request(2, format: .transportStream)).denial == nil)
            if isNoticeHeard {
                await houses.deliverNotices()
                #expect(closed.withLock { $0 } == .moved)
            } else {
                await houses.pass(seconds: 11)
                #expect(closed.withLock { $0 } == .placeTaken)
            }
            #expect(await houses.leases == two.sessions)
        }
    }

    @Test("A notice that comes late ends no session that has found a place again")
    func lateNotice() async throws {
        let houses = TwoHouses()
        houses.setSubscriber { $0.maxConnections = 2 }
        let (one, two) = (houses.nodes[0], houses.nodes[1])
        // Two equal sets behind one address: the second seems to be the first, which has zapped.
        let id = try #require(await one.open(one.request()).id)
        #expect(await one.poll(id, one.request()) == nil)
        one.fetch(one.request())
        #expect(await two.open(two.request(2)).denial == nil)
        #expect(await !houses.leases.contains(id))
        await houses.pass(seconds: 1)
        #expect(await one.poll(id, one.request()) == nil)
        #expect(await houses.leases.contains(id), "there was room for both")
        await houses.deliverNotices()
        #expect(one.sessions == [id])
    }

    @Test("A stream that moves takes its sessions along: the same place, under the same id, with limit 1")
    func handOver() async throws {
        let houses = TwoHouses()
        let (one, two) = (houses.nodes[0], houses.nodes[1])
        let request = one.request()
        let id = try #require(await one.open(request).id)
        #expect(await one.poll(id, request) == nil)
        one.fetch(request)
        await one.gatekeeper.handOver(session: id)
        #expect(one.sessions.isEmpty)
        #expect(await houses.leases == [id], "the place is not given up on the way")
        #expect(await two.open(two.request(device: 9)).denial?.code == .connectionLimit)
        #expect(await two.poll(id, request) == nil)
        await houses.pass(seconds: 3)
        #expect(await houses.leases == [id])
        #expect(two.sessions == [id])
    }

    @Test("A session that is handed over while its lease is being renewed keeps its place")
    func handOverDuringRenewal() async throws {
        let houses = TwoHouses()
        let (one, two) = (houses.nodes[0], houses.nodes[1])
        let request = one.request()
        let id = try #require(await one.open(request).id)
        #expect(await one.poll(id, request) == nil)
        one.fetch(request)
        async let renewal: Void = one.gatekeeper.renewDue()
        async let leaving: Void = one.gatekeeper.handOver(session: id)
        _ = await (renewal, leaving)
        await one.gatekeeper.settle()
        #expect(await houses.leases == [id])
        #expect(await two.poll(id, request) == nil)
    }

    @Test("A player that never arrives leaves no place taken for longer than a lease lasts")
    func lostOnTheWay() async throws {
        let houses = TwoHouses()
        let one = houses.nodes[0]
        let id = try #require(await one.open(one.request()).id)
        one.fetch(one.request())
        await houses.pass(seconds: 1)
        await one.gatekeeper.handOver(session: id)
        await houses.pass(seconds: 31)
        #expect(await houses.leases.isEmpty)
    }

    @Test("After a node's death its viewers are admitted elsewhere at once, in the places of their own devices")
    func afterDeath() async throws {
        let houses = TwoHouses()
        houses.setSubscriber { $0.maxConnections = 2 }
        let (dead, other) = (houses.nodes[0], houses.nodes[1])
        let hls = try #require(await dead.open(dead.request(device: 1)).id)
        #expect(await dead.openSocket(dead.request(device: 2, format: .transportStream)).denial == nil)
        // It is never heard of again.
        #expect(await other.poll(hls, other.request(device: 1)) == nil, "the same session goes on")
        #expect(await other.openSocket(other.request(device: 2, format: .transportStream)).denial == nil)
        #expect(await other.open(other.request(device: 3)).denial?.code == .connectionLimit)
        #expect(await houses.leases == other.sessions)
    }

    @Test("Without the cache each node holds the limit alone, and asks nobody")
    func cacheDown() async throws {
        let houses = TwoHouses()
        houses.shared.cache.mood = .down
        for house in houses.nodes {
            #expect(await house.open(house.request()).denial == nil)
            #expect(await house.open(house.request(2)).denial == nil, "a zap")
            #expect(await house.open(house.request(device: 2)).denial?.code == .connectionLimit)
        }
    }

    @Test("A device is marked alike on every node, and differently in each format and for each subscriber")
    func marks() async throws {
        let houses = TwoHouses()
        houses.setSubscriber { $0.maxConnections = 10 }
        func mark(_ result: Result<SessionTicket, Denial>) throws -> Substring {
            try #require(result.id).prefix(SessionMarks.length)
        }
        let (one, two) = (houses.nodes[0], houses.nodes[1])
        let first = try mark(await one.open(one.request(1)))
        #expect(try mark(await two.open(two.request(2))) == first)
        #expect(try mark(await two.openSocket(two.request(2, format: .transportStream))) != first)
        #expect(try mark(await two.open(two.request(2, device: 2))) != first)
        #expect(try mark(await two.open(two.request(2, agent: "other"))) != first)
        #expect(one.sessions.allSatisfy(SessionID.isWellFormed))
    }
}
