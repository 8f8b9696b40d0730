import Logging
import StreavControl
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import Synchronization

/// What the platform as a whole had to do, minute by minute of the last hour, in memory: what the charts of the
/// overview are drawn from.
final class LoadHistory: Sendable {
    struct Sample: Sendable {
        var viewers: Double
        var bitsPerSecond: Double
        var channels: Double
    }

    static let interval: Duration = .seconds(10)
    /// An hour.
    static let limit = 360

    private let samples = Mutex<[Sample]>([])
    private let control: ControlPlane
    private let clock: StreavClock
    private let logger: Logger

    init(control: ControlPlane, clock: StreavClock, logger: Logger) {
        self.control = control
        self.clock = clock
        self.logger = logger
    }

    var recent: [Sample] { samples.withLock { $0 } }

    /// Takes samples until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            do {
                let servers = try await control.database.read { try $0.servers.all() }
                append(servers)
            } catch {
                logger.debug("the servers' load could not be read", metadata: ["error": "\(error)"])
            }
            try? await clock.sleep(for: Self.interval)
        }
    }

    func append(_ servers: [Server]) {
        let alive = servers.filter { !$0.health.isLost }
        let sample = Sample(
            viewers: Double(alive.reduce(0) { $0 + $1.load.viewers }),
            bitsPerSecond: Double(alive.reduce(0) { $0 + $1.load.outgoingBitsPerSecond }),
            channels: Double(alive.reduce(0) { $0 + $1.load.channels }))
        samples.withLock { samples in
            samples.append(sample)
            if samples.count > Self.limit { samples.removeFirst(samples.count - Self.limit) }
        }
    }
}
