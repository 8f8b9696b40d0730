import NIOCore
import StreavMedia

/// A movie file without a container: an index, the bytes it points into, and what must come out of them.
struct SyntheticMovie {
    /// A sample as viewers should get it.
    struct Expected: Equatable {
        /// Of video with start codes, delimiter and parameter sets; of audio with its ADTS header.
        let payload: [UInt8]
        /// On the movie's timeline, to the nearest 90 kHz.
        let presentationTime: Int64
        let decodeTime: Int64
        let isKey: Bool
    }

    private(set) var file: [UInt8] = []
    private(set) var tracks: [MovieTrack] = []
    /// Of each track, the samples that are presented or needed.
    private(set) var expected: [[Expected]] = []
    /// When each track's last sample ends, 90 kHz.
    private(set) var ends: [Int64] = []

    var index: MovieIndex {
        MovieIndex(tracks: tracks, fileSize: Int64(file.count))
    }

    /// Writes the tracks' samples into the file as `order` of (track, sample) says, with gaps between them.
    init(_ sources: [SyntheticTrack], gap: (Int) -> Int = { _ in 0 }) {
        var offsets = sources.map { [Int64](repeating: 0, count: $0.samples.count) }
        let order = sources.indices.flatMap { track in
            sources[track].samples.indices.map { (track: track, sample: $0, time: sources[track].seconds(of: $0)) }
        }.sorted { ($0.time, $0.track, $0.sample) < ($1.time, $1.track, $1.sample) }
        for (position, entry) in order.enumerated() {
            file += [UInt8](repeating: 0xEE, count: gap(position))
            offsets[entry.track][entry.sample] = Int64(file.count)
            file += sources[entry.track].samples[entry.sample].bytes
        }
        for (source, offsets) in zip(sources, offsets) {
            tracks.append(source.track(id: UInt32(tracks.count + 1), offsets: offsets))
            expected.append(source.expected)
            ends.append(source.end)
        }
    }

    func bytes(_ ranges: [Range<Int64>]) -> [ByteBuffer] {
        ranges.map { ByteBuffer(bytes: file[Int($0.lowerBound)..<Int($0.upperBound)]) }
    }

    /// All segments of a rendition.
    func segments(_ package: OnDemandPackage, _ rendition: Int) throws -> [ByteBuffer] {
        try (0..<package.renditions[rendition].segmentCount).map { segment in
            try package.segment(rendition, segment: segment, bytes: bytes(package.reads(rendition, segment: segment)))
        }
    }

    /// To the nearest.
    static func scaled(_ ticks: Int64, timescale: Int) -> Int64 {
        let scale = Int64(timescale)
        let doubled = ticks * 180_000 + scale
        return doubled >= 0 ? doubled / (2 * scale) : -((2 * scale - 1 - doubled) / (2 * scale))
    }
}
