import Testing

@Suite("Broker: who is tested")
struct BrokerImplementationTests {
    @Test("The production broker is among those tested, where all are to be")
    func production() {
        if BrokerImplementation.isRequired {
            #expect(BrokerImplementation.allCases.contains(.rabbitmq), "STREAV_TEST_BROKER_URL is not set")
        }
    }
}
