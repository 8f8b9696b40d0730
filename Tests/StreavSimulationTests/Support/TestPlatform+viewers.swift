import StreavAssembly
import StreavControl
import StreavDomain
import StreavPorts
import StreavStore
import StreavStreaming

extension TestPlatform {
    /// A subscriber with two connections and the platform's bundle; `change` what differs.
    func subscriber(
        _ name: String, _ change: @escaping @Sendable (inout SubscriberDetails) -> Void = { _ in }
    ) async throws -> TestViewer {
        let bundle = bundle
        let made = try await control.perform(as: Self.actor) { transaction in
            var details = SubscriberDetails(username: name, maxConnections: 2, bundles: [bundle])
            change(&details)
            return try transaction.subscribers.create(details)
        }
        return TestViewer(id: made.subscriber.id, username: name, token: made.accessToken, port: port)
    }

    /// Does one thing as an administrator.
    func administrate(_ body: @escaping @Sendable (ControlTransaction) throws -> Void) async throws {
        try await control.perform(as: Self.actor, body)
    }

    /// Waits until the node has acted on everything that was changed so far.
    func awaitTold() async throws {
        let isTold = try await eventually(within: .seconds(10)) {
            try await database.read { try $0.outbox.depth() } == 0 && broker.isQuiet
        }
        if !isTold { throw TimedOut(what: "changes acted on") }
    }

    /// Waits until all channels can be watched.
    func awaitOnAir() async throws {
        let streams = streams
        let isOnAir = try await eventually(within: .seconds(20)) {
            streams.allSatisfy { node.channels.channel($0)?.rendition() != nil }
        }
        if !isOnAir { throw TimedOut(what: "channels on air") }
    }
}

struct TimedOut: Error {
    let what: String
}

/// Waits until a condition holds, asking each 20 ms. Returns whether it did in time.
func eventually(within limit: Duration, _ condition: () async throws -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while true {
        if try await condition() { return true }
        if ContinuousClock.now >= deadline { return false }
        try await Task.sleep(for: .milliseconds(20))
    }
}
