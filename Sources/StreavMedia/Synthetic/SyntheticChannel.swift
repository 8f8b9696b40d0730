import NIOCore

/// An endless live channel that is computed: the bytes of any time are a function of its configuration and that time
/// alone, so it can be joined anywhere, goes on after a restart, and is the same on every node.
///
/// H.264 and AAC in one programme, in groups of two seconds that begin with tables and a key frame. Of every PID a
/// group has a multiple of 16 packets, so continuity counters begin at 0 in each. The clock reference is UTC, at
/// 27 MHz, plus ``SyntheticConfiguration/timeOffset``, every 40 ms; tables come every 80 ms or sooner.
public struct SyntheticChannel: Sendable {
    public static let framesPerSecond = 25
    public static let frameMilliseconds = 40
    /// What a group lasts.
    public static let groupMilliseconds = 2_000
    /// How far timestamps are ahead of the clock reference, 90 kHz: 200 ms.
    public static let lead: Int64 = 18_000
    public static let videoPID: UInt16 = 0x100
    public static let audioPID: UInt16 = 0x101
    public static let mapPID: UInt16 = 0x1000

    static let framesPerGroup = groupMilliseconds / frameMilliseconds

    public let configuration: SyntheticConfiguration
    private let screen: SyntheticScreen
    /// The screen while the picture has another size.
    private let otherScreen: SyntheticScreen?

    public init(_ configuration: SyntheticConfiguration) {
        self.configuration = configuration
        screen = SyntheticScreen(configuration, width: configuration.width, height: configuration.height)
        guard configuration.impairments.contains(where: { $0.kind == .resolution }) else {
            otherScreen = nil
            return
        }
        let isUsualOther = configuration.width == 480 && configuration.height == 270
        otherScreen = SyntheticScreen(
            configuration, width: isUsualOther ? 320 : 480, height: isUsualOther ? 180 : 270)
    }

    /// The number of the group that a moment belongs to: UTC, milliseconds since 1970. Moments before 1970 belong to
    /// the first, those after the year 9999 to the last.
    public static func group(at milliseconds: Int64) -> Int64 {
        let groups = SyntheticLimits.groups
        return min(max(milliseconds / Int64(groupMilliseconds), groups.lowerBound), groups.upperBound - 1)
    }

    /// The number of the group that is being sent at a moment: that of the moment, but where media is slow one before.
    public func groupDue(at milliseconds: Int64) -> Int64 {
        let group = Self.group(at: milliseconds)
        guard let slow = SyntheticIncidents(configuration, group: group).slow else { return group }
        let start = slow.lowerBound * Int64(Self.groupMilliseconds)
        return Self.group(at: start + (milliseconds - start) * 7 / 10)
    }

    /// Computes a group.
    ///
    /// - Parameter index: Within ``SyntheticLimits/groups``.
    public func group(_ index: Int64) -> SyntheticGroup {
        precondition(SyntheticLimits.groups.contains(index), "a group lies between 1970 and the end of 9999")
        let incidents = SyntheticIncidents(configuration, group: index)
        guard !incidents.isDown, !incidents.isSilent else {
            return SyntheticGroup(index: index, packets: ByteBuffer(), moments: [], isDown: incidents.isDown)
        }
        let screen = incidents.hasOtherSize ? otherScreen ?? screen : screen
        let pictures = SyntheticPictures(configuration, screen, group: index)
        var group = SyntheticGroupMuxer(configuration, incidents, pictures, group: index).muxed()
        group.suffer(incidents)
        return group
    }

    /// What a frame of this channel says of itself.
    ///
    /// - Parameter frame: Frames since 1970.
    public func identity(ofFrame frame: Int64) -> SyntheticIdentity {
        Self.identity(configuration, frame)
    }

    static func identity(_ configuration: SyntheticConfiguration, _ frame: Int64) -> SyntheticIdentity {
        SyntheticIdentity(
            run: configuration.run, channel: configuration.channel, frame: frame,
            capturedMilliseconds: frame * Int64(frameMilliseconds))
    }

    /// The clock of the stream at a moment, at 90 kHz, unwrapped.
    static func mediaTime(_ milliseconds: Int64, _ configuration: SyntheticConfiguration) -> Int64 {
        milliseconds * (Timestamp33.ticksPerSecond / 1_000) + configuration.timeOffset
    }
}
