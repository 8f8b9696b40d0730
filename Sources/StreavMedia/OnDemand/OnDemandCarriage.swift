/// How the samples of a track are carried in PES packets, and how many transport packets that takes: a function of the
/// sample's size alone, so that the counters of any segment are known without reading those before it.
struct OnDemandCarriage: Sendable {
    /// Start code, stream id, length, flags, and both times.
    static let headerBytes = 19
    /// A clock with its length and flags.
    static let clockBytes = 8

    let streamType: UInt8
    let streamID: UInt8
    /// Before each picture: the delimiter that MPEG-TS wants (ISO/IEC 13818-1 section 2.14.1).
    let delimiter: [UInt8]
    /// Before each key frame: what decoding needs.
    let parameters: [UInt8]
    /// Before each frame of sound; its length is filled in.
    let frameHeader: [UInt8]?
    let isHEVC: Bool

    /// Throws where the carriage could not be told from sizes.
    init(_ codec: MovieCodec) throws(OnDemandError) {
        switch codec {
        case .h264(let configuration):
            try Self.check(configuration.lengthSize)
            streamType = 0x1B
            streamID = 0xE0
            delimiter = [0, 0, 0, 1, 0x09, 0xF0]
            parameters = Self.units(configuration.sps + configuration.pps)
            frameHeader = nil
            isHEVC = false
        case .h265(let configuration):
            try Self.check(configuration.lengthSize)
            streamType = 0x24
            streamID = 0xE0
            delimiter = [0, 0, 0, 1, 0x46, 0x01, 0x50]
            parameters = Self.units(configuration.vps + configuration.sps + configuration.pps)
            frameHeader = nil
            isHEVC = true
        case .aac(let configuration):
            streamType = 0x0F
            streamID = 0xC0
            delimiter = []
            parameters = []
            frameHeader = ADTSHeader.bytes(configuration)
            isHEVC = false
        }
    }

    private static func check(_ lengthSize: Int) throws(OnDemandError) {
        guard lengthSize == 4 else {
            throw OnDemandError(.unsupported, "The picture's units have short lengths. Write the file anew.")
        }
    }

    private static func units(_ units: [[UInt8]]) -> [UInt8] {
        units.flatMap { [0, 0, 0, 1] + $0 }
    }

    /// Bytes of the PES packet, header included; of a picture the most there can be.
    func packetBytes(_ unit: OnDemandUnit) -> Int {
        if let frameHeader {
            return Self.headerBytes + unit.sampleBytes + (1 + unit.more.count) * frameHeader.count
        }
        return Self.headerBytes + delimiter.count + (unit.isKey ? parameters.count : 0) + unit.sampleBytes
    }

    /// Transport packets of a PES packet of so many bytes.
    ///
    /// - Parameter hasClock: The first carries one.
    static func packets(_ bytes: Int, hasClock: Bool) -> Int {
        // A key frame's flags take two bytes where there is no clock: there always is room for them.
        let first = TransportPacket.size - 4 - (hasClock ? clockBytes : 2)
        let following = TransportPacket.size - 4
        return bytes <= first ? 1 : 1 + (bytes - first + following - 1) / following
    }
}
