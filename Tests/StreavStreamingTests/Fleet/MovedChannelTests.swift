import Logging
import NIOCore
import StreavDomain
import StreavLocal
import StreavMedia
import StreavPorts
import Testing

@testable import StreavStreaming

@Suite("Channels that move")
struct MovedChannelTests {
    private static let stream = LiveStreamID(7)

    private static func channels(_ clock: ManualClock) -> LiveChannels {
        LiveChannels(
            configuration: ChannelConfiguration(), opener: NoSources(), clock: StreavClock(clock),
            entropy: SeededEntropy(seed: 1), journal: NoJournal(),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        ) { stream, sequence, _ in "/media/\(stream)/\(sequence).ts" }
    }

    private struct NoSources: MediaSourceOpener {
        func source(for address: String) throws(MediaSourceError) -> any MediaSource {
            throw MediaSourceError(.invalidAddress, "there are no sources here")
        }
    }

    private struct NoJournal: ChannelJournal {
        func load(_ channel: LiveStreamID) async throws -> ChannelRecord? { nil }
        func save(_ record: ChannelRecord, generation: Int64) async throws -> Bool { true }
    }

    private static func plan(generation: Int64, name: String = "Moved") -> ChannelPlan {
        ChannelPlan(id: stream, name: name, sources: [SourcePlan(address: "none:")], generation: generation)
    }

    /// Puts a whole clip on air at once.
    private static func feed(_ channel: LiveChannel) throws {
        var reader = TransportReader()
        var events: [TransportEvent] = []
        reader.read(try ChannelDriver.clip("colour-bars")) { events.append($0) }
        for event in events {
            if case .tracks(let tracks) = event { channel.begin(input: 0, tracks: tracks) }
            channel.consume([event])
        }
    }

    private static func newest(_ channel: LiveChannel) throws -> Int64 {
        let playlist = try PlaylistParser().parseMedia(#require(channel.playlist).text)
        return try #require(playlist.segments.last).mediaSequence
    }

    @Test(
        "A channel of the same generation goes on; of a newer one it begins anew, ahead of all it published (INV-SEQ)")
    func newerGeneration() throws {
        let clock = ManualClock(start: .zero, wall: Timestamp(milliseconds: 1_800_000_000_000))
        let channels = Self.channels(clock)
        channels.apply([Self.plan(generation: 1)])
        let first = try #require(channels.channel(Self.stream))
        try Self.feed(first)
        let published = try Self.newest(first)
        channels.apply([Self.plan(generation: 1, name: "Renamed")])
        #expect(channels.channel(Self.stream) === first)
        channels.apply([Self.plan(generation: 3)])
        let second = try #require(channels.channel(Self.stream))
        #expect(second !== first && first.isStopped)
        try Self.feed(second)
        let playlist = try PlaylistParser().parseMedia(#require(second.playlist).text)
        #expect(try #require(playlist.segments.first).mediaSequence > published)
    }

    @Test("HLS-12: what a channel listed can be fetched for its time after the channel moved away, and no longer")
    func segmentsOfAMovedChannel() throws {
        let clock = ManualClock(start: .zero, wall: Timestamp(milliseconds: 1_800_000_000_000))
        let channels = Self.channels(clock)
        channels.apply([Self.plan(generation: 1)])
        let channel = try #require(channels.channel(Self.stream))
        try Self.feed(channel)
        let newest = try Self.newest(channel)
        channels.apply([])
        channel.goOffAir()
        #expect(channels.channel(Self.stream) == nil)
        clock.advance(by: .seconds(4))
        channels.tickRetired()
        #expect(channels.segment(of: Self.stream, newest) != nil)
        clock.advance(by: .seconds(60))
        channels.tickRetired()
        #expect(channels.segment(of: Self.stream, newest) == nil)
    }
}
