import Foundation
import NIOCore
import StreavDomain
import StreavLocal
import StreavMedia
import StreavPorts
@testable import StreavStreaming

/// Plays a clip into a channel on a manual clock, as a supervisor would.
final class ChannelDriver {
    let clock: ManualClock
    let channel: LiveChannel
    private var reader = TransportReader()
    private var loop: LoopedTransport
    private var name: String
    private var started: MonotonicInstant
    private var hasBegun = false
    /// The picture is left out.
    var onlyAudio = false
    private(set) var tracks: [TransportTrack] = []

    static func clip(_ name: String) throws -> ByteBuffer {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.appending(path: "fixtures/clips").path()) {
            folder.deleteLastPathComponent()
        }
        return ByteBuffer(bytes: try Data(contentsOf: folder.appending(path: "fixtures/clips/\(name).ts")))
    }

    init(
        clip: String, clock: ManualClock? = nil, plan: ChannelPlan? = nil, record: ChannelRecord? = nil,
        wall: Timestamp = Timestamp(milliseconds: 1_800_000_000_000)
    ) throws {
        let clock = clock ?? ManualClock(start: .zero, wall: wall)
        self.clock = clock
        self.channel = LiveChannel(
            plan: plan ?? ChannelPlan(id: LiveStreamID(7), name: "Test", sources: []),
            configuration: ChannelConfiguration(), record: record, clock: StreavClock(clock)
        ) { sequence, expires in "/media/7/v/\(sequence)-\(expires.seconds).ts" }
        self.loop = try LoopedTransport(file: Self.clip(clip))
        self.name = clip
        self.started = clock.monotonicNow()
    }

    /// Another clip takes over, as after a failover.
    func change(to clip: String) throws {
        name = clip
        try restart()
    }

    /// The same clip connects anew.
    func restart() throws {
        loop = try LoopedTransport(file: Self.clip(name))
        reader = TransportReader()
        hasBegun = false
        started = clock.monotonicNow()
    }

    /// Plays for `seconds`, calling `look` ten times a second.
    func play(_ seconds: Double, _ look: (LiveChannel) throws -> Void = { _ in }) rethrows {
        for _ in 0..<Int(seconds * 10) {
            clock.advance(by: .milliseconds(100))
            feed()
            channel.tickNow()
            try look(channel)
        }
    }

    /// Lets time pass without media.
    func silence(_ seconds: Double, _ look: (LiveChannel) throws -> Void = { _ in }) rethrows {
        for _ in 0..<Int(seconds * 10) {
            clock.advance(by: .milliseconds(100))
            channel.tickNow()
            try look(channel)
        }
    }

    /// Lets time pass on an open connection: what is due comes in one burst afterwards.
    func pause(_ seconds: Double, _ look: (LiveChannel) throws -> Void = { _ in }) rethrows {
        try silence(seconds, look)
        started = started + .milliseconds(Int64(seconds * 1000))
    }

    private func feed() {
        guard let bytes = loop.next(upTo: clock.monotonicNow() - started) else { return }
        var events: [TransportEvent] = []
        reader.read(bytes) { events.append($0) }
        if onlyAudio {
            events.removeAll { event in
                guard case .unit(let unit) = event else { return false }
                return tracks[unit.trackIndex].kind == .video
            }
        }
        if !hasBegun {
            for case .tracks(let found) in events { tracks = found }
            let isTelevision = tracks.contains { $0.kind == .video }
            let first = events.firstIndex { event in
                guard case .unit(let unit) = event, unit.isRandomAccess else { return false }
                return !isTelevision || tracks[unit.trackIndex].kind == .video
            }
            guard let first else { return }
            channel.begin(input: 0, tracks: tracks)
            hasBegun = true
            events.removeFirst(first)
        }
        channel.consume(events)
    }
}
