import NIOCore
import StreavDomain
import StreavPorts
import Testing

@testable import StreavLoad

@Suite("Playback of endless streams")
struct EndlessPlaybackTests {
    /// Frames of a second, a piece of bytes each.
    private func second(_ forge: inout StreamForge) -> [ByteBuffer] {
        (0..<25).map { index in
            forge.clear()
            if index % 12 == 0 { forge.tables() }
            forge.frame(isRandomAccess: index == 0)
            return forge.buffer
        }
    }

    /// Hands in seconds of media at the pace of the stream; `lead` seconds come at once at the beginning.
    private func feed(
        _ player: inout EndlessPlayback, _ forge: inout StreamForge, seconds: Int, lead: Int, from start: Double
    ) {
        for number in 0..<seconds {
            for (index, piece) in second(&forge).enumerated() {
                let time = start + max(0, Double(number - lead) + Double(index) / 25)
                #expect(player.received(piece, at: at(time)).isEmpty)
            }
        }
    }

    @Test("A stream at its own pace plays without a stall, and its clock tells how much there was")
    func plays() throws {
        var player = EndlessPlayback(intent: at(0))
        var forge = StreamForge()
        #expect(player.open(at: at(0)) == [.connect(intended: at(0))])
        feed(&player, &forge, seconds: 30, lead: 2, from: 0.1)
        #expect(player.quality.startup == .milliseconds(100))
        #expect(player.quality.stallCount == 0)
        #expect(player.watch.violations.isEmpty)
        #expect(player.watch.mediaTime == .milliseconds(29_960))
        let bitrate = try #require(player.quality.averageBitrate)
        #expect((bitrate / (56 * 188 * 8) - 1).magnitude < 0.05)
    }

    @Test("A full buffer stops reading, and tells when it reads again")
    func backPressure() throws {
        var player = EndlessPlayback(intent: at(0))
        var forge = StreamForge()
        _ = player.open(at: at(0))
        feed(&player, &forge, seconds: 6, lead: 6, from: 0)
        #expect(!player.reads)
        let wake = try #require(player.nextWake)
        _ = player.tick(at: wake)
        #expect(player.reads)
        #expect((wake.offset.inSeconds - 1.961).magnitude < 0.001)
    }

    @Test("A connection that ends is made again; a stall comes when the buffer is dry, and ends with media")
    func reconnecting() {
        var player = EndlessPlayback(intent: at(0))
        var forge = StreamForge()
        _ = player.open(at: at(0))
        feed(&player, &forge, seconds: 4, lead: 4, from: 0)
        #expect(player.failed(.connection, at: at(1)).isEmpty)
        #expect(player.nextWake == at(1.5))
        #expect(player.tick(at: at(1.5)) == [.connect(intended: at(1.5))])
        var other = StreamForge()
        feed(&player, &other, seconds: 3, lead: 3, from: 6)
        #expect(player.reconnections == 1)
        #expect(player.quality.stallCount == 1)
        #expect(player.quality.stalled == .milliseconds(6000 - 3960))
        #expect(player.watch.violations.isEmpty)
    }

    @Test("A connection that never brings anything is given up, a refusal ends at once")
    func failing() {
        var player = EndlessPlayback(intent: at(0))
        _ = player.open(at: at(0))
        var tries = 0
        while player.end == nil, let wake = player.nextWake ?? (tries == 0 ? at(0) : nil) {
            _ = player.tick(at: wake)
            _ = player.failed(.timeout, at: wake)
            tries += 1
        }
        #expect(tries == player.retries.attempts)
        #expect(player.quality.outcome == .failed)
        var denied = EndlessPlayback(intent: at(0))
        _ = denied.open(at: at(0))
        #expect(denied.failed(.status(403), at: at(1)) == [.end(.denied(status: 403, .segment))])
    }

    @Test("A change of channel connects anew, and takes its zap time")
    func zapping() {
        var player = EndlessPlayback(intent: at(0))
        var forge = StreamForge()
        _ = player.open(at: at(0))
        feed(&player, &forge, seconds: 3, lead: 3, from: 0)
        #expect(player.zap(at: at(2)) == [.connect(intended: at(2))])
        var other = StreamForge()
        feed(&player, &other, seconds: 2, lead: 2, from: 2.25)
        #expect(player.quality.zapTimes.maximum == 250)
        #expect(player.quality.stallCount == 0)
    }
}
