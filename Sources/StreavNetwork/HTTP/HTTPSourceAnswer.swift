import NIOHTTP1
import StreavPorts

/// What the head of an answer means for a source.
enum HTTPSourceAnswer {
    /// Where the server redirects to; nil where media follows.
    ///
    /// - Throws: `refused` where neither is the case, with a sentence that says what to do.
    static func location(in head: HTTPResponseHead, of url: SourceURL) throws(MediaSourceError) -> String? {
        switch head.status.code {
        case 200:
            try checkContent(of: head, url)
            return nil
        case 301, 302, 303, 307, 308:
            guard let location = head.headers.first(name: "Location"), !location.isEmpty else {
                throw refused(url, "redirects, but does not say where to")
            }
            return location
        case 401, 403:
            throw refused(url, "answers \(head.status.code): user name, password or address are not accepted there")
        case 404, 410:
            throw refused(url, "answers \(head.status.code): there is nothing at this address")
        case 429, 503:
            throw refused(url, "answers \(head.status.code): it is busy, or allows no more connections")
        default:
            throw refused(url, "answers \(head.status.code) instead of 200")
        }
    }

    private static func checkContent(of head: HTTPResponseHead, _ url: SourceURL) throws(MediaSourceError) {
        if let coding = head.headers.first(name: "Content-Encoding")?.lowercased(), coding != "identity" {
            throw refused(url, "compresses its answer, which media must not be")
        }
        guard let field = head.headers.first(name: "Content-Type") else { return }
        let type = field.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        switch type {
        case "text/html", "application/xhtml+xml":
            throw refused(url, "answers with a web page (\(type)), not with media: check the address in a browser")
        case "application/vnd.apple.mpegurl", "application/x-mpegurl", "audio/mpegurl", "audio/x-mpegurl":
            throw refused(url, "answers with an HLS playlist; give the address of an MPEG transport stream")
        case "application/dash+xml":
            throw refused(url, "answers with a DASH manifest; give the address of an MPEG transport stream")
        case "application/json", "application/xml", "text/xml", "text/css", "text/javascript":
            throw refused(url, "answers with \(type), not with media")
        default:
            if type.hasPrefix("image/") { throw refused(url, "answers with a picture, not with media") }
        }
    }

    private static func refused(_ url: SourceURL, _ what: String) -> MediaSourceError {
        MediaSourceError(.refused, "\(url.origin) \(what).")
    }
}
