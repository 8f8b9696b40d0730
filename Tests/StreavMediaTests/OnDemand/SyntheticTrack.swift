import StreavMedia

/// A track of a synthetic movie.
struct SyntheticTrack {
    struct Sample {
        var bytes: [UInt8]
        var payload: [UInt8]
        var decodeTime: Int64
        var compositionOffset: Int32
        var duration: UInt32
        var isSync: Bool
    }

    var codec: MovieCodec
    var format: MediaFormat
    var timescale: Int
    var samples: [Sample] = []
    var shift: Int64 = 0
    var presentationEnd: Int64?
    var language: String?
    var name: String?
    var isEnabled = true

    func seconds(of sample: Int) -> Double { Double(samples[sample].decodeTime + shift) / Double(timescale) }

    func presentationTicks(_ sample: Sample) -> Int64 {
        sample.decodeTime + Int64(sample.compositionOffset) + shift
    }

    var isVideo: Bool { format.codec.kind == .video }

    /// What is presented, from the key frame on that it needs, up to the last sample before the presentation's end.
    var expected: [SyntheticMovie.Expected] {
        let shown = samples.indices.filter { index in
            let ticks = presentationTicks(samples[index])
            return ticks + Int64(samples[index].duration) > 0 && ticks < presentationEnd ?? .max
        }
        guard let first = shown.first, let last = shown.last else { return [] }
        let start = isVideo ? (samples[...first].lastIndex { $0.isSync } ?? samples.firstIndex { $0.isSync }) : first
        guard let start else { return [] }
        let lowest = isVideo ? min(0, samples[start...last].map { Int64($0.compositionOffset) }.min() ?? 0) : 0
        return samples[start...last].filter { !$0.bytes.isEmpty }.map { sample in
            SyntheticMovie.Expected(
                payload: sample.payload,
                presentationTime: SyntheticMovie.scaled(presentationTicks(sample), timescale: timescale),
                decodeTime: SyntheticMovie.scaled(sample.decodeTime + shift + lowest, timescale: timescale),
                isKey: sample.isSync)
        }
    }

    var end: Int64 {
        let ticks = samples.map { presentationTicks($0) + Int64($0.duration) }.max() ?? 0
        return SyntheticMovie.scaled(min(ticks, presentationEnd ?? .max), timescale: timescale)
    }

    func track(id: UInt32, offsets: [Int64]) -> MovieTrack {
        MovieTrack(
            id: id, codec: codec, format: format, timescale: UInt32(timescale), language: language, name: name,
            isEnabled: isEnabled,
            samples: SampleTable(
                zip(samples, offsets).enumerated().map { index, entry in
                    MovieSample(
                        index: index, decodeTime: entry.0.decodeTime, compositionOffset: entry.0.compositionOffset,
                        duration: entry.0.duration, offset: entry.1, size: entry.0.bytes.count,
                        isSync: entry.0.isSync)
                }),
            presentationShift: shift, presentationEnd: presentationEnd)
    }
}
