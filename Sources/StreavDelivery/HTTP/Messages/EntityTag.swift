/// Entity tags (RFC 9110 sections 8.8.3 and 13.1).
public enum EntityTag {
    /// Longer lists count as no match, which is always safe.
    public static let maximumFieldLength = 4_096

    /// Whether an `If-None-Match` names `tag` (quoted, perhaps weak) or is `*`: the weak comparison. True means 304.
    public static func matches(ifNoneMatch field: String?, tag: String) -> Bool {
        guard let field, field.utf8.count <= maximumFieldLength else { return false }
        let wanted = opaque(Substring(tag))
        for element in field.split(separator: ",") {
            let candidate = trimmed(element)
            if candidate == "*" || opaque(candidate) == wanted { return true }
        }
        return false
    }

    /// Whether an `If-Range` allows a part of what `tag` names: the strong comparison. Dates never match.
    public static func permitsRange(ifRange field: String?, tag: String?) -> Bool {
        guard let field else { return true }
        guard let tag, !tag.hasPrefix("W/") else { return false }
        return trimmed(Substring(field)) == tag
    }

    private static func opaque(_ tag: Substring) -> Substring {
        tag.hasPrefix("W/") ? tag.dropFirst(2) : tag
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var result = text.drop { $0 == " " || $0 == "\t" }
        while result.last == " " || result.last == "\t" { result.removeLast() }
        return result
    }
}
