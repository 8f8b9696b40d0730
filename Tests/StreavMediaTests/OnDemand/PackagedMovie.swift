import NIOCore
import StreavMedia

/// A package and all its segments, read by the strict checker.
struct PackagedMovie {
    let package: OnDemandPackage
    /// By rendition.
    let segments: [[ByteBuffer]]
    let checkers: [StreamChecker]

    init(_ movie: SyntheticMovie, target: Duration = .seconds(6)) throws {
        let package = try OnDemandPackage(movie.index, target: target)
        self.package = package
        segments = try package.renditions.indices.map { try movie.segments(package, $0) }
        checkers = segments.map { segments in
            var whole = ByteBuffer()
            for segment in segments { whole.writeImmutableBuffer(segment) }
            return StreamChecker(whole)
        }
    }

    func units(_ rendition: Int, pid: UInt16) -> [StreamChecker.Unit] { checkers[rendition].units(of: pid) }

    /// The frames of PES packets with ADTS frames in them.
    static func frames(_ units: [StreamChecker.Unit]) -> [[UInt8]] {
        units.flatMap { unit in
            var frames: [[UInt8]] = []
            var rest = unit.payload[...]
            while rest.count >= 7 {
                let start = rest.startIndex
                let length = Int(rest[start + 3] & 3) << 11 | Int(rest[start + 4]) << 3 | Int(rest[start + 5] >> 5)
                guard length >= 7, length <= rest.count else { return frames + [Array(rest)] }
                frames.append(Array(rest.prefix(length)))
                rest = rest.dropFirst(length)
            }
            return rest.isEmpty ? frames : frames + [Array(rest)]
        }
    }

    /// Byte positions at which the segments of a rendition begin in the whole.
    func starts(_ rendition: Int) -> [Int] {
        var position = 0
        return segments[rendition].map { segment in
            defer { position += segment.readableBytes }
            return position
        }
    }
}
