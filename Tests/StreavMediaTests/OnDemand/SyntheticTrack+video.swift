import StreavMedia

extension SyntheticTrack {
    /// How a video track is made.
    struct Look {
        var isHEVC = false
        var lengthSize = 4
        var timescale = 90_000
        /// Ticks of each frame.
        var durations: ClosedRange<Int> = 3_600...3_600
        /// Frames of each group of pictures.
        var group: ClosedRange<Int> = 50...50
        var groups = 4
        /// Frames between references, decoded after the one they lead to.
        var betweens = 0
        /// Frames that are decoded after a key frame and shown before it, from the second group on.
        var leading = 0
        /// Composition offsets may be below zero (version 1 of `ctts`).
        var hasNegativeOffsets = false
        /// An edit list begins the presentation at the first frame.
        var isShifted = true
        /// Percent of key frames that bring their own parameter sets, and of frames with a delimiter.
        var ownSets = 0
        var ownDelimiters = 0
        var frameBytes: ClosedRange<Int> = 10...600
    }

    private static let avcSets: [[UInt8]] = [[0x67, 1, 2, 3], [0x68, 4, 5]]
    private static let hevcSets: [[UInt8]] = [[0x40, 1, 9, 9], [0x42, 1, 2, 3], [0x44, 1, 4]]

    static func video(_ look: Look, random: inout TransportRandom) -> SyntheticTrack {
        let sets = look.isHEVC ? hevcSets : avcSets
        let codec: MovieCodec =
            look.isHEVC
            ? .h265(HEVCConfiguration(lengthSize: look.lengthSize, vps: [sets[0]], sps: [sets[1]], pps: [sets[2]]))
            : .h264(AVCConfiguration(lengthSize: look.lengthSize, sps: [sets[0]], pps: [sets[1]]))
        var track = SyntheticTrack(
            codec: codec,
            format: MediaFormat(
                codec: look.isHEVC ? .h265 : .h264, codecs: look.isHEVC ? "hvc1.1.6.L93.B0" : "avc1.640028",
                width: 1_280, height: 720, frameRate: 25), timescale: look.timescale)
        // Display position of each frame, in decode order.
        var positions: [(display: Int, isSync: Bool)] = []
        for _ in 0..<look.groups {
            let base = positions.count
            let count = Int.random(in: look.group, using: &random)
            let leading = base == 0 ? 0 : min(look.leading, count - 1)
            positions.append((base + leading, true))
            for frame in 0..<leading { positions.append((base + frame, false)) }
            var next = 1 + leading
            while next < count {
                let betweens = min(look.betweens, count - next - 1)
                positions.append((base + next + betweens, false))
                for between in 0..<betweens { positions.append((base + next + between, false)) }
                next += betweens + 1
            }
        }
        var times: [Int64] = [0]
        for _ in 0..<positions.count + 8 {
            times.append(times[times.count - 1] + Int64(Int.random(in: look.durations, using: &random)))
        }
        let delay = look.hasNegativeOffsets || look.betweens + look.leading == 0 ? 0 : 1
        for (index, position) in positions.enumerated() {
            var sample = frame(look, sets, isSync: position.isSync, random: &random)
            sample.decodeTime = times[index]
            sample.compositionOffset = Int32(times[position.display + delay] - times[index])
            sample.duration = UInt32(times[index + 1] - times[index])
            track.samples.append(sample)
        }
        if look.isShifted { track.shift = -times[delay] }
        return track
    }

    private static func frame(
        _ look: Look, _ sets: [[UInt8]], isSync: Bool, random: inout TransportRandom
    ) -> Sample {
        let delimiter: [UInt8] = look.isHEVC ? [0x46, 1, 0x50] : [0x09, 0xF0]
        let slice: [UInt8] = look.isHEVC ? [isSync ? 0x26 : 0x02, 1] : [isSync ? 0x65 : 0x41]
        func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
        var units: [[UInt8]] = []
        let hasSets = isSync && chance(look.ownSets)
        if chance(look.ownDelimiters) { units.append(delimiter) }
        if hasSets { units += sets }
        let most = look.lengthSize == 1 ? 250 : look.frameBytes.upperBound
        for _ in 0..<(chance(30) ? 3 : 1) {
            let count = min(most, Int.random(in: look.frameBytes, using: &random))
            units.append(slice + random.bytes(count - slice.count))
        }
        var shown = units
        if units[0] != delimiter { shown.insert(delimiter, at: 0) }
        if isSync, !hasSets { shown.insert(contentsOf: sets, at: 1) }
        let bytes = units.flatMap { unit in
            (0..<look.lengthSize).reversed().map { UInt8(truncatingIfNeeded: unit.count >> ($0 * 8)) } + unit
        }
        return Sample(
            bytes: bytes, payload: shown.flatMap { [0, 0, 0, 1] + $0 }, decodeTime: 0, compositionOffset: 0,
            duration: 0, isSync: isSync)
    }
}
