/// H.265 (ISO/IEC 23008-2): which kind of picture a unit begins with.
enum HEVCAccessUnit {
    static func headers(_ bytes: [UInt8]) -> VideoHeaders {
        var headers = VideoHeaders()
        var scanner = StartCodeScanner(bytes)
        while let start = scanner.next() {
            switch bytes[start] >> 1 & 0x3F {
            case 33: headers.parameters = scanner.unit(at: start) ?? headers.parameters
            // BLA, IDR, CRA and the reserved intra random access types (table 7-1).
            case 16...23:
                headers.isRandomAccess = true
                headers.isComplete = true
                return headers
            case 0...31:
                headers.isComplete = true
                return headers
            default: break
            }
        }
        return headers
    }
}
