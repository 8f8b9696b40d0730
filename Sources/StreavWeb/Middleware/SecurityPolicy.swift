import HTTPTypes

/// The security headers of every answer of a server, errors included.
///
/// Scripts and styles come from files of the same origin only: nothing inline runs, with or without a nonce.
public struct SecurityPolicy: Sendable, Equatable {
    /// Origins that `<video>` may play from and pictures may come from besides the page's own, such as
    /// `http://127.0.0.1:8000`.
    public var mediaOrigins: [String]

    public init(mediaOrigins: [String] = []) {
        self.mediaOrigins = mediaOrigins
    }

    /// `Content-Security-Policy`, level 3.
    public var contentSecurityPolicy: String {
        let media = (["'self'", "blob:"] + mediaOrigins.filter(Self.isOrigin)).joined(separator: " ")
        let images = (["'self'", "data:"] + mediaOrigins.filter(Self.isOrigin)).joined(separator: " ")
        return [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src \(images)",
            "connect-src 'self'", "media-src \(media)", "object-src 'none'", "base-uri 'none'", "form-action 'self'",
            "frame-ancestors 'none'",
        ].joined(separator: "; ")
    }

    /// Sets the headers. One that a handler has set already stays, so that a page can name its own media origins or a
    /// file its own caching.
    func apply(to headers: inout HTTPFields, isSecure: Bool) {
        func setDefault(_ name: HTTPField.Name, _ value: String) {
            if headers[name] == nil { headers[name] = value }
        }
        setDefault(.contentSecurityPolicy, contentSecurityPolicy)
        setDefault(.cacheControl, "no-store")
        setDefault(.referrerPolicy, "no-referrer")
        headers[.xContentTypeOptions] = "nosniff"
        headers[.frameOptions] = "DENY"
        headers[.crossOriginOpenerPolicy] = "same-origin"
        headers[.crossOriginResourcePolicy] = "same-origin"
        headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        // Over plain http a browser must ignore it, and RFC 6797 (7.2) forbids sending it.
        if isSecure { headers[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
    }

    /// A scheme, a host and perhaps a port: nothing that could end the directive.
    private static func isOrigin(_ text: String) -> Bool {
        guard text.hasPrefix("http://") || text.hasPrefix("https://") else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"),
                UInt8(ascii: "/"), UInt8(ascii: "["), UInt8(ascii: "]"):
                true
            default: false
            }
        }
    }
}

extension HTTPField.Name {
    static let referrerPolicy = Self("Referrer-Policy")!
    static let frameOptions = Self("X-Frame-Options")!
    static let crossOriginOpenerPolicy = Self("Cross-Origin-Opener-Policy")!
    static let permissionsPolicy = Self("Permissions-Policy")!
}
