import NIOCore
import StreavDomain
import StreavLoad
import StreavMedia
import StreavPorts

/// Somebody who watches live channels over HLS, one after the other.
final class ChannelViewer: PlaylistViewer<LivePlayback> {
    private var stay = 0
    private var oracle = PlaylistOracle(allowsShortBeginning: true)
    private var judge: ContentJudge
    private var judgedRung = 0
    /// The segment whose pictures were judged last, and its rung.
    private var judged: (rung: Int, mediaSequence: Int64)?
    private var lastBreak: Int64?
    private var stayEnd: Scheduled<Void>?
    private let probes: any Entropy

    /// Of the segments that went from the list, this part is asked for once more.
    private static let probedShare = 1.0 / 16

    init(_ plan: ClientPlan, _ shared: LoadLoop) {
        var playback = LivePlayback(profile: plan.profile, rule: plan.rule.rule, intent: plan.arrival)
        playback.wallAnchor = shared.anchor
        probes = plan.random.fork("probes")
        judge = ContentJudge(wanted: shared.target.channels[plan.stays[0].index].identity)
        super.init(plan, shared, playback)
    }

    private var channel: LoadTarget.Channel { shared.target.channels[plan.stays[stay].index] }

    override var address: String { shared.target.live(channel.stream, "m3u8", for: plan.subscriber) }

    override var stream: SegmentTruths.Rendition.Stream { .channel(channel.stream) }

    override var examinesSegments: Bool { true }

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
        judge = ContentJudge(wanted: channel.identity)
        judged = nil
        planZap()
        let abandoned = fetch?.bytes ?? 0
        turnOn { $0.zap(at: $1, abandoned: abandoned) }
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

    override func notice(_ action: PlaybackAction) {
        switch action {
        case .skip, .jumpToLiveEdge: judge.splice()
        default: break
        }
    }

    override func examine(_ list: MediaPlaylist, rung: Int) {
        if rung != judgedRung { oracle.forget() }
        judgedRung = rung
        if let last = list.segments.last, last.isDiscontinuity, last.mediaSequence != lastBreak {
            lastBreak = last.mediaSequence
            sight("viewer.saw-discontinuity")
            if playback.buffer.phase == .stalled { sight("viewer.saw-discontinuity-while-stalled") }
        }
        for violation in oracle.judge(list, at: now) where !(shared.mayHaveMoved && violation.isOfAMove) {
            shared.violation("INV-SEQ", "\(violation)", of: self, cohort: plan.cohortName)
        }
        for retired in oracle.takeRetired() where probes.unit() < Self.probedShare { probe(retired) }
    }

    override func examine(_ content: SegmentContent, of segment: SegmentRequest) -> Timestamp? {
        let isNext = judged.map { $0.rung == segment.rung && $0.mediaSequence + 1 == segment.mediaSequence } ?? false
        if !isNext || segment.segment.isDiscontinuity { judge.splice() }
        judged = (segment.rung, segment.mediaSequence)
        let isExcused = shared.isExcused(channel: plan.stays[stay].index)
        if let violation = content.violation, !isExcused {
            shared.violation(
                "INV-CONTENT", "segment \(segment.mediaSequence) of live-\(channel.stream): \(violation)", of: self,
                cohort: plan.cohortName)
        }
        if let pictures = content.pictures {
            for violation in judge.judge(pictures) where !(isExcused && violation.canBeOfTheSource) {
                shared.violation(
                    "INV-CONTENT", "segment \(segment.mediaSequence) of live-\(channel.stream): \(violation)",
                    of: self, cohort: plan.cohortName)
            }
        }
        return content.capturedMilliseconds.map { Timestamp(milliseconds: $0) }
    }

    /// Asks for the beginning of a segment that went from the list: it must be there for a while.
    private func probe(_ retired: RetiredSegment) {
        guard !isOver, now < retired.availableUntil,
            let path = ReferencePath.resolve(retired.segment.uri, against: listBase, authority: shared.authority)
        else { return }
        measure.requests[.probe, default: RequestCounts()].start()
        connections.send(
            LoadRequest(target: path, headers: [("Range", "bytes=0-187")], intended: now),
            done: { [weak self] result in
                guard let self else { return }
                switch result {
                case .failure(let failure): self.measure.requests[.probe, default: RequestCounts()].fail(failure)
                case .success(let response):
                    self.measure.requests[.probe, default: RequestCounts()].answer(response)
                    guard [403, 404, 410].contains(response.status), response.timing.done < retired.availableUntil,
                        !self.shared.mayHaveMoved
                    else { return }
                    let violation = OracleViolation.vanished(mediaSequence: retired.segment.mediaSequence)
                    self.shared.violation("INV-SEQ", "\(violation)", of: self, cohort: self.plan.cohortName)
                }
            })
    }
}
