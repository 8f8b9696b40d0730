import StreavPorts
import Testing

@testable import StreavRabbitMQ

@Suite("RabbitMQ: publishing")
struct PublisherStateMachineTests {
    private static let deadline = MonotonicInstant(offset: .seconds(10))

    private func publication(_ exchange: String = "e", bytes: Int = 1) -> Publication {
        Publication(
            message: BrokerMessage(id: "1", type: "t", body: [UInt8](repeating: 0, count: bytes)), exchange: exchange,
            routingKey: "k")
    }

    private func open() -> PublisherStateMachine<Int> {
        var machine = PublisherStateMachine<Int>()
        #expect(machine.opened() == .openChannel)
        #expect(machine.received(.channelOpened).methods == [.selectConfirms])
        #expect(machine.received(.confirmsSelected).methods.isEmpty)
        return machine
    }

    private func code(_ completion: PublisherStateMachine<Int>.Completion?) -> BrokerError.Code? {
        guard case .failure(let error)? = completion?.result else { return nil }
        return error.code
    }

    @Test("Nothing is sent before the channel confirms, and then in order")
    func order() {
        var machine = PublisherStateMachine<Int>()
        for ticket in 0..<3 {
            #expect(
                machine.submit(publication(), ticket: ticket, isKnown: true, deadline: Self.deadline) == nil)
        }
        #expect(machine.wantsLink && machine.next() == nil)
        _ = machine.opened()
        #expect(machine.next() == nil)
        _ = machine.received(.channelOpened)
        #expect(machine.next() == nil)
        _ = machine.received(.confirmsSelected)
        #expect([machine.next()?.tag, machine.next()?.tag, machine.next()?.tag] == [1, 2, 3])
        #expect(machine.next() == nil && !machine.isEmpty)
        let completions = machine.received(.acknowledged(tag: 3, multiple: true)).completions
        #expect(completions.map(\.ticket) == [0, 1, 2])
        #expect(machine.isEmpty)
    }

    @Test("F21: A blocked server refuses at once, and what waits is bounded in number and bytes")
    func bounds() {
        var machine = open()
        var refused: BrokerError.Code?
        var taken = 0
        while refused == nil {
            refused = code(
                machine.submit(publication(bytes: 1 << 20), ticket: taken, isKnown: true, deadline: Self.deadline))
            if refused == nil { taken += 1 }
        }
        #expect(refused == .outOfMemory)
        #expect(taken == 63)
        while machine.next() != nil {}
        #expect(machine.unconfirmed == 16)
        let completions = machine.blocked("low on memory")
        #expect(completions.count == taken - 16)
        #expect(completions.allSatisfy { code($0) == .outOfMemory })
        #expect(
            code(machine.submit(publication(), ticket: 0, isKnown: true, deadline: Self.deadline)) == .outOfMemory)
        machine.unblocked()
        #expect(machine.submit(publication(), ticket: 1, isKnown: true, deadline: Self.deadline) == nil)
    }

    @Test("A lost connection leaves what was sent in doubt, and the rest waits for the next")
    func lost() {
        var machine = open()
        for ticket in 0..<2 {
            _ = machine.submit(publication(), ticket: ticket, isKnown: true, deadline: Self.deadline)
        }
        _ = machine.next()
        let completions = machine.lost("gone")
        #expect(completions.map(\.ticket) == [0] && code(completions.first) == .timedOut)
        #expect(machine.wantsLink)
        let rest = machine.failAll(BrokerError(.unavailable, "not there"))
        #expect(rest.map(\.ticket) == [1] && code(rest.first) == .unavailable)
        #expect(machine.isEmpty)
    }

    @Test("A message for an exchange that nobody knows waits for the answer, alone")
    func unknownExchange() {
        var machine = open()
        _ = machine.submit(publication("absent"), ticket: 1, isKnown: false, deadline: Self.deadline)
        _ = machine.submit(publication("there"), ticket: 2, isKnown: false, deadline: Self.deadline)
        _ = machine.submit(publication(), ticket: 3, isKnown: true, deadline: Self.deadline)
        #expect(machine.next()?.publication.exchange == "e")
        #expect(machine.next() == nil)
        let refused = machine.found("absent", error: BrokerError(.unknownTopology, "no exchange"))
        #expect(refused.map(\.ticket) == [1] && code(refused.first) == .unknownTopology)
        #expect(machine.found("there", error: nil).isEmpty)
        #expect(machine.next()?.publication.exchange == "there")
    }

    @Test("A channel that ends over one exchange is no proof against the others' messages")
    func channelEnds() {
        var machine = open()
        for (ticket, exchange) in ["gone", "there"].enumerated() {
            _ = machine.submit(publication(exchange), ticket: ticket, isKnown: true, deadline: Self.deadline)
            _ = machine.next()
        }
        let (methods, completions) = machine.received(
            .channelClosed(code: 404, text: "NOT_FOUND - no exchange 'gone' in vhost '/'"))
        #expect(methods == [.channelClosed, .openChannel])
        #expect(completions.map { code($0) } == [.unknownTopology, .timedOut])
        #expect(machine.phase == .opening)
    }

    @Test("Nobody waits longer than the deadline, sent or not")
    func deadlines() {
        var machine = open()
        for ticket in 0..<2 {
            _ = machine.submit(publication(), ticket: ticket, isKnown: true, deadline: Self.deadline)
        }
        _ = machine.next()
        _ = machine.submit(publication("x"), ticket: 2, isKnown: false, deadline: Self.deadline)
        #expect(machine.expire(at: MonotonicInstant(offset: .seconds(9))).isEmpty)
        let late = machine.expire(at: Self.deadline)
        #expect(late.map(\.ticket).sorted() == [0, 1, 2])
        #expect(late.allSatisfy { code($0) == .timedOut })
        // The late confirm is for nobody, and frees the place.
        #expect(machine.unconfirmed == 1)
        #expect(machine.received(.acknowledged(tag: 1, multiple: false)).completions.isEmpty)
        #expect(machine.isEmpty)
    }
}
