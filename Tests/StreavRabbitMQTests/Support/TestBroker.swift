import Logging
import StreavLocal
import StreavPorts
import StreavRabbitMQ
import Testing

/// A client of the suite's server, with an exchange, a queue and its dead letters.
struct TestBroker: Sendable {
    let server: TestServer
    let broker: RabbitMQBroker
    let exchange = name("exchange")
    let queue = name("queue")
    let deadLetters = name("dead")

    init(
        clock: StreavClock = .system, address: ServiceAddress? = nil,
        change: (inout RabbitMQConfiguration) -> Void = { _ in }
    ) throws {
        server = try #require(TestServer.current, "the suite has no server")
        var configuration = try RabbitMQConfiguration(address ?? server.address)
        change(&configuration)
        broker = RabbitMQBroker(
            configuration: configuration, clock: clock, entropy: SystemEntropy(),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    func topology(isExclusive: Bool = false, deliveryLimit: Int = 20) -> BrokerTopology {
        BrokerTopology(
            exchanges: [.init(name: exchange)],
            queues: [
                .init(name: deadLetters),
                .init(
                    name: queue, isExclusive: isExclusive, deliveryLimit: deliveryLimit, deadLetterQueue: deadLetters),
            ],
            bindings: [.init(exchange: exchange, queue: queue, pattern: "test.#")])
    }

    func publish(_ id: String, body: [UInt8] = [1], routingKey: String = "test.event") async throws(BrokerError) {
        try await broker.publish(
            BrokerMessage(id: id, type: "test.event", body: body), to: exchange, routingKey: routingKey)
    }

    /// Consumes until `count` different ids came; acknowledges all, and begins again when the connection is lost.
    func collect(_ count: Int, prefetch: Int = 100) async -> Set<String> {
        let seen = Tally<Set<String>>([])
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    try? await broker.consume(queue, prefetch: prefetch) { delivery in
                        seen.change { _ = $0.insert(delivery.message.id) }
                        return .acknowledge
                    }
                    try? await StreavClock.system.sleep(for: .milliseconds(50))
                }
            }
            while seen.value.count < count { try? await StreavClock.system.sleep(for: .milliseconds(10)) }
            group.cancelAll()
        }
        return seen.value
    }

    /// Runs `body` while `queue` is consumed, and ends the consumer with it.
    func whileConsuming<Value: Sendable>(
        _ queue: String, prefetch: Int = 1,
        handle: @escaping @Sendable (BrokerDelivery) async throws -> BrokerSettlement,
        _ body: () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await broker.consume(queue, prefetch: prefetch, handle: handle) }
            let value = try await body()
            group.cancelAll()
            try await group.waitForAll()
            return value
        }
    }

    private static func name(_ purpose: String) -> String {
        "test.\(purpose).\(SystemEntropy().token(length: 16))"
    }
}

/// Waits until something is so, for as long as the test may take.
func eventually(_ isSo: () async throws -> Bool) async throws {
    while try await !isSo() { try await StreavClock.system.sleep(for: .milliseconds(20)) }
}

/// The code of the error that is thrown; nil when there is none.
func code(_ operation: () async throws -> Void) async throws -> BrokerError.Code? {
    do {
        try await operation()
        return nil
    } catch let error as BrokerError {
        return error.code
    }
}
