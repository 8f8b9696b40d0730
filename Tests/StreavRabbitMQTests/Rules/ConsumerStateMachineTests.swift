import StreavPorts
import Testing

@testable import StreavRabbitMQ

@Suite("RabbitMQ: consumers")
struct ConsumerStateMachineTests {
    private static let start = MonotonicInstant.zero

    private func delivery(_ id: String) -> BrokerDelivery {
        BrokerDelivery(
            message: BrokerMessage(id: id, type: "t", body: []), routingKey: "k", isRedelivered: false)
    }

    private func running(
        prefetch: Int = 4, isExclusive: Bool = false, deliveryLimit: Int? = nil
    ) -> ConsumerStateMachine {
        var machine = ConsumerStateMachine(
            queue: "q", prefetch: prefetch, isExclusive: isExclusive, deliveryLimit: deliveryLimit,
            stepTime: .seconds(5))
        #expect(sent(machine.start(at: Self.start)) == [.openChannel])
        #expect(sent(machine.received(.channelOpened, at: Self.start)) == [.limit(prefetch: prefetch)])
        #expect(
            sent(machine.received(.limited, at: Self.start))
                == [.subscribe(queue: "q", isExclusive: isExclusive)])
        #expect(machine.received(.subscribed, at: Self.start).isEmpty)
        return machine
    }

    private func sent(_ actions: [ConsumerStateMachine.Action]) -> [AMQPMethod] {
        actions.compactMap { if case .send(let method) = $0 { method } else { nil } }
    }

    private func failures(_ actions: [ConsumerStateMachine.Action]) -> [BrokerError.Code] {
        actions.compactMap { if case .fail(let error) = $0 { error.code } else { nil } }
    }

    private func ends(_ actions: [ConsumerStateMachine.Action]) -> Bool {
        actions.contains { if case .end = $0 { true } else { false } }
    }

    @Test("A cancelled consumer subscribes no more before it settles, and gives the rest back in order")
    func cancellation() throws {
        var machine = running()
        for tag in UInt64(1)...3 { _ = try machine.delivered(tag, delivery("\(tag)"), at: Self.start) }
        #expect(sent(machine.cancel(at: Self.start)) == [.unsubscribe])
        #expect(machine.cancel(at: Self.start).isEmpty)
        #expect(sent(machine.settle(2, as: .acknowledge, at: Self.start)) == [.acknowledge(2)])
        #expect(machine.settle(3, as: nil, at: Self.start).isEmpty)
        // Under way when the subscription ended: it is nobody's to handle.
        #expect(try machine.delivered(4, delivery("4"), at: Self.start).isEmpty)
        #expect(machine.received(.unsubscribed, at: Self.start).isEmpty)
        #expect(
            sent(machine.release(at: Self.start))
                == [.reject(1, requeue: true), .reject(3, requeue: true), .reject(4, requeue: true), .closeChannel])
        #expect(ends(machine.received(.channelCloseConfirmed, at: Self.start)))
        #expect(machine.isEnded)
    }

    @Test("An exclusive queue's deliveries are counted here, and it is removed at the end")
    func exclusive() throws {
        var machine = running(isExclusive: true, deliveryLimit: 2)
        _ = try machine.delivered(1, delivery("1"), at: Self.start)
        guard case .deliver(let again)? = machine.settle(1, as: .requeue, at: Self.start).first else {
            Issue.record("it does not come again")
            return
        }
        #expect(again.delivery.isRedelivered && again.tag == 1)
        #expect(sent(machine.settle(1, as: nil, at: Self.start)) == [.reject(1, requeue: false)])
        #expect(machine.unsettledCount == 0)
        _ = machine.release(at: Self.start)
        #expect(sent(machine.received(.unsubscribed, at: Self.start)) == [.deleteQueue("q")])
        #expect(sent(machine.received(.queueDeleted, at: Self.start)) == [.closeChannel])
        #expect(ends(machine.received(.channelCloseConfirmed, at: Self.start)))
    }

    @Test("An unsettled delivery ends the consumer, whatever its handler does")
    func settlementTime() throws {
        var machine = running()
        _ = try machine.delivered(1, delivery("1"), at: Self.start)
        let due = Self.start + BrokerLimits.settlementTime
        #expect(machine.expire(at: Self.start + .seconds(60)).isEmpty)
        let actions = machine.expire(at: due)
        #expect(failures(actions) == [.timedOut] && sent(actions) == [.unsubscribe])
        #expect(sent(machine.received(.unsubscribed, at: due)) == [.reject(1, requeue: true), .closeChannel])
        #expect(ends(machine.received(.channelCloseConfirmed, at: due)))
        #expect(machine.settle(1, as: .acknowledge, at: due).isEmpty)
    }

    @Test("What ends a consumer from outside is said with its reason")
    func ended() throws {
        var removed = running()
        #expect(failures(removed.received(.subscriptionCancelled, at: Self.start)) == [.unknownTopology])
        #expect(sent(removed.release(at: Self.start)) == [.closeChannel])
        var refused = running()
        let actions = refused.received(
            .channelClosed(code: 406, text: "PRECONDITION_FAILED - delivery acknowledgement timed out"), at: Self.start)
        #expect(failures(actions) == [.timedOut] && ends(actions) && sent(actions) == [.channelClosed])
        var lost = running()
        #expect(failures(lost.lost(BrokerError(.unavailable, "gone"))) == [.unavailable])
        #expect(lost.isEnded)
    }

    @Test("What has used up its deliveries is refused, not given back")
    func exhausted() throws {
        var machine = running(deliveryLimit: 3)
        _ = try machine.delivered(1, delivery("1"), earlier: 1, at: Self.start)
        #expect(sent(machine.settle(1, as: .requeue, at: Self.start)) == [.reject(1, requeue: true)])
        _ = try machine.delivered(2, delivery("1"), earlier: 2, at: Self.start)
        #expect(sent(machine.settle(2, as: nil, at: Self.start)) == [.reject(2, requeue: false)])
    }

    @Test("A server that delivers too much waits with the rest, and is left when it is far too much")
    func tooMany() throws {
        var machine = running(prefetch: 1)
        #expect(try machine.delivered(1, delivery("1"), at: Self.start).count == 1)
        #expect(try machine.delivered(2, delivery("2"), at: Self.start).isEmpty)
        let actions = machine.settle(1, as: .acknowledge, at: Self.start)
        guard case .deliver(let next)? = actions.last else {
            Issue.record("the second does not follow")
            return
        }
        #expect(next.tag == 2 && sent(actions) == [.acknowledge(1)])
        for tag in UInt64(3)..<1_003 { _ = try machine.delivered(tag, delivery("\(tag)"), at: Self.start) }
        #expect(throws: LinkFailure.self) { try machine.delivered(1_003, delivery("1003"), at: Self.start) }
    }

    @Test("A server that answers no step holds nobody up")
    func silent() {
        var machine = ConsumerStateMachine(
            queue: "q", prefetch: 1, isExclusive: false, deliveryLimit: nil, stepTime: .seconds(5))
        _ = machine.start(at: Self.start)
        let late = machine.expire(at: Self.start + .seconds(5))
        #expect(failures(late) == [.timedOut] && sent(late) == [.closeChannel])
        #expect(machine.release(at: Self.start + .seconds(6)).isEmpty)
        #expect(ends(machine.expire(at: Self.start + .seconds(10))))
        #expect(!machine.isEnded)
        _ = machine.received(.channelCloseConfirmed, at: Self.start)
        #expect(machine.isEnded)
    }

    @Test("Whatever happens, each delivery is settled at most once and the end comes once", arguments: UInt64(1)...300)
    func randomSteps(_ seed: UInt64) throws {
        var choices = Choices(seed: seed)
        let limit = Bool.random(using: &choices) ? Int.random(in: 1...3, using: &choices) : nil
        var machine = ConsumerStateMachine(
            queue: "q", prefetch: 5, isExclusive: limit != nil, deliveryLimit: limit, stepTime: .seconds(5))
        var now = Self.start
        var tag: UInt64 = 0
        var settled: [UInt64: Int] = [:]
        var ends = 0
        let events: [AMQPEvent] = [
            .channelOpened, .limited, .subscribed, .unsubscribed, .queueDeleted, .channelCloseConfirmed,
            .subscriptionCancelled, .channelClosed(code: 404, text: "NOT_FOUND"), .unblocked,
        ]
        for step in 0..<200 {
            now = now + .milliseconds(Int.random(in: 0..<40, using: &choices))
            let actions: [ConsumerStateMachine.Action]
            switch Int.random(in: 0..<12, using: &choices) {
            case 0..<5: actions = machine.received(events[Int.random(in: 0..<6, using: &choices)], at: now)
            case 5 where Int.random(in: 0..<20, using: &choices) == 0:
                actions = machine.received(events[Int.random(in: 6..<9, using: &choices)], at: now)
            case 6 where machine.unsettledCount < 5:
                tag += 1
                actions = try machine.delivered(tag, delivery("\(tag)"), at: now)
            case 7:
                let settlement: BrokerSettlement? = [.acknowledge, .requeue, .deadLetter, nil][
                    Int.random(in: 0..<4, using: &choices)]
                actions = machine.settle(UInt64.random(in: 0...tag, using: &choices), as: settlement, at: now)
            case 8 where step > 100: actions = machine.cancel(at: now)
            case 9 where step > 150: actions = machine.release(at: now)
            case 10: actions = machine.expire(at: now)
            default: actions = machine.start(at: now)
            }
            for method in sent(actions) {
                switch method {
                case .acknowledge(let tag), .reject(let tag, _): settled[tag, default: 0] += 1
                default: break
                }
            }
            if self.ends(actions), machine.isEnded || machine.phase == .abandoned { ends += 1 }
            #expect(machine.unsettledCount <= 5)
        }
        let last = machine.lost(BrokerError(.unavailable, "gone"))
        if self.ends(last) { ends += 1 }
        #expect(ends >= 1, "seed \(seed)")
        #expect(settled.values.allSatisfy { $0 == 1 }, "seed \(seed)")
        #expect(machine.isEnded && machine.unsettledCount == 0)
    }
}
