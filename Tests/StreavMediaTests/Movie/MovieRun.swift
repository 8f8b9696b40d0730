import NIOCore
import StreavMedia
import Testing

/// Reads the index of a file that is in memory, and watches what is asked for.
struct MovieRun {
    private(set) var reads: [Range<Int64>] = []
    let index: MovieIndex

    /// - Parameter gap: Zeros that the file has within, from a place on: media that need not be in memory.
    init(
        _ file: [UInt8], gap: (start: Int, length: Int64) = (0, 0), limits: MovieLimits = .default
    ) throws(MovieError) {
        let size = Int64(file.count) + gap.length
        var reader = MovieIndexReader(fileSize: size, limits: limits)
        while true {
            switch try reader.next() {
            case .finished(let index):
                self.index = index
                return
            case .read(let range):
                #expect(!range.isEmpty && range.lowerBound >= 0 && range.upperBound <= size)
                // Reads go forward: nothing is read for ever.
                if let last = reads.last { #expect(range.lowerBound >= last.lowerBound && range != last) }
                reads.append(range)
                let before = range.clamped(to: 0..<Int64(gap.start))
                let after = range.clamped(to: Int64(gap.start) + gap.length..<size)
                var bytes = ByteBuffer(bytes: file[Int(before.lowerBound)..<Int(before.upperBound)])
                bytes.writeRepeatingByte(0, count: range.count - before.count - after.count)
                let shifted = Int(after.lowerBound - gap.length)..<Int(after.upperBound - gap.length)
                bytes.writeBytes(file[shifted])
                try reader.receive(bytes)
            }
        }
    }

    /// What is wrong with a file. Nil: nothing.
    static func error(_ file: [UInt8], limits: MovieLimits = .default) -> MovieError? {
        do throws(MovieError) {
            _ = try MovieRun(file, limits: limits)
            return nil
        } catch {
            return error
        }
    }

    var tracks: [MovieTrack] { index.tracks }
}
