/// One entry of the box `stsd`: how samples are coded (ISO/IEC 14496-12 section 8.5.2, 14496-15, 14496-14).
enum SampleDescription {
    case playable(MovieCodec, MediaFormat)
    /// With the reason why not: a sentence without a full stop.
    case unplayable(String)

    /// Bytes of an entry before its boxes: of pictures.
    private static let videoHeaderBytes = 78
    /// Bytes of an entry before its boxes: of sound.
    private static let audioHeaderBytes = 28

    /// - Parameters:
    ///   - content: Of the entry.
    ///   - isVideo: The track's handler is `vide`.
    /// - Throws: `encrypted`, and `malformed` where a box breaks off.
    init(_ content: BoxBytes, isVideo: Bool, _ budget: inout BoxBudget) throws(MovieError) {
        switch content.type {
        case "encv", "enca", "drmi", "drms", "drmt":
            throw MovieError(.encrypted, "the file is encrypted; it has to be decrypted before it can be offered")
        case "avc1", "avc3", "hvc1", "hev1": self = try Self.video(content, isVideo: isVideo, &budget)
        case "mp4a": self = try Self.audio(content, isVideo: isVideo, &budget)
        default:
            self = .unplayable("it is coded as \(content.type); H.264, H.265 and AAC can be played")
        }
    }

    private static func video(
        _ content: BoxBytes, isVideo: Bool, _ budget: inout BoxBudget
    ) throws(MovieError) -> SampleDescription {
        guard isVideo else { return .unplayable("it says to be sound but is coded as \(content.type)") }
        var header = content
        try header.skip(24)
        let width = Int(try header.u16())
        let height = Int(try header.u16())
        var content = content
        try content.skip(videoHeaderBytes)
        let boxes = try BoxList(content, &budget)
        try refuseProtection(boxes)
        let size = (width: width > 0 ? width : nil, height: height > 0 ? height : nil)
        let isInBand = content.type == "avc3" || content.type == "hev1"
        let isAVC = content.type == "avc1" || content.type == "avc3"
        guard let record = try boxes.optional(isAVC ? "avcC" : "hvcC") else {
            return .unplayable("its \(content.type) has no \(isAVC ? "avcC" : "hvcC"), the decoder's configuration")
        }
        let codec: MovieCodec
        let format: MediaFormat?
        do throws(MovieError) {
            if isAVC {
                let avc = try AVCConfiguration(record, hasInBandParameters: isInBand)
                (codec, format) = (.h264(avc), avc.format(width: size.width, height: size.height))
            } else {
                let hevc = try HEVCConfiguration(record, hasInBandParameters: isInBand)
                (codec, format) = (.h265(hevc), hevc.format(width: size.width, height: size.height))
            }
        } catch {
            guard error.code == .unsupported else { throw error }
            return .unplayable(error.message)
        }
        guard let format else { return .unplayable("its sequence parameters are missing or make no sense") }
        return .playable(codec, format)
    }

    private static func audio(
        _ content: BoxBytes, isVideo: Bool, _ budget: inout BoxBudget
    ) throws(MovieError) -> SampleDescription {
        guard !isVideo else { return .unplayable("it says to be a picture but is coded as mp4a") }
        var header = content
        try header.skip(8)
        let version = try header.u16()
        var content = content
        // QuickTime's versions 1 and 2 have more fields.
        try content.skip(audioHeaderBytes + (version == 1 ? 16 : version == 2 ? 36 : 0))
        let boxes = try BoxList(content, &budget)
        try refuseProtection(boxes)
        var found = try boxes.optional("esds")
        // QuickTime has it one level down.
        if found == nil { found = try boxes.optionalList("wave", &budget)?.optional("esds") }
        guard let descriptor = found else {
            return .unplayable("its mp4a has no esds, the decoder's configuration")
        }
        let stream = try StreamDescriptor(descriptor)
        guard [0x40, 0x66, 0x67, 0x68].contains(stream.objectType) else {
            return .unplayable("its mp4a holds object type 0x\(Hexadecimal.byte(stream.objectType)), which is not AAC")
        }
        do throws(MovieError) {
            let aac = try AACConfiguration(specificConfig: stream.specificInfo)
            return .playable(.aac(aac), aac.format)
        } catch {
            guard error.code == .unsupported else { throw error }
            return .unplayable(error.message)
        }
    }

    private static func refuseProtection(_ boxes: BoxList) throws(MovieError) {
        guard boxes.all("sinf").isEmpty else {
            throw MovieError(.encrypted, "the file is encrypted; it has to be decrypted before it can be offered")
        }
    }
}
