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
    private let makeAddress: @Sendable (LiveStreamID, Int64, Timestamp) -> String
    private let logger: Logger
    private let channels = Mutex<[LiveStreamID: LiveChannel]>([:])
    private let starts: AsyncStream<LiveChannel>
    private let startContinuation: AsyncStream<LiveChannel>.Continuation

    /// How long a viewer waits for a channel that starts on demand.
    public static let startTimeout: Duration = .seconds(10)

    /// - Parameter address: Makes the path of a segment from channel, sequence number and the end of its signature.
    public init(
        configuration: ChannelConfiguration, opener: any MediaSourceOpener, clock: StreavClock, entropy: any Entropy,
        journal: any ChannelJournal, logger: Logger,
        address: @escaping @Sendable (LiveStreamID, _ mediaSequence: Int64, _ expires: Timestamp) -> String
    ) {
        self.configuration = configuration
        self.opener = opener
        self.clock = clock
        self.entropy = entropy
        self.journal = journal
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
        for channel in started { startContinuation.yield(channel) }
    }

    public func channel(_ id: LiveStreamID) -> LiveChannel? {
        channels.withLock { $0[id] }
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
                        journal: self.journal, logger: self.logger)
                }
            }
            group.cancelAll()
        }
    }

    private func tickAll() async {
        while (try? await clock.sleep(for: LiveChannel.tick)) != nil {
            let all = channels.withLock { Array($0.values) }
            for channel in all { channel.tickNow() }
        }
    }

    private func makeChannel(_ plan: ChannelPlan, record: ChannelRecord?) -> LiveChannel {
        let makeAddress = makeAddress
        return LiveChannel(plan: plan, configuration: configuration, record: record, clock: clock) {
            sequence, expires in
            makeAddress(plan.id, sequence, expires)
        }
    }
}
