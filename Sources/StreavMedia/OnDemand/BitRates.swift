/// Peak and average bit rate of a rendition, from the sizes of its segments.
struct BitRates {
    /// Bits per second.
    let peak: Int
    let average: Int

    /// - Parameters:
    ///   - segments: Of each, bytes and milliseconds.
    ///   - target: EXT-X-TARGETDURATION in seconds, above 0.
    init(_ segments: [(bytes: Int, milliseconds: Int64)], target: Int64) {
        let bytes = segments.reduce(0) { $0 + $1.bytes }
        let milliseconds = segments.reduce(0) { $0 + $1.milliseconds }
        average = Self.rate(bytes, milliseconds)
        var peak = 0
        var first = 0
        var windowBytes = 0
        var window: Int64 = 0
        // Rows that end with each segment: the shortest that is long enough, and all longer ones up to the limit.
        for last in segments.indices {
            windowBytes += segments[last].bytes
            window += segments[last].milliseconds
            while window > target * 1_500, first < last {
                windowBytes -= segments[first].bytes
                window -= segments[first].milliseconds
                first += 1
            }
            var rowBytes = windowBytes
            var row = window
            for start in first...last {
                if row >= target * 500, row <= target * 1_500 { peak = max(peak, Self.rate(rowBytes, row)) }
                rowBytes -= segments[start].bytes
                row -= segments[start].milliseconds
                if row < target * 500 { break }
            }
        }
        self.peak = max(peak, average)
    }

    /// Rounded up.
    private static func rate(_ bytes: Int, _ milliseconds: Int64) -> Int {
        let length = Int(max(1, milliseconds))
        return (bytes * 8_000 + length - 1) / length
    }
}
