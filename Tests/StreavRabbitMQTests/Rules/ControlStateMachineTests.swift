import StreavPorts
import Testing

@testable import StreavRabbitMQ

@Suite("RabbitMQ: requests")
struct ControlStateMachineTests {
    private static let deadline = MonotonicInstant(offset: .seconds(5))

    private func sent(_ actions: [ControlStateMachine<Int>.Action]) -> [AMQPMethod] {
        actions.compactMap { if case .send(let method) = $0 { method } else { nil } }
    }

    private func answers(_ actions: [ControlStateMachine<Int>.Action]) -> [(Int, BrokerError.Code?)] {
        actions.compactMap { action -> (Int, BrokerError.Code?)? in
            guard case .answer(let ticket, let result) = action else { return nil }
            if case .failure(let error) = result { return (ticket, error.code) }
            return (ticket, nil)
        }
    }

    @Test("Requests go one by one, after what is to be declared again")
    func order() {
        var machine = ControlStateMachine<Int>()
        #expect(machine.submit(.findQueue("a"), ticket: 1, deadline: Self.deadline).isEmpty)
        #expect(
            sent(machine.opened(restoring: [.declareExchange("e", .topic)], deadline: Self.deadline)) == [.openChannel])
        #expect(sent(machine.received(.channelOpened)) == [.declareExchange("e", .topic)])
        #expect(!machine.isRestored)
        #expect(sent(machine.received(.exchangeDeclared)) == [.findQueue("a")])
        #expect(machine.isRestored && !machine.isEmpty)
        #expect(answers(machine.received(.queueDeclared(waiting: 3))).map(\.0) == [1])
        #expect(machine.isEmpty)
    }

    @Test("A refusal ends the channel; the next request has another")
    func refusal() {
        var machine = ControlStateMachine<Int>()
        _ = machine.opened(restoring: [], deadline: Self.deadline)
        _ = machine.received(.channelOpened)
        _ = machine.submit(.findQueue("a"), ticket: 1, deadline: Self.deadline)
        _ = machine.submit(.findQueue("b"), ticket: 2, deadline: Self.deadline)
        let actions = machine.received(.channelClosed(code: 404, text: "NOT_FOUND"))
        #expect(sent(actions) == [.channelClosed, .openChannel])
        #expect(answers(actions).map(\.1) == [.unknownTopology])
        #expect(sent(machine.received(.channelOpened)) == [.findQueue("b")])
    }

    @Test("A late answer is nobody's")
    func late() {
        var machine = ControlStateMachine<Int>()
        _ = machine.opened(restoring: [], deadline: Self.deadline)
        _ = machine.received(.channelOpened)
        _ = machine.submit(.findQueue("a"), ticket: 1, deadline: Self.deadline)
        let actions = machine.expire(at: Self.deadline)
        #expect(sent(actions) == [.closeChannel])
        #expect(answers(actions).map(\.1) == [.timedOut])
        let later = MonotonicInstant(offset: .seconds(9))
        #expect(machine.submit(.findQueue("b"), ticket: 2, deadline: later).isEmpty)
        #expect(machine.received(.queueDeclared(waiting: 1)).isEmpty)
        #expect(sent(machine.received(.channelCloseConfirmed)) == [.openChannel])
        #expect(sent(machine.received(.channelOpened)) == [.findQueue("b")])
    }

    @Test("What was asked when the connection was lost is asked on the next")
    func lost() {
        var machine = ControlStateMachine<Int>()
        _ = machine.opened(restoring: [], deadline: Self.deadline)
        _ = machine.received(.channelOpened)
        _ = machine.submit(.findQueue("a"), ticket: 1, deadline: Self.deadline)
        machine.lost()
        #expect(!machine.isEmpty && !machine.isRestored)
        _ = machine.opened(restoring: [], deadline: Self.deadline)
        #expect(sent(machine.received(.channelOpened)) == [.findQueue("a")])
        #expect(answers(machine.failAll(BrokerError(.unavailable, ""))).map(\.1) == [.unavailable])
        #expect(machine.isEmpty)
    }
}
