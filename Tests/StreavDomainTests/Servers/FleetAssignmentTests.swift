import StreavDomain
import Testing

@Suite("Which server runs which live stream")
struct FleetAssignmentTests {
    private typealias Member = FleetAssignment.Member
    private typealias Placement = FleetAssignment.Placement

    /// A fleet as it may be after anything has happened.
    private struct Fleet {
        var members: [Member]
        var placements: [Placement]

        init(seed: UInt64) {
            var random = SplitMix(seed: seed)
            members = (1...Int.random(in: 1...8, using: &random)).map { id in
                let standings: [FleetAssignment.Standing] = [.taking, .taking, .taking, .keeping, .nothing]
                return Member(
                    id: ServerID(Int32(id)), standing: standings.randomElement(using: &random) ?? .taking,
                    weight: Int.random(in: 1...4, using: &random))
            }
            placements = (1...Int.random(in: 1...120, using: &random)).map { id in
                let server = Int32.random(in: 0...10, using: &random)
                return Placement(
                    stream: LiveStreamID(Int32(id)), server: server == 0 ? nil : ServerID(server),
                    isWatched: Bool.random(using: &random))
            }.shuffled(using: &random)
        }

        var taking: [Member] { members.filter { $0.standing == .taking } }

        func standing(of server: ServerID?) -> FleetAssignment.Standing? {
            members.first { $0.id == server }?.standing
        }

        mutating func apply(_ moves: [FleetAssignment.Move]) {
            for move in moves {
                for index in placements.indices where placements[index].stream == move.stream {
                    placements[index].server = move.server
                }
            }
        }

        mutating func settle(balancingMoves: Int? = nil) -> [FleetAssignment.Move] {
            let moves = FleetAssignment.moves(
                members: members, placements: placements, balancingMoves: balancingMoves)
            apply(moves)
            return moves
        }

        func count(on server: ServerID) -> Int { placements.count { $0.server == server } }
    }

    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        init(seed: UInt64) { state = seed }

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    @Test("Every stream is on one server that takes streams, as soon as there is one")
    func everyStreamHasAServer() {
        for seed in 0..<400 {
            var fleet = Fleet(seed: UInt64(seed))
            let moves = fleet.settle()
            #expect(Set(moves.map(\.stream)).count == moves.count, "seed \(seed): a stream moves twice")
            for placement in fleet.placements {
                let standing = fleet.standing(of: placement.server)
                if fleet.taking.isEmpty {
                    #expect(placement.server == nil || standing == .keeping, "seed \(seed)")
                } else {
                    #expect(standing == .taking, "seed \(seed), stream \(placement.stream)")
                }
            }
        }
    }

    @Test("Who decides twice, or in another order, decides the same")
    func deterministic() {
        for seed in 0..<100 {
            var fleet = Fleet(seed: UInt64(seed))
            let same = FleetAssignment.moves(
                members: fleet.members.reversed(), placements: fleet.placements.reversed())
            #expect(fleet.settle() == same, "seed \(seed)")
            #expect(fleet.settle(balancingMoves: 0).isEmpty, "seed \(seed): a settled fleet moves")
        }
    }

    @Test("Nothing moves without need: only what lost its server, and for balance a few that nobody watches")
    func fewMoves() {
        for seed in 0..<400 {
            var fleet = Fleet(seed: UInt64(seed))
            let before = Dictionary(uniqueKeysWithValues: fleet.placements.map { ($0.stream, $0) })
            let total = fleet.placements.count
            let placeless = fleet.placements.filter { fleet.standing(of: $0.server) != .taking }
            let moves = fleet.settle()
            guard !fleet.taking.isEmpty else { continue }
            let lost = Set(placeless.map(\.stream))
            let balancing = moves.filter { !lost.contains($0.stream) }
            #expect(balancing.count <= FleetAssignment.gentleMoves(streams: total), "seed \(seed)")
            #expect(balancing.allSatisfy { before[$0.stream]?.isWatched == false }, "seed \(seed)")
        }
    }

    @Test("Where nobody watches, each server comes within a tenth of its share, and a small fleet to its share")
    func balance() {
        for seed in 0..<400 {
            var fleet = Fleet(seed: UInt64(seed))
            for index in fleet.placements.indices { fleet.placements[index].isWatched = false }
            _ = fleet.settle(balancingMoves: .max)
            let weight = fleet.taking.reduce(0) { $0 + $1.weight }
            for member in fleet.taking {
                let share = Double(fleet.placements.count * member.weight) / Double(weight)
                let count = Double(fleet.count(on: member.id))
                let tenth = (share / 10).rounded(.down)
                #expect(count <= share.rounded(.up) + tenth, "seed \(seed): \(count) of \(share)")
                #expect(count >= share.rounded(.down) - tenth, "seed \(seed): \(count) of \(share)")
            }
            #expect(fleet.settle(balancingMoves: .max).isEmpty, "seed \(seed): balancing never ends")
        }
    }

    @Test("A dead server's streams alone move, to all the others")
    func death() {
        var fleet = Fleet(seed: 1)
        fleet.members = (1...4).map { Member(id: ServerID($0), standing: .taking) }
        fleet.placements = (1...100).map { Placement(stream: LiveStreamID($0), server: nil, isWatched: true) }
        _ = fleet.settle()
        let before = fleet
        fleet.members[1].standing = .keeping
        let moves = fleet.settle()
        #expect(Set(moves.map(\.stream)) == Set(before.placements.filter { $0.server == ServerID(2) }.map(\.stream)))
        for id in [1, 3, 4] { #expect((30...37).contains(fleet.count(on: ServerID(Int32(id))))) }
    }

    @Test("A server that comes back is filled with what nobody watches, a few at a time")
    func comeback() {
        var fleet = Fleet(seed: 1)
        fleet.members = [Member(id: ServerID(1), standing: .taking), Member(id: ServerID(2), standing: .taking)]
        fleet.placements = (1...100).map {
            Placement(stream: LiveStreamID($0), server: ServerID(1), isWatched: $0 <= 70)
        }
        #expect(fleet.settle().count == 2)
        var rounds = 1
        while !fleet.settle().isEmpty { rounds += 1 }
        #expect(fleet.count(on: ServerID(2)) == 30, "what is watched stays, however uneven that is")
        #expect(fleet.placements.filter(\.isWatched).allSatisfy { $0.server == ServerID(1) })
        #expect(rounds == 15)
    }

    @Test("A server that went silent keeps its streams while no other is there to take them (F12)")
    func loneServerCutOff() {
        let placements = [Placement(stream: LiveStreamID(1), server: ServerID(1))]
        let keeping = FleetAssignment.moves(
            members: [Member(id: ServerID(1), standing: .keeping)], placements: placements)
        #expect(keeping.isEmpty)
        let disabled = FleetAssignment.moves(
            members: [Member(id: ServerID(1), standing: .nothing)], placements: placements)
        #expect(disabled == [.init(stream: LiveStreamID(1), server: nil)])
    }
}
