import ServiceLifecycle
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore

/// Looks at intervals how many events wait for the broker and for how long, whoever it is that publishes them.
public struct OutboxWatchService: NamedService {
    private let database: any Database
    private let clock: StreavClock
    private let metrics: ControlMetrics

    static let interval: Duration = .seconds(5)

    public init(platform: Platform, metrics: ControlMetrics) {
        database = platform.database
        clock = platform.clock
        self.metrics = metrics
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat {
                await look()
            } while (try? await clock.sleep(for: Self.interval)) != nil
        }
    }

    func look() async {
        let now = clock.wallNow
        let reading = try? await database.read { connection in
            ControlMetrics.OutboxReading(
                depth: try connection.outbox.depth(),
                // The clocks of two machines differ: an event is not younger than new.
                age: try connection.outbox.oldestWaiting().map { max(.zero, now.duration(since: $0)) })
        }
        metrics.note(outbox: reading)
    }
}
