/// What is wrong with one group of pictures.
struct SyntheticIncidents: Equatable {
    /// Ticks of 90 kHz added to the clock reference alone.
    var clockJump: Int64 = 0
    /// Ticks of 90 kHz added to clock reference and timestamps.
    var timeJump: Int64 = 0
    /// How many packets are lost.
    var lostPackets = 0
    var hidesTables = false
    var hasOtherSound = false
    var hasOtherSize = false
    var isBurst = false
    var isSilent = false
    var isDown = false
    /// Groups of the incident in which media is slow.
    var slow: Range<Int64>?
    /// Where lost packets are drawn from.
    var seed: UInt64 = 0

    /// - Parameter group: Its number since 1970.
    init(_ configuration: SyntheticConfiguration, group: Int64) {
        for impairment in configuration.impairments {
            let period = Int64(impairment.period / 2)
            let length = Int64(impairment.length / 2)
            let (turn, place) = group.quotientAndRemainder(dividingBy: period)
            let words = [
                configuration.seed, UInt64(configuration.channel), UInt64(impairment.kind.position),
                UInt64(bitPattern: turn),
            ]
            let draw = Self.mix(words)
            let last = period - length
            // Down is the end of each period; others come anywhere in it.
            let start = impairment.kind == .flapping ? last : Int64(draw % UInt64(last + 1))
            guard (start..<start + length).contains(place) else { continue }
            let first = turn * period + start
            apply(
                impairment.kind, configuration, group: group, incident: first..<first + length, draw: Self.mix([draw]))
        }
    }

    private mutating func apply(
        _ kind: SyntheticImpairment.Kind, _ configuration: SyntheticConfiguration, group: Int64,
        incident: Range<Int64>, draw: UInt64
    ) {
        switch kind {
        case .continuity:
            seed = Self.mix([draw, UInt64(bitPattern: group)])
            lostPackets = 1 + Int(seed % 3)
        case .clockJump: clockJump = Self.jump(draw)
        case .timeJump: timeJump += Self.jump(draw)
        case .wrap:
            let middle = (incident.lowerBound + incident.upperBound) * Int64(SyntheticChannel.groupMilliseconds) / 2
            timeJump -= SyntheticChannel.mediaTime(middle, configuration) + SyntheticChannel.lead
        case .missingTables: hidesTables = true
        case .codec: hasOtherSound = true
        case .resolution: hasOtherSize = true
        case .burst: isBurst = true
        case .silence: isSilent = true
        case .slow: slow = incident
        case .flapping: isDown = true
        }
    }

    /// 5 to 60 seconds in either direction, 90 kHz.
    private static func jump(_ draw: UInt64) -> Int64 {
        let ticks = Timestamp33.ticksPerSecond * Int64(5 + draw % 56)
        return draw >> 63 == 0 ? ticks : -ticks
    }

    /// Words to one that looks random (the finalizer of SplitMix64: Steele, Lea, Flood, 2014).
    static func mix(_ words: [UInt64]) -> UInt64 {
        words.reduce(0x9E37_79B9_7F4A_7C15) { state, word in
            var mixed = (state ^ word) &+ 0x9E37_79B9_7F4A_7C15
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}

extension SyntheticImpairment.Kind {
    /// Its number among all kinds.
    fileprivate var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
