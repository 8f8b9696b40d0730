import StreavPorts
import Testing

@Suite("Broker: generated sequences", .timeLimit(.minutes(1)))
struct BrokerSequenceTests {
    @Test(
        "Any sequence of publishing, settling and restarting gives what a simple model gives",
        arguments: BrokerImplementation.allCases, UInt64(1)...30)
    func sequences(_ implementation: BrokerImplementation, seed: UInt64) async throws {
        var choices = SeededChoices(seed: seed)
        let deliveryLimit = Int.random(in: 1...4, using: &choices)
        let maximumLength = Int.random(in: 1...6, using: &choices)
        let queue = try await TestQueue(
            implementation.make().broker, deliveryLimit: deliveryLimit, maximumLength: maximumLength)
        var model = BrokerModel(deliveryLimit: deliveryLimit, maximumLength: maximumLength)
        var published = 0
        for life in 0..<8 {
            let comment = Comment("seed \(seed), consumer \(life)")
            (model, published) = try await queue.broker.withConsumer(of: queue.name) { deliveries in
                var model = model
                var published = published
                var held = try await Self.check(nil, &deliveries, model, queue, comment)
                for _ in 0..<Int.random(in: 1...20, using: &choices) {
                    let wasHeld = model.held != nil
                    if !wasHeld || Bool.random(using: &choices) {
                        try await queue.publish("\(published)")
                        model.publish("\(published)")
                        published += 1
                    } else {
                        let decision = choices.pick(BrokerModel.Decision.allCases.filter { $0 != .restart })
                        try #require(held).decide(decision)
                        held = nil
                        model.decide(decision)
                    }
                    held = try await Self.check(held, &deliveries, model, queue, comment)
                }
                return (model, published)
            }
            // Nobody consumes until the next life; the model delivers at once, so it restarts only then.
            let kept = published - model.acknowledged.count
            var found = -1
            while found != kept {
                found = try await queue.depth() + queue.broker.depth(of: queue.deadLetters)
                await Task.yield()
            }
            model.decide(.restart)
        }
        let dead = try await queue.broker.take(model.dead.count, from: queue.deadLetters).map(\.message.id)
        #expect(dead == model.dead, "seed \(seed)")
    }

    /// Waits for the delivery the model expects, and compares what can be seen.
    private static func check(
        _ held: HeldDelivery?, _ deliveries: inout HeldDeliveries, _ model: BrokerModel, _ queue: TestQueue,
        _ comment: Comment
    ) async throws -> HeldDelivery? {
        var held = held
        if let expected = model.held, held == nil {
            let next = try await deliveries.next()
            #expect(next.id == expected.id, comment)
            #expect(next.delivery.isRedelivered == (expected.deliveries > 1), comment)
            held = next
        }
        #expect(try await queue.depth() == model.ready.count, comment)
        // Dead letters are settled by the handler's task, a moment after the decision.
        while try await queue.broker.depth(of: queue.deadLetters) < model.dead.count { await Task.yield() }
        #expect(try await queue.broker.depth(of: queue.deadLetters) == model.dead.count, comment)
        return held
    }
}

extension HeldDelivery {
    func decide(_ decision: BrokerModel.Decision) {
        switch decision {
        case .acknowledge: settle(.acknowledge)
        case .requeue: settle(.requeue)
        case .deadLetter: settle(.deadLetter)
        case .fail: fail()
        case .restart: break
        }
    }
}
