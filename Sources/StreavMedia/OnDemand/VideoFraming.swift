/// How H.264 and H.265 samples with length fields become access units with start codes
/// (ISO/IEC 14496-15 section 5.3, 14496-10 and 23008-2 annex B, 13818-1 sections 2.14.1 and 2.17.1).
struct VideoFraming: Sendable {
    static let startCode: [UInt8] = [0, 0, 0, 1]

    let isHEVC: Bool
    /// Bytes of each length field: 1 to 4.
    let lengthSize: Int
    /// Parameter sets of the configuration, each with its start code.
    let parameterSets: [UInt8]
    /// An access unit delimiter that allows any picture, with its start code.
    let delimiter: [UInt8]
    /// The kinds of parameter sets the configuration has.
    private let parameterTypes: UInt64

    init(_ configuration: AVCConfiguration) {
        self.init(isHEVC: false, lengthSize: configuration.lengthSize, sets: configuration.sps + configuration.pps)
    }

    init(_ configuration: HEVCConfiguration) {
        let sets = configuration.vps + configuration.sps + configuration.pps
        self.init(isHEVC: true, lengthSize: configuration.lengthSize, sets: sets)
    }

    private init(isHEVC: Bool, lengthSize: Int, sets: [[UInt8]]) {
        self.isHEVC = isHEVC
        self.lengthSize = min(max(lengthSize, 1), 4)
        delimiter = Self.startCode + (isHEVC ? [0x46, 0x01, 0x50] : [0x09, 0xF0])
        let sets = sets.filter { !$0.isEmpty }
        parameterSets = sets.flatMap { Self.startCode + $0 }
        parameterTypes = sets.reduce(0) { $0 | 1 << UInt64(Self.type($1[0], isHEVC: isHEVC)) }
    }

    var streamType: UInt8 { isHEVC ? 0x24 : 0x1B }

    /// Bytes of the access unit at most, its headers not read yet.
    ///
    /// Only length fields shorter than a start code make it more than that; how many there are is unknown then, and
    /// slices of a kilobyte are supposed.
    func estimate(size: Int, isKey: Bool) -> Int {
        let units = min(size / lengthSize, 4 + size / 1_024)
        let growth = (Self.startCode.count - lengthSize) * units
        return size + growth + delimiter.count + (isKey ? parameterSets.count : 0)
    }

    /// What is to be added to a sample, and how large it becomes.
    func shape(_ sample: UnsafeRawBufferPointer, isKey: Bool) throws(OnDemandError) -> Shape {
        var shape = Shape(bytes: 0, addsDelimiter: true, addsParameterSets: false)
        var types: UInt64 = 0
        var units = LengthPrefixedUnits(sample, lengthSize: lengthSize)
        while let unit = units.next() {
            let type = Self.type(sample[unit.lowerBound], isHEVC: isHEVC)
            if types == 0, isDelimiter(type) { shape.addsDelimiter = false }
            types |= 1 << UInt64(type)
            shape.bytes += Self.startCode.count + unit.count
        }
        if let fault = units.fault { throw OnDemandError(.badSample, fault) }
        if shape.addsDelimiter { shape.bytes += delimiter.count }
        shape.addsParameterSets = isKey && types & parameterTypes != parameterTypes
        if shape.addsParameterSets { shape.bytes += parameterSets.count }
        return shape
    }

    func isDelimiter(_ type: UInt8) -> Bool { type == (isHEVC ? 35 : 9) }

    func type(_ firstByte: UInt8) -> UInt8 { Self.type(firstByte, isHEVC: isHEVC) }

    private static func type(_ firstByte: UInt8, isHEVC: Bool) -> UInt8 {
        isHEVC ? firstByte >> 1 & 0x3F : firstByte & 0x1F
    }

    /// The access unit that a sample becomes.
    struct Shape {
        var bytes: Int
        var addsDelimiter: Bool
        /// Not all of the configuration's kinds are in the key frame itself.
        var addsParameterSets: Bool
    }
}
