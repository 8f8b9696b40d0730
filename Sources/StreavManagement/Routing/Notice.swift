/// A line that the next page shows once.
struct Notice: Sendable, Equatable {
    enum Kind: String, Sendable {
        case done
        case info
        case warning
        case failure
    }

    /// A form with which what was done can be undone.
    struct Undo: Sendable, Equatable {
        let path: String
        let fields: [Field]
    }

    struct Field: Sendable, Equatable {
        let name: String
        let value: String
    }

    let kind: Kind
    let text: String
    var undo: Undo?

    static func done(_ text: String, undo: Undo? = nil) -> Notice { Notice(kind: .done, text: text, undo: undo) }
    static func info(_ text: String) -> Notice { Notice(kind: .info, text: text) }
    static func warning(_ text: String) -> Notice { Notice(kind: .warning, text: text) }
    static func failure(_ text: String) -> Notice { Notice(kind: .failure, text: text) }
}
