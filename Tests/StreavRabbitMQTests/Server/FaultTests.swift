import Glibc
import StreavLocal
import StreavPorts
import StreavRabbitMQ
import Testing

extension ServerTests {
    @Suite("RabbitMQ: a server that fails", .timeLimit(.minutes(2)))
    struct FaultTests {
        @Test("F21: A server killed and back: publishers and consumers go on, and nothing confirmed is lost")
        func killed() async throws {
            let test = try TestBroker()
            try await test.broker.declare(test.topology())
            // RabbitMQ writes the name of a new quorum queue half a second after it was made (Ra's names.dets); one
            // that is killed before comes back with a queue that never answers.
            try await StreavClock.system.sleep(for: .seconds(3))
            let confirmed = Tally<Set<String>>([])
            let isBack = Tally(false)
            let seen = Tally<Set<String>>([])
            let losses = Tally(0)
            try await withThrowingTaskGroup(of: Void.self) { consumers in
                consumers.addTask {
                    while !Task.isCancelled {
                        do {
                            try await test.broker.consume(test.queue, prefetch: 50) { delivery in
                                seen.change { _ = $0.insert(delivery.message.id) }
                                return .acknowledge
                            }
                        } catch {
                            losses.change { $0 += 1 }
                        }
                        try? await StreavClock.system.sleep(for: .milliseconds(100))
                    }
                }
                try await withThrowingTaskGroup(of: Void.self) { publishers in
                    for publisher in 0..<4 {
                        publishers.addTask { try await publish(as: publisher, test, confirmed, isBack) }
                    }
                    try await eventually { confirmed.value.count > 500 && seen.value.count > 100 }
                    try test.server.signal(SIGKILL)
                    try await StreavClock.system.sleep(for: .seconds(1))
                    try await test.server.startAgain()
                    isBack.change { $0 = true }
                    try await publishers.waitForAll()
                }
                try await eventually { confirmed.value.isSubset(of: seen.value) }
                consumers.cancelAll()
            }
            #expect(losses.value > 0)
            #expect(confirmed.value.isSubset(of: seen.value))
        }

        /// Until fifty are confirmed after the server is back.
        private func publish(
            as publisher: Int, _ test: TestBroker, _ confirmed: Tally<Set<String>>, _ isBack: Tally<Bool>
        ) async throws {
            var number = 0
            var afterwards = 0
            while afterwards < 50 {
                let id = "\(publisher)-\(number)"
                number += 1
                if try await code({ try await test.publish(id) }) == nil {
                    confirmed.change { _ = $0.insert(id) }
                    if isBack.value { afterwards += 1 }
                } else {
                    try await StreavClock.system.sleep(for: .milliseconds(100))
                }
            }
        }

        @Test(
            "F21: A server that stands still: publishers are told in time, consumers too, and all goes on when it does")
        func paused() async throws {
            var address = try #require(TestServer.current).address
            address = try ServiceAddress(
                "amqp://\(address.user ?? ""):\(address.password ?? "")@127.0.0.1:\(address.port ?? 0)/?heartbeat=1")
            let test = try TestBroker(address: address) {
                $0.confirmTime = .seconds(1)
                $0.declareTime = .seconds(1)
                $0.connectTime = .seconds(1)
            }
            try await test.broker.declare(test.topology())
            try await test.publish("before")
            let clock = StreavClock.system
            try await withThrowingTaskGroup(of: BrokerError.Code?.self) { group in
                let arrived = Tally(0)
                group.addTask {
                    try await code {
                        try await test.broker.consume(test.queue, prefetch: 1) { _ in
                            arrived.change { $0 += 1 }
                            return .acknowledge
                        }
                    }
                }
                try await eventually { arrived.value == 1 }
                try test.server.signal(SIGSTOP)
                let began = clock.monotonicNow
                #expect(try await code { try await test.publish("during") } == .timedOut)
                #expect(clock.monotonicNow - began < .seconds(5))
                // Two heartbeats, and as long again for a machine that is busy.
                #expect(try await group.next() == .unavailable)
                #expect(clock.monotonicNow - began < .seconds(10))
                #expect(try await code { try await test.publish("later") } != nil)
            }
            try test.server.signal(SIGCONT)
            try await eventually { try await code { try await test.publish("after") } == nil }
            let seen = await test.collect(1)
            #expect(seen.contains("after"))
        }

        @Test("S41: A refused login says what to do, without the password")
        func refusedLogin() async throws {
            let address = try #require(TestServer.current).address
            for text in [
                "amqp://streav:wrong-secret@127.0.0.1:\(address.port ?? 0)/",
                "amqp://streav:\(address.password ?? "")@127.0.0.1:\(address.port ?? 0)/nowhere",
            ] {
                let test = try TestBroker(address: ServiceAddress(text))
                let error = await #expect(throws: BrokerError.self) { try await test.publish("1") }
                #expect(error?.code == .unavailable)
                let said = "\(try #require(error))"
                #expect(said.contains("streav"))
                #expect(
                    said.contains("check user and password") || said.contains("Check that the virtual host is there"))
                #expect(!said.contains("wrong-secret") && !said.contains(address.password ?? ""))
            }
        }

        @Test("A server that is not there is said to be unavailable, to everybody and at once")
        func nobody() async throws {
            let test = try TestBroker(address: ServiceAddress("amqp://127.0.0.1:1/"))
            #expect(try await code { try await test.publish("1") } == .unavailable)
            #expect(try await code { try await test.broker.declare(test.topology()) } == .unavailable)
            #expect(
                try await code { try await test.broker.consume("q", prefetch: 1) { _ in .acknowledge } } == .unavailable
            )
        }

        @Test("What the process declared is there again on a server that has forgotten it")
        func forgotten() async throws {
            let test = try TestBroker()
            try await test.broker.declare(test.topology())
            try await test.publish("1")
            try await test.server.control("stop_app")
            try await test.server.control("reset")
            try await test.server.control("start_app")
            try await eventually { try await code { try await test.publish("2") } == nil }
            #expect(await test.collect(1) == ["2"])
        }

        @Test("TLS: the certificate is judged by authority and name, unless told otherwise")
        func security() async throws {
            let server = try #require(TestServer.current)
            let secure = try server.secureAddress
            let login = "\(secure.user ?? ""):\(secure.password ?? "")"
            let port = secure.port ?? 0
            let trusted = try TestBroker(address: secure)
            try await trusted.broker.declare(trusted.topology())
            try await trusted.publish("1", body: [UInt8](repeating: 9, count: 300_000))
            #expect(await trusted.collect(1) == ["1"])
            // Signed by nobody the machine knows; the right authority, but another name.
            for text in [
                "amqps://\(login)@localhost:\(port)/",
                "amqps://\(login)@127.0.0.1:\(port)/?cacertfile=\(secure.query["cacertfile"] ?? "")",
                "amqps://\(login)@localhost:\(port)/?cacertfile=/nowhere.pem",
            ] {
                let test = try TestBroker(address: ServiceAddress(text))
                #expect(try await code { try await test.publish("1") } == .unavailable, "\(text.suffix(40))")
            }
            let careless = try TestBroker(
                address: ServiceAddress("amqps://\(login)@127.0.0.1:\(port)/?verify=verify_none"))
            try await careless.broker.declare(careless.topology())
        }
    }
}
