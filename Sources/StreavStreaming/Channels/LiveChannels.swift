public import Logging
public import StreavDomain
public import StreavPorts
import Synchronization

/// The channels of a node: brings what runs to what should run, and gives every channel its tick.
public final class LiveChannels: Sendable {
    private let configuration: ChannelConfiguration
    private let opener: any MediaSourceOpener
    private let clock: StreavClock
    private let entropy: any Entropy
    private let journal: any ChannelJournal
    private let chronicle: any ChannelChronicle
    private let makeAddress: @Sendable (LiveStreamID, Int64, Timestamp) -> String
    private let logger: Logger
    private let channels = Mutex<[LiveStreamID: LiveChannel]>([:])
    /// Channels that run no longer, the newest last: what they listed can be fetched until its time is over (HLS-12).
    private let retired = Mutex<[LiveChannel]>([])
    private let starts: AsyncStream<LiveChannel>
    private let startContinuation: AsyncStream<LiveChannel>.Continuation

    /// How long a viewer waits for a channel that starts on demand.
    public static let startTimeout: Duration = .seconds(10)
    /// Channels that are kept for their segments alone. Beyond, the oldest go at once.
    static let retiredLimit = 256

    /// - Parameter address: Makes the path of a segment from channel, sequence number and the end of its signature.
    public init(
        configuration: ChannelConfiguration, opener: any MediaSourceOpener, clock: StreavClock, entropy: any Entropy,
        journal: any ChannelJournal, chronicle: any ChannelChronicle = NoChronicle(), logger: Logger,
        address: @escaping @Sendable (LiveStreamID, _ mediaSequence: Int64, _ expires: Timestamp) -> String
    ) {
        self.configuration = configuration
        self.opener = opener
        self.clock = clock
        self.entropy = entropy
        self.journal = journal
        self.chronicle = chronicle
        self.logger = logger
        self.makeAddress = address
        (starts, startContinuation) = AsyncStream.makeStream()
    }

    /// Makes `plans` the channels of this node. A channel whose plan is unchanged is not touched; one whose plan
    /// changed goes on with it.
    public func apply(_ plans: [ChannelPlan]) {
        let (stopped, started) = channels.withLock { channels in
            var stopped: [LiveChannel] = []
            var started: [LiveChannel] = []
            var next: [LiveStreamID: LiveChannel] = [:]
            for plan in plans {
                let present = channels.removeValue(forKey: plan.id)
                if let present, present.plan == plan || present.update(plan) {
                    next[plan.id] = present
                    continue
                }
                let made = makeChannel(plan, record: present?.record(reserve: 1))
                if let present { stopped.append(present) }
                started.append(made)
                next[plan.id] = made
            }
            stopped.append(contentsOf: channels.values)
            channels = next
            return (stopped, started)
        }
        for channel in stopped { channel.stop() }
        retired.withLock { $0 = ($0 + stopped).suffix(Self.retiredLimit) }
        for channel in started { startContinuation.yield(channel) }
    }

    public func channel(_ id: LiveStreamID) -> LiveChannel? {
        channels.withLock { $0[id] }
    }

    /// How many there are.
    public var count: Int { channels.withLock { $0.count } }

    /// A segment that can be fetched now, of the channel or of one that had its place before.
    public func segment(of id: LiveStreamID, _ mediaSequence: Int64) -> MediaSegment? {
        if let present = channel(id)?.segment(mediaSequence) { return present }
        let former = retired.withLock { $0.filter { $0.id == id } }
        return former.lazy.compactMap { $0.segment(mediaSequence) }.first
    }

    /// In the order of their identifiers.
    public func snapshots() -> [ChannelSnapshot] {
        let all = channels.withLock { Array($0.values) }
        return all.map { $0.snapshot() }.sorted { $0.id < $1.id }
    }

    /// Runs all channels until the task is cancelled.
    public func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.tickAll() }
            for await channel in starts {
                group.addTask {
                    await channel.run(
                        opener: self.opener, clock: self.clock,
                        entropy: self.entropy.fork("channel/\(channel.id)"),
                        journal: self.journal, chronicle: self.chronicle, logger: self.logger)
                }
            }
            group.cancelAll()
        }
    }

    private func tickAll() async {
        while (try? await clock.sleep(for: LiveChannel.tick)) != nil {
            let all = channels.withLock { Array($0.values) }
            for channel in all { channel.tickNow() }
            tickRetired()
        }
    }

    func tickRetired() {
        let former = retired.withLock { $0 }
        guard !former.isEmpty else { return }
        for channel in former { channel.tickNow() }
        let spent = Set(former.filter { !$0.hasSegments }.map(ObjectIdentifier.init))
        if !spent.isEmpty { retired.withLock { $0.removeAll { spent.contains(ObjectIdentifier($0)) } } }
    }

    private func makeChannel(_ plan: ChannelPlan, record: ChannelRecord?) -> LiveChannel {
        let makeAddress = makeAddress
        return LiveChannel(plan: plan, configuration: configuration, record: record, clock: clock) {
            sequence, expires in
            makeAddress(plan.id, sequence, expires)
        }
    }
}
