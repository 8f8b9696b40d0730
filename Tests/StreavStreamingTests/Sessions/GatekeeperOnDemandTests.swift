import StreavDomain
import StreavLocal
import StreavPorts
import Testing

@testable import StreavStreaming

@Suite("On-demand HLS and its sessions")
struct GatekeeperOnDemandTests {
    /// A segment as the delivery layer serves it: nil when it may be sent.
    private func segment(
        _ house: TestHouse, _ request: ViewerRequest, connection: ConnectionKey? = nil, agent: String? = nil
    ) async -> Denial? {
        guard let stream = request.stream.onDemand else { return Denial(.streamNotFound) }
        let connection = connection ?? TestHouse.connection(request)
        let agent = agent ?? request.userAgent
        switch house.gatekeeper.claimSegment(
            of: stream, connection: connection, address: request.address, userAgent: agent)
        {
        case .denied(let denial): return denial
        case .granted: break
        case .needsAdmission:
            let denial = await house.gatekeeper.admitSegment(
                of: stream, connection: connection, address: request.address, userAgent: agent)
            if let denial { return denial }
        }
        house.gatekeeper.mediaSent(
            stream: request.stream, connection: connection, address: request.address, userAgent: agent, bytes: 1000)
        return nil
    }

    private func watch(_ house: TestHouse, _ request: ViewerRequest) async throws -> String {
        let id = try #require(await house.open(request).id)
        #expect(await house.poll(id, request) == nil)
        #expect(await segment(house, request) == nil)
        return id
    }

    @Test("A segment needs a session: its address alone is worth nothing")
    func needsSession() async throws {
        let house = TestHouse()
        let request = house.film()
        #expect(await segment(house, request)?.code == .playbackTokenInvalid)
        let id = try await watch(house, request)
        #expect(house.sessions == [id])
        #expect(await segment(house, house.film(device: 9))?.code == .playbackTokenInvalid)
        #expect(await segment(house, house.film(2))?.code == .playbackTokenInvalid)
    }

    @Test("A player that names itself otherwise for media is still known by its address and stream")
    func otherAgent() async throws {
        let house = TestHouse()
        let request = house.film()
        _ = try await watch(house, request)
        #expect(await segment(house, request, connection: ConnectionKey(77), agent: "media agent") == nil)
    }

    @Test("A paused player loses its place, and takes it up again with its next segment")
    func pause() async throws {
        let house = TestHouse()
        let request = house.film()
        let id = try await watch(house, request)
        await house.pass(.seconds(1800))
        #expect(house.sessions.isEmpty)
        #expect(await house.leases().isEmpty)
        #expect(await segment(house, request) == nil)
        #expect(house.sessions == [id])
        #expect(await house.leases() == [id])
    }

    @Test("A paused player waits while somebody else has its place")
    func pauseAndLimit() async throws {
        let house = TestHouse()
        let paused = house.film()
        _ = try await watch(house, paused)
        await house.pass(.seconds(1800))
        let other = house.film(2, device: 2)
        let second = try await watch(house, other)
        #expect(await segment(house, paused)?.code == .connectionLimit)
        #expect(house.sessions == [second])
    }

    @Test("Nobody takes a session up again after the subscription ended, or after half a day")
    func noRevival() async throws {
        let house = TestHouse()
        let request = house.film()
        _ = try await watch(house, request)
        await house.pass(.seconds(600))
        house.setSubscriber { ($0.status, $0.generation) = (.banned, 1) }
        await house.gatekeeper.subscriberChanged(TestHouse.demo)
        #expect(await segment(house, request)?.code == .subscriberBanned)
        house.setSubscriber { $0.generation = 2 }
        await house.gatekeeper.subscriberChanged(TestHouse.demo)
        house.clock.advance(by: .seconds(13 * 3600))
        #expect(await segment(house, request)?.code == .playbackTokenInvalid)
    }

    @Test("A subscriber who may watch no longer gets no further segment within 2 s")
    func cutOff() async throws {
        let house = TestHouse()
        let request = house.film()
        _ = try await watch(house, request)
        house.setSubscriber { ($0.onDemandStreamIDs, $0.generation) = (.empty, 1) }
        await house.gatekeeper.subscriberChanged(TestHouse.demo)
        await house.pass(.seconds(2))
        #expect(house.sessions.isEmpty)
        #expect(await segment(house, request)?.code == .streamNotInBundle)
    }

    @Test("Opening another film takes the place of the one before, live or not")
    func zap() async throws {
        let house = TestHouse()
        _ = try await watch(house, house.film(1))
        let second = try await watch(house, house.film(2))
        #expect(house.sessions == [second])
        let live = house.request(1)
        let third = try #require(await house.open(live).id)
        #expect(house.sessions == [third])
        // A number is not a name: film 1 is not channel 1.
        #expect(await segment(house, house.film(1)) != nil)
    }
}
