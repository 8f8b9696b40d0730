import StreavPorts
import Testing

@Suite("Broker: deliveries", .timeLimit(.minutes(1)))
struct BrokerDeliveryTests {
    @Test("A message arrives as it was published", arguments: BrokerImplementation.allCases)
    func roundTrip(_ implementation: BrokerImplementation) async throws {
        let queue = try await TestQueue(implementation.make().broker)
        let bodies: [[UInt8]] = [
            [], [0, 255, 10], Array("émoji 🛰️".utf8), [UInt8](repeating: 7, count: BrokerMessage.maximumBodyBytes),
        ]
        for body in bodies {
            let message = BrokerMessage(id: RandomName.make("id"), type: "subscriber.changed", body: body)
            try await queue.broker.publish(message, to: queue.exchange, routingKey: "subscriber.7")
            let delivery = try #require(try await queue.broker.take(1, from: queue.name).first)
            #expect(delivery.message == message)
            #expect(delivery.routingKey == "subscriber.7")
            #expect(!delivery.isRedelivered)
        }
    }

    @Test(
        "One consumer gets a queue's messages in order, also those published meanwhile",
        arguments: BrokerImplementation.allCases, [1, 10])
    func order(_ implementation: BrokerImplementation, prefetch: Int) async throws {
        let queue = try await TestQueue(implementation.make().broker)
        for number in 0..<50 { try await queue.publish("\(number)") }
        let ids = try await queue.broker.withConsumer(of: queue.name, prefetch: prefetch) { deliveries in
            var ids: [String] = []
            for number in 0..<100 {
                if number < 50 { try await queue.publish("\(number + 50)") }
                let held = try await deliveries.next()
                ids.append(held.id)
                held.settle(.acknowledge)
            }
            return ids
        }
        if prefetch == 1 { #expect(ids == (0..<100).map(String.init)) }
        #expect(Set(ids).count == 100)
    }

    @Test(
        "No more than the prefetch is unsettled, and settling one makes room for one",
        arguments: BrokerImplementation.allCases, [1, 3, 16])
    func prefetchHolds(_ implementation: BrokerImplementation, prefetch: Int) async throws {
        let queue = try await TestQueue(implementation.make().broker)
        for number in 0..<40 { try await queue.publish("\(number)") }
        try await queue.broker.withConsumer(of: queue.name, prefetch: prefetch) { deliveries in
            var held: [HeldDelivery] = []
            for _ in 0..<prefetch { held.append(try await deliveries.next()) }
            for settled in 0..<(40 - prefetch) {
                #expect(try await queue.depth() == 40 - prefetch - settled)
                held.removeFirst().settle(.acknowledge)
                held.append(try await deliveries.next())
            }
            #expect(try await queue.depth() == 0)
            #expect(held.count == prefetch)
        }
    }

    @Test(
        "What is unsettled when the consumer is cancelled comes again, in order, and says so",
        arguments: BrokerImplementation.allCases)
    func cancellation(_ implementation: BrokerImplementation) async throws {
        let queue = try await TestQueue(implementation.make().broker)
        for number in 0..<6 { try await queue.publish("\(number)") }
        try await queue.broker.withConsumer(of: queue.name, prefetch: 4) { deliveries in
            for _ in 0..<4 { _ = try await deliveries.next() }
        }
        #expect(try await queue.settles(at: 6))
        let again = try await queue.broker.take(6, from: queue.name)
        #expect(again.filter(\.isRedelivered).map(\.message.id).sorted() == ["0", "1", "2", "3"])
        #expect(again.filter { !$0.isRedelivered }.map(\.message.id) == ["4", "5"])
    }

    @Test("A handler that settles while it is cancelled has settled", arguments: BrokerImplementation.allCases)
    func settlesWhenCancelled(_ implementation: BrokerImplementation) async throws {
        let queue = try await TestQueue(implementation.make().broker)
        for number in 0..<3 { try await queue.publish("\(number)") }
        let seen = Tally<[String]>([])
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                try? await queue.broker.consume(queue.name, prefetch: 1) { delivery in
                    seen.change { $0.append(delivery.message.id) }
                    while !Task.isCancelled { await Task.yield() }
                    return .acknowledge
                }
            }
            while seen.value.isEmpty { await Task.yield() }
            group.cancelAll()
        }
        #expect(seen.value == ["0"])
        #expect(try await queue.settles(at: 2))
        let rest = try await queue.broker.take(2, from: queue.name)
        #expect(rest.map(\.message.id) == ["1", "2"])
        #expect(rest.allSatisfy { !$0.isRedelivered })
    }

    @Test("A handler that throws leaves its delivery to come again", arguments: BrokerImplementation.allCases)
    func throwing(_ implementation: BrokerImplementation) async throws {
        let queue = try await TestQueue(implementation.make().broker)
        try await queue.publish("only")
        try await queue.broker.withConsumer(of: queue.name) { deliveries in
            let first = try await deliveries.next()
            #expect(!first.delivery.isRedelivered)
            first.fail()
            let second = try await deliveries.next()
            #expect(second.delivery.isRedelivered)
            #expect(second.id == "only")
            second.settle(.requeue)
            let third = try await deliveries.next()
            #expect(third.delivery.isRedelivered)
            third.settle(.acknowledge)
        }
        #expect(try await queue.depth() == 0)
    }

    @Test(
        "After its deliveries are used up a message goes to the dead letters, and blocks nobody",
        arguments: BrokerImplementation.allCases, [1, 2, 5])
    func poison(_ implementation: BrokerImplementation, limit: Int) async throws {
        let queue = try await TestQueue(implementation.make().broker, deliveryLimit: limit)
        try await queue.publish("poison", routingKey: "test.poison")
        try await queue.publish("good")
        let poisoned = try await queue.broker.withConsumer(of: queue.name) { deliveries in
            var poisoned = 0
            var isGoodThrough = false
            // Where a returned message stands in its queue is the broker's choice.
            while poisoned < limit || !isGoodThrough {
                let held = try await deliveries.next()
                if held.id == "good" {
                    held.settle(.acknowledge)
                    isGoodThrough = true
                } else {
                    poisoned += 1
                    held.settle(.requeue)
                }
            }
            return poisoned
        }
        #expect(poisoned == limit)
        #expect(try await queue.settles(at: 0, dead: 1))
        let dead = try #require(try await queue.broker.take(1, from: queue.deadLetters).first)
        #expect(dead.message.id == "poison")
        #expect(dead.routingKey == "test.poison")
        #expect(!dead.isRedelivered)
    }

    @Test("What is refused goes to the dead letters at once", arguments: BrokerImplementation.allCases)
    func refusing(_ implementation: BrokerImplementation) async throws {
        let queue = try await TestQueue(implementation.make().broker)
        try await queue.publish("refused")
        try await queue.broker.withConsumer(of: queue.name) { deliveries in
            try await deliveries.next().settle(.deadLetter)
            try await queue.publish("next")
            let next = try await deliveries.next()
            #expect(next.id == "next")
            next.settle(.acknowledge)
        }
        #expect(try await queue.broker.take(1, from: queue.deadLetters).map(\.message.id) == ["refused"])
    }

    @Test("Beyond the maximum length the oldest give way to the dead letters", arguments: BrokerImplementation.allCases)
    func maximumLength(_ implementation: BrokerImplementation) async throws {
        let queue = try await TestQueue(implementation.make().broker, maximumLength: 3)
        for number in 0..<5 { try await queue.publish("\(number)") }
        #expect(try await queue.depth() == 3)
        #expect(try await queue.broker.take(2, from: queue.deadLetters).map(\.message.id) == ["0", "1"])
        #expect(try await queue.broker.take(3, from: queue.name).map(\.message.id) == ["2", "3", "4"])
    }

    @Test("Consumers of one queue share its messages, each once", arguments: BrokerImplementation.allCases)
    func competing(_ implementation: BrokerImplementation) async throws {
        let queue = try await TestQueue(implementation.make().broker)
        let seen = Tally<[String: Int]>([:])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await queue.broker.consume(queue.name, prefetch: 5) { delivery in
                        seen.change { $0[delivery.message.id, default: 0] += 1 }
                        return .acknowledge
                    }
                }
            }
            try await withThrowingTaskGroup(of: Void.self) { publishers in
                for publisher in 0..<8 {
                    publishers.addTask {
                        for number in 0..<25 { try await queue.publish("\(publisher)-\(number)") }
                    }
                }
                try await publishers.waitForAll()
            }
            while seen.value.count < 200 { await Task.yield() }
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(seen.value.count == 200)
        #expect(seen.value.values.allSatisfy { $0 == 1 })
        #expect(try await queue.depth() == 0)
    }
}
