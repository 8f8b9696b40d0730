import Foundation
import Logging
import StreavLocal
import StreavPorts
import StreavSQL
import Testing

@testable import StreavRuntime

/// A platform that shares servers with others, on those that the tests have.
@Suite("A space of one's own on shared servers", .timeLimit(.minutes(1)))
struct ServerSpaceTests {
    private static let logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
    private static let servers = ["DATABASE", "CACHE", "BROKER"].reduce(into: [String: String]()) { all, name in
        all["STREAV_\(name)_URL"] = ProcessInfo.processInfo.environment["STREAV_TEST_\(name)_URL"]
    }
    private static let topology = BrokerTopology(
        exchanges: [.init(name: "news")],
        queues: [.init(name: "mine.dead"), .init(name: "mine", deadLetterQueue: "mine.dead")],
        bindings: [.init(exchange: "news", queue: "mine", pattern: "#")])

    private static func make(_ name: String) throws -> Backends {
        try Backends(
            ServerSettings(environment: servers).backends, space: BackendSpace(name: name), clock: .system,
            entropy: SystemEntropy(), logger: logger)
    }

    private static func code(_ body: () async throws(BrokerError) -> some Any) async -> BrokerError.Code? {
        do throws(BrokerError) {
            _ = try await body()
            return nil
        } catch {
            return error.code
        }
    }

    @Test(
        "Two spaces know nothing of each other, and one has its queues removed alone", .enabled(if: servers.count == 3))
    func spaces() async throws {
        let names = (0..<2).map { _ in "test_" + SystemEntropy().token(length: 12).lowercased() }
        let (one, two) = (try Self.make(names[0]), try Self.make(names[1]))
        for (backends, value) in [(one, UInt8(1)), (two, UInt8(2))] {
            try await backends.broker.declare(Self.topology)
            try await backends.cache.set([value], forKey: "key", timeToLive: .seconds(60))
        }
        let message = BrokerMessage(id: "1", type: "test", body: [1])
        try await one.broker.publish(message, to: "news", routingKey: "a")
        #expect(try await one.broker.depth(of: "mine") == 1)
        #expect(try await two.broker.depth(of: "mine") == 0)
        for (backends, value) in [(one, UInt8(1)), (two, 2)] {
            #expect(try await backends.cache.value(forKey: "key") == [value])
        }
        try await one.remove(Self.topology)
        #expect(
            await Self.code { () throws(BrokerError) in try await one.broker.depth(of: "mine") } == .unknownTopology)
        #expect(
            await Self.code { () throws(BrokerError) in
                try await one.broker.publish(message, to: "news", routingKey: "a")
            } == .unknownTopology)
        #expect(try await two.broker.depth(of: "mine") == 0)
        try await two.remove(Self.topology)
        for backends in [one, two] { await backends.close() }
    }

    @Test("Every name is told apart, and what comes is handed on as it was published")
    func names() async throws {
        let inner = MemoryBroker(clock: .system)
        let broker = SpacedBroker(inner: inner, prefix: "x.")
        try await broker.declare(Self.topology)
        try await broker.publish(BrokerMessage(id: "1", type: "test", body: [7]), to: "news", routingKey: "a.b")
        #expect(try await inner.depth(of: "x.mine") == 1)
        #expect(await Self.code { () throws(BrokerError) in try await inner.depth(of: "mine") } == .unknownTopology)
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (seen, continuation) = AsyncStream.makeStream(of: BrokerDelivery.self)
            group.addTask {
                try await broker.consume("mine", prefetch: 1) { delivery in
                    continuation.yield(delivery)
                    return .deadLetter
                }
            }
            for await delivery in seen {
                #expect(delivery.routingKey == "a.b" && delivery.message.body == [7])
                break
            }
            var depth = 0
            while depth == 0 { depth = try await inner.depth(of: "x.mine.dead") }
            group.cancelAll()
        }
    }

    @Test("What a program that brings the rest itself is told: servers, and perhaps a key")
    func settings() throws {
        var environment = Given.environment
        environment["STREAV_PUBLIC_URL"] = nil
        #expect(try ServerSettings(environment: environment).secret != nil)
        environment["STREAV_SECRET_KEY"] = nil
        let settings = try ServerSettings(environment: environment)
        #expect(settings.secret == nil && settings.backends.startTimeout == .seconds(60))
        #expect(!"\(settings) \(settings.backends)".contains(Given.password))
        environment["STREAV_BROKER_URL"] = nil
        let missing = #expect(throws: SettingsError.self) { try ServerSettings(environment: environment) }
        #expect(missing?.message.hasPrefix("STREAV_BROKER_URL is missing") == true)
    }
}
