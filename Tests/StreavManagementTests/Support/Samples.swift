import StreavManagement

enum Samples {
    static let catalogue = LandingCatalogue(streams: [
        stream(1, "Harbour One", category: "General", codecs: "avc1.4d400d,mp4a.40.2", state: .onAir, viewers: 1),
        stream(2, "Meridian", category: "Documentary", codecs: "hvc1.1.6.L63.B0,mp4a.40.2", state: .starting),
        stream(3, "Night Line", category: "General", codecs: "", state: .down),
    ])

    /// Markup, quotation marks, line ends and a turn of direction, in every text that comes from outside.
    static let hostileText = "<script>alert('1')</script>\"'&\r\n#EXTINF:-1,x\u{202E}"

    static let hostile = LandingCatalogue(streams: [
        LandingStream(
            id: 1, number: 1, name: hostileText, category: hostileText, hls: "http://h/\(hostileText)",
            transportStream: "http://h/\(hostileText)", codecs: hostileText, state: .onAir, viewers: 0)
    ])

    static func stream(
        _ id: Int32, _ name: String, category: String, codecs: String, state: LandingStreamState, viewers: Int = 0
    ) -> LandingStream {
        let base = "http://127.0.0.1:8000/live/demo/secret/\(id)"
        return LandingStream(
            id: id, number: Int(id), name: name, category: category, hls: base + ".m3u8", transportStream: base + ".ts",
            codecs: codecs, state: state, viewers: viewers)
    }
}
