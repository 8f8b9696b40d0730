import StreavDomain
import StreavPorts

/// One session as the registry keeps it.
struct SessionRecord: Sendable {
    let id: String
    let subscriber: SubscriberID
    let stream: StreamID
    let format: StreamFormat
    let credential: SessionCredential
    /// When the playback token that opened it ends; nil when it was opened by the subscriber's own credentials.
    let tokenExpiry: Timestamp?
    let targetDuration: Duration
    let openedAt: MonotonicInstant
    let openedAtWall: Timestamp

    var device: SessionDevice
    var grant: SessionGrant
    var isActive = false
    /// It lapsed once without having fetched anything, and polls on.
    var isHalfDead = false
    var polls = 0
    var lastPoll: MonotonicInstant
    /// Nil until two polls have shown it.
    var pollInterval: Duration?
    /// Nil until media was sent to it.
    var lastMedia: MonotonicInstant?
    var bytes: Int64 = 0
    var renewalDue: MonotonicInstant
    /// Transport connections on which it polled.
    var connections: [ConnectionKey] = []
    /// Of a file by ranges: the connections with an answer under way, in the order of their beginning.
    var openFiles: [ConnectionKey] = []

    init(_ candidate: SessionCandidate, at now: MonotonicInstant, wall: Timestamp, renewalDue: MonotonicInstant) {
        id = candidate.id
        subscriber = candidate.subscriber
        stream = candidate.stream
        format = candidate.format
        credential = candidate.credential
        tokenExpiry = candidate.tokenExpiry
        targetDuration = candidate.targetDuration
        device = candidate.device
        grant = candidate.grant
        openedAt = now
        openedAtWall = wall
        lastPoll = now
        if candidate.format == .progressive, let socket = candidate.socket { openFiles = [socket.connection] }
        self.renewalDue = renewalDue
    }

    var route: MediaRoute { MediaRoute(device: device, stream: stream) }

    var isOnDemandHLS: Bool { format == .hls && stream.onDemand != nil }

    /// A file by ranges whose player has no answer under way. It may only be between two seeks.
    var isBetweenFiles: Bool { format == .progressive && openFiles.isEmpty }

    /// It holds a place and makes no use of it.
    var isUnused: Bool { isBetweenFiles || (isHalfDead && !isActive) }

    var lastActivity: MonotonicInstant { max(lastPoll, lastMedia ?? lastPoll) }

    /// Since when it has got nothing.
    var lastFed: MonotonicInstant { lastMedia ?? openedAt }

    /// How long it may be silent: max(2 × TD, 3 × observed poll interval), never over `maximum`. Until its rhythm is
    /// known it gets the time a session that was only opened has.
    func idleTime(_ configuration: SessionConfiguration) -> Duration {
        // A playlist that does not change is loaded once: only segments show that its player is there.
        if isOnDemandHLS { return isActive ? configuration.maximumIdle : configuration.pendingLife }
        let rhythm = pollInterval.map { $0 * 3 } ?? configuration.pendingLife
        return min(configuration.maximumIdle, max(targetDuration * 2, rhythm))
    }

    /// Whether it has fetched nothing for more than its own rhythm, with half of it again as slack for a late request.
    func isStarved(at now: MonotonicInstant) -> Bool {
        now - lastFed > max(targetDuration, pollInterval ?? targetDuration) * 3 / 2
    }

    var kind: SessionKind { SessionKind(format: format, state: isActive ? .active : .pending) }

    mutating func feed(bytes: Int, at now: MonotonicInstant) {
        if !isActive {
            isActive = true
            isHalfDead = false
            // Its provisional lease becomes a whole one at once.
            renewalDue = min(renewalDue, now)
        }
        lastMedia = now
        self.bytes += Int64(bytes)
    }

    mutating func notePoll(at now: MonotonicInstant, _ configuration: SessionConfiguration) {
        let observed = now - lastPoll
        if polls > 0, observed >= configuration.shortestPollInterval {
            // Up at once, down slowly: a player must never be taken for gone because it had polled faster for a while.
            let smoothed = pollInterval.map { ($0 * 3 + observed) / 4 } ?? observed
            pollInterval = min(configuration.maximumIdle, max(observed, smoothed))
        }
        polls += 1
        lastPoll = now
    }
}
