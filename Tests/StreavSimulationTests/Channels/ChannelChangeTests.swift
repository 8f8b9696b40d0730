import StreavControl
import StreavDomain
import StreavStore
import Testing

/// What happens on air when an administrator changes channels.
@Suite("Channel changes")
struct ChannelChangeTests {
    @Test("A new stream goes on air without a restart, and no other loses a byte by it (FAN-7)")
    func newStream() async throws {
        try await TestPlatform.with(channels: 2) { platform in
            try await platform.awaitOnAir()
            let viewer = try await platform.subscriber("curious") { $0.maxConnections = 10 }
            let (untouched, changed) = (platform.streams[0], platform.streams[1])
            let witness = try viewer.watch(untouched, from: "127.0.0.1")
            #expect(witness.isAdmitted)
            let hls = try viewer.play(untouched, from: "127.0.0.2")
            var numbers = try [Self.sequence(hls)]

            let bundle = platform.bundle
            let new = try await platform.control.perform(as: TestPlatform.actor) { transaction in
                let stream = try transaction.liveStreams.create(
                    TestPlatform.details(number: 3, name: "New", clips: ["cells"]))
                try transaction.bundles.update(
                    bundle, BundleDetails(name: "All", liveStreams: platform.streams + [stream.id]))
                try transaction.liveStreams.update(
                    changed, TestPlatform.details(number: 2, name: "Changed", clips: ["fractal", "cells"]))
                return stream.id
            }
            let isOnAir = try await eventually(within: .seconds(10)) {
                witness.read(for: .milliseconds(200))
                numbers.append(try Self.sequence(hls))
                return try viewer.open(new, from: "127.0.0.3").status == 200
            }
            #expect(isOnAir)
            #expect(try viewer.watch(new, from: "127.0.0.4").read(for: .seconds(1)) > 0)
            #expect(witness.read(for: .seconds(3)) > 0)
            #expect(witness.faults.isEmpty, "the other channel was disturbed")
            #expect(numbers == numbers.sorted())
            #expect(try hls.poll().text.contains("EXT-X-DISCONTINUITY\n") == false)
        }
    }

    @Test("A changed stream goes on: numbers never fall, and sockets are fed or closed, never left hanging (INV-SEQ)")
    func changedStream() async throws {
        try await TestPlatform.with(channels: 1) { platform in
            try await platform.awaitOnAir()
            let stream = platform.streams[0]
            let viewer = try await platform.subscriber("loyal")
            let socket = try viewer.watch(stream, from: "127.0.0.1")
            #expect(socket.read(for: .milliseconds(500)) > 0)
            let hls = try viewer.play(stream, from: "127.0.0.2")
            var numbers = try [Self.sequence(hls)]
            try await platform.administrate {
                try $0.liveStreams.update(stream, TestPlatform.details(number: 1, clips: ["fractal"]))
            }
            for _ in 0..<12 {
                numbers.append(try Self.sequence(hls))
                socket.read(for: .milliseconds(500))
            }
            #expect(numbers == numbers.sorted(), "\(numbers)")
            let isFed = socket.read(for: .seconds(2)) > 0
            #expect(isFed || socket.connection.hasEnded, "the socket hangs")
            #expect(try viewer.watch(stream, from: "127.0.0.1").read(for: .seconds(2)) > 0)
        }
    }

    private static func sequence(_ viewer: PlaylistViewer) throws -> Int {
        let answer = try viewer.poll()
        #expect(answer.status == 200)
        let line = answer.text.split(separator: "\n").first { $0.hasPrefix("#EXT-X-MEDIA-SEQUENCE:") }
        return try #require(line.flatMap { Int($0.dropFirst("#EXT-X-MEDIA-SEQUENCE:".count)) })
    }
}
