import StreavDomain
import StreavLocal
import StreavMedia
import StreavPorts
import Testing

@testable import StreavLoad

@Suite("Players that meet anything")
struct PlaybackFuzzTests {
    /// A media playlist that a parser accepts and nobody should write.
    private func list(_ entropy: any Entropy) throws -> MediaPlaylist {
        let sequences: [Int64] = [0, 1, 7, 1 << 40, 1 << 61]
        var text = "#EXTM3U\n#EXT-X-TARGETDURATION:\([0, 1, 4, 1_000_000_000][entropy.index(below: 4)])\n"
        text += "#EXT-X-MEDIA-SEQUENCE:\(sequences[entropy.index(below: 5)] - Int64(entropy.index(below: 1)))\n"
        for number in 0..<entropy.index(below: 9) {
            if entropy.unit() < 0.2 { text += "#EXT-X-DISCONTINUITY\n" }
            if entropy.unit() < 0.2 { text += "#EXT-X-GAP\n" }
            if entropy.unit() < 0.3 { text += "#EXT-X-PROGRAM-DATE-TIME:2023-11-14T22:13:20.000Z\n" }
            text += "#EXTINF:\(["0", "0.001", "4", "1000000000"][entropy.index(below: 4)]),\n\(number).ts\n"
        }
        if entropy.unit() < 0.1 { text += "#EXT-X-ENDLIST\n" }
        guard case .media(let list) = try PlaylistParser().parse(text) else { fatalError("a media playlist") }
        return list
    }

    private func failure(_ entropy: any Entropy) -> LoadFailure {
        let all: [LoadFailure] = [
            .status(404), .status(500), .status(503, retryAfter: .seconds(9)), .connection, .timeout, .malformed("x"),
        ]
        return all[entropy.index(below: all.count)]
    }

    private var presentation: MultivariantPlaylist {
        MultivariantPlaylist(
            variants: [0, 1, 500_000, 2_000_000].map { MultivariantPlaylist.Variant(uri: "\($0)", bandwidth: $0) })
    }

    @Test(
        "A live player neither traps nor spins, whatever lists, answers and failures come", arguments: UInt64(1)...150)
    func live(seed: UInt64) throws {
        let entropy = SeededEntropy(seed: seed)
        let rule = BitrateRuleName.allCases[Int(seed % 4)].rule
        let profile = PlayerProfile.named(ReloadTiming.allCases[Int(seed % UInt64(ReloadTiming.allCases.count))])
        var player = LivePlayback(profile: profile, rule: rule, intent: at(0))
        player.wallAnchor = WallAnchor(instant: .zero, wall: Timestamp(milliseconds: LiveOrigin.wallStart))
        var oracle = PlaylistOracle()
        var pending: [PlaybackAction] = []
        var now = at(0)
        var idle = 0
        pending += player.open(at: now)
        for _ in 0..<600 where player.end == nil {
            let began = now
            if !pending.isEmpty, entropy.unit() < 0.7 {
                now = now + .milliseconds(entropy.index(below: 3000))
                let action = pending.remove(at: entropy.index(below: pending.count))
                let fails = entropy.unit() < 0.15
                switch action {
                case .loadMultivariant:
                    pending +=
                        fails
                        ? player.failed(failure(entropy), of: .multivariant, at: now)
                        : player.loaded(.multivariant(presentation), bytes: 1, began: began, ended: now)
                case .loadPlaylist(let rung, _):
                    let list = try list(entropy)
                    _ = oracle.judge(list, at: now, wall: Timestamp(milliseconds: 0), sourceIsUp: true)
                    pending +=
                        fails
                        ? player.failed(failure(entropy), of: .playlist, at: now)
                        : player.playlistLoaded(list, rung: rung, bytes: 1, began: began, ended: now)
                case .fetch(let request):
                    pending += player.segmentProgressed(
                        request, bytes: 10, bytesTotal: nil, began: began, at: now)
                    pending +=
                        fails
                        ? player.failed(failure(entropy), of: .segment, at: now)
                        : player.segmentCompleted(request, bytes: 1000, began: began, ended: now)
                case .abandon, .skip, .jumpToLiveEdge, .end: break
                }
            } else if let wake = player.nextWake {
                // A wake that is past and changes nothing would be a busy loop.
                idle = wake <= now ? idle + 1 : 0
                #expect(idle < 20, "spins at \(now), seed \(seed)")
                now = max(now, wake)
                pending += player.tick(at: now)
            } else {
                now = now + .seconds(1)
            }
        }
        _ = player.close(at: now)
        var summary = QualitySummary()
        summary.add(player.quality)
        #expect(player.end != nil)
        #expect((0...1).contains(summary.rebufferRatio ?? 0))
    }

    @Test("An on-demand player neither traps nor spins, wherever its viewer seeks", arguments: UInt64(1)...100)
    func onDemand(seed: UInt64) throws {
        let entropy = SeededEntropy(seed: seed)
        var player = OnDemandPlayback(
            profile: PlayerProfile(), rule: BitrateRuleName.allCases[Int(seed % 4)].rule, intent: at(0))
        var pending = player.open(at: at(0))
        var now = at(0)
        var idle = 0
        for _ in 0..<400 where player.end == nil {
            let began = now
            if entropy.unit() < 0.05 {
                let targets: [Duration] = [.zero, .seconds(-5), .seconds(7), .seconds(1 << 40)]
                pending = player.seek(to: targets[entropy.index(below: 4)], at: now, abandoned: 5)
            } else if !pending.isEmpty, entropy.unit() < 0.7 {
                now = now + .milliseconds(entropy.index(below: 3000))
                let action = pending.removeFirst()
                let fails = entropy.unit() < 0.1
                switch action {
                case .loadMultivariant:
                    pending +=
                        fails
                        ? player.failed(failure(entropy), of: .multivariant, at: now)
                        : player.loaded(.multivariant(presentation), bytes: 1, began: began, ended: now)
                case .loadPlaylist(let rung, _):
                    var list = try list(entropy)
                    list.isEnded = entropy.unit() < 0.9
                    pending += player.playlistLoaded(list, rung: rung, bytes: 1, at: now)
                case .fetch(let request):
                    pending +=
                        fails
                        ? player.failed(failure(entropy), of: .segment, at: now)
                        : player.segmentCompleted(request, bytes: 1000, began: began, ended: now)
                case .abandon, .skip, .jumpToLiveEdge, .end: break
                }
            } else if let wake = player.nextWake {
                idle = wake <= now ? idle + 1 : 0
                #expect(idle < 20, "spins at \(now), seed \(seed)")
                now = max(now, wake)
                pending += player.tick(at: now)
            } else {
                now = now + .seconds(1)
            }
        }
        _ = player.close(at: now)
        #expect(player.end != nil)
        #expect(player.buffer.buffered >= .zero)
    }
}
