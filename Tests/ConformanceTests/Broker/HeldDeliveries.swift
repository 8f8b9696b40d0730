import StreavPorts

/// What a consumer is handed, in order.
struct HeldDeliveries {
    private var iterator: AsyncStream<HeldDelivery>.Iterator

    init(_ stream: AsyncStream<HeldDelivery>) {
        iterator = stream.makeAsyncIterator()
    }

    struct Ended: Error {}

    mutating func next() async throws -> HeldDelivery {
        guard let next = await iterator.next(isolation: #isolation) else { throw Ended() }
        return next
    }
}

extension MessageBroker {
    /// Runs a consumer as long as `body` runs, then cancels it and waits for its end.
    func withConsumer<Value: Sendable>(
        of queue: String, prefetch: Int = 1, _ body: (inout HeldDeliveries) async throws -> Value
    ) async throws -> Value {
        let (stream, arrivals) = AsyncStream.makeStream(of: HeldDelivery.self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { arrivals.finish() }
                try await self.consume(queue, prefetch: prefetch) { delivery in
                    let held = HeldDelivery(delivery)
                    arrivals.yield(held)
                    return try await held.decided()
                }
            }
            var deliveries = HeldDeliveries(stream)
            let value = try await body(&deliveries)
            group.cancelAll()
            try await group.waitForAll()
            return value
        }
    }

    /// Takes and acknowledges `count` deliveries.
    func take(_ count: Int, from queue: String) async throws -> [BrokerDelivery] {
        try await withConsumer(of: queue, prefetch: 1) { deliveries in
            var taken: [BrokerDelivery] = []
            for _ in 0..<count {
                let held = try await deliveries.next()
                taken.append(held.delivery)
                held.settle(.acknowledge)
            }
            return taken
        }
    }
}
