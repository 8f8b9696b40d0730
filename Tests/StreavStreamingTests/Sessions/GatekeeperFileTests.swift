import StreavDomain
import StreavPorts
import Synchronization
import Testing

@testable import StreavStreaming

@Suite("Files by ranges and the connection limit")
struct GatekeeperFileTests {
    /// What was closed, and why.
    private final class Closings: Sendable {
        let all = Mutex<[UInt64: SessionEndReason]>([:])

        func closing(_ connection: UInt64) -> @Sendable (SessionEndReason) -> Void {
            { reason in self.all.withLock { $0[connection] = reason } }
        }

        var connections: [UInt64] { all.withLock { $0.keys.sorted() } }
    }

    /// An answer as the delivery layer begins it.
    private func begin(
        _ house: TestHouse, _ request: ViewerRequest, _ connection: UInt64, _ closings: Closings = Closings()
    ) async -> Result<SessionTicket, Denial> {
        let close = closings.closing(connection)
        let key = ConnectionKey(connection)
        switch house.gatekeeper.joinFile(request, connection: key, close: close) {
        case .granted(let ticket): return .success(ticket)
        case .denied(let denial): return .failure(denial)
        case .needsAdmission: return await house.gatekeeper.openFile(request, connection: key, close: close)
        }
    }

    @Test("A player that opens six sockets while it seeks has one session, and one place")
    func sixSockets() async throws {
        let house = TestHouse()
        let request = house.film(format: .progressive)
        var ids: Set<String> = []
        for connection in 1...6 as ClosedRange<UInt64> {
            ids.insert(try await begin(house, request, connection).get().sessionID)
        }
        #expect(ids.count == 1 && house.sessions == ids)
        for connection in 1...5 as ClosedRange<UInt64> {
            house.gatekeeper.fileEnded(session: ids.first!, connection: ConnectionKey(connection))
        }
        await house.pass(.seconds(60))
        #expect(house.sessions == ids)
        // Another device has to wait for the place.
        let other = await begin(house, house.film(device: 2, format: .progressive), 9)
        #expect(other.denial?.code == .connectionLimit)
    }

    @Test("A hundred openings at once by one player are one session")
    func race() async throws {
        let house = TestHouse()
        let request = house.film(format: .progressive)
        let ids = await withTaskGroup(of: String?.self) { group in
            for connection in 1...100 as ClosedRange<UInt64> {
                group.addTask { await self.begin(house, request, connection).id }
            }
            return await group.reduce(into: Set<String>()) { $0.formUnion([$1].compactMap(\.self)) }
        }
        #expect(ids.count == 1 && house.sessions.count == 1)
        #expect(await house.leases().count == 1)
    }

    @Test("More answers than a player may have under way end the oldest")
    func tooMany() async throws {
        let house = TestHouse()
        let closings = Closings()
        let request = house.film(format: .progressive)
        let limit = UInt64(SessionConfiguration().filesPerSession)
        for connection in 1...limit + 2 { _ = try await begin(house, request, connection, closings).get() }
        #expect(closings.connections == [1, 2])
        #expect(house.sessions.count == 1)
    }

    @Test("The session outlives its last answer by a while, and gives way to anybody meanwhile")
    func betweenAnswers() async throws {
        let house = TestHouse()
        let request = house.film(format: .progressive)
        let id = try await begin(house, request, 1).get().sessionID
        house.gatekeeper.fileEnded(session: id, connection: ConnectionKey(1))
        await house.pass(.seconds(5))
        #expect(try await begin(house, request, 2).get().sessionID == id)
        house.gatekeeper.fileEnded(session: id, connection: ConnectionKey(2))
        let other = house.film(2, device: 2, format: .progressive)
        let second = try await begin(house, other, 3).get().sessionID
        #expect(house.sessions == [second])
        house.gatekeeper.fileEnded(session: second, connection: ConnectionKey(3))
        await house.pass(.seconds(15))
        #expect(house.sessions.isEmpty)
        #expect(await house.leases().isEmpty)
    }

    @Test("A subscriber who may watch no longer is cut off within 2 s, in the middle of a file")
    func cutOff() async throws {
        let house = TestHouse()
        let closings = Closings()
        _ = try await begin(house, house.film(format: .progressive), 1, closings).get()
        house.setSubscriber { ($0.status, $0.generation) = (.disabled, 1) }
        await house.gatekeeper.subscriberChanged(TestHouse.demo)
        await house.pass(.seconds(2))
        #expect(closings.connections == [1])
        #expect(house.sessions.isEmpty)
        #expect(await begin(house, house.film(format: .progressive), 2).denial?.code == .subscriberDisabled)
    }

    @Test("A film that is in no bundle of theirs, and one that there is not, are refused")
    func foreign() async {
        let house = TestHouse()
        #expect(await begin(house, house.film(4, format: .progressive), 1).denial?.code == .streamNotInBundle)
        #expect(await begin(house, house.film(77, format: .progressive), 2).denial?.code == .streamNotFound)
        #expect(
            await begin(house, house.film(format: .progressive, token: "wrong"), 3).denial?.code
                == .credentialsInvalid)
        #expect(house.sessions.isEmpty)
    }

    @Test("Another player on the same address has a session of its own")
    func otherPlayer() async throws {
        let house = TestHouse()
        house.setSubscriber { $0.maxConnections = 2 }
        let first = try await begin(house, house.film(format: .progressive), 1).get().sessionID
        let second = try await begin(house, house.film(agent: "other", format: .progressive), 2).get().sessionID
        #expect(first != second && house.sessions == [first, second])
    }

    @Test("Whoever presents other credentials does not join a session")
    func otherCredentials() async throws {
        let house = TestHouse()
        _ = try await begin(house, house.film(format: .progressive), 1).get()
        #expect(await begin(house, house.film(format: .progressive, token: "guess"), 2).denial != nil)
    }
}
