/// The working state of ``FleetAssignment``.
struct FleetPlan {
    private struct Share {
        let id: ServerID
        let weight: Int
        var streams = 0
        /// Streams there that may be moved for balance, in ascending order.
        var movable: [Int] = []
    }

    private let members: [ServerID: FleetAssignment.Standing]
    private let placements: [FleetAssignment.Placement]
    private var owners: [ServerID?]
    /// The servers that take streams, in the order of their ids.
    private var shares: [Share]
    private let totalWeight: Int

    init(members: [FleetAssignment.Member], placements: [FleetAssignment.Placement]) {
        self.members = Dictionary(members.map { ($0.id, $0.standing) }, uniquingKeysWith: { first, _ in first })
        self.placements = placements.sorted { $0.stream < $1.stream }
        owners = self.placements.map(\.server)
        shares = members.filter { $0.standing == .taking }.sorted { $0.id < $1.id }.map {
            Share(id: $0.id, weight: $0.weight)
        }
        totalWeight = shares.reduce(0) { $0 + $1.weight }
    }

    var moves: [FleetAssignment.Move] {
        placements.indices.compactMap { index in
            owners[index] == placements[index].server
                ? nil : FleetAssignment.Move(stream: placements[index].stream, server: owners[index])
        }
    }

    /// Gives every stream a server that may have it, where there is one.
    mutating func housePlaceless() {
        let places = Dictionary(uniqueKeysWithValues: shares.indices.map { (shares[$0].id, $0) })
        var placeless: [Int] = []
        for index in placements.indices {
            if let place = owners[index].flatMap({ places[$0] }) {
                shares[place].streams += 1
                if !placements[index].isWatched { shares[place].movable.append(index) }
            } else if shares.isEmpty {
                let standing = owners[index].flatMap { members[$0] } ?? .nothing
                if standing == .nothing { owners[index] = nil }
            } else {
                placeless.append(index)
            }
        }
        for index in placeless {
            guard let place = home(for: placements[index].stream) else { continue }
            owners[index] = shares[place].id
            shares[place].streams += 1
            // It moves this once, and needs no second move in the same breath.
        }
    }

    /// Of the servers that have less than their share, the one with the highest hash: whatever the others are, a stream
    /// prefers the same one. There is always one while a stream is without.
    private func home(for stream: LiveStreamID) -> Int? {
        let wanting = shares.indices.filter { shares[$0].streams < upperShare(shares[$0], excess: 0) }
        return wanting.max { Self.hash(stream, shares[$0].id) < Self.hash(stream, shares[$1].id) }
    }

    /// Moves streams that nobody watches from servers with clearly more than their share to those with less.
    mutating func balance(atMost limit: Int) {
        guard shares.count > 1 else { return }
        for _ in 0..<max(0, limit) {
            let givers = shares.indices.filter {
                !shares[$0].movable.isEmpty && shares[$0].streams > lowerShare(shares[$0], shortage: 0)
            }
            let takers = shares.indices.filter { shares[$0].streams < upperShare(shares[$0], excess: 0) }
            guard let giver = givers.max(by: { surplus($0) < surplus($1) }),
                let taker = takers.min(by: { surplus($0) < surplus($1) }), giver != taker
            else { return }
            let (numerator, _) = FleetAssignment.tolerance
            let isOver = shares[giver].streams > upperShare(shares[giver], excess: numerator)
            let isUnder = shares[taker].streams < lowerShare(shares[taker], shortage: numerator)
            guard isOver || isUnder, let index = shares[giver].movable.popLast() else { return }
            owners[index] = shares[taker].id
            shares[giver].streams -= 1
            shares[taker].streams += 1
        }
    }

    /// How much a server has beyond its share, in parts that can be compared between servers of all weights.
    private func surplus(_ place: Int) -> Int {
        shares[place].streams * totalWeight - placements.count * shares[place].weight
    }

    /// A server's share, rounded up, and so many whole tenths of it more.
    private func upperShare(_ share: Share, excess: Int) -> Int {
        let parts = placements.count * share.weight
        return (parts + totalWeight - 1) / totalWeight + tenths(parts) * excess
    }

    /// A server's share, rounded down, and so many whole tenths of it less.
    private func lowerShare(_ share: Share, shortage: Int) -> Int {
        let parts = placements.count * share.weight
        return parts / totalWeight - tenths(parts) * shortage
    }

    private func tenths(_ parts: Int) -> Int {
        let (_, denominator) = FleetAssignment.tolerance
        return parts / (totalWeight * denominator)
    }

    /// The finalizer of SplitMix64 over both numbers.
    private static func hash(_ stream: LiveStreamID, _ server: ServerID) -> UInt64 {
        let pair = UInt64(UInt32(bitPattern: stream.rawValue)) << 32 | UInt64(UInt32(bitPattern: server.rawValue))
        var value = pair &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
