/// How a kind of player behaves, apart from how it chooses bitrates.
public struct PlayerProfile: Sendable, Hashable {
    public var reload: ReloadTiming
    public var start: StartRule
    public var retries: RetryRule
    /// Segments are fetched until so much is buffered. Live it is bounded by the window less the hold-back anyway.
    public var forwardGoal: Duration
    /// No segment is fetched that would make the buffer larger.
    public var bufferCap: Duration
    /// Begins with the oldest segment and fetches all there is, at once.
    public var takesEverything: Bool

    public init(
        reload: ReloadTiming = .rfc8216, start: StartRule = .fast, retries: RetryRule = RetryRule(),
        forwardGoal: Duration = .seconds(30), bufferCap: Duration = .seconds(60), takesEverything: Bool = false
    ) {
        self.reload = reload
        self.start = start
        self.retries = retries
        self.forwardGoal = forwardGoal
        self.bufferCap = bufferCap
        self.takesEverything = takesEverything
    }

    /// The profile of a reload timing, everything else as that kind of player does it.
    public static func named(_ reload: ReloadTiming) -> PlayerProfile {
        switch reload {
        case .rfc8216, .hlsjs, .sloppy: PlayerProfile(reload: reload)
        case .vhs, .exo, .ffmpeg: PlayerProfile(reload: reload, start: .safe)
        case .greedy:
            PlayerProfile(
                reload: reload, forwardGoal: .seconds(86400), bufferCap: .seconds(86400), takesEverything: true)
        }
    }
}
