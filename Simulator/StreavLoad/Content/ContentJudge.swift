/// Judges the pictures of a synthetic channel as one viewer gets them: whether they are of the channel that was wanted,
/// whole, and in order.
///
/// Where nobody says which channel is to come, that of the first picture is, and pictures without identity are those of
/// a channel that is not synthetic.
public struct ContentJudge: Sendable {
    private let wanted: ChannelIdentity?
    private var known: ChannelIdentity?
    /// The last picture that came.
    private var last: Int64?

    public init(wanted: ChannelIdentity?) {
        self.wanted = wanted
        known = wanted
    }

    /// What follows does not go on from what came: the viewer jumped, or a discontinuity was announced to it.
    public mutating func splice() {
        last = nil
    }

    /// Judges what came next. Empty: all is well.
    public mutating func judge(_ tally: PictureTally) -> [ContentViolation] {
        var found: [ContentViolation] = []
        for run in tally.runs { judge(run, &found) }
        if tally.damaged > 0 { found.append(.damaged(tally.damaged)) }
        if tally.absent > 0, wanted != nil { found.append(.anonymous(tally.absent)) }
        if tally.droppedRuns > 0 {
            found.append(.disordered(tally.droppedRuns))
            last = nil
        }
        return found
    }

    private mutating func judge(_ run: PictureRun, _ found: inout [ContentViolation]) {
        let got = ChannelIdentity(run: run.run, channel: run.channel)
        let expected = known ?? got
        known = expected
        guard expected.channel == run.channel, expected.run == nil || expected.run == run.run else {
            found.append(.foreign(wanted: expected, got: got, frame: run.first))
            last = nil
            return
        }
        if let last, !run.isMarked {
            if run.first <= last {
                found.append(.repeated(frame: run.first, after: last))
            } else if run.first > last + 1 {
                found.append(.missing(from: last + 1, to: run.first - 1))
            }
        }
        last = run.last
    }
}
