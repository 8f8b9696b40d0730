/// Clients that behave alike.
public struct Cohort: Sendable, Hashable {
    /// Unique in its scenario; 1 to 40 of a-z, 0-9, - and _. The value of the metrics' tag `cohort`.
    public var name: String
    public var kind: CohortKind
    public var load: CohortLoad
    /// Only players of playlists (``CohortKind/playsPlaylists``) have one that matters.
    public var player: PlayerProfile
    /// As ``player``.
    public var abr: AdaptationAlgorithm
    /// How long a viewer stays on one channel.
    public var dwell: Dwell
    /// How long a client stays at all.
    public var session: SessionLength
    public var network: NetworkProfile
    /// Jumps of viewers on demand; nil for none.
    public var seek: SeekPlan?
    public var persona: Persona
    public var ends: EndWeights
    /// Whether its players tell the platform how they do (CTA-5004). As ``player``.
    public var cmcd: Bool

    public init(
        name: String, kind: CohortKind, load: CohortLoad, player: PlayerProfile = .rfc8216,
        abr: AdaptationAlgorithm = .dynamic, dwell: Dwell = .stay, session: SessionLength = .wholeRun,
        network: NetworkProfile = .unlimited, seek: SeekPlan? = nil, persona: Persona = .watcher,
        ends: EndWeights = EndWeights(), cmcd: Bool = true
    ) {
        self.name = name
        self.kind = kind
        self.load = load
        self.player = player
        self.abr = abr
        self.dwell = dwell
        self.session = session
        self.network = network
        self.seek = seek
        self.persona = persona
        self.ends = ends
        self.cmcd = cmcd
    }
}
