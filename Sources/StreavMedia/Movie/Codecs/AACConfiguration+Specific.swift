extension AACConfiguration {
    /// AudioSpecificConfig (ISO/IEC 14496-3 section 1.6.2.1).
    /// - Throws: `unsupported` for what ADTS cannot say.
    init(specificConfig bytes: [UInt8]) throws(MovieError) {
        var reader = BitReader(bytes)
        var type = Self.objectType(&reader)
        let rate = Self.rate(&reader)
        let layout = Int(reader.bits(4))
        var extensionType: Int?
        var extensionRate: Int?
        if type == 5 || type == 29 {
            extensionType = type
            extensionRate = Self.rate(&reader)
            type = Self.objectType(&reader)
        }
        guard !reader.isOverrun else { throw MovieError(.malformed, "the configuration of AAC is cut short") }
        guard (1...4).contains(type) else {
            throw MovieError(.unsupported, "AAC of object type \(type) does not fit into transport streams")
        }
        // GASpecificConfig (section 4.4.1).
        guard !reader.bit() else { throw MovieError(.unsupported, "AAC has frames of 960 samples") }
        if reader.bit() { reader.skip(14) }
        reader.skip(1)
        guard ADTSHeader.sampleRates.contains(rate) else {
            throw MovieError(.unsupported, "AAC of \(rate) Hz does not fit into transport streams")
        }
        guard (1...7).contains(layout) else {
            throw MovieError(.unsupported, "AAC has a channel layout (\(layout)) without a number in transport streams")
        }
        if extensionType == nil, let late = Self.lateExtension(&reader) {
            extensionType = late.type
            extensionRate = late.rate
        }
        self.init(
            objectType: type, sampleRate: rate, channelConfiguration: layout, extensionObjectType: extensionType,
            extensionSampleRate: extensionRate, specificConfig: bytes)
    }

    /// HE-AAC that is signalled behind the configuration of the core, so that old decoders do not see it.
    private static func lateExtension(_ reader: inout BitReader) -> (type: Int, rate: Int)? {
        guard reader.bits(11) == 0x2B7, objectType(&reader) == 5, reader.bit() else { return nil }
        let rate = rate(&reader)
        guard !reader.isOverrun else { return nil }
        let hasStereo = reader.bits(11) == 0x548 && reader.bit()
        return (hasStereo ? 29 : 5, rate)
    }

    private static func objectType(_ reader: inout BitReader) -> Int {
        let type = Int(reader.bits(5))
        return type == 31 ? 32 + Int(reader.bits(6)) : type
    }

    /// Hertz; 0 for a reserved index.
    private static func rate(_ reader: inout BitReader) -> Int {
        let index = Int(reader.bits(4))
        if index == 15 { return Int(reader.bits(24)) }
        return index < ADTSHeader.sampleRates.count ? ADTSHeader.sampleRates[index] : 0
    }

    var format: MediaFormat {
        let rate = extensionSampleRate.flatMap { $0 > 0 ? $0 : nil } ?? sampleRate
        // Parametric stereo makes two channels of one.
        let channels = extensionObjectType == 29 ? 2 : ADTSHeader.channels(channelConfiguration)
        return MediaFormat(
            codec: .aac, codecs: "mp4a.40.\(extensionObjectType ?? objectType)", sampleRate: rate, channels: channels)
    }
}
