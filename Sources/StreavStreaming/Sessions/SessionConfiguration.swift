/// The constants of sessions, leases and admission. Tests shorten none of them: they move the clock.
public struct SessionConfiguration: Sendable {
    /// How long a session that has fetched no media holds its place at first.
    public var pendingLife: Duration = .seconds(10)
    /// L: how long a place is held without renewal.
    public var leaseLife: Duration = .seconds(30)
    /// R: how often an active session's lease, and its entitlement, are renewed.
    public var renewalInterval: Duration = .seconds(10)
    /// E: how often expiry and idle times are looked at.
    public var expiryTick: Duration = .seconds(1)
    /// The longest idle time of an HLS session.
    public var maximumIdle: Duration = .seconds(30)
    /// The shortest time between two polls that says something about a player's rhythm: those for several renditions
    /// come at once.
    public var shortestPollInterval: Duration = .milliseconds(200)
    /// How long the session of a file by ranges goes on with no answer under way. It gives way to any other meanwhile.
    public var fileIdle: Duration = .seconds(10)
    /// Answers of one file that one session has under way at once: players that seek open several. One more ends the
    /// oldest.
    public var filesPerSession = 8
    /// For how long an on-demand session that is over can be taken up again by its player: a night's pause.
    public var dormantLife: Duration = .seconds(12 * 3600)
    /// Such sessions that are remembered, two entries each.
    public var dormantCapacity = 40_000
    /// Behind a CDN the node sees no segments: from its second reload on, a polling player counts as playing.
    public var isBehindCDN = false

    /// How long one cache operation may take before this node decides alone.
    public var cacheBudget: Duration = .milliseconds(50)
    /// Failures in a row that open a circuit: of the cache's, an operation that failed or took too long; of the
    /// entitlements', a reading that took too long.
    public var circuitFailures = 3
    /// Failing for this long opens it too, however few the calls.
    public var circuitPatience: Duration = .seconds(1)
    /// How long an open circuit waits before it tries one call.
    public var circuitPause: Duration = .seconds(1)

    /// How long an entitlement is believed without asking again.
    public var entitlementFreshness: Duration = .seconds(10)
    /// How long "no such subscriber" is believed, and how soon after a reading a wrong token makes a node read again.
    public var refusalFreshness: Duration = .seconds(1)
    /// How long a reading of an entitlement may take.
    public var entitlementBudget: Duration = .seconds(2)
    /// Entitlements kept in memory.
    public var entitlementCapacity = 50_000
    /// Unknown usernames remembered.
    public var unknownNameCapacity = 10_000

    /// Failed authentications per address and ``throttleWindow``.
    public var throttleFailures = 20
    public var throttleWindow: Duration = .seconds(60)
    /// Addresses remembered.
    public var throttleCapacity = 20_000

    /// Admissions of one subscriber that may wait for each other, where its limit is not higher.
    public var waitingAdmissions = 64
    /// Those who may wait for the reading of one subscriber: as many as the highest limit there is.
    public var waitingReadings = 10_000
    /// Renewals and re-evaluations under way at once.
    public var concurrentRenewals = 16
    /// Sessions on this node at once; beyond, `overloaded`.
    public var sessionCapacity = 200_000
    /// Devices held off after a kick.
    public var holdCapacity = 4096
    /// Moved sessions whose move is remembered, for ``maximumIdle``.
    public var moveCapacity = 20_000
    /// Sessions attributed to one transport connection, or to one address, player and channel.
    public var attributionCapacity = 8
    /// Denials of one code that are logged per second; the rest are counted.
    public var loggedDenialsPerSecond = 20

    public init() {}

    /// A provisional lease outlasts the pending time by two ticks, so that a session that fetches its first media at
    /// the last moment is renewed before its place is gone. One that is never used is given up at the end of the
    /// pending time.
    var provisionalLeaseLife: Duration { pendingLife + expiryTick * 2 }
}
