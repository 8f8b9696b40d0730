import HTTPTypes
import Hummingbird
import StreavCrypto

/// A strong entity tag (RFC 9110 section 8.8.3): two answers with the same tag are the same bytes.
enum EntityTag {
    /// The answer to a GET with its tag; 304 when the client has it already.
    static func tag(_ answer: APIAnswer, for headers: HTTPFields) -> APIAnswer {
        guard answer.status == .ok else { return answer }
        var answer = answer
        let tag = "\"\(Base64URL.encode(SHA256Digest.hash(answer.body).prefix(18)))\""
        answer.headers[.eTag] = tag
        answer.headers[.cacheControl] = "private, no-cache"
        guard matches(headers[values: .ifNoneMatch], tag) else { return answer }
        return APIAnswer(status: .notModified, headers: answer.headers, body: [])
    }

    /// Whether a list of tags has this one; compared weakly, as the field asks (RFC 9110 section 13.1.2).
    private static func matches(_ fields: [String], _ tag: String) -> Bool {
        fields.flatMap { $0.split(separator: ",") }.contains { part in
            var candidate = part.drop { $0 == " " || $0 == "\t" }
            while candidate.last == " " || candidate.last == "\t" { candidate.removeLast() }
            if candidate.hasPrefix("W/") { candidate.removeFirst(2) }
            return candidate == "*" || candidate == tag
        }
    }
}
