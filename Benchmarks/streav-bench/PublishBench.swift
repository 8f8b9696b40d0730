import StreavPorts
import StreavRabbitMQ

/// Messages of 200 bytes to one queue, each confirmed before its publisher sends the next.
struct PublishBench {
    private let configuration: RabbitMQConfiguration

    private static let name = "bench"
    private static let body = [UInt8](repeating: UInt8(ascii: "x"), count: 200)
    private static let topology = BrokerTopology(
        exchanges: [.init(name: name)], queues: [.init(name: name, maximumLength: 1_000_000)],
        bindings: [.init(exchange: name, queue: name, pattern: "#")])

    init(_ address: ServiceAddress) throws {
        configuration = try RabbitMQConfiguration(address)
    }

    /// The queue, with nothing in it.
    func renew(clock: StreavClock, entropy: any Entropy) async throws {
        let broker = broker(clock, entropy)
        try await broker.remove(Self.topology)
        try await broker.declare(Self.topology)
        await broker.close()
    }

    func run(_ throughput: Throughput, clock: StreavClock, entropy: any Entropy) async throws -> String {
        let broker = broker(clock, entropy)
        let result = try await throughput.measure { number in
            let message = BrokerMessage(id: "\(number)", type: "bench.event", body: Self.body)
            try await broker.publish(message, to: Self.name, routingKey: "bench.event")
            return 1
        }
        await broker.close()
        return result
    }

    private func broker(_ clock: StreavClock, _ entropy: any Entropy) -> RabbitMQBroker {
        RabbitMQBroker(configuration: configuration, clock: clock, entropy: entropy, logger: BenchLogger.make())
    }
}
