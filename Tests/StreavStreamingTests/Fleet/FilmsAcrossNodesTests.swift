import StreavCrypto
import StreavDomain
import StreavPorts
import Testing

@testable import StreavStreaming

/// A player of on-demand HLS whose node goes has nothing but the addresses of segments, which name nobody.
@Suite("Films across nodes")
struct FilmsAcrossNodesTests {
    private func segment(_ house: TestHouse, _ request: ViewerRequest, connection: UInt64 = 7) async -> Denial? {
        guard let stream = request.stream.onDemand else { return Denial(.streamNotFound) }
        let connection = ConnectionKey(connection)
        let claim = house.gatekeeper.claimSegment(
            of: stream, connection: connection, address: request.address, userAgent: request.userAgent)
        if case .denied(let denial) = claim { return denial }
        if claim == .needsAdmission {
            let denial = await house.gatekeeper.admitSegment(
                of: stream, connection: connection, address: request.address, userAgent: request.userAgent)
            if let denial { return denial }
        }
        house.gatekeeper.mediaSent(
            stream: request.stream, connection: connection, address: request.address, userAgent: request.userAgent,
            bytes: 1_000)
        return nil
    }

    /// Opens a film and watches it for a moment.
    private func watch(_ house: TestHouse, _ request: ViewerRequest) async throws -> String {
        let id = try #require(await house.open(request).id)
        #expect(await house.poll(id, request) == nil)
        await house.gatekeeper.carry(session: id)
        #expect(await segment(house, request) == nil)
        return id
    }

    @Test("INV-NOFALSE, INV-CONN: a film goes on at another node with its next segment, on the place that it had")
    func goesOn() async throws {
        let houses = TwoHouses()
        let (one, two) = (houses.nodes[0], houses.nodes[1])
        let id = try await watch(one, one.film())
        #expect(await houses.leases == [id])
        // The first node dies without a word: its lease is still there.
        for number in 0..<5 { #expect(await segment(two, two.film(), connection: UInt64(20 + number)) == nil) }
        #expect(two.sessions.count == 1)
        #expect(await houses.leases == two.sessions)
        // Where it lives all the same, it hears of that and gives nothing back.
        await houses.deliverNotices()
        #expect(one.sessions.isEmpty)
        await houses.pass(seconds: 15)
        #expect(await houses.leases == two.sessions)
        // And the player may come back to it.
        #expect(await segment(one, one.film()) == nil)
        #expect(await houses.leases.count == 1)
    }

    @Test("Segments that are asked for at once begin one session")
    func atOnce() async throws {
        let houses = TwoHouses()
        _ = try await watch(houses.nodes[0], houses.nodes[0].film())
        let two = houses.nodes[1]
        let refused = await withTaskGroup(of: Denial?.self) { tasks in
            for number in 0..<20 { tasks.addTask { await segment(two, two.film(), connection: UInt64(number)) } }
            return await tasks.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
        }
        #expect(refused == 0)
        #expect(two.sessions.count == 1)
        #expect(await houses.leases.count == 1)
    }

    @Test("INV-EXP: who may watch no longer is refused at the other node as well, and a stranger is")
    func refusals() async throws {
        let houses = TwoHouses()
        let (one, two) = (houses.nodes[0], houses.nodes[1])
        #expect(await segment(two, two.film())?.code == .playbackTokenInvalid)
        _ = try await watch(one, one.film())
        #expect(await segment(two, two.film(device: 9))?.code == .playbackTokenInvalid)
        #expect(await segment(two, two.film(2))?.code == .playbackTokenInvalid)
        houses.setSubscriber { ($0.status, $0.generation) = (.banned, 1) }
        #expect(await segment(two, two.film())?.code == .subscriberBanned)
        houses.setSubscriber { subscriber in
            subscriber.accessTokenHash = AccessTokenHash.make("new", key: two.tokenKey)
            subscriber.generation = 2
        }
        await two.gatekeeper.subscriberChanged(TestHouse.demo)
        #expect(await segment(two, two.film())?.code == .credentialsInvalid)
    }

    @Test("INV-CONN: another device's place is not taken, whoever had it first")
    func noPlace() async throws {
        let houses = TwoHouses()
        let (one, two) = (houses.nodes[0], houses.nodes[1])
        _ = try await watch(one, one.film())
        // Its place lapses while its player is paused, and somebody else gets it.
        await houses.pass(seconds: 120)
        #expect(await houses.leases.isEmpty)
        let other = try await watch(two, two.film(2, device: 5))
        #expect(await segment(two, two.film())?.code == .connectionLimit)
        #expect(await houses.leases == [other])
    }

    @Test("What is left in the cache is read back as it was, and nothing else is read")
    func form() async throws {
        let houses = TwoHouses()
        let one = houses.nodes[0]
        let id = try await watch(one, one.film())
        let record = try #require(one.gatekeeper.registry.withMachine { $0.sessions[id] })
        let carried = CarriedSession(record)
        #expect(CarriedSession(carried.bytes) == carried)
        #expect(carried.credential.matches(record.credential))
        for place in 0..<3 {
            var bytes = carried.bytes
            bytes.remove(at: place)
            #expect(CarriedSession(bytes) == nil)
        }
        for text in ["", "1", "1\n\n\n\n\n", "2" + String(decoding: carried.bytes.dropFirst(), as: UTF8.self)] {
            #expect(CarriedSession(Array(text.utf8)) == nil)
        }
        #expect(CarriedSession([UInt8](repeating: 0x31, count: 5_000)) == nil)
        #expect(CarriedSession([0xFF, 0xFE]) == nil)
    }
}
