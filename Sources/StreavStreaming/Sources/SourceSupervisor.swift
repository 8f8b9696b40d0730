public import Logging
import StreavMedia
public import StreavPorts
import Synchronization

/// Keeps the best of a channel's inputs on air.
///
/// A shell around ``SourceSupervisorStateMachine``: it opens and closes connections, reads their bytes, waits for
/// deadlines, and hands what the machine lets through to the sink.
public final class SourceSupervisor: Sendable {
    let plan: [SourcePlan]
    let opener: any MediaSourceOpener
    let clock: StreavClock
    let sink: any ProgramSink
    let noticed: @Sendable (SourceNotice) -> Void
    let logger: Logger
    let shared: Mutex<Shared>

    struct Shared {
        var machine: SourceSupervisorStateMachine
        /// Opened and not ended yet: at most one per input.
        var connections: [Int: SourceConnection] = [:]
        /// To be served by the task of ``SourceSupervisor/run()``: at most one per input.
        var openings: [SourceConnection] = []
        /// What the task of ``SourceSupervisor/run()`` sleeps until.
        var armed: MonotonicInstant?
        var wakeup: AsyncStream<Void>.Continuation?
    }

    /// - Parameters:
    ///   - plan: The inputs, the best first. Empty: the sink is told that its inputs are down.
    ///   - entropy: Draws the jitter of retries. Give each channel a fork of its own, or all retry in step.
    ///   - sink: Is called under this supervisor's lock, one call at a time: it must not call the supervisor back.
    ///   - noticed: The same, for what is worth a line in the stream's history.
    public init(
        plan: [SourcePlan], rules: SourceRules = SourceRules(), opener: any MediaSourceOpener, clock: StreavClock,
        entropy: any Entropy, sink: any ProgramSink, noticed: @escaping @Sendable (SourceNotice) -> Void = { _ in },
        logger: Logger
    ) {
        self.plan = plan
        self.opener = opener
        self.clock = clock
        self.sink = sink
        self.noticed = noticed
        self.logger = logger
        self.shared = Mutex(
            Shared(
                machine: SourceSupervisorStateMachine(
                    plan: plan, rules: rules, entropy: entropy, now: clock.monotonicNow)))
    }

    /// What the inputs are doing now.
    public func snapshot() -> SourceSupervisorSnapshot {
        shared.withLock { $0.machine.snapshot(at: clock.monotonicNow) }
    }

    /// Puts an input on air with its next key frame, and keeps it there while it is well.
    ///
    /// - Returns: False when there is no such input, or nothing runs.
    public func prefer(_ input: Int) -> Bool {
        shared.withLock { shared in
            guard shared.machine.canPrefer(input) else { return false }
            perform(shared.machine.prefer(input, at: clock.monotonicNow), &shared)
            return true
        }
    }

    /// Runs until the task is cancelled; returns when every connection has ended. May be called again after that, but
    /// never twice at a time.
    public func run() async {
        shared.withLock { perform($0.machine.start(at: clock.monotonicNow), &$0) }
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let turn = takeTurn()
                for connection in turn.openings {
                    group.addTask { await self.serve(connection) }
                }
                await wait(until: turn.deadline, or: turn.wakeups)
            }
            shared.withLock { perform($0.machine.stop(at: clock.monotonicNow), &$0) }
            group.cancelAll()
        }
        shared.withLock { shared in
            shared.openings = []
            shared.connections = [:]
            shared.wakeup = nil
        }
    }

    private struct Turn {
        let openings: [SourceConnection]
        /// When the next turn is due at the latest.
        let deadline: MonotonicInstant?
        /// Says that it is due before that. Made anew for each turn, since a cancelled wait ends its stream.
        let wakeups: AsyncStream<Void>
    }

    /// Lets the machine act on the time.
    private func takeTurn() -> Turn {
        let (wakeups, wakeup) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        return shared.withLock { shared in
            let now = clock.monotonicNow
            perform(shared.machine.tick(at: now), &shared)
            let openings = shared.openings
            shared.openings = []
            shared.armed = shared.machine.nextDeadline(after: now)
            shared.wakeup = wakeup
            return Turn(openings: openings, deadline: shared.armed, wakeups: wakeups)
        }
    }

    private func wait(until deadline: MonotonicInstant?, or wakeups: AsyncStream<Void>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in wakeups { return }
            }
            if let deadline {
                group.addTask { [clock] in
                    // Cancelled: the other task was first, or all is over; the caller looks.
                    try? await clock.sleep(until: deadline)
                }
            }
            await group.next()
            group.cancelAll()
        }
    }
}
