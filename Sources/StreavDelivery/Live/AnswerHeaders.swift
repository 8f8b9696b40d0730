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

    /// Of a file by ranges. Its address names a subscriber, so it is nobody else's to keep.
    static let file: HTTPHeaders = {
        var headers: HTTPHeaders = ["Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer"]
        headers.add(.anyOrigin)
        return headers
    }()

    /// Of a picture, which is the same for everybody. Another one may come to its address.
    static let image: HTTPHeaders = {
        var headers: HTTPHeaders = ["Cache-Control": "public, max-age=3600"]
        headers.add(.anyOrigin)
        return headers
    }()

    /// Whoever keeps an on-demand segment must not give it to somebody whose subscription has ended for longer than a
    /// live segment's address would last: two windows and two target durations.
    static let onDemandSegment: HTTPHeaders = {
        var headers: HTTPHeaders = ["Content-Type": "video/mp2t", "Cache-Control": "public, max-age=56, immutable"]
        headers.add(.anyOrigin)
        return headers
    }()

    /// `Cache-Control` of a segment that is not there: it may be there in a moment (HLS-44).
    static let missingSegment = "public, max-age=1"
}
