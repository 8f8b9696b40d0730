import NIOCore
import StreavMedia

/// Some groups of a synthetic channel, one after the other.
struct SyntheticRun {
    /// 2026-11-26T14:00:00Z.
    static let noon: Int64 = 1_795_701_600_000
    static let firstGroup = SyntheticChannel.group(at: noon)

    /// Where periods of 8, 12, 20 and 30 seconds begin.
    static let firstPeriod = firstGroup / 60 * 60
    /// The usual channel without what goes wrong, from there on.
    private static let plain = try? SyntheticRun(configuration(), from: firstPeriod, count: 30).groups

    let channel: SyntheticChannel
    let groups: [SyntheticGroup]

    init(_ configuration: SyntheticConfiguration, from first: Int64 = firstGroup, count: Int) {
        let channel = SyntheticChannel(configuration)
        self.channel = channel
        groups = (0..<count).map { channel.group(first + Int64($0)) }
    }

    /// A channel with one impairment, over so many of its periods.
    init(
        _ kind: SyntheticImpairment.Kind, length: Int = 4, period: Int = 12, bitrate: Int? = nil, seed: UInt64 = 1,
        periods: Int = 2
    ) throws {
        let impairment = try SyntheticImpairment(kind, length: length, period: period)
        self.init(
            try Self.configuration(bitrate: bitrate, impairments: [impairment], seed: seed),
            from: Self.firstPeriod, count: periods * period / 2)
    }

    static func configuration(
        channel: UInt32 = 7, width: Int = 320, height: Int = 180, bitrate: Int? = nil, timeOffset: Int64 = 0,
        impairments: [SyntheticImpairment] = [], seed: UInt64 = 0
    ) throws -> SyntheticConfiguration {
        try SyntheticConfiguration(
            run: 0xFEED_0000_0000_BEEF, channel: channel, name: "News One", width: width, height: height,
            bitrate: bitrate, timeOffset: timeOffset, impairments: impairments, seed: seed)
    }

    var stream: ByteBuffer { Self.stream(groups) }

    /// The same groups without what goes wrong.
    var unimpaired: [SyntheticGroup] {
        get throws {
            let first = groups.first?.index ?? 0
            if channel.configuration.bitrate == nil, first == Self.firstPeriod, let plain = Self.plain,
                groups.count <= plain.count
            {
                return Array(plain.prefix(groups.count))
            }
            let configuration = try Self.configuration(bitrate: channel.configuration.bitrate)
            return SyntheticRun(configuration, from: first, count: groups.count).groups
        }
    }

    static func stream(_ groups: [SyntheticGroup]) -> ByteBuffer {
        var stream = ByteBuffer()
        for group in groups { stream.writeImmutableBuffer(group.packets) }
        return stream
    }

    /// Which groups differ from those without what goes wrong.
    var impaired: [Int] {
        get throws {
            let right = try unimpaired
            return groups.indices.filter { groups[$0] != right[$0] }
        }
    }
}
