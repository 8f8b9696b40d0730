import StreavAssembly
import StreavControl
import StreavDomain
import StreavPorts
import StreavSQL
import Testing

@testable import StreavStreaming

/// What viewers notice of backing services that are away: F14, F18, F20, F21, INV-NOFALSE.
@Suite("Outages")
struct OutageTests {
    @Test("Without the broker a disabling acts with the next renewal, whoever reads in between")
    func brokerDown() async throws {
        try await TestPlatform.with(channels: 1) { platform in
            try await platform.awaitOnAir()
            let stream = platform.streams[0]
            let viewer = try await platform.subscriber("offline") { $0.maxConnections = 3 }
            let hls = try viewer.play(stream, from: "127.0.0.1")
            #expect(try hls.fetch() == 200)
            let socket = try viewer.watch(stream, from: "127.0.0.2")
            #expect(socket.isAdmitted)
            try await Task.sleep(for: .milliseconds(1_200))
            // A wrong token makes the node read the subscriber again, so that the reading is fresh at the renewal.
            let wrong = try Loopback(port: platform.port, from: "127.0.0.3")
            #expect(try wrong.get(viewer.path(stream, "m3u8", token: "wrong")).status == 401)

            platform.broker.isDown = true
            try await platform.administrate { try $0.subscribers.setStatus(viewer.id, .disabled) }
            // R + E, and what a busy machine may add.
            let refusal = try await hls.awaitRefusal(within: .seconds(13))
            #expect(refusal?.status == 403)
            #expect(refusal?.code == "subscriber_disabled")
            #expect(socket.awaitEnd(within: .seconds(2)) != nil)
            #expect(try viewer.watch(stream, from: "127.0.0.4").code == "subscriber_disabled")
        }
    }

    @Test("What the broker could not be told is told when it is back")
    func brokerHeals() async throws {
        try await TestPlatform.with(channels: 1) { platform in
            try await platform.awaitOnAir()
            let viewer = try await platform.subscriber("patient")
            // What the node hears late of its making would have it read the ban as well.
            try await platform.awaitTold()
            let hls = try viewer.play(platform.streams[0])
            platform.broker.isDown = true
            try await platform.administrate { try $0.subscribers.setStatus(viewer.id, .banned) }
            try await Task.sleep(for: .seconds(1))
            #expect(try hls.poll().status == 200)
            platform.broker.isDown = false
            // The relay waits up to five seconds between attempts (F21).
            let refusal = try await hls.awaitRefusal(within: .seconds(7))
            #expect(refusal?.code == "subscriber_banned")
        }
    }

    @Test("Without cache and broker viewers go on, and new ones are admitted exactly to the limit")
    func cacheAndBrokerDown() async throws {
        try await TestPlatform.with(channels: 2) { platform in
            try await platform.awaitOnAir()
            let stream = platform.streams[0]
            let viewer = try await platform.subscriber("steady") { $0.maxConnections = 3 }
            let hls = try viewer.play(stream, from: "127.0.0.1")
            #expect(try hls.fetch() == 200)
            let socket = try viewer.watch(stream, from: "127.0.0.2")
            #expect(socket.isAdmitted)

            platform.cache.mood = .down
            platform.broker.isDown = true
            let stranger = try await platform.subscriber("newcomer") { $0.maxConnections = 2 }
            // Ten at once, for the one place of the first and the two of the second.
            try await withThrowingTaskGroup(of: (String, Int, String?).self) { group in
                for index in 1...10 {
                    for subscriber in [viewer, stranger] {
                        group.addTask(executorPreference: BlockingExecutor.shared) {
                            let answer = try subscriber.open(stream, from: "127.0.5.\(index)")
                            return (subscriber.username, answer.status, answer.header("Streav-Denial"))
                        }
                    }
                }
                var admitted: [String: Int] = [:]
                for try await (name, status, code) in group {
                    if status == 200 { admitted[name, default: 0] += 1 } else { #expect(code == "connection_limit") }
                }
                #expect(admitted == ["steady": 1, "newcomer": 2])
            }
            // Over a renewal: nobody who watches is refused.
            let end = ContinuousClock.now + .seconds(12)
            var seen = 0
            while ContinuousClock.now < end {
                #expect(try hls.fetch() == 200)
                seen += socket.read(for: .milliseconds(500))
            }
            #expect(seen > 0)
            #expect(socket.faults.isEmpty)
            #expect(!socket.connection.hasEnded)
            #expect(try viewer.open(platform.streams[1], from: "127.0.0.1").status == 200, "a zap takes no place")

            platform.cache.mood = .well
            platform.broker.isDown = false
            let pool = LeaseAuthority.pool(viewer.id)
            let isTold = try await eventually(within: .seconds(13)) {
                let own = platform.node.gatekeeper.snapshot().filter { $0.subscriberID == viewer.id }
                return try await Set(platform.cache.members(of: pool)) == Set(own.map(\.sessionID)) && !own.isEmpty
            }
            #expect(isTold)
        }
    }

    @Test("Without the database who is known watches on and zaps")
    func databaseDown() async throws {
        try await TestPlatform.with(channels: 2) { platform in
            try await platform.awaitOnAir()
            let viewer = try await platform.subscriber("known") { $0.maxConnections = 1 }
            #expect(try viewer.open(platform.streams[0]).status == 200)
            platform.database.isDown = true
            // Past the time that a reading is fresh for, and a zap a second: with one place none is refused.
            for zap in 0..<13 {
                let hls = try viewer.play(platform.streams[zap % 2])
                #expect(try hls.fetch() == 200)
                try await Task.sleep(for: .milliseconds(950))
            }
            let socket = try viewer.watch(platform.streams[1])
            #expect(socket.isAdmitted)
            #expect(socket.read(for: .milliseconds(500)) > 0)
            let stranger = TestViewer(id: viewer.id, username: "unknown", token: "x", port: platform.port)
            let answer = try stranger.open(platform.streams[0], from: "127.0.0.9")
            #expect(answer.status == 503)
            #expect(answer.header("Retry-After") != nil)
            #expect(answer.header("Streav-Denial") == "overloaded")
        }
    }

    @Test("A cache that answers late costs a start little: its budget, not its delay")
    func lateCache() async throws {
        try await TestPlatform.with(channels: 1) { platform in
            try await platform.awaitOnAir()
            let prompt = try await Self.medianStart(platform, "prompt")
            platform.cache.mood = .late(.milliseconds(500))
            let late = try await Self.medianStart(platform, "late")
            // F20: 200 ms; the rest is for a busy machine.
            #expect(late - prompt < .milliseconds(350), "\(prompt) became \(late)")
            // Changes act in the same time as ever.
            let viewer = try await platform.subscriber("watched")
            let hls = try viewer.play(platform.streams[0])
            try await platform.administrate { try $0.subscribers.setStatus(viewer.id, .disabled) }
            #expect(try await hls.awaitRefusal(within: .seconds(3))?.code == "subscriber_disabled")
        }
    }

    /// How long an opening takes for subscribers that the node does not know yet.
    private static func medianStart(_ platform: TestPlatform, _ name: String) async throws -> Duration {
        var times: [Duration] = []
        for index in 0..<7 {
            let viewer = try await platform.subscriber("\(name)\(index)")
            let start = ContinuousClock.now
            #expect(try viewer.open(platform.streams[0]).status == 200)
            times.append(ContinuousClock.now - start)
        }
        return times.sorted()[3]
    }
}
