/// What one source of a live stream was doing when its node last said so.
public struct LiveStreamSourceStatus: Hashable, Sendable {
    public enum State: String, CaseIterable, Hashable, Sendable {
        /// Not needed now.
        case idle
        /// Failed; waits for its next attempt.
        case waiting
        /// Opened; no key frame yet.
        case opening
        /// Delivers, but another source is on air.
        case standby
        /// On air.
        case active
    }

    public var state: State
    /// Received over the last seconds; 0 where nothing is open.
    public var bitsPerSecond: Int64
    /// Its media advances slower than real time.
    public var isDegraded: Bool
    /// Its tracks are not those of the source on air.
    public var isDivergent: Bool
    /// The machine code of its last failure, e.g. `noBytes`; letters alone.
    public var lastFailure: String?

    public init(
        state: State, bitsPerSecond: Int64 = 0, isDegraded: Bool = false, isDivergent: Bool = false,
        lastFailure: String? = nil
    ) {
        self.state = state
        self.bitsPerSecond = bitsPerSecond
        self.isDegraded = isDegraded
        self.isDivergent = isDivergent
        self.lastFailure = lastFailure
    }

    /// As one text, for all sources of a stream in their order: `active,4200000,,;waiting,0,,noBytes`.
    public static func write(_ sources: [LiveStreamSourceStatus]) -> String {
        sources.prefix(LiveStreamDetails.sourceLimit).map { source in
            let marks = (source.isDegraded ? "s" : "") + (source.isDivergent ? "d" : "")
            let failure = (source.lastFailure ?? "").filter { $0.isASCII && $0.isLetter }.prefix(40)
            return "\(source.state.rawValue),\(source.bitsPerSecond),\(marks),\(failure)"
        }.joined(separator: ";")
    }

    /// What was written; what cannot be read is left out from there on.
    public static func read(_ text: String) -> [LiveStreamSourceStatus] {
        var sources: [LiveStreamSourceStatus] = []
        for part in text.split(separator: ";").prefix(LiveStreamDetails.sourceLimit) {
            let fields = part.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count == 4, let state = State(rawValue: String(fields[0])), let bits = Int64(fields[1]) else {
                break
            }
            sources.append(
                LiveStreamSourceStatus(
                    state: state, bitsPerSecond: bits, isDegraded: fields[2].contains("s"),
                    isDivergent: fields[2].contains("d"), lastFailure: fields[3].isEmpty ? nil : String(fields[3])))
        }
        return sources
    }
}
