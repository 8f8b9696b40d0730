import Glibc
import Logging
import StreavLocal
import StreavPorts
import StreavRabbitMQ

/// Who is held to the laws of ``MessageBroker``. A further one joins by one more case.
enum BrokerImplementation: CaseIterable, Sendable {
    case memory
    case rabbitmq

    /// RabbitMQ is there where `STREAV_TEST_BROKER_URL` says where.
    static var allCases: [BrokerImplementation] { address == nil ? [.memory] : [.memory, .rabbitmq] }

    struct UnderTest: Sendable {
        let broker: any MessageBroker
        let elapse: Elapse
    }

    func make() -> UnderTest {
        switch self {
        case .memory:
            let clock = ManualClock()
            return UnderTest(broker: MemoryBroker(clock: .manual(clock)), elapse: .manual(clock))
        case .rabbitmq:
            guard let broker = Self.rabbitMQ else {
                preconditionFailure("STREAV_TEST_BROKER_URL holds no address of RabbitMQ")
            }
            return UnderTest(broker: TidyBroker(broker), elapse: .real)
        }
    }

    /// One for all tests, as one process has it; they are apart by names.
    private static let rabbitMQ: RabbitMQBroker? = address.flatMap { address in
        guard let configuration = try? RabbitMQConfiguration(ServiceAddress(address)) else { return nil }
        return RabbitMQBroker(
            configuration: configuration, clock: .system, entropy: SystemEntropy(),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    private static var address: String? { getenv("STREAV_TEST_BROKER_URL").map { String(cString: $0) } }

    static var isRequired: Bool { getenv("STREAV_TEST_SERVERS").map { String(cString: $0) } == "required" }
}
