import Logging
import StreavPorts
import Synchronization

/// A connection that is made again whenever it is lost, on a thread of its own. Commands of any number of tasks go out
/// together; the thread ends with the last reference.
final class RedisConnection: Sendable {
    private let core: RedisConnectionCore
    private let clock: StreavClock

    init(
        _ configuration: RedisConfiguration, limits: RedisConnectionLimits, clock: StreavClock, entropy: any Entropy,
        logger: Logger
    ) throws(RedisSetupError) {
        let tls = try configuration.tls.map { tls throws(RedisSetupError) in try TLSContext(tls) }
        let core = RedisConnectionCore(
            RedisConnectionStateMachine(
                limits: limits, greeting: RedisGreeting(configuration), address: configuration.description,
                at: clock.monotonicNow),
            wakeUp: try WakeUp())
        try DedicatedThread.start {
            RedisConnectionDriver(core, configuration, tls, clock: clock, entropy: entropy, logger: logger).run()
        }
        self.core = core
        self.clock = clock
    }

    deinit {
        end()
    }

    /// Sends a command and waits for its answer, at most for the command's deadline. Cancelling the task changes
    /// neither.
    func send(_ command: RedisCommand) async throws(CacheError) -> RedisReply {
        let now = clock.monotonicNow
        let result = await withCheckedContinuation { (waiter: RedisConnectionCore.Waiter) in
            core.submit(command, waiter, at: now)
        }
        return try result.get()
    }

    func end() {
        core.end()
    }

    var isReady: Bool { core.state.withLock { $0.isReady } }
}
