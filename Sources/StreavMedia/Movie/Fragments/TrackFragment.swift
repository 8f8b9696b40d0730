/// The box `traf`: samples of one track in a fragment (ISO/IEC 14496-12 section 8.8.6).
struct TrackFragment {
    private enum Flag {
        static let baseDataOffset: UInt32 = 0x1
        static let description: UInt32 = 0x2
        static let duration: UInt32 = 0x8
        static let size: UInt32 = 0x10
        static let flags: UInt32 = 0x20
        static let baseIsFragment: UInt32 = 0x2_0000
    }

    let trackID: UInt32
    private var header: BoxBytes
    private let headerFlags: UInt32
    private let boxes: BoxList

    /// - Parameter boxes: Those of `traf`.
    init(_ boxes: BoxList) throws(MovieError) {
        self.boxes = boxes
        header = try boxes.one("tfhd")
        headerFlags = try header.versionAndFlags().flags
        trackID = try header.u32()
    }

    /// Appends the samples to their track.
    /// - Parameters:
    ///   - start: Where the fragment's `moof` begins in the file.
    ///   - dataEnd: Where the samples of the `traf` before end; of this one, afterwards.
    mutating func read(
        into track: inout TrackDraft, start: Int64, dataEnd: inout Int64, _ budget: inout SampleBudget
    ) throws(MovieError) {
        let (base, defaults) = try readHeader(track, start: start, dataEnd: dataEnd)
        let time = try decodeTime()
        var isFirst = true
        dataEnd = base
        for box in boxes.all("trun") {
            var run = try RunBox(box, defaults: defaults)
            var offset = dataEnd
            if let dataOffset = run.dataOffset { offset = base + Int64(dataOffset) }
            guard track.isPlayable else {
                dataEnd = min(offset + (try run.totalBytes()), budget.fileSize)
                continue
            }
            try budget.take(run.count)
            for _ in 0..<run.count {
                let sample = try run.next()
                try budget.check(offset: offset, size: Int(sample.size))
                if isFirst, let time { try move(&track, to: time) }
                isFirst = false
                track.samples.append(
                    size: Int(sample.size), offset: offset, duration: sample.duration,
                    compositionOffset: sample.compositionOffset,
                    isSync: !track.isVideo || Self.isSync(sample.flags))
                offset += Int64(sample.size)
            }
            dataEnd = offset
        }
    }

    private mutating func readHeader(
        _ track: TrackDraft, start: Int64, dataEnd: Int64
    ) throws(MovieError) -> (base: Int64, defaults: FragmentDefaults) {
        var base = headerFlags & Flag.baseIsFragment != 0 ? start : dataEnd
        if headerFlags & Flag.baseDataOffset != 0 {
            // A base beyond what files can be is refused with the first sample.
            base = Int64(min(try header.u64(), UInt64(MovieTime.mostTicks)))
        }
        var defaults = track.defaults
        if headerFlags & Flag.description != 0 { defaults.description = try header.u32() }
        if headerFlags & Flag.duration != 0 { defaults.duration = try header.u32() }
        if headerFlags & Flag.size != 0 { defaults.size = try header.u32() }
        if headerFlags & Flag.flags != 0 { defaults.flags = try header.u32() }
        guard !track.isPlayable || defaults.description == track.description else {
            throw MovieError(.unsupported, "the coding of track \(track.id) changes within it; encode it in one way")
        }
        return (base, defaults)
    }

    /// Of the first sample, from `tfdt`. Nil: where the fragment before ends.
    private func decodeTime() throws(MovieError) -> Int64? {
        guard var box = try boxes.optional("tfdt") else { return nil }
        let version = try box.versionAndFlags().version
        let time = version == 1 ? try box.u64() : UInt64(try box.u32())
        guard time <= UInt64(MovieTime.mostTicks) else {
            throw MovieError(.malformed, "a fragment of track \(trackID) has a time out of range")
        }
        return Int64(time)
    }

    private func move(_ track: inout TrackDraft, to time: Int64) throws(MovieError) {
        let end = track.samples.decodeEnd
        guard track.samples.move(to: time) else {
            throw MovieError(
                .malformed,
                "a fragment of track \(trackID) begins at \(time) although the one before ends at \(end)")
        }
    }

    /// Neither "no sync sample" nor "depends on others" (ISO/IEC 14496-12 section 8.8.3.1).
    private static func isSync(_ flags: UInt32) -> Bool {
        flags & 0x0101_0000 == 0
    }
}
