/// Why a text is not taken as JSON.
enum JSONFault: Error, Hashable, Sendable {
    /// Not JSON, at this byte.
    case malformed(at: Int)
    case tooDeep
    /// A member that is given twice; its path. Programs disagree about which one counts.
    case duplicate(String)

    var sentence: String {
        switch self {
        case .malformed(let offset): "The body is not JSON: it breaks off at byte \(offset)."
        case .tooDeep: "The body is nested more than \(JSONReader.depthLimit) deep."
        case .duplicate(let path): "The member \(path) is there twice."
        }
    }
}
