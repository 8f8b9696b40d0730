import StreavDomain
import Testing

@testable import StreavStreaming

@Suite("What a node knows of the fleet")
struct FleetMapTests {
    private static let stream = LiveStreamID(5)
    private static let own = ServerID(1)
    private static let other = ServerID(2)

    private static func server(
        _ id: ServerID, status: ServerStatus = .active, isLost: Bool = false, heartbeats: Int64 = 1
    ) -> Server {
        Server(
            id: id, details: ServerDetails(name: "node-\(id)", publicURL: "http://node-\(id)/", status: status),
            health: ServerHealth(incarnation: 1, heartbeats: heartbeats, isLost: isLost),
            createdAt: Timestamp(milliseconds: 0), updatedAt: Timestamp(milliseconds: 0), revision: 1)
    }

    private static func map(
        _ assignments: [ServerAssignment], servers: [Server] = [server(own), server(other)]
    ) -> FleetMap {
        let map = FleetMap()
        map.update(own: own, servers: servers, holdings: map.merging(assignments))
        return map
    }

    private static func assigned(_ server: ServerID?, _ generation: Int64) -> ServerAssignment {
        ServerAssignment(liveStream: stream, server: server, generation: generation)
    }

    @Test("A stream is here, at another node's address, nowhere, or unknown")
    func places() {
        #expect(FleetMap().place(of: Self.stream) == .unsettled)
        #expect(Self.map([]).place(of: Self.stream) == .unknown)
        #expect(Self.map([Self.assigned(Self.own, 1)]).place(of: Self.stream) == .here)
        #expect(
            Self.map([Self.assigned(Self.other, 3)]).place(of: Self.stream)
                == .elsewhere(publicURL: "http://node-2", generation: 3))
        #expect(Self.map([Self.assigned(nil, 3)]).place(of: Self.stream) == .nowhere)
        for away in [
            Self.server(Self.other, isLost: true), Self.server(Self.other, status: .disabled),
            Self.server(Self.other, heartbeats: 0),
        ] {
            let map = Self.map([Self.assigned(Self.other, 3)], servers: [Self.server(Self.own), away])
            #expect(map.place(of: Self.stream) == .nowhere)
        }
    }

    @Test("A reading that is behind takes nothing back (F22)")
    func generations() {
        let map = Self.map([Self.assigned(Self.own, 4)])
        let behind = map.merging([Self.assigned(Self.other, 3)])
        #expect(behind[Self.stream] == .init(server: Self.own, generation: 4))
        let newer = map.merging([Self.assigned(Self.other, 5)])
        #expect(newer[Self.stream] == .init(server: Self.other, generation: 5))
        #expect(map.merging([]).isEmpty, "a stream that is gone is gone")
    }

    @Test("A server that falls silent is not sent to, from the next heartbeat on")
    func servers() {
        let map = Self.map([Self.assigned(Self.other, 1)])
        #expect(map.hasOthers)
        map.update(servers: [Self.server(Self.own), Self.server(Self.other, isLost: true)])
        #expect(map.place(of: Self.stream) == .nowhere)
        map.update(servers: [Self.server(Self.own)])
        #expect(!map.hasOthers)
    }

    @Test("A node that is to get nobody new sends on-demand viewers to another one, where there is one")
    func substitutes() {
        let film = OnDemandStreamID(3)
        #expect(Self.map([]).substitute(for: film) == nil)
        let draining = Self.map([], servers: [Self.server(Self.own, status: .draining), Self.server(Self.other)])
        #expect(draining.substitute(for: film) == "http://node-2")
        #expect(draining.isSwitchedOff)
        let alone = Self.map([], servers: [Self.server(Self.own, status: .draining)])
        #expect(alone.substitute(for: film) == nil)
    }
}
