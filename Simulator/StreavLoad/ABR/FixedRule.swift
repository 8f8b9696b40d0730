/// One rung, whatever the network does: for measuring capacity, and for channels that have one.
public struct FixedRule: BitrateRule {
    /// Counted from the lowest; the highest there is where the ladder has fewer.
    public let index: Int

    public init(index: Int = 0) {
        self.index = max(index, 0)
    }

    public mutating func completed(_ download: SegmentDownload) {}

    public func rung(_ context: BitrateContext) -> Int {
        min(index, context.bandwidths.count - 1)
    }
}
