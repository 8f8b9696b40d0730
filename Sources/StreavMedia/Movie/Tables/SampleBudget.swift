/// What all samples of a file have to keep to: its size, and the limits.
struct SampleBudget {
    let fileSize: Int64
    private let limits: MovieLimits
    private var left: Int

    init(fileSize: Int64, limits: MovieLimits) {
        self.fileSize = fileSize
        self.limits = limits
        left = limits.samples
    }

    /// Before anything is done for `count` samples.
    mutating func take(_ count: Int) throws(MovieError) {
        guard count <= left else {
            throw MovieError(.tooLarge, "the file has more than \(limits.samples) samples")
        }
        left -= count
    }

    func check(offset: Int64, size: Int) throws(MovieError) {
        guard size <= limits.sampleBytes else {
            throw MovieError(.tooLarge, "a sample has \(size) bytes; at most \(limits.sampleBytes) are read")
        }
        guard offset >= 0, offset <= fileSize - Int64(size) else {
            throw MovieError(
                .truncated,
                "a sample of \(size) bytes at \(offset) lies beyond the file's end at \(fileSize);"
                    + " the file seems to be incomplete")
        }
    }

    /// - Parameter bytes: Of all packed tables together.
    func check(tableBytes bytes: Int) throws(MovieError) {
        guard bytes <= limits.tableBytes else {
            throw MovieError(.tooLarge, "the file's sample tables take more than \(limits.tableBytes) bytes")
        }
    }
}
