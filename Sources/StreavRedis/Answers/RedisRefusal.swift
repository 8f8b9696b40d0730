import StreavPorts

/// What an error answer means, in a sentence that says what to do.
struct RedisRefusal: Equatable {
    let code: CacheError.Code
    let message: String

    /// The most of a server's own words that is repeated. They may hold arguments, so what follows them is left away.
    static let excerptLength = 120

    /// - Parameter repeatsText: False where the server's words may hold a secret.
    init(_ text: String, repeatsText: Bool = true) {
        let word = String(text.prefix { $0 != " " && !$0.isNewline })
        if let known = Self.known(word, text) {
            (code, message) = known
        } else {
            code = .unavailable
            message = "Redis answers with an error: \(Self.excerpt(repeatsText ? text : word))"
        }
    }

    var error: CacheError { CacheError(code, message) }

    static func isNoScript(_ text: String) -> Bool { text.hasPrefix("NOSCRIPT") }

    /// What this connection is asked can only be done by another server.
    static func isReadOnly(_ text: String) -> Bool { text.hasPrefix("READONLY") }

    private static func known(_ word: String, _ text: String) -> (CacheError.Code, String)? {
        if let sentence = unavailable[word] { return (.unavailable, "\(sentence) (\(word))") }
        switch word {
        case "OOM":
            return (.outOfMemory, "Redis holds as much as its maxmemory allows: raise it, or find what fills it (OOM)")
        case "WRONGTYPE":
            return (.invalidArgument, "what is at this key was not put there by this cache (WRONGTYPE)")
        case "ERR" where text.hasPrefix("ERR value is not an integer"):
            return (.invalidArgument, "the value is no decimal 64-bit number")
        case "ERR" where text.hasPrefix("ERR increment or decrement would overflow"):
            return (.invalidArgument, "the number would not fit 64 bits")
        case "ERR" where text.contains("AUTH") && text.contains("without any password configured"):
            return (.unavailable, "the address has a password, but the server asks for none: set requirepass there")
        case "ERR" where text.hasPrefix("ERR DB index is out of range"):
            return (.unavailable, "the server has no database of this number: name a lower one, or raise its databases")
        case "ERR" where text.hasPrefix("ERR max number of clients reached"):
            return (.unavailable, "the server has as many clients as its maxclients allows: raise it")
        default:
            return nil
        }
    }

    private static let unavailable = [
        "LOADING": "Redis still loads its data: it is there when that is done",
        "READONLY": "the address leads to a replica, which takes no writes: name the primary",
        "MISCONF": "Redis refuses writes, since it cannot save its data: its log says why, often a full disk",
        "NOAUTH": "Redis asks for a password: add it to the address, as in redis://:password@host",
        "WRONGPASS": "Redis refuses the user or the password of the address: correct them",
        "NOPERM": "the user of the address may not use a command or key that the cache needs: widen its ACL",
        "BUSY": "Redis is held up by a script of somebody's",
        "MASTERDOWN": "the address leads to a replica that has lost its primary: name the primary",
        "CLUSTERDOWN": "the address leads to a cluster, which is not served: name a single server",
        "MOVED": "the address leads to a cluster, which is not served: name a single server",
        "ASK": "the address leads to a cluster, which is not served: name a single server",
        "NOREPLICAS": "Redis refuses writes, since too few of its replicas follow",
        "DENIED": "Redis is in protected mode and serves its own machine only: set a password there",
    ]

    private static func excerpt(_ text: String) -> String {
        let end = text.firstRange(of: ", with args")?.lowerBound ?? text.endIndex
        return String(text[..<end].prefix(excerptLength).map { $0.isASCII && !$0.isNewline && $0 >= " " ? $0 : "?" })
    }
}
