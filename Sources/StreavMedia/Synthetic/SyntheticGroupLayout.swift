/// How many packets the parts of a group have.
struct SyntheticGroupLayout {
    /// Times in a group at which tables and sound are sent: a multiple of 16, so every 40 or 80 ms.
    static let slots = 32
    private static let period = SegmentLayout.counterPeriod

    /// Packets of each picture.
    let pictures: [Int]
    /// In all.
    let packets: Int

    /// - Parameters:
    ///   - sizes: Bytes of each picture's PES packet.
    ///   - bitrate: Bits per second of the whole. Nil: no more than is needed.
    init(sizes: [Int], soundPackets: Int, bitrate: Int?) {
        let least = sizes.map(Self.packets)
        let needed = least.reduce(0, +)
        let others = Self.slots * (2 + soundPackets)
        var video = (needed + Self.period - 1) / Self.period * Self.period
        if let bitrate {
            let total = bitrate * SyntheticChannel.groupMilliseconds / 1_000 / (TransportPacket.size * 8)
            video = max(video, (total - others + Self.period / 2) / Self.period * Self.period)
        }
        let spare = video - needed
        let count = sizes.count
        pictures = least.enumerated().map { index, packets in
            packets + spare * (index + 1) / count - spare * index / count
        }
        packets = video + others
    }

    /// Which of the slots a picture has, if any.
    static func slot(ofPicture number: Int) -> Int? {
        let slot = number * slots / SyntheticChannel.framesPerGroup
        return number == 0 || (number - 1) * slots / SyntheticChannel.framesPerGroup != slot ? slot : nil
    }

    /// The picture that has a slot; for one more than there are the end of the group.
    static func picture(ofSlot slot: Int) -> Int {
        (slot * SyntheticChannel.framesPerGroup + slots - 1) / slots
    }

    /// What fits behind the clock reference of the first packet.
    static func room(packets: Int) -> Int {
        packets * SegmentLayout.packetRoom - SegmentLayout.clockFieldBytes
    }

    private static func packets(bytes: Int) -> Int {
        (bytes + SegmentLayout.clockFieldBytes + SegmentLayout.packetRoom - 1) / SegmentLayout.packetRoom
    }
}
