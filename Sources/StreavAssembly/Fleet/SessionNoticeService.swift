import FoundationEssentials
import Logging
import ServiceLifecycle
import StreavControl
import StreavDomain
import StreavPorts

/// Tells the other nodes of sessions of theirs that had to give way.
struct SessionNoticeService: NamedService {
    private let broker: any MessageBroker
    private let logger: Logger
    private let notices: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation

    /// Notices that may wait for the broker; beyond, the oldest are dropped.
    private static let capacity = 1024

    init(broker: any MessageBroker, logger: Logger) {
        self.broker = broker
        self.logger = logger
        (notices, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.capacity))
    }

    func displaced(_ session: String) {
        continuation.yield(session)
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await session in notices {
                guard let body = try? JSONEncoder().encode(SessionDisplaced(session: session)) else { continue }
                do {
                    try await broker.publish(
                        BrokerMessage(
                            id: "displaced/\(session)", type: SessionDisplaced.type, body: [UInt8](body)),
                        to: ControlEvents.exchange, routingKey: SessionDisplaced.type)
                } catch {
                    logger.debug("A notice to the other nodes was lost.", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
