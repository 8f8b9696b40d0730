import NIOCore
import StreavLoad
import StreavMedia
import StreavPorts

/// Somebody who watches live channels over HLS, one after the other.
final class ChannelViewer: PlaylistViewer<LivePlayback> {
    private var stay = 0
    private var oracle = PlaylistOracle(allowsShortBeginning: true)
    private var judgedRung = 0
    private var lastBreak: Int64?
    private var stayEnd: Scheduled<Void>?

    init(_ plan: ClientPlan, _ shared: LoadLoop) {
        var playback = LivePlayback(profile: plan.profile, rule: plan.rule.rule, intent: plan.arrival)
        playback.wallAnchor = shared.anchor
        super.init(plan, shared, playback)
    }

    override var address: String {
        shared.target.live(shared.target.channels[plan.stays[stay].index], "m3u8", for: plan.subscriber)
    }

    override func begin() {
        planZap()
        super.begin()
    }

    private func planZap() {
        guard stay + 1 < plan.stays.count else { return }
        stayEnd = after(plan.stays[stay].length) { [unowned self] in self.zap() }
    }

    private func zap() {
        guard playback.end == nil, !playback.isHalfDead else { return }
        sight("viewer.zapped")
        stay += 1
        oracle = PlaylistOracle(allowsShortBeginning: true)
        planZap()
        turnOn { $0.zap(at: $1) }
    }

    override func leave(_ end: EndKind) {
        guard end == .halfDead, !isOver else { return super.leave(end) }
        cancelSessionEnd()
        stayEnd?.cancel()
        perform(playback.becomeHalfDead(at: now))
    }

    override func ending() {
        stayEnd?.cancel()
    }

    override func examine(_ list: MediaPlaylist, rung: Int) {
        if rung != judgedRung { oracle.forget() }
        judgedRung = rung
        if let last = list.segments.last, last.isDiscontinuity, last.mediaSequence != lastBreak {
            lastBreak = last.mediaSequence
            sight("viewer.saw-discontinuity")
            if playback.buffer.phase == .stalled { sight("viewer.saw-discontinuity-while-stalled") }
        }
        for violation in oracle.judge(list, at: now) {
            shared.violation("INV-SEQ", "\(violation)", of: self, cohort: plan.cohortName)
        }
    }
}
