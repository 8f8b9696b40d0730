import Foundation
import NIOCore
import StreavMedia
import Testing

/// Sources that are no media, or stop being it.
@Suite("Spoiled sources")
struct SpoiledSourceTests {
    @Test("Files that are no media keep their stream down, and the event line says why")
    func noMedia() async throws {
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        func file(_ name: String, _ bytes: Data) throws -> String {
            let url = folder.appendingPathComponent(name)
            try bytes.write(to: url)
            return "file:\(url.path)"
        }
        let film = folder.appendingPathComponent("film.mp4").path
        let made = try await ToolProcess.run(
            "ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc=d=1:s=64x48", "-y", film], within: .seconds(30))
        #expect(made.status == 0, "\(made.standardError)")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("folder.ts"), withIntermediateDirectories: false)
        let sources = [
            "Film=file:\(film)", "Text=\(try file("text.ts", Data(String(repeating: "no media ", count: 500).utf8)))",
            "Empty=\(try file("empty.ts", Data()))",
            "Noise=\(try file("noise.ts", Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })))",
            "Folder=file:\(folder.path)/folder.ts",
            "Good=file:\(SpoiledClip.clips.appendingPathComponent("colour-bars.ts").path)",
        ]
        try await SimulatorProcess.with(["--empty"] + sources.flatMap { ["--source", $0] }) { simulator in
            let streams = Dictionary(uniqueKeysWithValues: simulator.ready.liveStreams.map { ($0.name, $0) })
            for (name, word) in [
                ("Film", "MP4"), ("Text", "text.ts"), ("Empty", "empty.ts"), ("Noise", "noise.ts"),
                ("Folder", "no regular file"),
            ] {
                let stream = try #require(streams[name])
                let isSaid = try await eventually(within: .seconds(5)) {
                    simulator.events.contains {
                        $0.contains("\"stream\":\(stream.id)") && $0.contains("\"detail\":") && $0.contains(word)
                    }
                }
                #expect(isSaid, "\(name): \(simulator.events)")
                #expect(
                    !simulator.events.contains {
                        $0.contains("\"stream\":\(stream.id)") && $0.contains("live-stream.onAir")
                    })
            }
            let film = try await RawHTTPClient(patience: .seconds(15)).get(try #require(streams["Film"]).hls)
            #expect(film.status == 503)
            #expect(film["Streav-Denial"] == "stream_unavailable")
            #expect(film["Retry-After"] != nil)
            let good = try #require(streams["Good"])
            let isGood = try await eventually(within: .seconds(10)) {
                try await RawHTTPClient().get(good.hls).status == 200
            }
            #expect(isGood)
        }
    }

    @Test("A channel survives garbage, lost sync, missing tables and another codec, and no other notices (F04, F05)")
    func spoiled() async throws {
        let harms = SpoiledClip.Harm.allCases
        var servers: [TransportServer] = []
        defer { for server in servers { server.close() } }
        for harm in harms {
            // The source may be opened again: the time runs on over all its connections.
            let clip = try SpoiledClip(harm)
            let start = ContinuousClock.now
            servers.append(try TransportServer { _ in clip.bytes(at: ContinuousClock.now - start) })
        }
        let own = zip(harms, servers).map { "\($0.rawValue)=http://127.0.0.1:\($1.port)/live.ts" }
        let good = "Good=file:\(SpoiledClip.clips.appendingPathComponent("cells.ts").path)"
        try await SimulatorProcess.with(["--empty"] + (own + [good]).flatMap { ["--source", $0] }) { simulator in
            let streams = Dictionary(uniqueKeysWithValues: simulator.ready.liveStreams.map { ($0.name, $0) })
            let witness = try #require(streams["Good"])
            let isOnAir = try await eventually(within: .seconds(10)) {
                try await RawHTTPClient().get(witness.hls).status == 200
            }
            #expect(isOnAir)
            let (head, socket) = try await RawHTTPClient().open(witness.ts)
            #expect(head.status == 200)
            var reader = TransportReader()
            reader.read(ByteBuffer(bytes: try await socket.read(atLeast: .max, within: .seconds(16)).bytes)) { _ in }
            #expect(reader.faults.isEmpty, "the other channel was disturbed: \(reader.faults)")
            let media = try await Self.playlist(witness.hls)
            #expect(!media.text.contains("#EXT-X-DISCONTINUITY\n") && !media.text.contains("#EXT-X-GAP"))
            for harm in harms { try await Self.check(harm, try #require(streams[harm.rawValue]).hls) }
            #expect(simulator.child.isRunning)
        }
    }

    /// The media playlist of a stream, and its address.
    private static func playlist(_ address: String) async throws -> (address: HTTPAddress, text: String) {
        let answer = try await RawHTTPClient().get(address)
        let reference = answer.text.split(separator: "\n").last { !$0.hasPrefix("#") }
        let media = try HTTPAddress(address).resolve(String(try #require(reference, "\(address): \(answer.status)")))
        let text = try await RawHTTPClient().get(media.text).text
        return (media, text)
    }

    /// After the harm: on air, with a discontinuity where there was one, and what is listed is whole.
    private static func check(_ harm: SpoiledClip.Harm, _ address: String) async throws {
        let (media, text) = try await playlist(address)
        #expect(!text.contains("#EXT-X-ENDLIST"))
        let segments = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(segments.count >= 2, "\(harm): \(text)")
        var formats: Set<String> = []
        for segment in segments.suffix(1) {
            let answer = try await RawHTTPClient().get(try media.resolve(String(segment)).text)
            #expect(answer.status == 200)
            var reader = TransportReader()
            reader.read(ByteBuffer(bytes: answer.body)) { event in
                if case .unit(let unit) = event, let format = unit.format { formats.insert(format.codecs) }
            }
            #expect(reader.faults.isEmpty, "\(harm): \(reader.faults)")
        }
        let isHEVC = formats.contains { $0.hasPrefix("hvc1") }
        #expect(isHEVC == (harm == .codecChange), "\(harm): \(formats)")
        let (multivariant) = try await RawHTTPClient().get(address).text
        #expect(multivariant.contains("hvc1") == (harm == .codecChange), "\(harm): \(multivariant)")
        if harm == .codecChange { #expect(text.contains("#EXT-X-DISCONTINUITY")) }
    }
}
