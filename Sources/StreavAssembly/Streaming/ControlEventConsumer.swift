import FoundationEssentials
import Logging
import ServiceLifecycle
import StreavControl
import StreavDomain
import StreavPorts
import StreavStreaming

/// Hears what the control plane changed and acts on it: forgets what was known and judges running sessions anew.
///
/// Acting twice does no harm, so redeliveries and duplicates need no memory.
struct ControlEventConsumer: NamedService {
    let broker: any MessageBroker
    /// The node's own queue.
    let queue: String
    /// What could not be read or acted on, for an operator to look at.
    let deadLetters: String
    let entitlements: StoredEntitlements
    let gatekeeper: Gatekeeper
    let planner: ChannelPlanner
    let channels: LiveChannels
    let plans: OnDemandPlans
    let clock: StreavClock
    let logger: Logger

    private static let prefetch = 16
    private static let retryInterval: Duration = .seconds(1)
    private static let deadLetterLength = 10_000

    init(
        _ platform: Platform, name: String, entitlements: StoredEntitlements, gatekeeper: Gatekeeper,
        planner: ChannelPlanner, channels: LiveChannels, plans: OnDemandPlans
    ) {
        broker = platform.broker
        queue = StreamingNode.queue(of: name)
        deadLetters = StreamingNode.deadLetterQueue(of: name)
        self.entitlements = entitlements
        self.gatekeeper = gatekeeper
        self.planner = planner
        self.channels = channels
        self.plans = plans
        clock = platform.clock
        logger = platform.logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await declare()
                    try await broker.consume(queue, prefetch: Self.prefetch) { await settle($0) }
                } catch {
                    if Task.isCancelled { return }
                    logger.warning(
                        "Control events cannot be received; changes act with the next renewal.",
                        metadata: ["error": "\(error)"])
                }
                guard (try? await clock.sleep(for: Self.retryInterval)) != nil else { return }
            }
        }
    }

    /// Before anything is published, so that no event is without a queue.
    func declare() async throws(BrokerError) {
        try await broker.declare(Self.topology(queue: queue, deadLetters: deadLetters))
    }

    static func topology(queue: String, deadLetters: String) -> BrokerTopology {
        BrokerTopology(
            exchanges: [.init(name: ControlEvents.exchange)],
            queues: [
                .init(name: deadLetters, maximumLength: deadLetterLength),
                .init(name: queue, deadLetterQueue: deadLetters),
            ],
            bindings: (ControlEvents.types + [SessionDisplaced.type]).map {
                .init(exchange: ControlEvents.exchange, queue: queue, pattern: $0)
            })
    }

    private func settle(_ delivery: BrokerDelivery) async -> BrokerSettlement {
        let body = Data(delivery.message.body)
        let decoder = JSONDecoder()
        do {
            switch delivery.message.type {
            case SubscriberChanged.type:
                let event = try decoder.decode(SubscriberChanged.self, from: body)
                let isNoted = await entitlements.changed(event.id, generation: event.generation)
                await gatekeeper.subscriberChanged(event.id)
                return isNoted ? .acknowledge : await requeue()
            case BundleChanged.type:
                let event = try decoder.decode(BundleChanged.self, from: body)
                return await everythingChanged(generation: event.generation)
            case LiveStreamChanged.type:
                let event = try decoder.decode(LiveStreamChanged.self, from: body)
                try await planner.reconcile()
                return event.isDeleted ? await everythingChanged(generation: event.generation) : .acknowledge
            case LiveStreamSteered.type:
                steer(try decoder.decode(LiveStreamSteered.self, from: body))
                return .acknowledge
            case AssignmentsChanged.type:
                try await planner.reconcile()
                return .acknowledge
            case SessionDisplaced.type:
                await gatekeeper.displaced(session: try decoder.decode(SessionDisplaced.self, from: body).session)
                return .acknowledge
            case ConnectionsClosed.type:
                close(try decoder.decode(ConnectionsClosed.self, from: body))
                return .acknowledge
            case OnDemandStreamChanged.type:
                let event = try decoder.decode(OnDemandStreamChanged.self, from: body)
                plans.invalidate(event.id)
                return event.isDeleted ? await everythingChanged(generation: event.generation) : .acknowledge
            case CatalogueChanged.type:
                let event = try decoder.decode(CatalogueChanged.self, from: body)
                return await everythingChanged(generation: event.generation)
            default:
                // A newer component's event: nothing this one knows to do.
                return .acknowledge
            }
        } catch is DecodingError {
            logger.error("A control event cannot be read.", metadata: ["type": "\(delivery.message.type)"])
            return .deadLetter
        } catch {
            return await requeue()
        }
    }

    private func close(_ event: ConnectionsClosed) {
        for session in event.sessions.prefix(ConnectionsClosed.limit) {
            guard let address = IPAddress(session.address) else { continue }
            gatekeeper.close(
                session: session.id, of: session.subscriber, address: address, userAgent: session.userAgent,
                closedAt: event.closedAt, hold: .milliseconds(event.holdMilliseconds))
        }
    }

    /// Every node hears of it; the one that runs the stream acts.
    private func steer(_ event: LiveStreamSteered) {
        let age = clock.wallNow.milliseconds - event.askedAt
        guard Duration.milliseconds(age) <= LiveStreamSteered.validity else { return }
        switch event.action {
        case .restart: channels.restart(event.id, generation: event.generation)
        case .switchSource:
            guard let source = event.source else { return }
            channels.switchSource(event.id, to: source, generation: event.generation)
        }
    }

    private func everythingChanged(generation: Int64) async -> BrokerSettlement {
        let isNoted = await entitlements.everythingChanged(generation: generation)
        await gatekeeper.everySubscriberChanged()
        return isNoted ? .acknowledge : await requeue()
    }

    /// Not at once: the deliveries a message has would be used up before a short failure is over.
    private func requeue() async -> BrokerSettlement {
        try? await clock.sleep(for: Self.retryInterval)
        return .requeue
    }
}
