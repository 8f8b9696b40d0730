internal import StreavControl
internal import StreavDomain
internal import StreavPorts
internal import StreavSQL
internal import StreavStore

/// What is in the database.
extension DoctorExamination {
    func secret() async -> DoctorFinding {
        let cure = "set the STREAV_SECRET_KEY that the data was made with, the same for every program"
        guard backends.secret != nil else { return .failed("secret-key", "none is set", cure: cure) }
        return await check("secret-key") {
            let control = try session.control()
            let now = session.clock.wallNow
            let page = try await session.read {
                try $0.catalogue.subscribers(
                    .init(), order: .id, including: [], now: now, .init(offset: 0, limit: 1))
            }
            if let sealed = page.entries.first?.sealedToken {
                guard (try? control.accessToken(sealed: sealed)) != nil else {
                    return .failed("secret-key", "it does not open what is stored", cure: cure)
                }
                return .ok("secret-key")
            }
            // Without subscribers the log's first entry tells.
            if case .broken(sequence: 1) = try await control.verifyActivity() {
                return .failed("secret-key", "it is not the one that the activity log was written with", cure: cure)
            }
            return .ok("secret-key")
        }
    }

    func activity() async -> DoctorFinding {
        await check("activity-log") {
            switch try await session.control().verifyActivity() {
            case .intact(let entries): return .ok("activity-log", "\(entries) entries")
            case .broken(let sequence):
                return .failed(
                    "activity-log", "entry \(sequence) was changed, put in, or follows one that was taken out",
                    cure: "find out who writes to the database beside Streav, and compare with the last backup")
            }
        }
    }

    func outbox() async -> DoctorFinding {
        await check("outbox") {
            let (depth, oldest) = try await session.read { (try $0.outbox.depth(), try $0.outbox.oldestWaiting()) }
            guard let oldest, session.clock.wallNow.duration(since: oldest) > Self.outboxTolerance else {
                return .ok("outbox", "\(depth) wait")
            }
            let seconds = session.clock.wallNow.duration(since: oldest).wholeMilliseconds / 1000
            return .failed(
                "outbox", "\(depth) changes wait, the oldest for \(seconds) s: the nodes have not heard of them",
                cure: "see that streav-management or streav-api runs and reaches the broker; streav-cli outbox list "
                    + "shows what waits, and outbox retry tries it at once")
        }
    }

    func administrators() async -> DoctorFinding {
        await check("administrators") {
            let count = try await session.read { try $0.users.administratorCount() }
            guard count > 0 else {
                return .failed(
                    "administrators", "nobody can administrate",
                    cure: "streav-cli user create NAME --role administrator")
            }
            return .ok("administrators", "\(count)")
        }
    }

    func secondFactors() async -> [DoctorFinding] {
        [
            await check("second-factors") {
                let page = try await session.read {
                    try $0.users.list(
                        .init(role: .administrator, isDisabled: false), order: .username, descending: false,
                        ListSlice(offset: 0, limit: ListSlice.sizeLimit))
                }
                let without = page.entries.filter { !$0.hasSecondFactor }.map(\.user.details.username)
                guard !without.isEmpty else { return .ok("second-factors") }
                return .warning(
                    "second-factors", "these administrators sign in with a password alone: \(Self.names(without))",
                    cure: "let each set one up in the dashboard, under the own account")
            }
        ]
    }

    func nodes() async -> DoctorFinding {
        await check("nodes") {
            let all = try await session.read { try $0.servers.all() }
            let start = "start streav-streaming there and look at its log; streav-cli server list shows all"
            let lost = all.filter { $0.details.status != .disabled && $0.health.isLost }.map(\.details.name)
            guard all.contains(where: { $0.details.status == .active && $0.isReachable && !$0.health.isLeaving }) else {
                return .failed(
                    "nodes",
                    lost.isEmpty
                        ? "no streaming node is in service" : "no node is in service: lost are \(Self.names(lost))",
                    cure: all.contains { $0.isReachable }
                        ? "streav-cli server activate NAME"
                        : all.isEmpty ? "start streav-streaming on some machine: it registers itself" : start)
            }
            guard lost.isEmpty else {
                return .failed("nodes", "these have fallen silent: \(Self.names(lost))", cure: start)
            }
            // Marks of life are counted where the control plane runs; where it does not, nobody counts.
            let now = session.clock.wallNow
            let silent = all.filter { node in
                guard node.details.status != .disabled, !node.health.isLeaving, let last = node.health.lastHeartbeatAt
                else { return false }
                return now.duration(since: last) > Self.silenceTolerance
            }.map(\.details.name)
            guard silent.isEmpty else {
                return .failed(
                    "nodes",
                    "these have said nothing for more than \(Self.silenceTolerance.wholeMilliseconds / 1000) s and "
                        + "nobody has noticed: \(Self.names(silent))",
                    cure: "start streav-streaming there, and streav-management or streav-api, which watch over nodes")
            }
            return .ok("nodes", "\(all.count)")
        }
    }

    func streams() async -> DoctorFinding {
        await check("streams") {
            let unassigned = try await session.read { try $0.assignments.all() }.filter { $0.server == nil }
            guard !unassigned.isEmpty else { return .ok("streams") }
            return .failed(
                "streams",
                "no node runs these live streams: \(Self.names(unassigned.map { "\($0.liveStream)" }))",
                cure: "start a node or activate one, and see that streav-management or streav-api runs, which assign")
        }
    }

    func deadLetters() async -> DoctorFinding {
        await check("dead-letters") {
            guard let broker = backends.broker else { return .skipped("dead-letters", "no broker server is named") }
            var found: [String] = []
            for server in try await session.read({ try $0.servers.all() }) {
                let queue = ControlEvents.deadLetterQueue(ofNode: server.details.name)
                do throws(BrokerError) {
                    let depth = try await broker.port.depth(of: queue)
                    if depth > 0 { found.append("\(depth) in \(queue)") }
                } catch {
                    // A node that has not started yet has no queue.
                    guard error.code == .unknownTopology else { throw error }
                }
            }
            guard !found.isEmpty else { return .ok("dead-letters") }
            return .failed(
                "dead-letters", "nodes could not act on some events: \(Self.names(found))",
                cure: "see that all programs are of one version, then purge the queue (rabbitmqctl purge_queue): "
                    + "nodes read everything again by themselves")
        }
    }

    /// Keys looked for at most: a look at every file of a large library would take too long.
    private static let mediaLimit = 20_000
    private static let mediaBatch = 500

    func media() async -> DoctorFinding {
        guard let hasMedia = backends.hasMedia else {
            return .skipped("media", "STREAV_MEDIA_ROOT is not set here")
        }
        return await check("media") {
            var missing: [String] = []
            var last: OnDemandStreamID?
            var count = 0
            while count < Self.mediaLimit {
                let after = last
                let found = try await session.read {
                    try $0.onDemandStreams.located(after: after, limit: Self.mediaBatch)
                }
                for stream in found where try await !hasMedia(stream.mediaKey) { missing.append(stream.mediaKey) }
                count += found.count
                guard found.count == Self.mediaBatch else { break }
                last = found.last?.id
            }
            guard !missing.isEmpty else { return .ok("media", "\(count) files") }
            return .warning(
                "media", "these files are not under the media root of this machine: \(Self.names(missing))",
                cure: "put them there, or make sure that another node has them; what nobody has cannot be played")
        }
    }
}
