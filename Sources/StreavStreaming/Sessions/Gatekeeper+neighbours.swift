public import StreavDomain

/// Sessions and the other nodes.
extension Gatekeeper {
    /// A player was sent to the node that runs its stream now. The session goes on there under the same id, so its
    /// place is not given up: it lapses by itself where the player never arrives.
    public func handOver(session: String) async {
        guard let record = registry.withMachine({ $0.sessions[session] }) else { return }
        // In its turn: a renewal under way would give the place back when it finds the session gone.
        await registry.turns.withCertainTurn(record.subscriber) { self.registry.handOver(session) }
    }

    /// Another node says that a session of this one has given its place away.
    ///
    /// It is over unless it has found a place again since: the news may be late.
    public func displaced(session: String) async {
        guard let record = registry.withMachine({ $0.sessions[session] }) else { return }
        await registry.turns.withCertainTurn(record.subscriber) {
            guard await self.registry.leases.members(of: record.subscriber)?.contains(session) == false else { return }
            self.registry.end(session, .moved)
        }
    }

    /// The live streams that somebody watches here.
    public var watchedStreams: Set<LiveStreamID> {
        registry.withMachine { machine in
            var streams: Set<LiveStreamID> = []
            for record in machine.sessions.values {
                if let live = record.stream.live { streams.insert(live) }
            }
            return streams
        }
    }

    /// Sessions of live streams that are there.
    public var liveSessionCount: Int {
        registry.withMachine { machine in machine.sessions.values.count { $0.stream.live != nil } }
    }
}

extension Gatekeeper {
    /// How many sessions each live stream has here; those without any are left out.
    public var liveViewerCounts: [LiveStreamID: Int] {
        registry.withMachine { machine in
            var counts: [LiveStreamID: Int] = [:]
            for record in machine.sessions.values {
                if let live = record.stream.live { counts[live, default: 0] += 1 }
            }
            return counts
        }
    }
}
