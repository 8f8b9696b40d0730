/// The pictures of a group as access units.
struct SyntheticPictures {
    let bytes: [UInt8]
    /// Of each unit.
    let units: [Range<Int>]

    init(_ configuration: SyntheticConfiguration, _ screen: SyntheticScreen, group: Int64) {
        let rate = SyntheticChannel.framesPerSecond
        var writer = NALUnitWriter(capacity: 16_384)
        var units: [Range<Int>] = []
        var previous: BlockPicture?
        var second = BlockPicture(width: 0, height: 0)
        for number in 0..<SyntheticChannel.framesPerGroup {
            let frame = group * Int64(SyntheticChannel.framesPerGroup) + Int64(number)
            if number % rate == 0 { second = screen.card.second(frame / Int64(rate)) }
            let picture = screen.card.picture(second, frame: number % rate, framesPerSecond: rate)
            let start = writer.bytes.count
            AVCStreamHeaders.writeDelimiter(isKey: number == 0, into: &writer)
            if number == 0 { screen.headers.writeParameters(framesPerSecond: rate, into: &writer) }
            Self.write(SyntheticChannel.identity(configuration, frame), into: &writer)
            AVCStreamHeaders.beginSlice(number: number, group: group, into: &writer)
            BlockPictureCoder(picture: picture, previous: previous).write(into: &writer)
            writer.end()
            units.append(start..<writer.bytes.count)
            previous = picture
        }
        bytes = writer.bytes
        self.units = units
    }

    private static func write(_ identity: SyntheticIdentity, into writer: inout NALUnitWriter) {
        writer.begin(AVCStreamHeaders.supplement)
        // Unregistered user data.
        writer.byte(5)
        writer.byte(UInt8(SyntheticIdentity.messageBytes))
        for byte in identity.message { writer.byte(byte) }
        writer.end()
    }
}
