/// The parts of the file that a segment is made from.
struct SegmentReads {
    /// Ascending, disjoint.
    private(set) var ranges: [Range<Int64>] = []

    init(_ frames: [SegmentPlan.Frame]) {
        let spans = Self.merged(Self.sorted(frames.lazy.map { $0.offset..<$0.offset + Int64($0.size) }), gap: 0)
        ranges = Self.merged(spans, gap: OnDemandLimits.readGap)
        // Where reading along would be too much, each piece is read by itself.
        if totalBytes > OnDemandLimits.segmentBytes { ranges = spans }
    }

    var totalBytes: Int { ranges.reduce(0) { $0 + $1.count } }

    /// Which read holds the frame, and where in it. Nil: none does.
    func place(of frame: SegmentPlan.Frame) -> (read: Int, position: Int)? {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound <= frame.offset { low = middle + 1 } else { high = middle }
        }
        guard low < ranges.count, ranges[low].lowerBound <= frame.offset,
            frame.offset + Int64(frame.size) <= ranges[low].upperBound
        else { return nil }
        return (low, Int(frame.offset - ranges[low].lowerBound))
    }

    /// Frames follow each other as a rule; those that do are joined before anything is sorted.
    private static func sorted(_ spans: some Sequence<Range<Int64>>) -> [Range<Int64>] {
        var joined: [Range<Int64>] = []
        var isSorted = true
        for span in spans {
            if let last = joined.last {
                if last.upperBound == span.lowerBound {
                    joined[joined.count - 1] = last.lowerBound..<span.upperBound
                    continue
                }
                if span.lowerBound < last.lowerBound { isSorted = false }
            }
            joined.append(span)
        }
        return isSorted ? joined : joined.sorted { $0.lowerBound < $1.lowerBound }
    }

    private static func merged(_ spans: [Range<Int64>], gap: Int64) -> [Range<Int64>] {
        var merged: [Range<Int64>] = []
        for span in spans {
            if let last = merged.last, span.lowerBound - last.upperBound <= gap {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                merged.append(span)
            }
        }
        return merged
    }
}
