/// Decides which server runs which live stream. Pure, and the same whoever decides: the same fleet and the same
/// assignments give the same moves.
///
/// Streams stay where they are. One moves when its server may no longer have it; then to the servers with room, spread
/// by rendezvous hashing. And one that nobody watches moves, a few at a time, where a server has clearly more than its
/// share: a server that comes back is filled gently.
public enum FleetAssignment {
    /// What a server has to do with live streams.
    public enum Standing: Hashable, Sendable {
        /// It is well and takes streams.
        case taking
        /// It gets no more, and keeps those that no other server takes: it drains, goes out of service, or has fallen
        /// silent, in which case it may well be serving still.
        case keeping
        /// It must not run any.
        case nothing
    }

    public struct Member: Hashable, Sendable {
        public var id: ServerID
        public var standing: Standing
        /// 1 or more.
        public var weight: Int

        public init(id: ServerID, standing: Standing, weight: Int = 1) {
            self.id = id
            self.standing = standing
            self.weight = max(1, weight)
        }
    }

    /// A live stream that should run, and where it does.
    public struct Placement: Hashable, Sendable {
        public var stream: LiveStreamID
        public var server: ServerID?
        /// It is moved only when it must be.
        public var isWatched: Bool

        public init(stream: LiveStreamID, server: ServerID?, isWatched: Bool = false) {
            self.stream = stream
            self.server = server
            self.isWatched = isWatched
        }
    }

    public struct Move: Hashable, Sendable {
        public var stream: LiveStreamID
        /// Nil: no server may run it.
        public var server: ServerID?

        public init(stream: LiveStreamID, server: ServerID?) {
            self.stream = stream
            self.server = server
        }
    }

    /// By how much a server may differ from its share before streams are moved for that alone, as a part of the share.
    static let tolerance = (numerator: 1, denominator: 10)

    /// How many streams are moved at a time for balance alone: enough for a returned server to have its share after
    /// about a minute of rounds, one a second, and few enough that sources are not stormed.
    public static func gentleMoves(streams: Int) -> Int { max(1, streams / 50) }

    /// What must change.
    ///
    /// - Parameters:
    ///   - placements: Every stream that should run, each once.
    ///   - balancingMoves: The most that are moved for balance alone; nil: ``gentleMoves(streams:)``.
    /// - Returns: In the order of streams, each at most once, and only to other servers than those they are on.
    public static func moves(
        members: [Member], placements: [Placement], balancingMoves: Int? = nil
    ) -> [Move] {
        var plan = FleetPlan(members: members, placements: placements)
        plan.housePlaceless()
        plan.balance(atMost: balancingMoves ?? gentleMoves(streams: placements.count))
        return plan.moves
    }
}
