import HTTPTypes
import StreavCrypto
import StreavWeb

/// How a client says who it is: by HTTP Basic, or in the form (RFC 6749 section 2.3.1).
struct ClientCredentials: Sendable, CustomStringConvertible {
    /// Empty when there was none.
    let id: String
    let secret: String
    /// The answer to a failure names the scheme then.
    let isByHeader: Bool

    /// The longest id that is looked up, in bytes.
    private static let idLimit = 128

    init(_ headers: HTTPFields, form: FormText) throws(OAuthError) {
        let fields = headers[values: .authorization]
        guard fields.count <= 1 else { throw .invalidRequest("There are two Authorization fields.") }
        guard let field = fields.first else {
            id = Self.bounded(form["client_id"])
            secret = form["client_secret"] ?? ""
            isByHeader = false
            return
        }
        isByHeader = true
        guard form["client_secret"] == nil else {
            throw .invalidRequest("The client authenticates in two ways at once.")
        }
        let pair = Self.basic(field)
        id = Self.bounded(pair?.id)
        secret = pair?.secret ?? ""
        if let pair, let other = form["client_id"], other != pair.id {
            throw .invalidRequest("The client_id is another one than that of the Authorization field.")
        }
    }

    /// Nobody's secret belongs in a log.
    var description: String { "credentials of a client" }

    private static func bounded(_ id: String?) -> String {
        guard let id, id.utf8.count <= idLimit else { return "" }
        return id
    }

    /// Both halves are form-coded before they are put together, so that they may hold any character.
    private static func basic(_ field: String) -> (id: String, secret: String)? {
        let halves = field.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard halves.count == 2, halves[0].lowercased() == "basic", let bytes = base64(halves[1]),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            let id = PercentText.decode(bytes[..<colon], plusIsSpace: true),
            let secret = PercentText.decode(bytes[(colon + 1)...], plusIsSpace: true),
            !id.utf8.contains(0), !secret.utf8.contains(0)
        else { return nil }
        return (id, secret)
    }

    /// The ordinary alphabet, with or without padding.
    private static func base64(_ text: Substring) -> [UInt8]? {
        var digits = text
        for _ in 0..<2 where digits.last == "=" { digits.removeLast() }
        guard !digits.contains(where: { $0 == "-" || $0 == "_" }) else { return nil }
        return Base64URL.decode(String(digits.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }))
    }
}
