/// How a player chooses the rung of the next segment.
public protocol BitrateRule: Sendable {
    /// A segment has arrived.
    mutating func completed(_ download: SegmentDownload)

    /// The rung to fetch next: an index into the context's bandwidths.
    func rung(_ context: BitrateContext) -> Int

    /// The lower rung to take instead of a download that would come too late; nil: let it go on. Asked each
    /// ``SegmentDownload/checkInterval``.
    func rung(insteadOf download: SegmentDownload, _ context: BitrateContext) -> Int?
}

extension BitrateRule {
    public func rung(insteadOf download: SegmentDownload, _ context: BitrateContext) -> Int? { nil }
}
