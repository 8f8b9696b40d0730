import StreavScenario

/// The platform that a scenario asks for.
struct LoadWorldPlan: Sendable {
    var platform: PlatformPlan
    /// One for each client, as far as there are so many.
    var subscribers: Int
    /// The same of those whose subscription is to end during the run.
    var lapsing: Int
    var faults: FaultTimeline
    var watch: PlatformWatch

    /// The address of the source of each channel: computed ones, which tell in every picture which they are.
    var sources: [String] {
        (1...platform.channels).map { "synthetic:\($0)?name=Channel%20\($0)&bitrate=\(platform.bitrate.bitsPerSecond)" }
    }
}
