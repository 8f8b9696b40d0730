import StreavMedia
import StreavPorts

/// A live channel as its playlists show it: segment n is there from `(n + 1) · segment` on.
struct LiveOrigin {
    var segment = 4.0
    var target = 4
    var window = 6
    /// Bits per second of each rung.
    var rungs = [1_000_000]
    /// Nothing is published between these seconds.
    var outage: Range<Double>?
    /// Segments that are listed as gaps.
    var gaps: Set<Int64> = []
    /// The last segment; the list then ends.
    var last: Int64?
    /// 2023-11-14T22:13:20Z: the wall clock at the beginning, as `ManualClock` has it.
    static let wallStart: Int64 = 1_700_000_000_000

    func list(at seconds: Double) throws -> MediaPlaylist {
        let time = outage.map { $0.contains(seconds) ? $0.lowerBound : seconds } ?? seconds
        var end = Int64((time + 1e-9) / segment)
        if let last { end = min(end, last + 1) }
        let first = max(0, end - Int64(window))
        var text = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:\(target)\n#EXT-X-MEDIA-SEQUENCE:\(first)\n"
        for number in first..<max(end, first) {
            text += "#EXT-X-PROGRAM-DATE-TIME:\(date(number))\n#EXTINF:\(segment),\n"
            if gaps.contains(number) { text += "#EXT-X-GAP\n" }
            text += "\(number).ts\n"
        }
        if let last, end == last + 1 { text += "#EXT-X-ENDLIST\n" }
        guard case .media(let list) = try PlaylistParser().parse(text) else { fatalError("a media playlist") }
        return list
    }

    var multivariant: MultivariantPlaylist {
        MultivariantPlaylist(
            variants: rungs.enumerated().map { MultivariantPlaylist.Variant(uri: "\($0).m3u8", bandwidth: $1) })
    }

    private func date(_ number: Int64) -> String {
        let milliseconds = Self.wallStart + Int64(Double(number) * segment * 1000)
        let ofDay = milliseconds % 86_400_000
        let day = milliseconds / 86_400_000 - 19_675
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let time = "\(two(ofDay / 3_600_000)):\(two(ofDay / 60_000 % 60)):\(two(ofDay / 1000 % 60))"
        let thousandths = String(1000 + ofDay % 1000).dropFirst()
        // 19 675 days after 1970 is 14 November 2023.
        return "2023-11-\(14 + day)T\(time).\(thousandths)Z"
    }
}
