import StreavStreaming

/// The constant header sets of the streaming port.
enum AnswerHeaders {
    /// HLS-01; and a playlist belongs to one session.
    static let playlist: HTTPHeaders = {
        var headers: HTTPHeaders = [
            "Content-Type": "application/vnd.apple.mpegurl",
            "Cache-Control": "private, no-store",
            "Vary": "Accept-Encoding",
            "Referrer-Policy": "no-referrer",
        ]
        headers.add(.anyOrigin)
        return headers
    }()

    static let compressedPlaylist = playlist.adding("Content-Encoding", "gzip")

    static let transportStream: HTTPHeaders = {
        var headers: HTTPHeaders = [
            "Content-Type": "video/mp2t",
            "Cache-Control": "private, no-store",
            "Referrer-Policy": "no-referrer",
        ]
        headers.add(.anyOrigin)
        return headers
    }()

    /// - Parameter seconds: For how long the segment can still be fetched (HLS-13).
    static func segment(lifetime seconds: Int64) -> HTTPHeaders {
        var headers: HTTPHeaders = [
            "Content-Type": "video/mp2t",
            "Cache-Control": "public, max-age=\(max(0, seconds)), immutable",
        ]
        headers.add(.anyOrigin)
        return headers
    }

    /// `Cache-Control` of a segment that is not there: it may be there in a moment (HLS-44).
    static let missingSegment = "public, max-age=1"
}
