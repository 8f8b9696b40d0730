import StreavAssembly
import StreavControl
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import StreavStreaming
import Testing

@Suite("What nodes tell of live streams")
struct StreamStatusTests {
    private static func status(_ platform: TestPlatform, _ stream: LiveStreamID) async throws -> LiveStreamStatus? {
        let now = platform.clock.wallNow
        return try await platform.database.read { try $0.liveStreamStatuses.find(stream, now: now) }
    }

    private static func kinds(_ platform: TestPlatform, _ stream: LiveStreamID) async throws -> [LiveStreamEvent.Kind] {
        try await platform.database.read {
            try $0.liveStreamEvents.latest(of: stream, limit: 200).map(\.event.kind).reversed()
        }
    }

    @Test("A node writes how its streams are and what happened to them, and goes on where it cannot")
    func told() async throws {
        try await TestPlatform.with(channels: 2) { platform in
            try await platform.awaitOnAir()
            let stream = platform.streams[0]
            let isTold = try await eventually(within: .seconds(15)) {
                try await Self.status(platform, stream)?.phase == .onAir
            }
            #expect(isTold)
            let status = try #require(try await Self.status(platform, stream))
            #expect(status.codecs.hasPrefix("avc1."))
            #expect((status.width ?? 0) > 0 && (status.height ?? 0) > 0)
            #expect(status.sourcePosition == 0)
            #expect(status.sources.map(\.state) == [.active])
            #expect(status.bitsPerSecond > 10_000)
            #expect(try await Array(Self.kinds(platform, stream).prefix(2)) == [.started, .onAir])
            platform.database.isDown = true
            #expect(platform.node.channels.restart(stream, generation: 1_000_000))
            let isBack = try await eventually(within: .seconds(10)) {
                platform.node.channels.channel(stream)?.snapshot().sources?.activeIndex == 0
            }
            #expect(isBack)
            platform.database.isDown = false
            let isHeard = try await eventually(within: .seconds(15)) {
                try await Self.kinds(platform, stream).count { $0 == .onAir } >= 2
            }
            #expect(isHeard)
        }
    }

    @Test("A switch that an administrator asks for is done by the node, once, and stands in the history")
    func switched() async throws {
        try await TestPlatform.with(channels: 1) { platform in
            try await platform.awaitOnAir()
            let stream = platform.streams[0]
            try await platform.administrate {
                try $0.liveStreams.update(stream, TestPlatform.details(number: 1, clips: ["colour-bars", "cells"]))
            }
            let hasTwo = try await eventually(within: .seconds(15)) {
                let sources = platform.node.channels.channel(stream)?.snapshot().sources
                return sources?.sources.count == 2 && sources?.activeIndex == 0
            }
            #expect(hasTwo)
            try await platform.administrate { try $0.liveStreams.switchSource(stream, to: 1) }
            let isSwitched = try await eventually(within: .seconds(15)) {
                platform.node.channels.channel(stream)?.snapshot().sources?.activeIndex == 1
            }
            #expect(isSwitched)
            let isWritten = try await eventually(within: .seconds(15)) {
                try await Self.kinds(platform, stream).last == .switched
            }
            #expect(isWritten)
            // A wish that was heard, and one for what is not there.
            #expect(!platform.node.channels.switchSource(stream, to: 0, generation: 0))
            #expect(!platform.node.channels.switchSource(stream, to: 7, generation: 2_000_000))
            #expect(!platform.node.channels.restart(LiveStreamID(999), generation: 2_000_000))
        }
    }

    @Test("A node that ends says of its streams that they stopped")
    func farewell() async throws {
        let (database, stream) = try await TestPlatform.with(channels: 1) { platform in
            try await platform.awaitOnAir()
            return (platform.database, platform.streams[0])
        }
        let events = try await database.read { try $0.liveStreamEvents.latest(of: stream, limit: 200) }
        let kinds = events.map(\.event.kind)
        #expect(kinds.first == .stopped)
        #expect(kinds.suffix(2) == [.onAir, .started])
    }

    @Test("A source is looked at by the rules of sources, and what is wrong with one is said")
    func probed() async throws {
        let ports = try await TestPlatform.Ports()
        let prober = SourceProber(opener: ports.platform.sources, clock: .system)
        let clip = TestPlatform.details(number: 1, clips: ["colour-bars"]).sources[0].address
        let good = await prober.probe(clip)
        #expect(good.failure == nil)
        let picture = try #require(good.tracks.first { $0.kind == .video })
        #expect(picture.codecs.hasPrefix("avc1.") && (picture.width ?? 0) > 0)
        #expect(good.tracks.contains { $0.kind == .audio })
        #expect((good.bitsPerSecond ?? 0) > 10_000)
        let wrong = [
            ("file:/etc/passwd", "forbidden"), ("ftp://example.org/", "invalidAddress"),
            ("http://192.0.2.1/one.ts", "forbidden"), ("http://user:hunter2@127.0.0.1:9/one.ts", "unreachable"),
        ]
        for (address, reason) in wrong {
            let probe = await prober.probe(address)
            #expect(probe.failure?.reason == reason, "\(address)")
            #expect(probe.failure?.message.contains("hunter2") == false)
            #expect(probe.tracks.isEmpty)
        }
    }
}
