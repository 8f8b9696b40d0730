import NIOCore

/// What a file is that is no MPEG transport stream, as far as its first bytes tell, and what to do about it.
enum LoopedFileKind {
    /// Nil where the file may well be a transport stream.
    static func advice(on file: ByteBuffer, path: String) -> String? {
        let start = Array(file.readableBytesView.prefix(12))
        guard let kind = kind(start) else { return nil }
        return "is \(kind); make a TS of it with: ffmpeg -i \(path) -c copy -f mpegts clip.ts"
    }

    private static func kind(_ start: [UInt8]) -> String? {
        if start.isEmpty { return nil }
        if start.dropFirst(4).starts(with: "ftyp".utf8) { return "MP4" }
        if start.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { return "Matroska or WebM" }
        if start.starts(with: "FLV".utf8) { return "FLV" }
        if start.starts(with: "RIFF".utf8) { return "AVI or WAV" }
        if start.starts(with: "OggS".utf8) { return "Ogg" }
        return nil
    }
}
