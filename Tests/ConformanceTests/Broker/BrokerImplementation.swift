import StreavLocal
import StreavPorts

/// Who is held to the laws of ``MessageBroker``. A further one joins by one more case.
enum BrokerImplementation: CaseIterable, Sendable {
    case memory

    struct UnderTest: Sendable {
        let broker: any MessageBroker
        let elapse: Elapse
    }

    func make() -> UnderTest {
        switch self {
        case .memory:
            let clock = ManualClock()
            return UnderTest(broker: MemoryBroker(clock: .manual(clock)), elapse: .manual(clock))
        }
    }
}
