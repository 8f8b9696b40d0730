import StreavControl

extension Notice {
    /// Parts are encoded, so that the dot can stand between them. Too much for a cookie is left out: an undo before the
    /// text.
    func cookieValue(token: String) -> String {
        var parts = [kind.rawValue, WebPath.encode(text)]
        if let undo {
            parts.append(WebPath.encode(undo.path))
            for field in undo.fields { parts += [WebPath.encode(field.name), WebPath.encode(field.value)] }
        }
        var body = Self.joined(parts)
        if body.utf8.count > Cookie.valueLimit - 100 { body = Self.joined(Array(parts.prefix(2))) }
        if body.utf8.count > Cookie.valueLimit - 100 { body = Self.joined([kind.rawValue, ""]) }
        return body + "~" + UserAuthentication.mark(body, token: token)
    }

    /// Nil for what this dashboard did not write for this session.
    init?(cookieValue value: String, token: String) {
        let halves = value.split(separator: "~", omittingEmptySubsequences: false)
        guard halves.count == 2,
            UserAuthentication.isSame(String(halves[1]), UserAuthentication.mark(String(halves[0]), token: token))
        else { return nil }
        let parts = halves[0].split(separator: "!", omittingEmptySubsequences: false).map { Self.decoded($0) }
        guard parts.count >= 2, let kind = Kind(rawValue: parts[0]) else { return nil }
        self.init(kind: kind, text: parts[1])
        if parts.count >= 3 {
            let rest = Array(parts.dropFirst(3))
            undo = Undo(
                path: parts[2],
                fields: stride(from: 0, to: rest.count - 1, by: 2).map { Field(name: rest[$0], value: rest[$0 + 1]) })
        }
    }

    private static func joined(_ parts: [String]) -> String {
        parts.joined(separator: "!").map { $0 == "~" ? "%7E" : String($0) }.joined()
    }

    private static func decoded(_ text: Substring) -> String {
        PercentDecoding.decode(text)
    }
}
